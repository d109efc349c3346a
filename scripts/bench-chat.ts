import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** The message as the chat page gets it, as far as this benchmark looks. */
interface ChatMessage {
  readonly message_id: number;
  readonly from?: { readonly is_bot: boolean };
  readonly text?: string;
  readonly reply_markup?: { readonly inline_keyboard: readonly (readonly Button[])[] };
}

interface Button {
  readonly text: string;
  readonly callback_data?: string;
}

interface State {
  readonly people: readonly { readonly telegramId: number; readonly role: string }[];
  readonly samples: readonly { readonly file: string; readonly title: string }[];
}

/** Answers a card may need before it offers to confirm, in the order in which a person would give them. */
const ANSWERS = [/^Crear los \d+ nuevos/, /· Crear «/, /· Es /, /· Está bien$/, /^Solo plata$/];
const PATIENCE_MS = 120_000;

/** The running product with its chat page, and what the bot said so far. */
class Shop {
  private readonly messages = new Map<number, ChatMessage>();
  private readonly listeners = new Set<() => void>();

  private constructor(
    private readonly child: ChildProcess,
    private readonly page: string,
    readonly person: number,
    readonly samples: readonly string[],
  ) {}

  static async open(dataDir: string): Promise<Shop> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'bot/main.ts'], {
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const page = await pageAddress(child);
    const state = (await (await fetch(`${page}/chat/state`)).json()) as State;
    const owner = state.people.find(({ role }) => role === 'owner');
    if (owner === undefined) throw new Error('the chat page has no owner');
    const photos = state.samples.map(({ file }) => file).filter((file) => file.endsWith('.jpg'));
    const shop = new Shop(child, page, owner.telegramId, photos);
    await shop.follow();
    return shop;
  }

  private async follow(): Promise<void> {
    const response = await fetch(`${this.page}/chat/events`);
    const decoder = new TextDecoder();
    let rest = '';
    const read = async (): Promise<void> => {
      for await (const chunk of response.body ?? []) {
        const frames = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n');
        rest = frames.pop() ?? '';
        for (const frame of frames) this.hear(frame);
      }
    };
    // The stream breaks off when the product stops; that is how a round ends.
    read().catch((error: unknown) => {
      if (this.child.exitCode === null && !this.child.killed) throw error;
    });
  }

  private hear(frame: string): void {
    if (!frame.startsWith('event: message\n')) return;
    const message = JSON.parse(frame.slice(frame.indexOf('data: ') + 6)) as ChatMessage;
    if (message.from?.is_bot) this.messages.set(message.message_id, message);
    for (const listener of this.listeners) listener();
  }

  async post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${this.page}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** The first bot message after `after` that fits, as soon as it is there or has been edited to fit. */
  wait(after: number, fits: (message: ChatMessage) => boolean): Promise<ChatMessage> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = [...this.messages.values()].find(
          (message) => message.message_id > after && fits(message),
        );
        if (found === undefined) return;
        clearTimeout(timer);
        this.listeners.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.listeners.delete(look);
        reject(new Error(`nothing that fits after message ${after} within ${PATIENCE_MS / 1000} s`));
      }, PATIENCE_MS);
      this.listeners.add(look);
      look();
    });
  }

  async press(message: ChatMessage, button: Button): Promise<void> {
    await this.post('/chat/press', {
      person: this.person,
      message: message.message_id,
      data: button.callback_data,
    });
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }
}

function pageAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const address = /Chat de prueba: (http:\S+?)\/?\s/.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`the product ended with ${code} before it was ready`)));
  });
}

const buttonsOf = (message: ChatMessage): readonly Button[] =>
  message.reply_markup?.inline_keyboard.flat() ?? [];
const confirmOf = (message: ChatMessage) =>
  buttonsOf(message).find(({ text }) => text.startsWith('Confirmar'));

interface Times {
  readonly received: number[];
  readonly receivedWhileReading: number[];
  readonly draft: number[];
  readonly posted: number[];
  unposted: number;
}

