import type { BotCommand } from 'grammy/types';
import { badRequest } from '../api-failure.ts';
import { asChat, type LocalChat } from '../local-chat.ts';
import { recipient } from '../outgoing.ts';
import type { Call, MethodTable } from './method.ts';

interface Scope {
  readonly type: string;
  readonly chat_id?: number;
}

const commandsKey = (scope: Scope, language: string): string =>
  `commands:${scope.type}:${scope.chat_id ?? ''}:${language}`;

const scopeOf = ({ params }: Call): Scope =>
  (params.json('scope') as Scope | undefined) ?? { type: 'default' };

const languageOf = ({ params }: Call): string => params.text('language_code') ?? '';

const NAME = /^[a-z0-9_]{1,32}$/;

function setMyCommands(call: Call): true {
  const commands = call.params.json('commands');
  if (!Array.isArray(commands)) throw badRequest("can't parse commands");
  for (const { command, description } of commands as Partial<BotCommand>[]) {
    if (!NAME.test((command ?? '').replace(/^\//, ''))) throw badRequest('BOT_COMMAND_INVALID');
    if (!description || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  const value = (commands as BotCommand[]).map(({ command, description }) => ({
    command: command.replace(/^\//, ''),
    description,
  }));
  call.chat.store.commit({ kind: 'setting', key: commandsKey(scopeOf(call), languageOf(call)), value });
  return true;
}

function deleteMyCommands(call: Call): true {
  call.chat.store.commit({ kind: 'setting', key: commandsKey(scopeOf(call), languageOf(call)), value: null });
  return true;
}

const getMyCommands = (call: Call): unknown =>
  call.chat.store.setting(commandsKey(scopeOf(call), languageOf(call))) ?? [];

/** The list that one person sees: the narrowest scope that has one, in Spanish before the general one. */
export function commandsFor(chat: LocalChat, telegramId: number): readonly BotCommand[] {
  const scopes: readonly Scope[] = [
    { type: 'chat', chat_id: telegramId },
    { type: 'all_private_chats' },
    { type: 'default' },
  ];
  for (const scope of scopes)
    for (const language of ['es', '']) {
      const list = chat.store.setting(commandsKey(scope, language));
      if (Array.isArray(list)) return list as readonly BotCommand[];
    }
  return [];
}

/** A text setting with the names of its setter and getter. */
const textSetting = (name: string, field: string): MethodTable => ({
  [`setmy${name}`]: (call) => {
    call.chat.store.commit({
      kind: 'setting',
      key: `${name}:${languageOf(call)}`,
      value: call.params.text(field) ?? '',
    });
    return true;
  },
  [`getmy${name}`]: (call) => ({ [field]: call.chat.store.setting(`${name}:${languageOf(call)}`) ?? '' }),
});

const menuKey = ({ params }: Call): string => `menu:${params.integer('chat_id') ?? ''}`;

export const settingMethods: MethodTable = {
  getme: ({ chat }) => chat.bot,
  setmycommands: setMyCommands,
  deletemycommands: deleteMyCommands,
  getmycommands: getMyCommands,
  ...textSetting('description', 'description'),
  ...textSetting('shortdescription', 'short_description'),
  ...textSetting('name', 'name'),
  setchatmenubutton: (call) => {
    call.chat.store.commit({
      kind: 'setting',
      key: menuKey(call),
      value: call.params.json('menu_button') ?? { type: 'default' },
    });
    return true;
  },
  getchatmenubutton: (call) => call.chat.store.setting(menuKey(call)) ?? { type: 'commands' },
  getchat: ({ chat, params }) => asChat(recipient(chat, params)),
};
