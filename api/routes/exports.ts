import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import type { Db } from '../../drizzle/client.ts';
import { listMovements } from '../../drizzle/queries/listings/history.ts';
import { listProducts } from '../../drizzle/queries/listings/products.ts';
import { listSuppliers } from '../../drizzle/queries/listings/purchasing.ts';
import { may } from '../http/policy.ts';
import { bytes, type Route, route } from '../http/route.ts';

/** Enough for a shop; who has more asks the lists page by page. */
const MOST_ROWS = 50_000;

const TABLES = {
  products: async (db: Db, companyId: string) =>
    (await listProducts(db, { companyId, limit: MOST_ROWS })).map(({ searchName: _, ...row }) => row),
  suppliers: (db: Db, companyId: string) => listSuppliers(db, { companyId, limit: MOST_ROWS }),
  movements: (db: Db, companyId: string) => listMovements(db, { companyId, limit: MOST_ROWS }),
} as const;

export const exportRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/exports/:table.csv',
    tag: 'exports',
    policy: may('data.export'),
    summary:
      'A table as CSV (UTF-8, commas, a header row); what a spreadsheet would take for a formula is escaped',
    params: z.object({ table: z.enum(['products', 'suppliers', 'movements']) }),
    produces: ['text/csv'],
    handle: async ({ db, caller, params }) => {
      const rows = await TABLES[params.table](db, caller.companyId);
      const csv = stringify([...rows], {
        header: true,
        escape_formulas: true,
        bom: true,
        cast: { boolean: String, number: String },
      });
      return bytes('text/csv; charset=utf-8', csv, {
        'content-disposition': `attachment; filename="${params.table}.csv"`,
      });
    },
  }),
];
