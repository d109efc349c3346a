import { and, asc, desc, eq, inArray, like, or } from 'drizzle-orm';
import type { Db } from '../client.ts';
import {
  audit,
  document,
  location,
  outboxMessage,
  person,
  product,
  receipt,
  receiptLine,
  supplier,
} from '../schema/index.ts';

/** Who received a document and what it moved; the newest receipt where one was reversed and posted again. */
export async function receiptOfDocument(db: Db, documentId: string) {
  const [row] = await db
    .select({
      id: receipt.id,
      kind: receipt.kind,
      issuerCuit: receipt.issuerCuit,
      documentType: receipt.documentType,
      pointOfSale: receipt.pointOfSale,
      number: receipt.number,
      date: receipt.date,
      total: receipt.total,
      currency: receipt.currency,
      supplierName: supplier.name,
      shopName: location.name,
      postedAt: receipt.postedAt,
      postedById: receipt.postedBy,
      postedBy: person.name,
      reversedAt: receipt.reversedAt,
      reversedById: receipt.reversedBy,
    })
    .from(receipt)
    .innerJoin(supplier, eq(supplier.id, receipt.supplierId))
    .innerJoin(location, eq(location.id, receipt.locationId))
    .innerJoin(person, eq(person.id, receipt.postedBy))
    .where(eq(receipt.documentId, documentId))
    .orderBy(desc(receipt.postedAt))
    .limit(1);
  return row ?? null;
}

/** The goods of a receipt in printed order; money-only lines are left out. */
export async function goodsOfReceipt(db: Db, receiptId: string) {
  return db
    .select({ productName: product.name, units: receiptLine.units, unitCost: receiptLine.unitCost })
    .from(receiptLine)
    .innerJoin(product, eq(product.id, receiptLine.productId))
    .where(eq(receiptLine.receiptId, receiptId))
    .orderBy(asc(receiptLine.lineNo));
}

/** Identity of one receipt, to show a delivery note that an invoice may complete. */
export async function receiptIdentity(db: Db, receiptId: string) {
  const [row] = await db
    .select({ pointOfSale: receipt.pointOfSale, number: receipt.number, date: receipt.date })
    .from(receipt)
    .where(eq(receipt.id, receiptId));
  return row ?? null;
}

/** Who sent a document, from which shop and when. */
export async function uploadOfDocument(db: Db, documentId: string) {
  const [row] = await db
    .select({ by: person.name, shopName: location.name, at: document.createdAt, state: document.state })
    .from(document)
    .innerJoin(person, eq(person.id, document.uploadedBy))
    .innerJoin(location, eq(location.id, document.locationId))
    .where(eq(document.id, documentId));
  return row ?? null;
}

export async function personName(db: Db, id: string): Promise<string | null> {
  const [row] = await db.select({ name: person.name }).from(person).where(eq(person.id, id));
  return row?.name ?? null;
}

/** Who last did this to a document; null when nobody did, or the product itself. */
export async function lastActor(db: Db, documentId: string, action: string): Promise<string | null> {
  const [row] = await db
    .select({ name: person.name })
    .from(audit)
    .innerJoin(person, eq(person.id, audit.actorId))
    .where(and(eq(audit.subjectType, 'document'), eq(audit.subjectId, documentId), eq(audit.action, action)))
    .orderBy(desc(audit.id))
    .limit(1);
  return row?.name ?? null;
}

/** The messages that show a document: its status message, and the cards opened from elsewhere (`doc:<id>:u<update>`). */
export async function cardsOfDocument(db: Db, documentId: string) {
  return db
    .select({ slot: outboxMessage.slot, chatId: outboxMessage.chatId, desired: outboxMessage.desired })
    .from(outboxMessage)
    .where(or(eq(outboxMessage.slot, `doc:${documentId}`), like(outboxMessage.slot, `doc:${documentId}:u%`)));
}

/** Papers that wait for a person, oldest first: who sent them, from which shop, and what was understood. */
export async function waitingDocuments(db: Db, companyId: string, limit: number) {
  return db
    .select({
      id: document.id,
      draft: document.draft,
      by: person.name,
      shopName: location.name,
      at: document.createdAt,
    })
    .from(document)
    .innerJoin(person, eq(person.id, document.uploadedBy))
    .innerJoin(location, eq(location.id, document.locationId))
    .where(and(eq(document.companyId, companyId), inArray(document.state, ['review', 'unreadable'])))
    .orderBy(asc(document.createdAt))
    .limit(limit);
}
