import { constants } from 'node:fs';
import { access, mkdir, statfs } from 'node:fs/promises';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { parseConfig } from '../core/platform/config.ts';
import { productionProblems } from '../core/platform/production-config.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: npm run -s preflight -- [--production]
  What must be there before the product is started here: Node, variables, database, cache, disk. One line a check;
  exit 0 when all is well, 1 when something is not. --production also asks what validate-config asks.`;

const LIMIT_MS = 5_000;
const FREE_BYTES = 500e6;

interface Finding {
  readonly check: string;
  readonly problem: string | null;
}

async function finding(check: string, ask: () => Promise<string | null>): Promise<Finding> {
  const late = new Promise<string>((resolve) => {
    setTimeout(resolve, LIMIT_MS, `no answer in ${LIMIT_MS / 1000} s`).unref();
  });
  const problem = await Promise.race([ask(), late]).catch((error: unknown) =>
    error instanceof Error ? error.message || error.name : String(error),
  );
  return { check, problem };
}

const node = async (): Promise<string | null> => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19)
    ? null
    : `Node ${process.versions.node} is older than 20.19`;
};

async function database(url: string): Promise<string | null> {
  const client = postgres(url, { max: 1, connect_timeout: 4, onnotice: () => undefined });
  try {
    const [row] = await client<
      { version: number }[]
    >`select current_setting('server_version_num')::int as version`;
    return (row?.version ?? 0) >= 150_000 ? null : 'PostgreSQL is older than 15';
  } finally {
    await client.end({ timeout: 1 });
  }
}

async function cache(url: string): Promise<string | null> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 4_000 });
  // The failure reaches us as the rejection of `connect`.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG' ? null : 'no PONG';
  } finally {
    client.disconnect();
  }
}

async function disk(directory: string): Promise<string | null> {
  await mkdir(directory, { recursive: true });
  await access(directory, constants.W_OK);
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize >= FREE_BYTES ? null : `less than ${FREE_BYTES / 1e6} MB free in ${directory}`;
}

await runScript({ usage: USAGE, options: { production: { type: 'boolean' } } }, async ({ production }) => {
  const config = parseConfig(process.env);
  const problems = production === true ? productionProblems(process.env) : [];
  const findings: readonly Finding[] = [
    await finding('node', node),
    {
      check: 'variables',
      problem: problems.map(({ variable, problem }) => `${variable} ${problem}`).join(', ') || null,
    },
    ...(config.DATABASE_URL === undefined
      ? []
      : [await finding('database', () => database(config.DATABASE_URL ?? ''))]),
    ...(config.REDIS_URL === undefined ? [] : [await finding('cache', () => cache(config.REDIS_URL ?? ''))]),
    await finding('disk', () => disk(config.DATA_DIR)),
  ];
  for (const { check, problem } of findings)
    process.stdout.write(problem === null ? `ok ${check}\n` : `FAILED ${check}: ${problem}\n`);
  return findings.every(({ problem }) => problem === null) ? 0 : 1;
});
