import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkCall, decodeForm } from './bot-api-signatures.ts';
import { parseMultipart } from './multipart.ts';
import { contentOf, pick, plainText, Refusal, type ShownMessage } from './shown-message.ts';

export interface RecordedCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What the next call of a method gets instead of its answer. */
export type Failure =
  | {
      readonly kind: 'error';
      readonly code: number;
      readonly description: string;
      readonly retryAfter?: number;
    }
  /** The connection breaks; `after`: the call had its effect all the same. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' };

interface Person {
  readonly id: number;
  readonly firstName: string;
}

/**
 * A Bot API server on loopback for tests: refuses whatever Telegram's documented signatures, limits and rules would
 * refuse, keeps unconfirmed updates as Telegram does, shows each chat as the person sees it, and fails on request.
 */
export class TestBotApi {
  readonly token = `7700000001:${randomBytes(24).toString('base64url')}`;
  readonly me = {
    id: 7_700_000_001,
    is_bot: true,
    first_name: 'Inventario',
    username: 'inventario_test_bot',
  };
  readonly calls: RecordedCall[] = [];
  /** The files that the bot sent, oldest first. */
  readonly documents: Buffer[] = [];
  /** Calls that broke a documented signature; a test that ends with any has found a bug. */
  readonly problems: string[] = [];
  readonly chats = new Map<number, ShownMessage[]>();
  readonly files = new Map<string, Buffer>();
  readonly blockedBy = new Set<number>();
  webhook = '';
  private readonly updates: { readonly update_id: number }[] = [];
  private readonly failures = new Map<string, Failure[]>();
  private readonly waiting = new Set<() => void>();
  private readonly server: Server;
  private nextUpdate = 1_000;
  private nextMessage = 1;

