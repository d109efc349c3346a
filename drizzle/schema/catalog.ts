import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { SupplierProfile } from '../../core/catalog/supplier-profile.ts';
import { instant, quantity } from './columns.ts';
import { company } from './people.ts';

export const supplier = pgTable(
  'supplier',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    cuit: text('cuit').notNull(),
    name: text('name').notNull(),
    /** Fiscal address as ARCA's registry has it. */
    address: text('address'),
    profile: jsonb('profile').$type<SupplierProfile>().notNull().default({}),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('supplier_cuit').on(t.companyId, t.cuit)],
);

export const product = pgTable(
  'product',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    sku: text('sku').notNull(),
    name: text('name').notNull(),
    /** `fold(name)`: what searches and trigrams run on. */
    searchName: text('search_name').notNull(),
    /** Stock unit: unidad, kg, l. */
    unit: text('unit').notNull().default('unidad'),
    /** Usual units per purchase pack. */
    packSize: quantity('pack_size').notNull().default('1'),
    vatRate: quantity('vat_rate'),
    category: text('category'),
    active: boolean('active').notNull().default(true),
    /** The bot asks when a delivery of it expires. */
    hasExpiry: boolean('has_expiry').notNull().default(false),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('product_sku').on(t.companyId, t.sku),
    index('product_sku_beginning').on(t.companyId, sql`lower(${t.sku}) text_pattern_ops`),
    index('product_by_name').on(t.companyId, t.searchName, t.id),
    index('product_search_trgm').using('gin', t.searchName.op('gin_trgm_ops')),
  ],
);

export const productBarcode = pgTable(
  'product_barcode',
  {
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    barcode: text('barcode').notNull(),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    /** A case's barcode stands for several units. */
    units: quantity('units').notNull().default('1'),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.barcode] })],
);

/** What a supplier calls our product; learned from people's corrections and confirmed receipts. */
export const supplierAlias = pgTable(
  'supplier_alias',
  {
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    supplierId: uuid('supplier_id')
      .notNull()
      .references(() => supplier.id),
    kind: text('kind').$type<'code' | 'description'>().notNull(),
    /** Normalised supplier code or description. */
    key: text('key').notNull(),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    unitsPerPack: quantity('units_per_pack').notNull().default('1'),
    learnedFrom: uuid('learned_from'),
    learnedBy: uuid('learned_by'),
    learnedAt: instant('learned_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.supplierId, t.kind, t.key] })],
);
