import { bigint, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { storedFile } from './documents.ts';
import { company, person } from './people.ts';

/** What a table holds: the goods themselves, how much there is of them, or what was sold. */
export type ExchangeKind = 'products' | 'stock' | 'sales';

/** A table that somebody sent and whose changes wait to be confirmed. What it would change is worked out anew each time. */
export const importFile = pgTable(
  'import_file',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    /** The update that brought it. */
    origin: text('origin').notNull(),
    kind: text('kind').$type<ExchangeKind>().notNull(),
    fileName: text('file_name').notNull(),
    fileSha256: text('file_sha256')
      .notNull()
      .references(() => storedFile.sha256),
    rows: integer('rows').notNull(),
    state: text('state').$type<'open' | 'applied' | 'cancelled' | 'undone'>().notNull().default('open'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('import_file_origin').on(t.companyId, t.origin)],
);
