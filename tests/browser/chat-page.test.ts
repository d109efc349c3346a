import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bot } from 'grammy';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalChatServer, startLocalChat } from '../../bot/local-chat/server.ts';
import { createLogger } from '../../core/platform/logger.ts';
import { dropFiles, transferOf } from './dropping.ts';
import { createEchoBot } from './echo-bot.ts';
import { DESKTOP, hasBrowser, launchBrowser, PHONE, screenshot, type TestBrowser } from './support.ts';

const SAMPLES = fileURLToPath(new URL('../../bot/local-chat/samples/', import.meta.url));
const COMMANDS = [
  { command: 'rico', description: 'Un mensaje con todo' },
  { command: 'stock', description: 'Qué hay en el stock' },
  { command: 'ayuda', description: 'Qué sabe hacer el bot' },
];

let browser: TestBrowser | undefined;
let server: LocalChatServer;
let bot: Bot;
let running: Promise<void>;
let dataDir: string;
let page: Page;

beforeAll(async () => {
  if (hasBrowser) browser = await launchBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'chat-page-'));
  server = await startLocalChat({ port: 0, dataDir, logger: createLogger({ level: 'silent' }) });
  bot = createEchoBot(server);
  await bot.api.setMyCommands(COMMANDS);
  running = bot.start({ timeout: 5 });
});
afterEach(async () => {
  await page?.close();
  await bot.stop();
  await running;
  await server.close();
  await rm(dataDir, { recursive: true, force: true });
  expect(browser?.errors).toEqual([]);
});

const write = async (text: string) => {
  await page.getByRole('textbox', { name: 'Mensaje' }).fill(text);
  await page.keyboard.press('Enter');
};

const bubble = (text: string | RegExp) => page.locator('.bubble', { hasText: text }).last();

/** A browser logs every broken connection; here one was broken on purpose. */
function forgiveLostConnection(): void {
  const lost = (error: string) =>
    /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE/.test(error);
  browser!.errors.splice(0, Number.POSITIVE_INFINITY, ...browser!.errors.filter((error) => !lost(error)));
}

const drop = (as: 'photo' | 'file', names: readonly string[]): Promise<void> =>
  dropFiles(
    page,
    as,
    names.map((name) => join(SAMPLES, name)),
  );

