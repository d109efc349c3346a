import { isNull } from 'drizzle-orm';
import type { Api } from 'grammy';
import type { BotCommand } from 'grammy/types';
import type { Actor } from '../core/people/actor.ts';
import { type Action, mayDo } from '../core/people/roles.ts';
import type { Db } from '../drizzle/client.ts';
import { person, type Role } from '../drizzle/schema/people.ts';
import { t } from './locales/messages.ts';

/** What commands are about, in the order of /ayuda. */
const SUBJECTS = ['goods', 'buying', 'counting', 'shop', 'chat'] as const;

/** The commands people see in Telegram's menu, in that order, and in /ayuda; `needs` hides one from whoever may not do it. */
const COMMANDS: readonly {
  readonly command: string;
  readonly about: (typeof SUBJECTS)[number];
  readonly needs?: Action;
}[] = [
  { command: 'stock', about: 'goods', needs: 'stock.read' },
  { command: 'informe_stock', about: 'goods', needs: 'stock.read' },
  { command: 'faltante', about: 'buying', needs: 'missing.write' },
  { command: 'precios', about: 'buying', needs: 'price.read' },
  { command: 'pedido', about: 'buying', needs: 'order.write' },
  { command: 'entrada', about: 'goods', needs: 'stock.move' },
  { command: 'salida', about: 'goods', needs: 'stock.move' },
  { command: 'venta', about: 'goods', needs: 'stock.move' },
  { command: 'merma', about: 'goods', needs: 'stock.move' },
  { command: 'corregir', about: 'goods', needs: 'stock.correct' },
  { command: 'deshacer', about: 'goods', needs: 'stock.undo' },
  { command: 'pronostico', about: 'buying', needs: 'stock.read' },
  { command: 'alertas', about: 'shop', needs: 'alert.read' },
  { command: 'pendientes', about: 'buying', needs: 'document.edit' },
  { command: 'calibrar', about: 'counting', needs: 'stock.count' },
  { command: 'transferir', about: 'counting', needs: 'stock.transfer' },
  { command: 'vencimientos', about: 'counting', needs: 'stock.read' },
  { command: 'depositos', about: 'shop', needs: 'person.move' },
  { command: 'aprobaciones', about: 'shop', needs: 'approval.decide' },
  { command: 'usuarios', about: 'shop', needs: 'person.list' },
  { command: 'invitar', about: 'shop', needs: 'person.invite' },
  { command: 'asistente', about: 'shop', needs: 'assistant.consent' },
  { command: 'exportar', about: 'shop', needs: 'data.export' },
  { command: 'importar', about: 'shop', needs: 'data.import' },
  { command: 'estado', about: 'chat' },
  { command: 'soporte', about: 'chat' },
  { command: 'ayuda', about: 'chat' },
  { command: 'cancelar', about: 'chat' },
];

const FOR_STRANGERS: readonly BotCommand[] = [{ command: 'start', description: t('command-start') }];

const allowed = (role: Role) => COMMANDS.filter(({ needs }) => needs === undefined || mayDo(role, needs));

/** What somebody with this role may ask for. */
const commandsFor = (role: Role): readonly BotCommand[] =>
  allowed(role).map(({ command }) => ({ command, description: t(`command-${command}`) }));

/** The same by subject, without what has none for this role. */
export const commandsBySubject = (
  role: Role,
): readonly { readonly subject: string; readonly commands: readonly string[] }[] =>
  SUBJECTS.map((subject) => ({
    subject,
    commands: allowed(role).flatMap(({ command, about }) => (about === subject ? [command] : [])),
  })).filter(({ commands }) => commands.length > 0);

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
