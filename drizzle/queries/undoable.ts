import { and, desc, eq, gte, isNull, notLike, or } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { importFile, location, receipt, stockCount, stockOperation, transfer } from '../schema/index.ts';
import type { ImportFileRow } from './exchange.ts';
import type { StockOperationRow } from './stock-operations.ts';

/** Something that a person did and that still stands. */
export type Undoable = { readonly at: Date } & (
  | { readonly what: 'operation'; readonly operation: StockOperationRow }
  | { readonly what: 'receipt'; readonly documentId: string }
  | {
      readonly what: 'count';
      readonly countId: string;
      readonly scope: string;
      readonly locationName: string;
    }
  | { readonly what: 'transfer'; readonly transferId: string; readonly isReceived: boolean }
  | { readonly what: 'import'; readonly file: ImportFileRow }
);

/** What a person did since an instant and nobody took back, newest first. */
export async function undoableBy(
  db: Db,
  personId: string,
  since: Date,
  limit: number,
): Promise<readonly Undoable[]> {
  const found = [
    ...(await operationsBy(db, personId, since, limit)),
    ...(await receiptsBy(db, personId, since, limit)),
    ...(await countsBy(db, personId, since, limit)),
    ...(await transfersBy(db, personId, since, limit)),
    ...(await importsBy(db, personId, since, limit)),
  ];
  return found.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, limit);
}

type Search = (db: Db, personId: string, since: Date, limit: number) => Promise<readonly Undoable[]>;

/** Those of a table are taken back with the table. */
const operationsBy: Search = async (db, personId, since, limit) => {
  const rows = await db
    .select()
    .from(stockOperation)
    .where(
      and(
        eq(stockOperation.actorId, personId),
        isNull(stockOperation.undoneAt),
        gte(stockOperation.recordedAt, since),
        notLike(stockOperation.key, 'import:%'),
      ),
    )
    .orderBy(desc(stockOperation.recordedAt), desc(stockOperation.id))
    .limit(limit);
  return rows.map((operation) => ({ what: 'operation', operation, at: operation.recordedAt }));
};

const receiptsBy: Search = async (db, personId, since, limit) => {
  const rows = await db
    .select({ documentId: receipt.documentId, at: receipt.postedAt })
    .from(receipt)
    .where(and(eq(receipt.postedBy, personId), isNull(receipt.reversedAt), gte(receipt.postedAt, since)))
    .orderBy(desc(receipt.postedAt), desc(receipt.id))
    .limit(limit);
  return rows.map((row) => ({ what: 'receipt', ...row }));
};

const countsBy: Search = async (db, personId, since, limit) => {
  const rows = await db
    .select({
      countId: stockCount.id,
      scope: stockCount.scope,
      locationName: location.name,
      at: stockCount.closedAt,
    })
    .from(stockCount)
    .innerJoin(location, eq(location.id, stockCount.locationId))
    .where(
      and(eq(stockCount.closedBy, personId), eq(stockCount.state, 'closed'), gte(stockCount.closedAt, since)),
    )
    .orderBy(desc(stockCount.closedAt))
    .limit(limit);
  return rows.flatMap(({ at, ...row }) => (at === null ? [] : [{ what: 'count', ...row, at }]));
};

const transfersBy: Search = async (db, personId, since, limit) => {
  const rows = await db
    .select({
      transferId: transfer.id,
      state: transfer.state,
      sentAt: transfer.sentAt,
      closedAt: transfer.closedAt,
    })
    .from(transfer)
    .where(
      or(
        and(eq(transfer.createdBy, personId), eq(transfer.state, 'sent'), gte(transfer.sentAt, since)),
        and(eq(transfer.closedBy, personId), eq(transfer.state, 'received'), gte(transfer.closedAt, since)),
      ),
    )
    .orderBy(desc(transfer.createdAt))
    .limit(limit);
  return rows.flatMap(({ transferId, state, sentAt, closedAt }) => {
    const at = closedAt ?? sentAt;
    return at === null ? [] : [{ what: 'transfer', transferId, isReceived: state === 'received', at }];
  });
};

const importsBy: Search = async (db, personId, since, limit) => {
  const rows = await db
    .select()
    .from(importFile)
    .where(
      and(
        eq(importFile.personId, personId),
        eq(importFile.state, 'applied'),
        gte(importFile.createdAt, since),
      ),
    )
    .orderBy(desc(importFile.createdAt))
    .limit(limit);
  return rows.map((file) => ({ what: 'import', file, at: file.createdAt }));
};
