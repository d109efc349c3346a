import { spawn } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InlineKeyboard, InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestChat, type TestChat } from './support.ts';

const OWNER = 700_000_001;

let dataDir: string;
let chat: TestChat;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'local-chat-'));
  chat = await openTestChat(dataDir);
});
afterEach(async () => {
  await chat.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function restart(): Promise<void> {
  await chat.close();
  chat = await openTestChat(dataDir);
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();

/** Posts pictures as the page does. */
async function upload(files: readonly { name: string; type: string; bytes: Buffer }[], asDocuments = false) {
  const form = new FormData();
  form.set('person', String(OWNER));
  form.set('asDocuments', String(asDocuments));
  for (const [i, { name, type, bytes }] of files.entries())
    form.set(`file${i}`, new Blob([new Uint8Array(bytes)], { type }), name);
  const response = await fetch(`${chat.server.apiRoot}/chat/files`, { method: 'POST', body: form });
  expect(response.status).toBe(200);
}

const download = async (fileId: string) => {
  const { file_path: path } = await chat.api.getFile(fileId);
  const response = await fetch(`${chat.server.apiRoot}/file/bot${chat.server.token}/${path}`);
  return Buffer.from(await response.arrayBuffer());
};

describe('Updates', () => {
  it('When they are not confirmed, then they come again, also after a restart; confirmed ones never do', async () => {
    for (const text of ['uno', 'dos', 'tres']) await chat.page('/chat/text', { person: OWNER, text });
    const before = await chat.api.getUpdates({ limit: 2 });
    expect(before.map((update) => update.message?.text)).toEqual(['uno', 'dos']);
    expect((await chat.api.getUpdates()).length).toBe(3);
    await chat.api.getUpdates({ offset: before[0]!.update_id + 1, timeout: 0 });
    const token = chat.server.token;
    await restart();
    expect(chat.server.token).toBe(token);
    const after = await chat.api.getUpdates();
    expect(after.map((update) => update.message?.text)).toEqual(['dos', 'tres']);
    expect(after[0]!.update_id).toBe(before[1]!.update_id);
  });

  it('When a message comes during a long poll, then the poll ends with it', async () => {
    const poll = chat.api.getUpdates({ timeout: 20 });
    await chat.page('/chat/text', { person: OWNER, text: 'hola' });
    expect((await poll).map((update) => update.message?.text)).toEqual(['hola']);
  });

  it('When the bot asks for some kinds only, then the others never come', async () => {
    await chat.api.getUpdates({ allowed_updates: ['callback_query'], timeout: 0 });
    await chat.page('/chat/text', { person: OWNER, text: 'hola' });
    await chat.api.sendMessage(OWNER, '¿?', { reply_markup: new InlineKeyboard().text('Sí', 'yes') });
    await chat.page('/chat/press', { person: OWNER, message: 2, data: 'yes' });
    const updates = await chat.api.getUpdates();
    expect(updates.map((update) => update.callback_query?.data)).toEqual(['yes']);
  });
});

describe('The journal', () => {
  it('When its last line is torn, then everything before it is kept and the chat goes on', async () => {
    await chat.page('/chat/text', { person: OWNER, text: 'antes' });
    await chat.close();
    await appendFile(join(dataDir, 'local-chat', 'journal.ndjson'), '[{"kind":"message","mess');
    chat = await openTestChat(dataDir);
    await chat.page('/chat/text', { person: OWNER, text: 'después' });
    await restart();
    const { chats } = await chat.state();
    expect(chats[OWNER]?.map((message) => [message.message_id, message.text])).toEqual([
      [1, 'antes'],
      [2, 'después'],
    ]);
  });

  it('When the process is killed with -9, then what it had answered is still there', async () => {
    await chat.close();
    const script = `
      import { startLocalChat } from './bot/local-chat/server.ts';
      import { createLogger } from './core/platform/logger.ts';
      const server = await startLocalChat({ port: 0, dataDir: process.argv[1], logger: createLogger() });
      process.stdout.write(server.apiRoot + '\\n');`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, dataDir]);
    const apiRoot = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
      child.once('exit', () => reject(new Error('the server did not start')));
    });
    const body = JSON.stringify({ person: OWNER, text: 'a salvo' });
    await fetch(`${apiRoot}/chat/text`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const dead = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await dead;
    chat = await openTestChat(dataDir);
    expect((await chat.api.getUpdates()).map((update) => update.message?.text)).toEqual(['a salvo']);
  });
});