  private constructor() {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        this.problems.push(String(error));
        response.destroy();
      });
    });
  }

  static async start(): Promise<TestBotApi> {
    // Reads the signatures now: it takes a second, which no test should find inside its waiting time.
    checkCall('getMe', {});
    const api = new TestBotApi();
    await new Promise<void>((resolve) => api.server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get apiRoot(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const wake of this.waiting) wake();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  failNext(method: string, ...failures: Failure[]): void {
    this.failures.set(method, [...(this.failures.get(method) ?? []), ...failures]);
  }

  clearFailures(): void {
    this.failures.clear();
  }

  callsOf(method: string): RecordedCall[] {
    return this.calls.filter((call) => call.method === method);
  }

  chat(id: number): ShownMessage[] {
    const known = this.chats.get(id);
    if (known !== undefined) return known;
    const messages: ShownMessage[] = [];
    this.chats.set(id, messages);
    return messages;
  }

  /** Queues an update as Telegram would; returns it, so that a test can deliver it again. */
  push<T extends Record<string, unknown>>(event: T): T & { update_id: number } {
    const update = { update_id: this.nextUpdate, ...event };
    this.nextUpdate += 1;
    this.updates.push(update);
    for (const wake of this.waiting) wake();
    return update;
  }

  /** True when the bot has confirmed every update. */
  get isEmpty(): boolean {
    return this.updates.length === 0;
  }

  /** Ids may jump after a quiet week. */
  jumpTo(updateId: number): void {
    this.nextUpdate = updateId;
  }

  send(person: Person, content: string | Record<string, unknown>) {
    const message = typeof content === 'string' ? { text: content, ...commandEntity(content) } : content;
    return this.push({ message: { ...this.envelope(person), ...message } });
  }

  /** Uploads a picture as a person's photo (or, with a name, as a file). */
  sendPhoto(
    person: Person,
    bytes: Buffer,
    options: { album?: string; fileName?: string; extra?: Record<string, unknown> } = {},
  ) {
    const id = `file-${this.files.size + 1}`;
    this.files.set(id, bytes);
    const file = { file_id: id, file_unique_id: `u-${id}`, file_size: bytes.length };
    const content =
      options.fileName === undefined
        ? { photo: [{ ...file, width: 960, height: 1280 }] }
        : { document: { ...file, file_name: options.fileName } };
    return this.send(person, {
      ...content,
      ...(options.album === undefined ? {} : { media_group_id: options.album }),
      ...options.extra,
    });
  }

  press(person: Person, message: ShownMessage, data: string) {
    return this.push({
      callback_query: {
        id: String(this.nextUpdate),
        from: this.user(person),
        chat_instance: '1',
        data,
        message: {
          message_id: message.messageId,
          date: now(),
          chat: { id: person.id, type: 'private', first_name: person.firstName },
          from: this.me,
          text: plainText(message.text),
        },
      },
    });
  }

  private user(person: Person) {
    return { id: person.id, is_bot: false, first_name: person.firstName, language_code: 'es' };
  }

  private envelope(person: Person) {
    this.nextMessage += 1;
    return {
      message_id: this.nextMessage,
      date: now(),
      from: this.user(person),
      chat: { id: person.id, type: 'private', first_name: person.firstName },
    };
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, kind, second, ...rest] = (request.url ?? '').split('/');
    if (kind === 'file') return this.serveFile(second ?? '', rest.join('/'), response);
    const method = second ?? '';
    const body = await bodyOf(request);
    if (kind !== `bot${this.token}`) return answer(response, new Refusal(401, 'Unauthorized'));
    const params = paramsOf(method, request, body);
    this.calls.push({ method, params: params.values });
    const problems = checkCall(method, params.values);
    this.problems.push(...problems);
    const failure = this.failures.get(method)?.shift();
    if (failure?.kind === 'reset' && failure.when === 'before') return void response.destroy();
    try {
      if (failure?.kind === 'error') throw new Refusal(failure.code, failure.description, failure.retryAfter);
      if (problems.length > 0) throw new Refusal(400, `Bad Request: ${problems[0]}`);
      const result = await this.call(method, params.values, params.files);
      if (failure?.kind === 'reset') return void response.destroy();
      answer(response, { result });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer(response, error);
    }
  }

  private serveFile(bot: string, path: string, response: ServerResponse): void {
    const bytes = bot === `bot${this.token}` ? this.files.get(path) : undefined;
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  }

  private async call(
    method: string,
    params: Readonly<Record<string, unknown>>,
    files: ReadonlyMap<string, Buffer>,
  ): Promise<unknown> {
    switch (method) {
      case 'getMe':
        return { ...this.me, can_join_groups: false, can_read_all_group_messages: false };
      case 'getUpdates':
        return this.getUpdates(params);
      case 'setWebhook':
        this.webhook = String(params.url);
        return true;
      case 'deleteWebhook':
        this.webhook = '';
        return true;
      case 'sendMessage':
      case 'sendPhoto':
        return this.show(params, files);
      case 'sendDocument':
        this.documents.push(...files.values());
        return true;
      case 'editMessageText':
      case 'editMessageMedia':
        return this.edit(params, files);
      case 'getFile':
        return this.getFile(String(params.file_id));
      default:
        return true;
    }
  }

  private async getUpdates(params: Readonly<Record<string, unknown>>): Promise<unknown> {
    if (this.webhook !== '')
      throw new Refusal(409, "Conflict: can't use getUpdates method while webhook is active");
    const offset = params.offset as number | undefined;
    if (offset !== undefined) {
      const confirmed = this.updates.findIndex((update) => update.update_id === offset - 1);
      this.updates.splice(0, confirmed + 1);
    }
    if (this.updates.length === 0) await this.arrival(((params.timeout as number | undefined) ?? 0) * 1_000);
    return this.updates.slice(0, (params.limit as number | undefined) ?? 100);
  }

  private arrival(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(ms, 2_000));
      this.waiting.add(done);
    });
  }

  private show(params: Readonly<Record<string, unknown>>, files: ReadonlyMap<string, Buffer>): unknown {
    const chatId = Number(params.chat_id);
    if (this.blockedBy.has(chatId)) throw new Refusal(403, 'Forbidden: bot was blocked by the user');
    const content = contentOf(params, files);
    this.nextMessage += 1;
    const reply = params.reply_parameters as { message_id: number } | undefined;
    this.chat(chatId).push({
      ...content,
      messageId: this.nextMessage,
      edits: 0,
      replyTo: reply?.message_id ?? null,
    });
    return this.messageJson(chatId, this.nextMessage, content.text);
  }

  private edit(params: Readonly<Record<string, unknown>>, files: ReadonlyMap<string, Buffer>): unknown {
    const chatId = Number(params.chat_id);
    const message = this.chat(chatId).find((one) => one.messageId === Number(params.message_id));
    if (message === undefined) throw new Refusal(400, 'Bad Request: message to edit not found');
    const media = params.media as Record<string, unknown> | undefined;
    const content = contentOf({ ...params, ...media, photo: media?.media }, files);
    const same =
      JSON.stringify({ ...content, photo: null }) === JSON.stringify({ ...pick(message), photo: null });
    if (same && (content.photo === null || message.photo?.equals(content.photo)))
      throw new Refusal(400, 'Bad Request: message is not modified');
    Object.assign(message, content);
    message.edits += 1;
    return this.messageJson(chatId, message.messageId, content.text);
  }

  private messageJson(chatId: number, messageId: number, text: string) {
    return {
      message_id: messageId,
      date: now(),
      chat: { id: chatId, type: 'private', first_name: '' },
      text: plainText(text),
    };
  }

  private getFile(id: string): unknown {
    const bytes = this.files.get(id);
    if (bytes === undefined)
      throw new Refusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable');
    return { file_id: id, file_unique_id: `u-${id}`, file_size: bytes.length, file_path: id };
  }
}

const now = (): number => Math.floor(Date.now() / 1_000);

const commandEntity = (text: string) => {
  const command = /^\/\w+/.exec(text)?.[0];
  return command === undefined
    ? {}
    : { entities: [{ type: 'bot_command', offset: 0, length: command.length }] };
};

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function paramsOf(method: string, request: IncomingMessage, body: Buffer) {
  const type = request.headers['content-type'] ?? '';
  const none: ReadonlyMap<string, Buffer> = new Map();
  if (body.length === 0) return { values: {}, files: none };
  if (!type.startsWith('multipart/form-data'))
    return { values: JSON.parse(body.toString('utf8')) as Record<string, unknown>, files: none };
  const { fields, files } = parseMultipart(body, type);
  return { values: decodeForm(method, fields), files };
}

function answer(response: ServerResponse, outcome: Refusal | { readonly result: unknown }): void {
  const refused = outcome instanceof Refusal;
  const body = refused
    ? {
        ok: false,
        error_code: outcome.code,
        description: outcome.description,
        ...(outcome.retryAfter === undefined ? {} : { parameters: { retry_after: outcome.retryAfter } }),
      }
    : { ok: true, ...outcome };
  response
    .writeHead(refused ? outcome.code : 200, { 'content-type': 'application/json' })
    .end(JSON.stringify(body));
}
