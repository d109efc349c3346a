import { and, eq, sql } from 'drizzle-orm';
import { Api } from 'grammy';
import type { BotDeps } from '../../../bot/context.ts';
import { createDownload } from '../../../bot/download.ts';
import { runReading } from '../../../bot/features/receiving/reading.ts';
import { type Table, writeTable } from '../../../core/exchange/table-file.ts';
import { foundCompany } from '../../../core/people/company.ts';
import { enrol } from '../../../core/people/invitations.ts';
import type { Clock } from '../../../core/platform/clock.ts';
import { dec, plain } from '../../../core/platform/decimal.ts';
import { verifyLedger } from '../../../core/stock/invariants/verify.ts';
import { rowsOf } from '../../../drizzle/queries/rows.ts';
import {
  audit,
  balance,
  document,
  inboxUpdate,
  location,
  movement,
  outboxMessage,
  product,
  productCost,
  type Role,
  receipt,
  supplierAlias,
} from '../../../drizzle/schema/index.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
import { TestBotApi } from '../../support/bot-api.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { type RunningBot, runBot } from '../../support/running-bot.ts';
import { picture, type Script, scriptedReader } from '../../support/scripted-reader.ts';
import type { ShownMessage } from '../../support/shown-message.ts';

interface Cast {
  readonly id: number;
  readonly firstName: string;
  readonly role: Role | null;
}

/** A loaded machine may need it; a good play does not. */
const PATIENCE_MS = 25_000;

const CAST = {
  owner: { id: 901, firstName: 'Marta', role: 'owner' },
  staff: { id: 902, firstName: 'Lucía', role: 'staff' },
  colleague: { id: 903, firstName: 'Diego', role: 'manager' },
  stranger: { id: 904, firstName: 'Nadie', role: null },
} as const satisfies Record<string, Cast>;

/** A shop on the stage: people, a bot that really runs, and a reader that follows a script. */
export interface Shop {
  readonly owner: Player;
  readonly staff: Player;
  readonly colleague: Player;
  readonly stranger: Player;
  readonly database: TestDatabase;
  readonly telegram: TestBotApi;
  readonly deps: BotDeps;
  now(): Date;
  /** Moves the shop's clock on. */
  later(ms: number): void;
  /** Stock units of a product in the shop; null when there is no such product. */
  stockOf(name: string): Promise<string | null>;
  /** Average cost per unit. */
  costOf(name: string): Promise<string | null>;
  /** Live receipts. */
  receipts(): Promise<number>;
  movements(): Promise<number>;
  documentsIn(state: string): Promise<number>;
  aliases(): Promise<number>;
  audited(action: string): Promise<number>;
  /** Resolves when every update is handled, every paper read and every message sent. */
  settled(): Promise<void>;
  /** Ends the play; answers broken Bot API signatures and broken ledger invariants, none in a good one. */
  close(): Promise<string[]>;
}

/** One database a test file, emptied for each play: opening one takes seconds. */
let opened: Promise<TestDatabase> | null = null;

async function emptyDatabase(): Promise<TestDatabase> {
  opened ??= openTestDatabase();
  const database = await opened;
  const tables = await rowsOf<{ name: string }>(
    database.db,
    sql`select quote_ident(tablename) as name from pg_tables where schemaname = current_schema()`,
  );
  await database.db.execute(sql.raw(`truncate ${tables.map((table) => table.name).join(', ')} cascade`));
  return database;
}

export async function openShop(
  script: Script,
  options: { readDelayMs?: number; deps?: Partial<BotDeps> } = {},
): Promise<Shop> {
  const database = await emptyDatabase();
  const { db } = database;
  const telegram = await TestBotApi.start();
  let ahead = 0;
  const clock: Clock = { now: () => new Date(Date.now() + ahead) };
  const { companyId, shopId } = await foundCompany(db, {
    name: 'Almacén',
    cuit: '30500000127',
    shopName: 'Local',
  });
  await inTransaction(db, async (tx) => {
    for (const { id, firstName, role } of Object.values(CAST) as readonly Cast[]) {
      if (role === null) continue;
      await enrol(tx, {
        companyId,
        role,
        locationId: shopId,
        telegramUserId: id,
        name: firstName,
        now: clock.now(),
        replaceRole: false,
      });
    }
  });
  const bot: RunningBot = await runBot(db, telegram, { deps: { clock, ...options.deps } });
  const stop = new AbortController();
  const reader = scriptedReader(
    script,
    options.readDelayMs === undefined ? {} : { delayMs: options.readDelayMs },
  );
  const reading = runReading(bot.deps, {
    reader,
    download: createDownload({
      api: new Api(telegram.token, { apiRoot: telegram.apiRoot }),
      apiRoot: telegram.apiRoot,
      token: telegram.token,
    }),
    owner: 'test',
    signal: stop.signal,
    idleMs: 100,
  });
  const settled = () => settle(database, telegram);
  const player = (who: Cast) => new Player(telegram, who, settled);
  const productNamed = async (name: string) => {
    const rows = await db.select().from(product).where(eq(product.companyId, companyId));
    return rows.find((row) => row.name.toLowerCase().includes(name.toLowerCase())) ?? null;
  };
  return {
    owner: player(CAST.owner),
    staff: player(CAST.staff),
    colleague: player(CAST.colleague),
    stranger: player(CAST.stranger),
    database,
    telegram,
    deps: bot.deps,
    now: () => clock.now(),
    later: (ms) => {
      ahead += ms;
    },
    stockOf: async (name) => {
      const found = await productNamed(name);
      if (found === null) return null;
      const [row] = await db
        .select({ quantity: balance.quantity })
        .from(balance)
        .innerJoin(location, and(eq(location.id, balance.locationId), eq(location.kind, 'shop')))
        .where(eq(balance.productId, found.id));
      return plain(dec(row?.quantity ?? '0'));
    },
    costOf: async (name) => {
      const found = await productNamed(name);
      if (found === null) return null;
      const [row] = await db.select().from(productCost).where(eq(productCost.productId, found.id));
      return row === undefined ? null : plain(dec(row.averageCost));
    },
    receipts: async () => (await db.select().from(receipt)).filter((row) => row.reversedAt === null).length,
    movements: async () => (await db.select().from(movement)).length,
    documentsIn: async (state) =>
      (await db.select().from(document)).filter((row) => row.state === state).length,
    aliases: async () => (await db.select().from(supplierAlias)).length,
    audited: async (action) => (await db.select().from(audit)).filter((row) => row.action === action).length,
    settled,
    close: async () => {
      stop.abort();
      await reading;
      await bot.stop();
      await telegram.close();
      const { breaches } = await verifyLedger(db, { now: clock.now() });
      return [...telegram.problems, ...breaches.map((breach) => `${breach.invariant} ${breach.line}`)];
    },
  };
}