describe('Files', () => {
  it('When a large photo is sent, then it arrives in sizes up to 1280, upright, and survives a restart', async () => {
    const sideways = await sharp(await picture(2000, 1000))
      .withMetadata({ orientation: 6 })
      .toBuffer();
    await upload([{ name: 'foto.jpg', type: 'image/jpeg', bytes: sideways }]);
    const [update] = await chat.api.getUpdates();
    const sizes = update?.message?.photo ?? [];
    expect(sizes.map((size) => [size.width, size.height])).toEqual([
      [45, 90],
      [160, 320],
      [400, 800],
      [640, 1280],
    ]);
    await restart();
    const meta = await sharp(await download(sizes.at(-1)!.file_id)).metadata();
    expect([meta.width, meta.height, meta.orientation ?? 1]).toEqual([640, 1280, 1]);
  });

  it('When a photo already is as Telegram leaves it, then its bytes are kept', async () => {
    const bytes = await readFile(
      new URL('../../../bot/local-chat/samples/factura-a-golosinas-canada.jpg', import.meta.url),
    );
    await upload([{ name: 'a.jpg', type: 'image/jpeg', bytes }]);
    const [update] = await chat.api.getUpdates();
    expect((await download(update!.message!.photo!.at(-1)!.file_id)).equals(bytes)).toBe(true);
  });

  it('When several are sent, then they share a media group, pictures apart from files', async () => {
    const jpeg = await picture(300, 200);
    await upload([
      { name: 'a.jpg', type: 'image/jpeg', bytes: jpeg },
      { name: 'b.jpg', type: 'image/jpeg', bytes: jpeg },
      { name: 'c.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4') },
    ]);
    const messages = (await chat.api.getUpdates()).map((update) => update.message);
    expect(messages.map((message) => (message?.photo ? 'photo' : message?.document?.file_name))).toEqual([
      'photo',
      'photo',
      'c.pdf',
    ]);
    expect(messages[0]?.media_group_id).toBe(messages[1]?.media_group_id);
    expect(messages[0]?.media_group_id).toMatch(/^\d+$/);
    expect(messages[2]?.media_group_id).toBeUndefined();
  });

  it('When a file is sent as such, then it comes back byte by byte under its name', async () => {
    const bytes = Buffer.from('%PDF-1.4 contenido');
    await upload([{ name: 'factura ñ.pdf', type: 'application/pdf', bytes }], true);
    const [update] = await chat.api.getUpdates();
    const document = update!.message!.document!;
    expect([document.file_name, document.mime_type]).toEqual(['factura ñ.pdf', 'application/pdf']);
    expect((await download(document.file_id)).equals(bytes)).toBe(true);
  });

  it('When the bot sends an album and edits a picture, then the page has both', async () => {
    await chat.page('/chat/text', { person: OWNER, text: 'hola' });
    const [red, blue] = await Promise.all([picture(400, 300), picture(300, 400)]);
    const album = await chat.api.sendMediaGroup(OWNER, [
      { type: 'photo', media: new InputFile(red, 'a.jpg'), caption: '<b>uno</b>', parse_mode: 'HTML' },
      { type: 'photo', media: new InputFile(blue, 'b.jpg') },
    ]);
    const groups = (album as Message[]).map((message) => message.media_group_id);
    expect(groups).toEqual([expect.stringMatching(/^\d+$/), groups[0]]);
    expect(album[0]!.caption_entities).toEqual([{ type: 'bold', offset: 0, length: 3 }]);
    const sent = await chat.api.sendPhoto(OWNER, new InputFile(red, 'c.jpg'), { caption: 'antes' });
    const edited = await chat.api.editMessageMedia(OWNER, sent.message_id, {
      type: 'photo',
      media: new InputFile(blue, 'd.jpg'),
      caption: 'después',
    });
    expect(edited).toMatchObject({ message_id: sent.message_id, caption: 'después' });
    const again = await chat.api.sendPhoto(OWNER, sent.photo.at(-1)!.file_id);
    expect(again.photo.at(-1)).toMatchObject({ width: 400, height: 300 });
  });
});

describe('Commands', () => {
  it('When they are set for a chat, then that person sees those and the others the general ones', async () => {
    await chat.api.setMyCommands([{ command: 'ayuda', description: 'Ayuda' }]);
    await chat.api.setMyCommands([{ command: 'usuarios', description: 'Usuarios' }], {
      scope: { type: 'chat', chat_id: OWNER },
    });
    await restart();
    const { commands } = await chat.state();
    expect(commands[OWNER]?.map((one) => one.command)).toEqual(['usuarios']);
    expect(commands[700_000_003]?.map((one) => one.command)).toEqual(['ayuda']);
    await chat.api.deleteMyCommands({ scope: { type: 'chat', chat_id: OWNER } });
    expect((await chat.state()).commands[OWNER]?.map((one) => one.command)).toEqual(['ayuda']);
  });
});
