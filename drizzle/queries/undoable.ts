import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { receipt, stockOperation } from '../schema/index.ts';
import type { StockOperationRow } from './stock-operations.ts';

/** The newest operation of a person that still stands. */
export async function lastOperationOf(db: Db, personId: string): Promise<StockOperationRow | null> {
  const [row] = await db
    .select()
    .from(stockOperation)
    .where(and(eq(stockOperation.actorId, personId), isNull(stockOperation.undoneAt)))
    .orderBy(desc(stockOperation.recordedAt), desc(stockOperation.id))
    .limit(1);
  return row ?? null;
}

/** The newest receipt that a person posted and that still stands. */
export async function lastReceiptOf(
  db: Db,
  personId: string,
): Promise<{ readonly documentId: string; readonly postedAt: Date } | null> {
  const [row] = await db
    .select({ documentId: receipt.documentId, postedAt: receipt.postedAt })
    .from(receipt)
    .where(and(eq(receipt.postedBy, personId), isNull(receipt.reversedAt)))
    .orderBy(desc(receipt.postedAt), desc(receipt.id))
    .limit(1);
  return row ?? null;
}
