import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Message } from 'grammy/types';
import { z } from 'zod';
import type { Logger } from '../../core/platform/logger.ts';
import { ApiFailure, badRequest } from './api-failure.ts';
import type { Change } from './chat-store.ts';
import type { FailurePlan } from './failure-plan.ts';
import { type CallRecord, type LocalChat, personWith } from './local-chat.ts';
import { commandsFor } from './methods/settings.ts';
import { readSample, serveStatic } from './page-files.ts';
import { press, sendFiles, setBlocked, writeText } from './person-actions.ts';
import { RequestParameters, type UploadedFile } from './request-parameters.ts';
import type { Sample } from './samples.ts';

/** How many calls a page that opens late still sees. */
const REMEMBERED_CALLS = 200;

interface PageDoorOptions {
  readonly chat: LocalChat;
  readonly samples: readonly Sample[];
  readonly failures: FailurePlan;
  readonly logger: Logger;
}

const Text = z.object({ person: z.number(), text: z.string(), replyTo: z.number().optional() });
const Press = z.object({ person: z.number(), message: z.number(), data: z.string() });
const Blocking = z.object({ person: z.number(), blocked: z.boolean() });
const SendSample = z.object({
  person: z.number(),
  samples: z.array(z.string()).min(1).max(10),
  asDocuments: z.boolean(),
});
const Failure = z.object({
  method: z.string(),
  code: z.number().optional(),
  description: z.string().optional(),
  retryAfter: z.number().optional(),
  loseReply: z.boolean().optional(),
  times: z.number().optional(),
});

/** The chat page, what it asks for and what it is told as it happens. */
export class PageDoor {
  private readonly pages = new Set<ServerResponse>();
  private readonly calls: CallRecord[] = [];
  private readonly heartbeat: NodeJS.Timeout;
  private online = false;

  constructor(private readonly options: PageDoorOptions) {
    const { store, signals } = options.chat;
    store.onChange((change) => this.tellChange(change));
    signals.on('action', (action) => this.tell('action', action));
    signals.on('pressAnswered', (answer) => this.tell('answer', answer));
    signals.on('called', (call) => {
      this.calls.push(call);
      if (this.calls.length > REMEMBERED_CALLS) this.calls.shift();
      this.tell('call', call);
    });
    this.heartbeat = setInterval(() => this.tellPresence(), 1_000);
    this.heartbeat.unref();
  }

  private tellPresence(): void {
    const online = this.options.chat.updates.isPolled();
    if (online !== this.online) this.tell('presence', { online });
    this.online = online;
  }

  private tellChange(change: Change): void {
    if (change.kind === 'message') this.tell('message', change.message);
    else if (change.kind === 'deleted' || change.kind === 'confirmed' || change.kind === 'blocked')
      this.tell(change.kind, change);
    else if (change.kind === 'update') this.tellUpdate(change.update.update_id, change.update.message);
    else if (change.kind === 'setting' && change.key.startsWith('commands:'))
      this.tell('commands', this.commands());
  }

  /** Which update carries a message, so that its ticks can follow the bot's confirmation. */
  private tellUpdate(updateId: number, message: Message | undefined): void {
    if (message !== undefined)
      this.tell('sent', { chatId: message.chat.id, messageId: message.message_id, updateId });
  }

