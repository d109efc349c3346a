import type { ExchangeProduct } from '../../drizzle/queries/exchange.ts';
import type { DecimalString } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import type { TableRow } from './columns.ts';

export type RowProblem =
  | 'unknown_product'
  | 'ambiguous_name'
  | 'name_missing'
  | 'bad_quantity'
  | 'bad_cost'
  | 'bad_date'
  | 'future_date'
  | 'unknown_place'
  | 'repeated'
  | 'bad_pack'
  | 'bad_vat'
  | 'bad_unit'
  | 'bad_barcode'
  | 'barcode_taken';

/** What one row would do. */
export type RowEffect =
  | { readonly does: 'create'; readonly sku: string | null; readonly values: ProductValues }
  | { readonly does: 'change'; readonly productId: string; readonly values: ProductValues }
  | {
      readonly does: 'set';
      readonly productId: string;
      readonly placeId: string;
      readonly quantity: DecimalString;
      readonly unitCost: DecimalString | undefined;
    }
  | {
      readonly does: 'sell';
      readonly productId: string;
      readonly placeId: string;
      readonly quantity: DecimalString;
      readonly date: string;
    };

export interface ProductValues {
  readonly name: string;
  readonly barcode: string | null;
  readonly unit: string;
  readonly packSize: DecimalString;
  readonly vatRate: DecimalString | null;
  readonly category: string | null;
}

export interface PlannedRow {
  readonly line: number;
  readonly label: string;
  /** As people read it; null where there was nothing before. */
  readonly before: string | null;
  readonly after: string;
  readonly effect: RowEffect;
}

export type Outcome = PlannedRow | 'unchanged' | RowProblem;

export type Found = ExchangeProduct | 'unknown_product' | 'ambiguous_name';

/** By SKU, else by exact name, whatever the accents. */
export function finder(products: readonly ExchangeProduct[]): (row: TableRow) => Found {
  const bySku = new Map(products.map((one) => [fold(one.sku), one]));
  const byName = new Map<string, ExchangeProduct[]>();
  for (const one of products) byName.set(one.searchName, [...(byName.get(one.searchName) ?? []), one]);
  return (row) => {
    const sku = row.cell('sku');
    if (sku !== '') return bySku.get(fold(sku)) ?? 'unknown_product';
    const named = byName.get(fold(row.cell('nombre'))) ?? [];
    return named.length > 1 ? 'ambiguous_name' : (named[0] ?? 'unknown_product');
  };
}
