import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { rowsOf } from './rows.ts';

export interface SystemState {
  /** Messages of people that wait to be handled. */
  readonly pendingUpdates: number;
  /** Messages that could not be handled in the last seven days. */
  readonly failedUpdates: number;
  /** Answers that wait to be sent. */
  readonly pendingMessages: number;
  readonly reading: number;
  readonly waitingForPeople: number;
  /** Since when the oldest paper waits to be read. */
  readonly readingSince: Date | null;
  /** "18.3" */
  readonly databaseVersion: string;
  readonly databaseBytes: number;
}

/** What waits in the queues, counted in the database itself. */
export async function systemState(db: Db, companyId: string, now: Date): Promise<SystemState> {
  const [row] = await rowsOf<Record<string, string | null>>(
    db,
    sql`select
          (select count(*) from inbox_update where state = 'pending')::text as pending,
          (select count(*) from inbox_update where state = 'dead'
            and received_at > ${now.toISOString()}::timestamptz - interval '7 days')::text as failed,
          (select count(*) from outbox_message where state = 'open' and desired_version > sent_version)::text as unsent,
          (select count(*) from document where company_id = ${companyId} and state in ('gathering', 'reading'))::text as reading,
          (select count(*) from document where company_id = ${companyId} and state = 'review')::text as waiting,
          (select min(created_at) from document where company_id = ${companyId}
            and state in ('gathering', 'reading'))::text as since,
          current_setting('server_version') as version,
          pg_database_size(current_database())::text as bytes`,
  );
  const count = (name: string): number => Number(row?.[name] ?? 0);
  return {
    pendingUpdates: count('pending'),
    failedUpdates: count('failed'),
    pendingMessages: count('unsent'),
    reading: count('reading'),
    waitingForPeople: count('waiting'),
    readingSince: row?.since == null ? null : new Date(row.since),
    databaseVersion: (row?.version ?? '').split(' ')[0] ?? '',
    databaseBytes: count('bytes'),
  };
}