async function settle({ db }: TestDatabase, telegram: TestBotApi): Promise<void> {
  await eventually(
    'everything settled',
    async () => {
      const updates = await db.select().from(inboxUpdate);
      const messages = await db.select().from(outboxMessage);
      const documents = await db.select().from(document);
      return (
        telegram.isEmpty &&
        updates.every((row) => row.state !== 'pending') &&
        messages.every((row) => row.state === 'failed' || row.sentVersion >= row.desiredVersion) &&
        documents.every((row) => row.state !== 'gathering' && row.state !== 'reading')
      );
    },
    PATIENCE_MS,
  );
}

/** Somebody in their private chat with the bot. */
export class Player {
  private albums = 0;

  constructor(
    private readonly telegram: TestBotApi,
    readonly who: Cast,
    private readonly settled: () => Promise<void>,
  ) {}

  /** What the chat shows, oldest first. */
  get chat(): readonly ShownMessage[] {
    return this.telegram.chat(this.who.id);
  }

  sends(text: string, options: { readonly answering?: ShownMessage } = {}): void {
    const command = /^\/\w+/.exec(text)?.[0];
    this.telegram.send(this.who, {
      text,
      ...(command === undefined
        ? {}
        : { entities: [{ type: 'bot_command', offset: 0, length: command.length }] }),
      ...this.answer(options.answering),
    });
  }

  /** What it says is up to whoever transcribes it. */
  sendsVoice(extra: Readonly<Record<string, unknown>> = {}): void {
    this.telegram.send(this.who, {
      voice: { file_id: 'voice', file_unique_id: 'voice', duration: 3, mime_type: 'audio/ogg' },
      ...extra,
    });
  }

  /** A photo named as in the script. */
  sendsPhoto(name: string, options: { readonly answering?: ShownMessage } = {}) {
    return this.telegram.sendPhoto(this.who, picture(name), { extra: this.answer(options.answering) });
  }

  /** A table as a file: the first row is its heading. */
  async sendsTable(fileName: string, rows: Table): Promise<void> {
    const bytes = await writeTable(rows, fileName.endsWith('xlsx') ? 'xlsx' : 'csv');
    this.telegram.sendPhoto(this.who, bytes, { fileName });
  }

  sendsAlbum(...names: readonly string[]): void {
    this.albums += 1;
    for (const name of names)
      this.telegram.sendPhoto(this.who, picture(name), { album: `album-${this.who.id}-${this.albums}` });
  }

  /** Waits for the newest message with these words; looks at messages that were edited, too. */
  sees(words: RegExp): Promise<ShownMessage> {
    return eventually(
      `${this.who.firstName} sees ${words}\n${this.transcript()}`,
      () => this.chat.findLast((message) => words.test(message.text)),
      PATIENCE_MS,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\n--- the chat now:\n${this.transcript()}`);
    });
  }

  /** Presses the newest button whose text has these words, once it is there. */
  async taps(words: string, options: { readonly under?: RegExp } = {}): Promise<void> {
    // People tap what they see once the chat stands still; a tap on an old card is a play of its own.
    await this.settled();
    const { message, data } = await this.finds(words, options);
    this.telegram.press(this.who, message, data);
  }

  /** A button without pressing it: for pressing it twice, or late. */
  async finds(words: string, options: { readonly under?: RegExp } = {}) {
    return eventually(
      `${this.who.firstName} finds "${words}"`,
      () => {
        const message = this.chat.findLast(
          (one) =>
            (options.under?.test(one.text) ?? true) &&
            one.buttons.some((button) => button.text.includes(words)),
        );
        const button = message?.buttons.find((one) => one.text.includes(words));
        return message === undefined || button === undefined ? null : { message, data: button.data };
      },
      PATIENCE_MS,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\n--- the chat now:\n${this.transcript()}`);
    });
  }

  presses(found: { readonly message: ShownMessage; readonly data: string }): void {
    this.telegram.press(this.who, found.message, found.data);
  }

  /** The pop-up that answered the last press. */
  popUps(): string[] {
    return this.telegram
      .callsOf('answerCallbackQuery')
      .map((call) => String(call.params.text ?? ''))
      .filter((text) => text !== '');
  }

  transcript(): string {
    return this.chat
      .map((message) => `• ${message.text}\n  [${message.buttons.map((one) => one.text).join('] [')}]`)
      .join('\n');
  }

  private answer(message: ShownMessage | undefined): Record<string, unknown> {
    if (message === undefined) return {};
    return {
      reply_to_message: {
        message_id: message.messageId,
        date: 0,
        chat: { id: this.who.id, type: 'private', first_name: this.who.firstName },
        text: '',
      },
    };
  }
}