describe.skipIf(!hasBrowser)('The chat page on a desktop', () => {
  beforeEach(async () => {
    page = await browser!.open(server.pageUrl, DESKTOP);
    await page.getByRole('button', { name: 'INICIAR' }).click();
    await bubble('Hola Marta').waitFor();
  });

  it('When a person writes, then the bot answers below, and formatting is drawn as elements and never as markup', async () => {
    await write('/rico');
    const rich = bubble('Distribuidora Ñandú');
    await rich.waitFor();
    expect(await rich.locator('strong').first().textContent()).toBe('Distribuidora Ñandú');
    expect(await rich.locator('script').count()).toBe(0);
    expect(await rich.textContent()).toContain('<script>alert(1)</script>');
    await screenshot(page, 'desktop-rich');
  });

  it('When a button is pressed, then it waits, the message changes in place and a toast says the answer', async () => {
    await write('/rico');
    await page.getByRole('button', { name: 'Renglón 2' }).click();
    await page.locator('.key.is-waiting').waitFor();
    const before = await page.locator('.message').count();
    await page.getByRole('button', { name: 'Confirmar e ingresar' }).click();
    await bubble('✅ Ingresó').waitFor();
    await page.locator('.toast', { hasText: 'Listo' }).waitFor();
    expect(await page.locator('.message').count()).toBe(before);
    expect(await bubble('✅ Ingresó').textContent()).toContain('editado');
  });

  it('When the answer asks to be read, then a dialog shows it', async () => {
    await write('/rico');
    await page.getByRole('button', { name: 'Avisame' }).click();
    await page.getByRole('dialog').getByText('Esto es un aviso').waitFor();
    await page.getByRole('button', { name: 'Entendido' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('When a photo is dropped, then it goes as a photo and the answer quotes it', async () => {
    await drop('photo', ['factura-b-distribuidora-nandu-completa.jpg']);
    const answer = bubble('Recibida');
    await answer.waitFor();
    expect(await answer.textContent()).toMatch(/1280/);
    expect(await answer.locator('.quote').count()).toBe(1);
    await answer.locator('.photo').click();
    await page.locator('dialog.lightbox img').waitFor();
    await page.keyboard.press('Escape');
    await screenshot(page, 'desktop-photo');
  });

  it('When files are dropped on the second zone, then they go untouched, as documents', async () => {
    await drop('file', ['factura-a-alimentos-del-litoral.pdf']);
    await bubble('📎 factura-a-alimentos-del-litoral.pdf').waitFor();
  });

  it('When several samples are chosen, then they go as one album', async () => {
    for (const title of [
      'Elegir Golosinas Cañada · A',
      'Elegir Distribuidora Ñandú · B',
      'Elegir Logística Andina · B',
    ])
      await page.getByRole('button', { name: title }).click();
    await page.getByRole('button', { name: 'Mandar 3 juntas' }).click();
    await page.locator('.album').waitFor();
    expect(await page.locator('.album .photo').count()).toBe(3);
    await bubble('Recibida').waitFor();
    await screenshot(page, 'desktop-album');
  });

  it('When "/" is typed, then the commands are listed and the keyboard chooses one', async () => {
    await page.getByRole('textbox', { name: 'Mensaje' }).pressSequentially('/');
    await page.getByRole('option', { name: '/stock' }).waitFor();
    await screenshot(page, 'desktop-commands');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await bubble('eco: /stock').waitFor();
  });

  it('When another person is chosen, then their chat is shown and unread answers are counted', async () => {
    await page.getByRole('button', { name: 'Lucía' }).click();
    await page.getByRole('button', { name: 'INICIAR' }).click();
    await bubble('Hola Lucía').waitFor();
    await bot.api.sendMessage(server.ownerTelegramId, 'Aviso para la dueña');
    await page.locator('.person', { hasText: 'Marta' }).locator('.badge').waitFor();
    expect(await page.locator('.bubble', { hasText: 'Aviso para la dueña' }).count()).toBe(0);
    await page
      .getByRole('button', { name: /^M Marta|Marta/ })
      .first()
      .click();
    await bubble('Aviso para la dueña').waitFor();
  });

  it('When the bot is working on it, then the page says that it is typing until the answer comes', async () => {
    await write('/lento');
    await page.locator('.typing-bubble').waitFor();
    await page.locator('.chat-title', { hasText: 'escribiendo…' }).waitFor();
    await bot.api.sendMessage(server.ownerTelegramId, 'ya está');
    await bubble('ya está').waitFor();
    expect(await page.locator('.typing-bubble').count()).toBe(0);
  });

  it('When a person answers a message, then the answer quotes it and a click finds it', async () => {
    await bubble('Hola Marta').hover();
    await page.getByRole('button', { name: 'Responder' }).first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.reply-bar', { hasText: '/start' }).waitFor();
    await write('esto');
    const quote = bubble(/^Marta/).locator('.quote');
    await quote.click();
    await page.locator('.message.is-found').waitFor();
    expect(await page.locator('.reply-bar').isVisible()).toBe(false);
  });

  it('When a picture is pasted, then it is shown before it goes, and may go as a file with a comment', async () => {
    const transfer = await transferOf([join(SAMPLES, 'factura-c-mayorista-el-aguila.jpg')]);
    await page.evaluate(`dispatchEvent(new ClipboardEvent('paste', { clipboardData: ${transfer} }))`);
    const dialog = page.getByRole('dialog');
    await dialog.locator('img').waitFor();
    await screenshot(page, 'desktop-sending');
    await dialog.getByLabel('Como archivo, sin comprimir').check();
    await dialog.getByLabel('Comentario').fill('la de hoy');
    await page.keyboard.press('Enter');
    await bubble('📎 factura-c-mayorista-el-aguila.jpg').waitFor();
    await bubble('la de hoy').locator('.document-face img').waitFor();
  });

  it('When the server goes away and comes back, then the page says so and goes on', async () => {
    const port = Number(new URL(server.pageUrl).port);
    await bot.stop();
    await running;
    await server.close();
    await page.getByText('sin conexión con el servidor…').waitFor();
    server = await startLocalChat({ port, dataDir, logger: createLogger({ level: 'silent' }) });
    bot = createEchoBot(server);
    running = bot.start({ timeout: 5 });
    await page.locator('.chat-title', { hasText: 'en línea' }).waitFor();
    await write('sigo acá');
    await bubble('eco: sigo acá').waitFor();
    forgiveLostConnection();
  });

  it('When a link to the bot is opened, then the person who is chosen starts it with its payload', async () => {
    await write('/rico');
    await page.getByRole('link', { name: 'Abrir la invitación' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Visitante' }).click();
    await bubble('Hola Visitante. invitacion123').waitFor();
  });

  it('When the panel is opened, then it lists the calls, and the token is nowhere in the page', async () => {
    await page.getByRole('button', { name: 'Llamadas a la Bot API' }).click();
    const call = page.locator('.call', { hasText: 'sendMessage' }).first();
    await call.locator('summary').click();
    await call.getByText('"message_id"').first().waitFor();
    await page.getByRole('button', { name: 'Modo oscuro' }).click();
    await screenshot(page, 'desktop-calls-dark');
    expect(await page.content()).not.toContain(server.token);
    await page.getByRole('button', { name: 'Modo claro' }).click();
  });
});

describe.skipIf(!hasBrowser)('The chat page on a phone', () => {
  it('When it is 390 pixels wide, then nothing overflows and people are one tap away', async () => {
    page = await browser!.open(server.pageUrl, PHONE);
    await screenshot(page, 'phone-welcome');
    await page.getByRole('button', { name: 'INICIAR' }).click();
    await write('/rico');
    await bubble('Distribuidora Ñandú').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
    await screenshot(page, 'phone-chat');
    await page.getByRole('button', { name: 'Personas y muestras' }).click();
    await page.locator('.person', { hasText: 'Diego' }).waitFor();
    await page.waitForTimeout(300);
    await screenshot(page, 'phone-drawer');
    await page.locator('.person', { hasText: 'Diego' }).click();
    await page.getByRole('button', { name: 'Escribís como Diego' }).waitFor();
  });
});
