import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import {
  company,
  type DocumentState,
  document,
  documentPage,
  outboxMessage,
  receipt,
  storedFile,
} from '../schema/index.ts';

export type DocumentRow = typeof document.$inferSelect;
export type DocumentPageRow = typeof documentPage.$inferSelect;
export type NewDocument = typeof document.$inferInsert;
type NewDocumentPage = typeof documentPage.$inferInsert;
export type DocumentChange = Partial<Omit<NewDocument, 'id' | 'companyId' | 'version'>>;

/** States in which a paper still waits for something. */
const OPEN_STATES: readonly DocumentState[] = ['gathering', 'reading', 'review', 'unreadable'];

export async function findDocument(db: Db, id: string): Promise<DocumentRow | null> {
  const [row] = await db.select().from(document).where(eq(document.id, id));
  return row ?? null;
}

/** Holds the document until the transaction ends: two people who press at once are served one after the other. */
export async function lockDocument(tx: Tx, id: string): Promise<DocumentRow | null> {
  const [row] = await tx.select().from(document).where(eq(document.id, id)).for('update');
  return row ?? null;
}

/**
 * One paper of a company is compared with the others at a time: two copies that are settled at the same moment would
 * not see each other. Take it after the document's own lock.
 */
export async function comparePapersAlone(tx: Tx, companyId: string): Promise<void> {
  await tx.select({ id: company.id }).from(company).where(eq(company.id, companyId)).for('no key update');
}

export async function lockAlbum(tx: Tx, chatId: number, mediaGroupId: string): Promise<DocumentRow | null> {
  const [row] = await tx
    .select()
    .from(document)
    .where(and(eq(document.chatId, chatId), eq(document.mediaGroupId, mediaGroupId)))
    .for('update');
  return row ?? null;
}

export async function insertDocument(tx: Tx, row: NewDocument): Promise<void> {
  await tx.insert(document).values(row);
}

/** Writes a change and moves the version on, so that buttons drawn before it are refused. */
export async function changeDocument(tx: Tx, id: string, now: Date, change: DocumentChange): Promise<void> {
  await tx
    .update(document)
    .set({ ...change, version: sql`${document.version} + 1`, updatedAt: now })
    .where(eq(document.id, id));
}

/** Writes a draft that only offers more than before: buttons drawn for it stay good. */
export async function changeDraft(tx: Tx, id: string, draft: DocumentRow['draft']): Promise<void> {
  await tx.update(document).set({ draft }).where(eq(document.id, id));
}

/** In the order of Telegram's message ids, which is the order in which the pages were sent. */
export async function pagesOf(db: Db, documentId: string): Promise<DocumentPageRow[]> {
  return db
    .select()
    .from(documentPage)
    .where(eq(documentPage.documentId, documentId))
    .orderBy(asc(documentPage.messageId));
}

export async function findPage(db: Db, chatId: number, messageId: number): Promise<DocumentPageRow | null> {
  const [row] = await db
    .select()
    .from(documentPage)
    .where(and(eq(documentPage.chatId, chatId), eq(documentPage.messageId, messageId)));
  return row ?? null;
}

export async function insertPage(tx: Tx, row: NewDocumentPage): Promise<void> {
  await tx.insert(documentPage).values(row);
}

export async function changePage(
  tx: Tx,
  documentId: string,
  messageId: number,
  change: Partial<Omit<NewDocumentPage, 'messageId' | 'chatId'>>,
): Promise<void> {
  await tx
    .update(documentPage)
    .set(change)
    .where(and(eq(documentPage.documentId, documentId), eq(documentPage.messageId, messageId)));
}

/** The document that a message in a chat belongs to: the photo itself, or one of the bot's messages about it. */
export async function documentOfMessage(db: Db, chatId: number, messageId: number): Promise<string | null> {
  const page = await findPage(db, chatId, messageId);
  if (page !== null) return page.documentId;
  const [message] = await db
    .select({ slot: outboxMessage.slot })
    .from(outboxMessage)
    .where(and(eq(outboxMessage.chatId, chatId), eq(outboxMessage.messageId, messageId)));
  const [area, id] = message?.slot.split(':') ?? [];
  return area === 'doc' && id !== undefined ? id : null;
}

/** The chat's newest document in one of these states, changed after `since`. */
export async function latestInChat(
  db: Db,
  chatId: number,
  states: readonly DocumentState[],
  since: Date,
): Promise<DocumentRow | null> {
  const [row] = await db
    .select()
    .from(document)
    .where(
      and(eq(document.chatId, chatId), inArray(document.state, [...states]), gt(document.updatedAt, since)),
    )
    .orderBy(desc(document.updatedAt))
    .limit(1);
  return row ?? null;
}

/** Keeps bytes by content; the same content twice is one row. */
export async function keepFile(db: Db, file: typeof storedFile.$inferInsert): Promise<void> {
  await db.insert(storedFile).values(file).onConflictDoNothing();
}

