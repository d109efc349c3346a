import { eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { type OpinionOutcome, secondOpinion } from '../schema/index.ts';
import { rowsOf } from './rows.ts';

/**
 * Takes the oldest paper in doubt that people see, came after its owner agreed to this server, and was never asked about.
 * Taking it is for good: nobody asks a second time.
 */
export async function claimOpinion(
  db: Db,
  { host, now }: { host: string; now: Date },
): Promise<string | null> {
  const [row] = await rowsOf<{ id: string }>(
    db,
    sql`insert into second_opinion (document_id, asked_at)
        select d.id, ${now.toISOString()}::timestamptz from document d
        join assistant_consent c on c.company_id = d.company_id
          and c.host = ${host} and c.revoked_at is null and d.created_at >= c.granted_at
        where d.state = 'review' and d.draft ->> 'reason' = 'lines_doubtful'
          and not exists (select 1 from second_opinion o where o.document_id = d.id)
        order by d.created_at limit 1
        on conflict do nothing
        returning document_id as id`,
  );
  return row?.id ?? null;
}

export async function settleOpinion(db: Db | Tx, documentId: string, outcome: OpinionOutcome): Promise<void> {
  await db.update(secondOpinion).set({ outcome }).where(eq(secondOpinion.documentId, documentId));
}
