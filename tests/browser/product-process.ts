import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const START_MS = 120_000;

/** The whole product, started as `npm start` starts it, on an empty data directory. */
export interface ProductProcess {
  readonly pageUrl: string;
  readonly dataDir: string;
  /** What it logged: JSON lines. */
  log(): string;
  /** SIGTERM, then the exit code. */
  stop(): Promise<number | null>;
  remove(): Promise<void>;
}

/** Rejects when the product ends, or says nothing about its page, before it is ready. */
export async function startProduct(): Promise<ProductProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'product-'));
  const { DATABASE_URL: _, REDIS_URL: __, TELEGRAM_BOT_TOKEN: ___, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'bot/main.ts'], {
    cwd: ROOT,
    env: { ...env, DATA_DIR: dataDir, PORT: '0', ENVIRONMENT: 'test' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  let output = '';
  child.stderr.on('data', (data: Buffer) => {
    log += data.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const pageUrl = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the product is not ready: ${log}`)), START_MS);
    void ended.then((code) => reject(new Error(`the product ended with ${code}: ${log}`)));
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(output)?.[0];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  }).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    pageUrl,
    dataDir,
    log: () => log,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}