  private tell(event: string, data: unknown): void {
    const frame = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const page of this.pages) page.write(frame);
  }

  private commands(): Record<number, unknown> {
    const { chat } = this.options;
    return Object.fromEntries(chat.people.map((p) => [p.telegramId, commandsFor(chat, p.telegramId)]));
  }

  private state(): unknown {
    const { chat, samples } = this.options;
    const { people, bot, store } = chat;
    return {
      bot,
      people: people.map((person) => ({ ...person, blocked: store.isBlocked(person.telegramId) })),
      chats: Object.fromEntries(
        people.map((person) => [person.telegramId, store.messages(person.telegramId)]),
      ),
      pending: store
        .pending()
        .flatMap(({ update_id: updateId, message }) =>
          message === undefined ? [] : [{ updateId, chatId: message.chat.id, messageId: message.message_id }],
        ),
      commands: this.commands(),
      samples,
      calls: this.calls,
      online: chat.updates.isPolled(),
    };
  }

  async serve(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.method === 'POST') return json(response, 200, await this.act(url, request));
      if (request.method !== 'GET') throw new ApiFailure(405, 'Method Not Allowed');
      await this.show(url.pathname, response);
    } catch (error) {
      const failure = error instanceof ApiFailure ? error : undefined;
      if (failure === undefined)
        this.options.logger.error({ err: error }, 'local chat: a page request broke');
      json(response, failure?.code ?? 500, { error: failure?.description ?? 'Internal Server Error' });
    }
  }

  private async show(path: string, response: ServerResponse): Promise<void> {
    if (path === '/chat/state') return json(response, 200, this.state());
    if (path === '/chat/events') return this.follow(response);
    if (path.startsWith('/chat/files/')) return this.showFile(path.slice('/chat/files/'.length), response);
    return serveStatic(path, response);
  }

  private follow(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 1000\n\n');
    this.pages.add(response);
    response.on('close', () => this.pages.delete(response));
  }

  /** Pictures and PDFs open in the page; anything else is only saved, never run. */
  private async showFile(id: string, response: ServerResponse): Promise<void> {
    const { store, shelf } = this.options.chat;
    const file = store.file(decodeURIComponent(id));
    if (file === undefined) throw new ApiFailure(404, 'Not Found');
    const shown = /^(image\/(jpeg|png|webp)|application\/pdf)$/.test(file.type);
    const bytes = await shelf.read(file);
    response.writeHead(200, {
      'content-type': shown ? file.type : 'application/octet-stream',
      'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    response.end(bytes);
  }

  private async act(url: URL, request: IncomingMessage): Promise<unknown> {
    const { chat } = this.options;
    if (url.pathname === '/chat/files') return this.receiveFiles(url, request);
    const body = (await RequestParameters.from(request, new URLSearchParams())).summary();
    switch (url.pathname) {
      case '/chat/text': {
        const { person, text, replyTo } = valid(Text, body);
        return writeText(chat, this.person(person), text, replyTo).map((message) => message.message_id);
      }
      case '/chat/press': {
        const { person, message, data } = valid(Press, body);
        return { queryId: press(chat, this.person(person), message, data) };
      }
      case '/chat/block': {
        const { person, blocked } = valid(Blocking, body);
        setBlocked(chat, this.person(person), blocked);
        return {};
      }
      case '/chat/sample':
        return this.sendSamples(valid(SendSample, body));
      case '/chat/failure':
        this.options.failures.add(valid(Failure, body));
        return {};
      default:
        throw new ApiFailure(404, 'Not Found');
    }
  }

  private async receiveFiles(url: URL, request: IncomingMessage): Promise<unknown> {
    const params = await RequestParameters.from(request, url.searchParams);
    const files: UploadedFile[] = [];
    for (let i = 0; ; i++) {
      const file = params.file(`file${i}`);
      if (file === undefined) break;
      files.push(file);
    }
    const replyTo = params.integer('replyTo');
    const messages = await sendFiles(this.options.chat, this.person(params.integer('person') ?? 0), {
      files,
      asDocuments: params.flag('asDocuments'),
      caption: params.text('caption') ?? '',
      ...(replyTo === undefined ? {} : { replyTo }),
    });
    return messages.map((message) => message.message_id);
  }

  private async sendSamples({ person, samples, asDocuments }: z.infer<typeof SendSample>): Promise<unknown> {
    const files = await Promise.all(
      samples.map(async (name): Promise<UploadedFile> => {
        const sample = this.options.samples.find((known) => known.file === name);
        if (sample === undefined) throw new ApiFailure(404, 'Not Found');
        return readSample(name);
      }),
    );
    const messages = await sendFiles(this.options.chat, this.person(person), {
      files,
      asDocuments,
      caption: '',
    });
    return messages.map((message) => message.message_id);
  }

  private person(telegramId: number) {
    const person = personWith(this.options.chat, telegramId);
    if (person === undefined) throw badRequest('person not found');
    return person;
  }

  close(): void {
    clearInterval(this.heartbeat);
    for (const page of this.pages) page.destroy();
  }
}

function valid<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw badRequest(parsed.error.issues.map((issue) => issue.path.join('.')).join(', '));
  return parsed.data;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
