import type { Db } from '../../drizzle/client.ts';
import { packSizes } from '../../drizzle/queries/catalog.ts';
import type { InvoiceDraft } from '../invoice/draft.ts';
import { type DecimalString, dec } from '../platform/decimal.ts';
import { printsVatApart } from '../pricing/paper-total.ts';
import type { SupplierProfile } from './supplier-profile.ts';

interface ConfirmedPaper {
  readonly draft: InvoiceDraft;
  readonly lines: readonly {
    readonly goods: { readonly productId: string; readonly unitsPerPack: DecimalString } | null;
  }[];
}

/**
 * What a confirmed paper shows about its supplier, only where all of it agrees: whether quantities are cases (every
 * product that comes in packs was taken by the pack) or units, and whether a class A paper prints prices with VAT inside.
 */
export async function profileShownBy(
  db: Db,
  companyId: string,
  paper: ConfirmedPaper,
): Promise<SupplierProfile> {
  const goods = paper.lines.flatMap((line) => line.goods ?? []);
  const sizes = await packSizes(db, companyId, [...new Set(goods.map((line) => line.productId))]);
  const packed = goods.filter((line) => dec(sizes.get(line.productId) ?? '1').gt(1));
  const counts = new Set(
    packed.map((line) => {
      if (dec(line.unitsPerPack).eq(1)) return 'unit';
      return dec(line.unitsPerPack).eq(sizes.get(line.productId)!) ? 'pack' : 'other';
    }),
  );
  const only = counts.size === 1 ? [...counts][0] : undefined;
  return {
    ...(only === 'unit' || only === 'pack' ? { quantityIn: only } : {}),
    ...(printsVatApart(paper.draft.header) ? { pricesIncludeVat: paper.draft.pricesIncludeVat } : {}),
  };
}
