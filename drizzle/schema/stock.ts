import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { product, supplier } from './catalog.ts';
import { instant, money, quantity } from './columns.ts';
import { company, location, person } from './people.ts';

export type MovementSource =
  | 'receipt'
  | 'reversal'
  | 'opening'
  | 'exit'
  | 'entry'
  | 'sale'
  | 'waste'
  | 'count'
  | 'transfer';

/** Immutable (a trigger refuses UPDATE and DELETE). Goods go from one location to another, so Σ over locations is 0 by construction. */
export const movement = pgTable(
  'movement',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    fromLocationId: uuid('from_location_id')
      .notNull()
      .references(() => location.id),
    toLocationId: uuid('to_location_id')
      .notNull()
      .references(() => location.id),
    /** Always positive; direction is from → to. */
    quantity: quantity('quantity').notNull(),
    /** Per stock unit; null where cost does not apply. */
    unitCost: money('unit_cost'),
    sourceType: text('source_type').$type<MovementSource>().notNull(),
    sourceId: text('source_id').notNull(),
    lineNo: integer('line_no').notNull(),
    reason: text('reason'),
    actorId: uuid('actor_id')
      .notNull()
      .references(() => person.id),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('movement_source').on(t.sourceType, t.sourceId, t.lineNo),
    index('movement_product').on(t.productId, t.seq),
  ],
);

export const balance = pgTable(
  'balance',
  {
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    quantity: quantity('quantity').notNull().default('0'),
  },
  (t) => [primaryKey({ columns: [t.productId, t.locationId] })],
);

/** Weighted average cost over the company's physical stock. `value` = Σ cost_entry.value of the product. */
export const productCost = pgTable('product_cost', {
  productId: uuid('product_id')
    .primaryKey()
    .references(() => product.id),
  averageCost: money('average_cost').notNull(),
  lastCost: money('last_cost').notNull(),
  value: money('value').notNull().default('0'),
});

/** How the value of the physical stock changed; `correction` is the jump when stock was ≤ 0 and a new cost replaced the average. */
export const costEntry = pgTable(
  'cost_entry',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    movementSeq: bigint('movement_seq', { mode: 'number' })
      .notNull()
      .references(() => movement.seq),
    kind: text('kind').$type<'movement' | 'correction'>().notNull(),
    value: money('value').notNull(),
    /** Average cost once this entry was written; what a reversal that leaves no stock goes back to. */
    averageAfter: money('average_after').notNull().default('0'),
    /** The receipt whose prices changed the value of goods that had come before (an invoice after its delivery note). */
    receiptId: uuid('receipt_id'),
  },
  (t) => [
    index('cost_entry_product').on(t.productId),
    index('cost_entry_movement').on(t.movementSeq),
    index('cost_entry_receipt').on(t.receiptId),
  ],
);

export const receipt = pgTable(
  'receipt',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    documentId: uuid('document_id').notNull(),
    supplierId: uuid('supplier_id')
      .notNull()
      .references(() => supplier.id),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    kind: text('kind').$type<'goods_in' | 'goods_out' | 'money_only'>().notNull(),
    issuerCuit: text('issuer_cuit').notNull(),
    documentType: integer('document_type').notNull(),
    pointOfSale: integer('point_of_sale').notNull(),
    number: bigint('number', { mode: 'number' }).notNull(),
    date: date('date'),
    currency: text('currency').notNull().default('PES'),
    total: money('total'),
    /** Total − (lines + taxes) that a named person accepted; 0 when the paper closes (I14). */
    acceptedDifference: money('accepted_difference').notNull().default('0'),
    /** Delivery note whose goods this invoice prices, or the other way round: one delivery, posted once. */
    completesReceiptId: uuid('completes_receipt_id'),
    postedBy: uuid('posted_by')
      .notNull()
      .references(() => person.id),
    postedAt: instant('posted_at').notNull(),
    reversedBy: uuid('reversed_by').references(() => person.id),
    reversedAt: instant('reversed_at'),
    reversalReason: text('reversal_reason'),
  },
  (t) => [
    // One delivery is completed once: two invoices cannot both price the same delivery note.
    uniqueIndex('receipt_completes')
      .on(t.completesReceiptId)
      .where(sql`${t.reversedAt} is null and ${t.completesReceiptId} is not null`),
    uniqueIndex('receipt_fiscal_key')
      .on(t.companyId, t.issuerCuit, t.documentType, t.pointOfSale, t.number)
      .where(sql`${t.reversedAt} is null`),
    index('receipt_document').on(t.documentId),
  ],
);

export const receiptLine = pgTable(
  'receipt_line',
  {
    receiptId: uuid('receipt_id')
      .notNull()
      .references(() => receipt.id),
    lineNo: integer('line_no').notNull(),
    /** Null for freight, services and other money-only lines. */
    productId: uuid('product_id').references(() => product.id),
    code: text('code'),
    description: text('description'),
    /** As printed (cases or units). */
    quantity: quantity('quantity'),
    unitsPerPack: quantity('units_per_pack').notNull().default('1'),
    /** quantity × unitsPerPack, in stock units. */
    units: quantity('units'),
    unitPrice: money('unit_price'),
    discountPercent: quantity('discount_percent'),
    amount: money('amount'),
    vatRate: quantity('vat_rate'),
    /** True unit cost per stock unit. */
    unitCost: money('unit_cost'),
  },
  (t) => [primaryKey({ columns: [t.receiptId, t.lineNo] }), index('receipt_line_product').on(t.productId)],
);

export const priceHistory = pgTable(
  'price_history',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    supplierId: uuid('supplier_id')
      .notNull()
      .references(() => supplier.id),
    receiptId: uuid('receipt_id')
      .notNull()
      .references(() => receipt.id),
    unitCost: money('unit_cost').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('price_history_product').on(t.productId, t.id)],
);

/** I3: the prefix of movements up to `seq` hashed once and for ever. */
export const ledgerCheckpoint = pgTable('ledger_checkpoint', {
  seq: bigint('seq', { mode: 'number' }).primaryKey(),
  hash: text('hash').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});
