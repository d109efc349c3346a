import { and, desc, eq, gt } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { stockProposal } from '../schema/index.ts';

export type StockProposalRow = typeof stockProposal.$inferSelect;

/** Inserts, or answers the row that the same update made before. */
export async function insertProposal(
  tx: Tx,
  row: typeof stockProposal.$inferInsert,
): Promise<StockProposalRow> {
  const [inserted] = await tx
    .insert(stockProposal)
    .values(row)
    .onConflictDoNothing({ target: [stockProposal.companyId, stockProposal.origin] })
    .returning();
  if (inserted !== undefined) return inserted;
  const [known] = await tx
    .select()
    .from(stockProposal)
    .where(and(eq(stockProposal.companyId, row.companyId), eq(stockProposal.origin, row.origin)));
  if (known === undefined) throw new Error('a proposal whose origin is taken was not found');
  return known;
}

export async function lockProposal(tx: Tx, companyId: string, id: string): Promise<StockProposalRow | null> {
  const [row] = await tx
    .select()
    .from(stockProposal)
    .where(and(eq(stockProposal.companyId, companyId), eq(stockProposal.id, id)))
    .for('update');
  return row ?? null;
}

export async function changeProposal(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<StockProposalRow, 'items' | 'version' | 'state' | 'asking' | 'operationId' | 'updatedAt'>
  >,
): Promise<void> {
  await tx.update(stockProposal).set(change).where(eq(stockProposal.id, id));
}

/** The newest open proposal of a person since an instant. */
export async function openProposalOf(
  db: Db,
  personId: string,
  since: Date,
): Promise<StockProposalRow | null> {
  const [row] = await db
    .select()
    .from(stockProposal)
    .where(
      and(
        eq(stockProposal.personId, personId),
        eq(stockProposal.state, 'open'),
        gt(stockProposal.updatedAt, since),
      ),
    )
    .orderBy(desc(stockProposal.updatedAt), desc(stockProposal.id))
    .limit(1);
  return row ?? null;
}