export async function fileBytes(db: Db, sha256: string): Promise<Buffer | null> {
  const [row] = await db
    .select({ bytes: storedFile.bytes })
    .from(storedFile)
    .where(eq(storedFile.sha256, sha256));
  return row?.bytes ?? null;
}

/** Other documents of the company that hold one of these very pictures. */
export async function documentsWithPicture(
  db: Db,
  companyId: string,
  sha256s: readonly string[],
  exceptId: string,
): Promise<DocumentRow[]> {
  if (sha256s.length === 0) return [];
  const rows = await db
    .selectDistinctOn([document.id], { row: document })
    .from(document)
    .innerJoin(documentPage, eq(documentPage.documentId, document.id))
    .where(
      and(
        eq(document.companyId, companyId),
        ne(document.id, exceptId),
        inArray(documentPage.fileSha256, [...sha256s]),
      ),
    );
  return rows.map(({ row }) => row);
}

/** Documents that still wait for something; the company has few at a time. */
export async function openDocuments(db: Db, companyId: string, exceptId: string): Promise<DocumentRow[]> {
  return db
    .select()
    .from(document)
    .where(
      and(
        eq(document.companyId, companyId),
        ne(document.id, exceptId),
        inArray(document.state, [...OPEN_STATES]),
      ),
    )
    .orderBy(asc(document.createdAt));
}

/** The receipt that holds this fiscal key and was not reversed. */
export async function liveReceiptOf(
  db: Db,
  companyId: string,
  key: {
    readonly issuerCuit: string;
    readonly documentType: number;
    readonly pointOfSale: number;
    readonly number: number;
  },
): Promise<{ readonly id: string; readonly documentId: string } | null> {
  const [row] = await db
    .select({ id: receipt.id, documentId: receipt.documentId })
    .from(receipt)
    .where(
      and(
        eq(receipt.companyId, companyId),
        eq(receipt.issuerCuit, key.issuerCuit),
        eq(receipt.documentType, key.documentType),
        eq(receipt.pointOfSale, key.pointOfSale),
        eq(receipt.number, key.number),
        isNull(receipt.reversedAt),
      ),
    );
  return row ?? null;
}

/** The database's clock decides: two processes need not agree on the time. */
const secondsFromNow = (seconds: number) =>
  sql<Date>`clock_timestamp() + make_interval(secs => ${seconds}::float8)`;

/** Gives an album's document more time for its next page. */
export async function gatherFor(tx: Tx, id: string, seconds: number): Promise<void> {
  await tx
    .update(document)
    .set({ gatherUntil: secondsFromNow(seconds) })
    .where(eq(document.id, id));
}

/** Leaves a document to be taken by whoever is free, after a pause. `attempts`: how many tries count so far. */
export async function releaseForReading(
  tx: Tx,
  id: string,
  seconds: number,
  attempts?: number,
): Promise<void> {
  await tx
    .update(document)
    .set({
      state: 'reading',
      leaseOwner: null,
      leaseUntil: secondsFromNow(seconds),
      ...(attempts === undefined ? {} : { attempts }),
    })
    .where(eq(document.id, id));
}

/**
 * Takes the oldest document that is to be read: gathered, never begun, or begun by a worker that died.
 * The same query is the sweeper. Null when there is none.
 */
export async function claimForReading(
  db: Db,
  owner: string,
  leaseSeconds: number,
): Promise<DocumentRow | null> {
  const [row] = await db
    .update(document)
    .set({
      state: 'reading',
      leaseOwner: owner,
      leaseUntil: secondsFromNow(leaseSeconds),
      attempts: sql`${document.attempts} + 1`,
    })
    .where(
      eq(
        document.id,
        sql`(
          select d.id from document d
          where (d.state = 'gathering' and (d.gather_until is null or d.gather_until <= clock_timestamp()))
             or (d.state = 'reading' and (d.lease_until is null or d.lease_until < clock_timestamp()))
          order by d.created_at limit 1 for update of d skip locked)`,
      ),
    )
    .returning();
  return row ?? null;
}

/** False when the lease was lost: somebody else reads this document now, or it left the reading state. */
export async function renewLease(db: Db, id: string, owner: string, leaseSeconds: number): Promise<boolean> {
  const rows = await db
    .update(document)
    .set({ leaseUntil: secondsFromNow(leaseSeconds) })
    .where(and(eq(document.id, id), eq(document.leaseOwner, owner), eq(document.state, 'reading')))
    .returning({ id: document.id });
  return rows.length > 0;
}

/** Frees what a process that is surely dead had taken: only for the holder of the data directory's lock. */
export async function releaseReadingLeases(db: Db): Promise<void> {
  await db
    .update(document)
    .set({ leaseOwner: null, leaseUntil: null })
    .where(and(eq(document.state, 'reading'), isNotNull(document.leaseOwner)));
}
