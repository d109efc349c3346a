import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { rowsOf } from './rows.ts';

export interface QueueDepth {
  readonly queue: 'inbox' | 'outbox' | 'reading';
  readonly waiting: number;
  /** Dead letters, messages that could not be sent. */
  readonly givenUp: number;
  /** Age of the oldest one that waits; 0 where none does. */
  readonly oldestSeconds: number;
  /** How often the one that was tried most has failed; each try puts it off, so that its age does not tell. */
  readonly mostAttempts: number;
}

/** How much waits in each queue, over all companies: they share the processes that serve them. */
export async function queueDepths(db: Db): Promise<readonly QueueDepth[]> {
  const rows = await rowsOf<{
    queue: QueueDepth['queue'];
    waiting: number;
    given_up: number;
    age: number | null;
    attempts: number | null;
  }>(
    db,
    sql`select 'inbox' as queue,
          count(*) filter (where state = 'pending')::int as waiting,
          count(*) filter (where state = 'dead')::int as given_up,
          extract(epoch from clock_timestamp() - min(received_at) filter (where state = 'pending'))::float8 as age,
          max(attempts) filter (where state = 'pending') as attempts
        from inbox_update where state <> 'done'
        union all
        select 'outbox',
          count(*) filter (where state = 'open' and desired_version > sent_version)::int,
          count(*) filter (where state = 'failed')::int,
          extract(epoch from clock_timestamp() - min(available_at)
            filter (where state = 'open' and desired_version > sent_version))::float8,
          max(attempts) filter (where state = 'open' and desired_version > sent_version)
        from outbox_message where state = 'failed' or desired_version > sent_version
        union all
        select 'reading', count(*)::int, 0,
          extract(epoch from clock_timestamp() - min(updated_at))::float8, max(attempts)
        from document where state in ('gathering', 'reading')`,
  );
  return rows.map((row) => ({
    queue: row.queue,
    waiting: row.waiting,
    givenUp: row.given_up,
    oldestSeconds: Math.max(0, row.age ?? 0),
    mostAttempts: row.attempts ?? 0,
  }));
}
