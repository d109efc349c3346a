import { createHash } from 'node:crypto';
import { asc, desc, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../drizzle/client.ts';
import { rowsOf } from '../../drizzle/queries/rows.ts';
import { ledgerCheckpoint } from '../../drizzle/schema/index.ts';
import { inTransaction } from '../../drizzle/transaction.ts';

interface Checkpoint {
  readonly seq: number;
  readonly hash: string;
}

const BATCH = 5000;
const BEGINNING: Checkpoint = { seq: 0, hash: '' };

/** Chains a checkpoint's hash with every movement after it up to `upTo`, each as one line of text with all its columns. */
async function hashFrom(db: Db, from: Checkpoint, upTo: number): Promise<string> {
  const hash = createHash('sha256').update(from.hash);
  for (let after = from.seq; ; ) {
    const rows = await rowsOf<{ seq: string; line: string }>(
      db,
      sql`select seq::text as seq, concat_ws('|', seq, company_id, product_id, from_location_id, to_location_id,
            quantity, coalesce(unit_cost::text, '-'), source_type, source_id, line_no, coalesce(reason, '-'), actor_id,
            (extract(epoch from recorded_at) * 1000000)::bigint) as line
          from movement where seq > ${after} and seq <= ${upTo} order by seq limit ${BATCH}`,
    );
    for (const row of rows) hash.update(`${row.line}\n`);
    if (rows.length < BATCH) return hash.digest('hex');
    after = Number(rows.at(-1)!.seq);
  }
}

/**
 * Hashes all movements so far, once and for ever; answers the sequence number, or null when none came since the last
 * checkpoint. Writers are kept out meanwhile: sequence numbers are handed out before commits, and a number that commits
 * below the checkpoint afterwards would break it.
 */
export function createCheckpoint(db: Db, now: Date): Promise<number | null> {
  return inTransaction(db, async (tx: Tx) => {
    await tx.execute(sql`lock table movement in share mode`);
    const [last = BEGINNING] = await tx
      .select({ seq: ledgerCheckpoint.seq, hash: ledgerCheckpoint.hash })
      .from(ledgerCheckpoint)
      .orderBy(desc(ledgerCheckpoint.seq))
      .limit(1);
    const [newest] = await rowsOf<{ seq: string | null }>(
      tx,
      sql`select max(seq)::text as seq from movement`,
    );
    const seq = Number(newest?.seq ?? 0);
    if (seq <= last.seq) return null;
    await tx.insert(ledgerCheckpoint).values({ seq, hash: await hashFrom(tx, last, seq), createdAt: now });
    return seq;
  });
}

/** The checkpoints whose movements hash to something else by now. */
export async function brokenCheckpoints(db: Db): Promise<readonly number[]> {
  const checkpoints = await db
    .select({ seq: ledgerCheckpoint.seq, hash: ledgerCheckpoint.hash })
    .from(ledgerCheckpoint)
    .orderBy(asc(ledgerCheckpoint.seq));
  const broken: number[] = [];
  let previous = BEGINNING;
  for (const checkpoint of checkpoints) {
    if ((await hashFrom(db, previous, checkpoint.seq)) !== checkpoint.hash) broken.push(checkpoint.seq);
    previous = checkpoint;
  }
  return broken;
}
