import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Db } from '../../drizzle/client.ts';
import { type QueueDepth, queueDepths } from '../../drizzle/queries/queues.ts';
import type { Reader } from '../reading/reader.ts';

/** Something wrong with the installation itself that no person in a shop can see. */
export type SystemSign =
  | 'inbox_stuck'
  | 'outbox_stuck'
  | 'outbox_failing'
  | 'reading_stuck'
  | 'reading_failing'
  | 'disk_full';

/** Work that nobody has taken for this long: its worker is gone or cannot keep up. */
const QUEUE_PATIENCE_SECONDS = 300;
/** By the outbox's waits that is some six minutes of tries. */
const MANY_TRIES = 11;
const LEAST_FREE_BYTES = 256 * 1024 * 1024;
const FAILURES_IN_A_ROW = 3;

const STUCK = {
  inbox: 'inbox_stuck',
  outbox: 'outbox_stuck',
  reading: 'reading_stuck',
} as const satisfies Record<QueueDepth['queue'], SystemSign>;

export const isReadingWell = (reader: Pick<Reader, 'state'>): boolean =>
  reader.state().failuresInARow < FAILURES_IN_A_ROW;

/** Of the directory, or where it does not exist (a container keeps nothing in it) of where it would be. */
export async function hasDiskSpace(directory: string): Promise<boolean> {
  let place = resolve(directory);
  while (!existsSync(place)) place = dirname(place);
  const { bavail, bsize } = await statfs(place);
  return bavail * bsize > LEAST_FREE_BYTES;
}

/** Queues whose oldest row waits for too long, and messages that Telegram does not take. */
export async function stuckQueues(db: Db): Promise<readonly SystemSign[]> {
  const depths = await queueDepths(db);
  const old = depths.filter(({ oldestSeconds }) => oldestSeconds >= QUEUE_PATIENCE_SECONDS);
  const outbox = depths.find(({ queue }) => queue === 'outbox');
  return [
    ...old.map(({ queue }) => STUCK[queue]),
    ...((outbox?.mostAttempts ?? 0) >= MANY_TRIES ? (['outbox_failing'] as const) : []),
  ];
}

/** Everything that is wrong now, as this process sees it. */
export async function systemSigns(system: {
  readonly db: Db;
  readonly reader: Pick<Reader, 'state'>;
  readonly dataDir: string;
}): Promise<readonly SystemSign[]> {
  return [
    ...(await stuckQueues(system.db)),
    ...(isReadingWell(system.reader) ? [] : (['reading_failing'] as const)),
    ...((await hasDiskSpace(system.dataDir)) ? [] : (['disk_full'] as const)),
  ];
}
