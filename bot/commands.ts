import { isNull } from 'drizzle-orm';
import type { Api } from 'grammy';
import type { BotCommand } from 'grammy/types';
import type { Actor } from '../core/people/actor.ts';
import { type Action, mayDo } from '../core/people/roles.ts';
import type { Db } from '../drizzle/client.ts';
import { person, type Role } from '../drizzle/schema/people.ts';
import { t } from './locales/messages.ts';

/** The commands people see in Telegram's menu and in /ayuda, in that order; `needs` hides one from whoever may not do it. */
const COMMANDS: readonly { readonly command: string; readonly needs?: Action }[] = [
  { command: 'stock', needs: 'stock.read' },
  { command: 'informe_stock', needs: 'stock.read' },
  { command: 'faltante', needs: 'missing.write' },
  { command: 'precios', needs: 'price.read' },
  { command: 'pedido', needs: 'order.write' },
  { command: 'entrada', needs: 'stock.move' },
  { command: 'salida', needs: 'stock.move' },
  { command: 'venta', needs: 'stock.move' },
  { command: 'merma', needs: 'stock.move' },
  { command: 'corregir', needs: 'stock.correct' },
  { command: 'deshacer', needs: 'stock.undo' },
  { command: 'pronostico', needs: 'stock.read' },
  { command: 'alertas', needs: 'alert.read' },
  { command: 'pendientes', needs: 'document.edit' },
  { command: 'calibrar', needs: 'stock.count' },
  { command: 'transferir', needs: 'stock.transfer' },
  { command: 'vencimientos', needs: 'stock.read' },
  { command: 'depositos', needs: 'person.move' },
  { command: 'aprobaciones', needs: 'approval.decide' },
  { command: 'usuarios', needs: 'person.list' },
  { command: 'invitar', needs: 'person.invite' },
  { command: 'asistente', needs: 'assistant.consent' },
  { command: 'exportar', needs: 'data.export' },
  { command: 'importar', needs: 'data.import' },
  { command: 'estado' },
  { command: 'soporte' },
  { command: 'ayuda' },
  { command: 'cancelar' },
];

const FOR_STRANGERS: readonly BotCommand[] = [{ command: 'start', description: t('command-start') }];

/** What somebody with this role may ask for. */
export const commandsFor = (role: Role): readonly BotCommand[] =>
  COMMANDS.filter(({ needs }) => needs === undefined || mayDo(role, needs)).map(({ command }) => ({
    command,
    description: t(`command-${command}`),
  }));

/** Tells Telegram which commands to offer in somebody's chat. */
export async function offerCommands(api: Api, person: Pick<Actor, 'role' | 'telegramUserId'>): Promise<void> {
  if (person.telegramUserId === null) return;
  await api.setMyCommands(commandsFor(person.role), {
    scope: { type: 'chat', chat_id: person.telegramUserId },
  });
}

/** Back to what everybody sees. */
export async function withdrawCommands(api: Api, telegramUserId: number): Promise<void> {
  await api.deleteMyCommands({ scope: { type: 'chat', chat_id: telegramUserId } });
}

/** The button beside the text field opens the dashboard inside Telegram, which says who is looking. */
export async function offerDashboard(api: Api, url: string): Promise<void> {
  const button = { type: 'web_app', text: t('command-dashboard'), web_app: { url } } as const;
  await api.setChatMenuButton({ menu_button: button });
}

/** At start: one command for everybody, and for each person in the shop the list of their role. */
export async function offerEverybodysCommands(api: Api, db: Db): Promise<void> {
  await api.setMyCommands(FOR_STRANGERS);
  const people = await db
    .select({ role: person.role, telegramUserId: person.telegramUserId })
    .from(person)
    .where(isNull(person.revokedAt));
  for (const one of people) await offerCommands(api, one);
}
