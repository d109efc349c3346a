import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WEBHOOK_PATH } from '../../../bot/webhook.ts';
import { systemClock } from '../../../core/platform/clock.ts';
import type { FailPoint } from '../../../core/platform/fail-point.ts';
import { type Verification, verifyLedger } from '../../../core/stock/invariants/verify.ts';
import type { Db } from '../../../drizzle/client.ts';
import { type DatabaseConfig, openDatabase } from '../../../drizzle/open-database.ts';
import type { TestBotApi } from '../../support/bot-api.ts';
import { fillDataDir } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const START_MS = 90_000;

export const OWNER = { id: 101, firstName: 'Marta' };

/** The real product in a process of its own. */
export interface Product {
  /** Ends when the process does: its exit code, or the signal that killed it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  kill(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
  log(): string;
}

export interface ProductOptions {
  readonly telegram: TestBotApi;
  readonly dataDir: string;
  readonly failPoint?: FailPoint;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts bot/main.ts as production would, except that it may be told where to die. Resolves at once. */
export function startProduct({ telegram, dataDir, failPoint, env }: ProductOptions): Product {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'bot/main.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ENVIRONMENT: 'test',
      PORT: '0',
      DATA_DIR: dataDir,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      TELEGRAM_BOT_TOKEN: telegram.token,
      OWNER_TELEGRAM_ID: String(OWNER.id),
      ...(failPoint === undefined ? {} : { FAIL_POINT: failPoint }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => output.push(data.toString()));
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? code ?? -1)),
  );
  return {
    ended,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
    log: () => output.join(''),
  };
}

/** Waits for the line that says that everything is up; fails with the log when the process ends instead. */
export async function ready(product: Product): Promise<void> {
  let over: number | NodeJS.Signals | null = null;
  product.ended.then(
    (how) => {
      over = how;
    },
    () => undefined,
  );
  await eventually(
    'the product is up',
    () => {
      if (over !== null) throw new Error(`the product ended (${over}):\n${product.log()}`);
      return product.log().includes('Listo');
    },
    START_MS,
  );
}

/** Where /health answers; only once the product is ready. */
export const healthUrl = (product: Product): string => /Estado: (\S+)/.exec(product.log())?.[1] ?? '';

/** Posts an update to the product's webhook as Telegram would; resolves with the status. */
export async function deliver(product: Product, secret: string, update: unknown): Promise<number> {
  const response = await fetch(new URL(WEBHOOK_PATH, healthUrl(product)), {
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': secret, 'content-type': 'application/json' },
    body: JSON.stringify(update),
  });
  return response.status;
}

/** A data directory with a migrated, empty database: the first start of a real one takes seconds of processor time. */
export async function freshDataDir(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fault-'));
  await fillDataDir(dataDir);
  return dataDir;
}

export const discard = (dataDir: string): void => rmSync(dataDir, { recursive: true, force: true });

/** What the stopped product left behind. */
export async function inspect<T>(
  dataDir: string,
  look: (db: Db) => Promise<T>,
  databaseUrl?: string,
): Promise<{ readonly seen: T; readonly verification: Verification }> {
  const config: DatabaseConfig = {
    ENVIRONMENT: 'test',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    MAX_CONNECTIONS: 2,
    ALLOW_EMBEDDED_DATABASE: false,
  };
  const database = await openDatabase(config);
  try {
    return {
      seen: await look(database.db),
      verification: await verifyLedger(database.db, { now: systemClock.now() }),
    };
  } finally {
    await database.close();
  }
}
