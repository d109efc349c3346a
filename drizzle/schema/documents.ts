import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { LineMatch } from '../../core/catalog/line-match.ts';
import type { InvoiceDraft } from '../../core/invoice/draft.ts';
import type { PageReading } from '../../core/invoice/page.ts';
import { instant } from './columns.ts';
import { company, location, person } from './people.ts';

const bytea = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value),
});

/** Bytes by content: in the database, so that they are in the backup and on every process. */
export const storedFile = pgTable('stored_file', {
  sha256: text('sha256').primaryKey(),
  bytes: bytea('bytes').notNull(),
  mime: text('mime').notNull(),
  size: integer('size').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/**
 * gathering: waiting for album pages · reading: a worker holds or will take it · review: waiting for a person ·
 * unreadable: waiting for a better photo · posted · rejected · duplicate · reversed.
 */
export type DocumentState =
  | 'gathering'
  | 'reading'
  | 'review'
  | 'unreadable'
  | 'posted'
  | 'rejected'
  | 'duplicate'
  | 'reversed';

export const document = pgTable(
  'document',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    uploadedBy: uuid('uploaded_by')
      .notNull()
      .references(() => person.id),
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    state: text('state').$type<DocumentState>().notNull(),
    /** Telegram's album id while pages are being gathered. */
    mediaGroupId: text('media_group_id'),
    gatherUntil: instant('gather_until'),
    /** Increments at every change of draft or matches; an edit names the version it saw. */
    version: integer('version').notNull().default(1),
    draft: jsonb('draft').$type<InvoiceDraft>(),
    matches: jsonb('matches').$type<readonly LineMatch[]>().notNull().default([]),
    /** Credit notes: goods go back, or only money; null until a person said so. */
    treatment: text('treatment').$type<'goods' | 'money'>(),
    /** The delivery note that may have brought these goods in already, and whether a person said it did. */
    deliveryNoteReceiptId: uuid('delivery_note_receipt_id'),
    deliveryNoteSame: boolean('delivery_note_same'),
    /** The document that this one repeats (duplicate) or whose missing part it brought (rejected as joined). */
    duplicateOf: uuid('duplicate_of'),
    /** Why reading failed, as a stable code. */
    failure: text('failure'),
    attempts: integer('attempts').notNull().default(0),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    index('document_state').on(t.state, t.createdAt),
    uniqueIndex('document_album').on(t.chatId, t.mediaGroupId),
  ],
);

export const documentPage = pgTable(
  'document_page',
  {
    documentId: uuid('document_id')
      .notNull()
      .references(() => document.id),
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    /** Order of arrival by Telegram message id. */
    messageId: integer('message_id').notNull(),
    telegramFileId: text('telegram_file_id').notNull(),
    telegramUniqueId: text('telegram_unique_id').notNull(),
    fileName: text('file_name'),
    /** Set once downloaded; I7 checks that the bytes still match. */
    fileSha256: text('file_sha256').references(() => storedFile.sha256),
    /** Why this file could not be read, as a stable code; null while unread and when it was. */
    failure: text('failure'),
    /** What was read from this file: one entry per page (a PDF has several). */
    readings: jsonb('readings').$type<readonly PageReading[]>(),
    /** Flattened pictures in page order, for the evidence picture. */
    imageSha256s: jsonb('image_sha256s').$type<readonly string[]>().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.messageId] }),
    index('document_page_file').on(t.fileSha256),
    uniqueIndex('document_page_message').on(t.chatId, t.messageId),
  ],
);
