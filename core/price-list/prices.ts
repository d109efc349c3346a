import type { Db } from '../../drizzle/client.ts';
import {
  currentPrices,
  marginRules,
  pricedProducts,
  roundingOf,
  vatConditionOf,
} from '../../drizzle/queries/prices.ts';
import { lastPurchases } from '../../drizzle/queries/receipts.ts';
import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import { marginOf, suggestedPrice } from '../pricing/sale-price.ts';

/** A product's price and what it rests on. */
export interface PricedProduct {
  readonly productId: string;
  readonly name: string;
  readonly unit: string;
  readonly category: string | null;
  /** With VAT, per stock unit. */
  readonly price: DecimalString | null;
  readonly priceSince: Date | null;
  /** Replacement cost: the last purchase's true unit cost; before the first one, what the goods came in at. */
  readonly cost: DecimalString | null;
  readonly boughtAt: Date | null;
  /** One decimal. */
  readonly margin: DecimalString | null;
  /** What a rule asks for; null where there is none. */
  readonly wantedMargin: DecimalString | null;
  readonly suggested: DecimalString | null;
  readonly vatPercent: DecimalString;
}

const VAT_USUAL = '21';

/** The prices of these products (or of all), with cost, margin and what the rules would ask for. */
export async function pricesOf(
  db: Db,
  companyId: string,
  productIds: readonly string[] | 'all',
): Promise<readonly PricedProduct[]> {
  if (productIds.length === 0) return [];
  const products = await pricedProducts(db, companyId, productIds);
  const ids = products.map((one) => one.id);
  const prices = await currentPrices(db, companyId, productIds);
  const purchases = await lastPurchases(db, companyId, ids);
  const rules = await marginRules(db, companyId);
  const roundTo = dec(await roundingOf(db, companyId));
  const isRegistered = (await vatConditionOf(db, companyId)) === 'registered';
  return products.map(({ id, vatRate, lastCost, ...product }) => {
    const purchase = purchases.get(id);
    const price = prices.get(id);
    const cost = purchase?.unitCost ?? lastCost ?? undefined;
    return {
      productId: id,
      ...product,
      price: plainOrNull(price?.price),
      priceSince: price?.at ?? null,
      cost: plainOrNull(cost),
      boughtAt: purchase?.at ?? null,
      ...marginsOf({
        price: price?.price,
        cost,
        wanted: wantedMargin(rules, { id, category: product.category }),
        vatPercent: dec(isRegistered ? (vatRate ?? VAT_USUAL) : '0'),
        roundTo,
      }),
    };
  });
}

const plainOrNull = (value: string | undefined): DecimalString | null =>
  value === undefined ? null : plain(dec(value));

function marginsOf(from: {
  readonly price: string | undefined;
  readonly cost: string | undefined;
  readonly wanted: Dec | null;
  readonly vatPercent: Dec;
  readonly roundTo: Dec;
}): Pick<PricedProduct, 'margin' | 'wantedMargin' | 'suggested' | 'vatPercent'> {
  const { price, wanted, vatPercent, roundTo } = from;
  const cost = from.cost === undefined ? null : dec(from.cost);
  const margin = price === undefined || cost === null ? null : marginOf(dec(price), cost, vatPercent);
  return {
    margin: margin === null ? null : plain(margin.toDecimalPlaces(1)),
    wantedMargin: wanted === null ? null : plain(wanted),
    suggested:
      wanted === null || cost === null || !cost.gt(0)
        ? null
        : plain(suggestedPrice(cost, { marginPercent: wanted, vatPercent, roundTo })),
    vatPercent: plain(vatPercent),
  };
}

type Rules = Awaited<ReturnType<typeof marginRules>>;

/** The narrowest rule decides: the product's, its category's, the company's. */
function wantedMargin(
  rules: Rules,
  product: { readonly id: string; readonly category: string | null },
): Dec | null {
  const find = (scope: Rules[number]['scope'], key: string) =>
    rules.find((rule) => rule.scope === scope && rule.key === key)?.percent;
  const percent =
    find('product', product.id) ??
    (product.category === null ? undefined : find('category', fold(product.category))) ??
    find('company', '');
  return percent === undefined ? null : new Dec(percent);
}
