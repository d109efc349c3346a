import { Bot, InlineKeyboard, InputFile } from 'grammy';
import type { LocalChatServer } from '../../bot/local-chat/server.ts';

const RICH = [
  '<b>Distribuidora Ñandú</b> · factura B 0043-00181106',
  '<i>13/04/2026</i> · total <b>$ 2.965.787,06</b>',
  '<blockquote>3 renglones probados, 1 dudoso</blockquote>',
  '<code>18 × 95.291,00 = 1.715.238,00</code>',
  '<a href="https://t.me/inventario_local_bot?start=invitacion123">Abrir la invitación</a> · /stock yerba',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
].join('\n');

/** A small bot that uses each thing the page can show. Start it with `start()`. */
export function createEchoBot(server: LocalChatServer): Bot {
  const bot = new Bot(server.token, { client: { apiRoot: server.apiRoot } });
  bot.catch(({ message }) => process.stderr.write(`${message}\n`));
  bot.command('start', (ctx) => ctx.reply(`Hola ${ctx.from?.first_name}. ${ctx.match}`.trim()));
  bot.command('rico', (ctx) =>
    ctx.reply(RICH, {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboard()
        .add({ text: 'Confirmar e ingresar', callback_data: 'confirm', style: 'success' })
        .row()
        .text('Renglón 2: 18 u.', 'line:2')
        .text('Renglón 3: 5 u.', 'line:3')
        .row()
        .text('Avisame', 'alert')
        .url('Ver en ARCA', 'https://www.arca.gob.ar/'),
    }),
  );
  bot.command('lento', async (ctx) => {
    await ctx.replyWithChatAction('typing');
  });
  bot.callbackQuery('confirm', async (ctx) => {
    await ctx.editMessageText('✅ Ingresó la factura B 0043-00181106', { parse_mode: 'HTML' });
    await ctx.answerCallbackQuery('Listo');
  });
  bot.callbackQuery('alert', (ctx) =>
    ctx.answerCallbackQuery({ text: 'Esto es un aviso', show_alert: true }),
  );
  bot.callbackQuery(/^line:/, () => Promise.resolve());
  bot.on('message:photo', async (ctx) => {
    const { file_path: path } = await ctx.getFile();
    const bytes = await (await fetch(`${server.apiRoot}/file/bot${server.token}/${path}`)).arrayBuffer();
    const size = ctx.message.photo.at(-1);
    await ctx.replyWithPhoto(new InputFile(Buffer.from(bytes), 'eco.jpg'), {
      caption: `📷 Recibida: ${size?.width} × ${size?.height}`,
      reply_parameters: { message_id: ctx.message.message_id },
    });
  });
  bot.on('message:document', (ctx) => ctx.reply(`📎 ${ctx.message.document.file_name}`));
  bot.on('message:text', (ctx) => ctx.reply(`eco: ${ctx.message.text}`));
  return bot;
}
