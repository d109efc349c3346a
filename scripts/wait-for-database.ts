import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { parseConfig } from '../core/platform/config.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: node --import tsx scripts/wait-for-database.ts [--seconds N]
  Waits until DATABASE_URL answers; exit 1 when it has not within N seconds (60). Nothing to wait for without one.`;

async function answers(url: string): Promise<boolean> {
  const client = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => undefined });
  try {
    await client`select 1`;
    return true;
  } catch {
    // Not there yet: that is what waiting is for, and the caller says so in the end.
    return false;
  } finally {
    await client.end({ timeout: 1 });
  }
}

await runScript({ usage: USAGE, options: { seconds: { type: 'string' } } }, async ({ seconds }) => {
  const limit = Number(seconds ?? 60);
  if (!Number.isFinite(limit) || limit < 0) return 'usage';
  const { DATABASE_URL: url } = parseConfig(process.env);
  if (url === undefined) return 0;
  const deadline = Date.now() + limit * 1000;
  while (!(await answers(url))) {
    if (Date.now() >= deadline) {
      process.stderr.write(`the database did not answer within ${limit} s\n`);
      return 1;
    }
    await sleep(500);
  }
  return 0;
});
