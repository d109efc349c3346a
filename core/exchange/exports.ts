import type { Db } from '../../drizzle/client.ts';
import { exchangeProducts, exchangeSales, exchangeStock } from '../../drizzle/queries/exchange.ts';
import { listMovements } from '../../drizzle/queries/listings/history.ts';
import { listSuppliers } from '../../drizzle/queries/listings/purchasing.ts';
import type { ExchangeKind } from '../../drizzle/schema/exchange.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { dayOf } from '../platform/clock.ts';
import { dec, plain } from '../platform/decimal.ts';
import type { Result } from '../platform/result.ts';
import { COLUMNS } from './columns.ts';
import { MAX_TABLE_ROWS, type Table } from './table-file.ts';

const number = (value: string | null): string => (value === null ? '' : plain(dec(value)));
const SALES_DAYS = 366;

/** Tables that come out and do not go in again. */
const REPORTS = {
  suppliers: [
    'cuit',
    'nombre',
    'compras',
    'ultima_compra',
    'dias_de_entrega',
    'pedido_minimo',
    'presupuesto',
  ],
  movements: [
    'fecha',
    'sku',
    'producto',
    'cantidad',
    'unidad',
    'costo',
    'desde',
    'hacia',
    'tipo',
    'motivo',
    'quien',
  ],
} as const;

export type ExportKind = ExchangeKind | keyof typeof REPORTS;
export const EXPORT_KINDS = ['products', 'stock', 'sales', 'suppliers', 'movements'] as const;

/**
 * One of the company's tables. Products, stock and sales (of the last year) may be imported again; of movements the
 * newest. Who took it is on record.
 */
export async function exportTable(
  db: Db,
  wish: { readonly actor: Actor; readonly kind: ExportKind; readonly now: Date },
): Promise<Result<Table, AuthorizationFailure>> {
  const { kind, now } = wish;
  return inTransaction(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'data.export');
    if (!allowed.ok) return allowed;
    const { companyId, personId } = allowed.value;
    const rows = await rowsFor(tx, companyId, kind, now);
    await writeAudit(tx, {
      companyId,
      actorId: personId,
      action: 'data.export',
      subjectType: 'export',
      subjectId: kind,
      detail: { rows: rows.length },
      at: now,
    });
    return { ok: true, value: [{ ...COLUMNS, ...REPORTS }[kind], ...rows] };
  });
}

async function rowsFor(db: Db, companyId: string, kind: ExportKind, now: Date): Promise<Table> {
  switch (kind) {
    case 'products':
      return (await exchangeProducts(db, companyId)).map((one) => [
        one.sku,
        one.name,
        one.barcodes[0] ?? '',
        one.unit,
        number(one.packSize),
        number(one.vatRate),
        one.category ?? '',
      ]);
    case 'stock':
      return (await exchangeStock(db, companyId)).map((one) => [
        one.sku,
        one.name,
        one.place,
        number(one.quantity),
        number(one.cost),
      ]);
    case 'sales': {
      const since = dayOf(new Date(now.getTime() - SALES_DAYS * 86_400_000));
      return (await exchangeSales(db, companyId, since, MAX_TABLE_ROWS)).map((one) => [
        one.date,
        one.sku,
        one.name,
        one.place,
        number(one.quantity),
      ]);
    }
    case 'suppliers':
      return (await listSuppliers(db, { companyId, limit: MAX_TABLE_ROWS })).map((one) => [
        one.cuit,
        one.name,
        String(one.receipts),
        one.lastReceiptAt ?? '',
        String(one.leadTimeDays ?? ''),
        one.minimumOrder ?? '',
        one.budget ?? '',
      ]);
    case 'movements':
      return (await listMovements(db, { companyId, limit: MAX_TABLE_ROWS })).map((one) => [
        one.at,
        one.sku,
        one.product,
        one.quantity,
        one.unit,
        one.unitCost ?? '',
        one.from,
        one.to,
        one.source,
        one.reason ?? '',
        one.by,
      ]);
  }
}
