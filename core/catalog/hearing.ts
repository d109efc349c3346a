import type { Db } from '../../drizzle/client.ts';
import { activeProducts, type CatalogueRow, productsLike } from '../../drizzle/queries/catalogue.ts';
import { prepareCatalogue } from '../language/catalogue.ts';
import { understandMessage } from '../language/understand.ts';
import type { Intent } from '../language/understood.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import type { Product } from './products.ts';

/** One product of a message, with what the shop's catalogue makes of it. */
export interface HeardItem {
  /** The product as it was said. */
  readonly phrase: string;
  /** As said; null when nothing was said. */
  readonly quantity: DecimalString | null;
  /** paquete, caja, kg…; null when nothing was said. */
  readonly unit: string | null;
  /** The one product that is meant; null where several may be or none is known. */
  readonly product: Product | null;
  /** Products that may be meant, best first. */
  readonly candidates: readonly Product[];
}

/** What a person said, understood on the shop's catalogue. */
export interface Heard {
  readonly text: string;
  readonly intent: Intent;
  readonly items: readonly HeardItem[];
}

/** Up to here the whole catalogue is read; a bigger one only where its names resemble what was said. */
const WHOLE_CATALOGUE = 2000;
const LIKE_EACH_WORD = 60;

/** Understands a message on the company's active products. Reads only. */
export async function hear(db: Db, companyId: string, text: string): Promise<Heard> {
  const rows = await relevantProducts(db, companyId, text);
  const bySku = new Map(rows.map((row) => [row.sku, productOf(row)]));
  const catalogue = prepareCatalogue(
    rows.map((row) => ({ ...row, packSize: plain(dec(row.packSize)), supplier: null })),
  );
  const { intent, items } = understandMessage(text, catalogue);
  return {
    text,
    intent,
    items: items.map(({ phrase, quantity, unit, sku, status, candidates }) => ({
      phrase,
      quantity,
      unit,
      product: status === 'matched' && sku !== null ? (bySku.get(sku) ?? null) : null,
      candidates: candidates.flatMap((one) => bySku.get(one) ?? []),
    })),
  };
}

const productOf = ({ id, sku, name, unit, packSize }: CatalogueRow): Product => ({
  id,
  sku,
  name,
  unit,
  packSize: plain(dec(packSize)),
});

async function relevantProducts(db: Db, companyId: string, text: string): Promise<readonly CatalogueRow[]> {
  const all = await activeProducts(db, companyId, WHOLE_CATALOGUE + 1);
  if (all.length <= WHOLE_CATALOGUE) return all;
  const words = [...new Set(fold(text).split(/[^\p{L}\d]+/u))].filter((word) => word.length > 2);
  return words.length === 0 ? [] : productsLike(db, companyId, words.slice(0, 40), LIKE_EACH_WORD);
}