async function sendSample(shop: Shop, sample: string): Promise<{ sent: number; at: number }> {
  const at = performance.now();
  const [sent] = (await shop.post('/chat/sample', {
    person: shop.person,
    samples: [sample],
    asDocuments: false,
  })) as number[];
  return { sent: sent ?? 0, at };
}

const isCard = (message: ChatMessage): boolean =>
  /Total/.test(message.text ?? '') && buttonsOf(message).length > 0;

/** One photo from the send to ✅, and meanwhile a stranger's text-free second photo's "Recibida" when `crowd` is given. */
async function onePhoto(shop: Shop, sample: string, crowd: string | undefined, times: Times): Promise<void> {
  const { sent, at } = await sendSample(shop, sample);
  const received = await shop.wait(
    sent,
    (message) => message.text?.includes('Recibida') === true || isCard(message),
  );
  times.received.push(performance.now() - at);
  if (crowd !== undefined) {
    const second = await sendSample(shop, crowd);
    await shop.wait(second.sent, (message) => message.text?.includes('Recibida') === true || isCard(message));
    times.receivedWhileReading.push(performance.now() - second.at);
  }
  const same = (message: ChatMessage): boolean => message.message_id === received.message_id;
  let card = await shop.wait(sent, (message) => same(message) && isCard(message));
  times.draft.push(performance.now() - at);
  for (let answers = 0; confirmOf(card) === undefined && answers < 40; answers++) {
    const answer = ANSWERS.map((pattern) => buttonsOf(card).find(({ text }) => pattern.test(text))).find(
      Boolean,
    );
    if (answer === undefined) break;
    const before = card;
    await shop.press(card, answer);
    card = await shop.wait(
      sent,
      (message) => same(message) && message !== before && buttonsOf(message).length > 0,
    );
  }
  const confirm = confirmOf(card);
  if (confirm === undefined) {
    times.unposted += 1;
    return;
  }
  const pressed = performance.now();
  await shop.press(card, confirm);
  await shop.wait(sent, (message) => same(message) && message.text?.startsWith('✅') === true);
  times.posted.push(performance.now() - pressed);
}

function line(name: string, values: readonly number[], bar: string): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): string =>
    sorted.length === 0
      ? '–'
      : `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!)}`;
  return [
    name.padEnd(34),
    `${values.length}`.padStart(4),
    at(0.5).padStart(8),
    at(0.95).padStart(8),
    `  ${bar}`,
  ].join('');
}

/**
 * `npm run bench -- chat [--rounds N]`: the product as a person meets it: a fresh embedded database and the local chat,
 * sample photos sent one after another, from the send to ✅.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { rounds: { type: 'string', default: '2' } } });
  const times: Times = { received: [], receivedWhileReading: [], draft: [], posted: [], unposted: 0 };
  for (let round = 0; round < Number(values.rounds); round++) {
    const dataDir = await mkdtemp(join(tmpdir(), 'bench-chat-'));
    const shop = await Shop.open(dataDir);
    const photos = shop.samples;
    // The first page loads the models; a shop that is open has them.
    const [warm, ...rest] = photos;
    await onePhoto(shop, warm!, undefined, {
      received: [],
      receivedWhileReading: [],
      draft: [],
      posted: [],
      unposted: 0,
    });
    for (const [i, photo] of rest.entries())
      await onePhoto(shop, photo, i === rest.length - 1 ? warm : undefined, times);
    await shop.close();
    await rm(dataDir, { recursive: true, force: true });
  }
  const head = ['ms'.padEnd(34), 'n'.padStart(4), 'p50'.padStart(8), 'p95'.padStart(8), '  bar'].join('');
  process.stdout.write(
    [
      head,
      line('photo → Recibida', times.received, 'p95 ≤ 500'),
      line('photo → Recibida, page being read', times.receivedWhileReading, 'p95 ≤ 500'),
      line('photo → draft', times.draft, 'p50 ≤ 4000'),
      line('Confirmar → ✅', times.posted, 'p95 ≤ 300'),
      `photos that needed more than buttons to be confirmed: ${times.unposted}`,
      '',
    ].join('\n'),
  );
  return 0;
}
