import { and, asc, desc, eq, isNull, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '../client.ts';
import { location, person, product, type TransferState, transfer, transferLine } from '../schema/index.ts';

export interface TransferRow {
  readonly id: string;
  readonly companyId: string;
  readonly state: TransferState;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
  readonly from: { readonly id: string; readonly name: string };
  readonly to: { readonly id: string; readonly name: string; readonly kind: string };
}

const fromPlace = alias(location, 'from_place');
const toPlace = alias(location, 'to_place');

function transfers(db: Db) {
  return db
    .select({
      id: transfer.id,
      companyId: transfer.companyId,
      state: transfer.state,
      createdBy: transfer.createdBy,
      createdByName: person.name,
      createdAt: transfer.createdAt,
      sentAt: transfer.sentAt,
      closedBy: transfer.closedBy,
      closedAt: transfer.closedAt,
      from: { id: fromPlace.id, name: fromPlace.name },
      to: { id: toPlace.id, name: toPlace.name, kind: toPlace.kind },
    })
    .from(transfer)
    .innerJoin(fromPlace, eq(fromPlace.id, transfer.fromLocationId))
    .innerJoin(toPlace, eq(toPlace.id, transfer.toLocationId))
    .innerJoin(person, eq(person.id, transfer.createdBy));
}

export async function findTransfer(db: Db, companyId: string, id: string): Promise<TransferRow | null> {
  const [row] = await transfers(db).where(and(eq(transfer.companyId, companyId), eq(transfer.id, id)));
  return row ?? null;
}

/** Holds the transfer until the transaction ends. */
export async function lockTransfer(tx: Tx, companyId: string, id: string): Promise<TransferRow | null> {
  await tx
    .select({ id: transfer.id })
    .from(transfer)
    .where(and(eq(transfer.id, id), eq(transfer.companyId, companyId)))
    .for('update');
  return findTransfer(tx, companyId, id);
}

/** Transfers in transit, newest first. */
export function transfersInTransit(
  db: Db,
  companyId: string,
  limit: number,
): Promise<readonly TransferRow[]> {
  return transfers(db)
    .where(and(eq(transfer.companyId, companyId), eq(transfer.state, 'sent')))
    .orderBy(desc(transfer.sentAt), desc(transfer.id))
    .limit(limit);
}

/** False when there is a transfer with this id already; nothing is changed then. */
export async function insertTransfer(
  tx: Tx,
  row: typeof transfer.$inferInsert,
  lines: readonly (typeof transferLine.$inferInsert)[],
): Promise<boolean> {
  const inserted = await tx.insert(transfer).values(row).onConflictDoNothing().returning({ id: transfer.id });
  if (inserted.length === 0) return false;
  await tx.insert(transferLine).values([...lines]);
  return true;
}

export async function changeTransfer(
  tx: Tx,
  id: string,
  change: Partial<typeof transfer.$inferInsert>,
): Promise<void> {
  await tx.update(transfer).set(change).where(eq(transfer.id, id));
}

export async function changeTransferLine(
  tx: Tx,
  id: string,
  lineNo: number,
  change: Partial<typeof transferLine.$inferInsert>,
): Promise<void> {
  await tx
    .update(transferLine)
    .set(change)
    .where(and(eq(transferLine.transferId, id), eq(transferLine.lineNo, lineNo)));
}

export type TransferLineRow = Awaited<ReturnType<typeof linesOfTransfer>>[number];

export function linesOfTransfer(db: Db, id: string) {
  return db
    .select({
      lineNo: transferLine.lineNo,
      productId: transferLine.productId,
      name: product.name,
      unit: product.unit,
      sent: transferLine.sent,
      received: transferLine.received,
      shortReason: transferLine.shortReason,
    })
    .from(transferLine)
    .innerJoin(product, eq(product.id, transferLine.productId))
    .where(eq(transferLine.transferId, id))
    .orderBy(asc(transferLine.lineNo));
}

/** Who made a transfer and who works where it goes. */
export function peopleOfTransfer(db: Db, { createdBy, to }: Pick<TransferRow, 'createdBy' | 'to'>) {
  return db
    .select({
      personId: person.id,
      role: person.role,
      locationId: person.locationId,
      telegramUserId: person.telegramUserId,
    })
    .from(person)
    .where(and(or(eq(person.id, createdBy), eq(person.locationId, to.id)), isNull(person.revokedAt)))
    .orderBy(asc(person.id));
}
