import type { Db, Tx } from '../../drizzle/client.ts';
import {
  insertReview,
  type PriceReviewRow,
  priceIndexOf,
  purchasesBefore,
  roundingOf,
} from '../../drizzle/queries/prices.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { dayOf } from '../platform/clock.ts';
import { type Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import { newId } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import type { RepricedLine } from '../pricing/reprice.ts';
import { indexFactor, roundPrice } from '../pricing/sale-price.ts';
import { type PricedProduct, pricesOf } from './prices.ts';

/**
 * What a receipt's costs would change in sale prices: dearer products whose price would no longer give the wanted
 * margin (the rule's; without one, the margin they had), and priceless ones that a rule can price. Part of the posting.
 */
export async function reviewReceipt(
  tx: Tx,
  receipt: {
    companyId: string;
    receiptId: string;
    goods: readonly { productId: string; unitCost: DecimalString | null }[];
    now: Date;
  },
): Promise<void> {
  const ids = [...new Set(receipt.goods.flatMap((line) => (line.unitCost === null ? [] : line.productId)))];
  if (ids.length === 0) return;
  const before = await purchasesBefore(tx, receipt.companyId, receipt.receiptId, ids);
  const roundTo = dec(await roundingOf(tx, receipt.companyId));
  const lines = (await pricesOf(tx, receipt.companyId, ids)).flatMap((product) =>
    repriced(product, before.get(product.productId) ?? null, roundTo),
  );
  if (lines.length === 0) return;
  await insertReview(tx, {
    id: newId(),
    companyId: receipt.companyId,
    receiptId: receipt.receiptId,
    source: 'receipt',
    lines,
    createdAt: receipt.now,
  });
}

function repriced(product: PricedProduct, costBefore: string | null, roundTo: Dec): readonly RepricedLine[] {
  if (product.cost === null || !dec(product.cost).gt(0)) return [];
  const price = priceFor(product, costBefore, roundTo);
  if (price === null) return [];
  const isDearer = costBefore !== null && dec(product.cost).gt(costBefore);
  const wanted = product.price === null ? product.suggested !== null : isDearer && price.gt(product.price);
  return wanted ? [lineOf(product, costBefore, price)] : [];
}

/** By the rule; without one, the price that keeps the margin it had at the earlier cost. */
function priceFor(product: PricedProduct, costBefore: string | null, roundTo: Dec): Dec | null {
  if (product.suggested !== null) return dec(product.suggested);
  if (product.price === null || product.cost === null || costBefore === null || !dec(costBefore).gt(0))
    return null;
  return roundPrice(dec(product.price).times(product.cost).div(costBefore), roundTo);
}

const lineOf = (product: PricedProduct, costBefore: string | null, price: Dec): RepricedLine => ({
  productId: product.productId,
  name: product.name,
  costBefore: costBefore === null ? null : plain(dec(costBefore)),
  cost: product.cost ?? '0',
  priceBefore: product.price,
  price: plain(price),
  vatPercent: product.vatPercent,
});

export type ProposalFailure = AuthorizationFailure | 'unknown_product' | 'bad_price' | 'nothing_to_change';

interface ProposalWish {
  readonly actor: Actor;
  readonly operationId: string;
  readonly now: Date;
}

/** A price that somebody wants to set by hand: shown before and after, and set once confirmed. */
export function proposePrice(
  db: Db,
  wish: ProposalWish & { readonly productId: string; readonly price: DecimalString },
): Promise<Result<PriceReviewRow, ProposalFailure>> {
  return propose(db, wish, 'person', async (tx, companyId) => {
    const price = dec(wish.price);
    if (!price.gt(0) || price.gt('1e9') || price.decimalPlaces() > 2) return err('bad_price');
    const [product] = await pricesOf(tx, companyId, [wish.productId]);
    return product === undefined ? err('unknown_product') : ok([lineOf(product, product.cost, price)]);
  });
}

/** What was not bought for so long moves with the index. */
const STALE_MS = 30 * 86_400_000;

/** Prices of goods that were not bought for a month, moved by the index of the months since each was set. */
export function proposeByIndex(db: Db, wish: ProposalWish): Promise<Result<PriceReviewRow, ProposalFailure>> {
  return propose(db, wish, 'index', async (tx, companyId) => {
    const rows = await priceIndexOf(tx, companyId);
    const index = new Map(rows.map(({ month, percent }) => [month.slice(0, 7), dec(percent)]));
    const roundTo = dec(await roundingOf(tx, companyId));
    const until = dayOf(wish.now).slice(0, 7);
    return ok(
      (await pricesOf(tx, companyId, 'all')).flatMap((product) => {
        const { price, priceSince, boughtAt } = product;
        if (price === null || priceSince === null) return [];
        if (boughtAt !== null && wish.now.getTime() - boughtAt.getTime() < STALE_MS) return [];
        const factor = indexFactor(index, dayOf(priceSince).slice(0, 7), until);
        const moved = roundPrice(dec(price).times(factor), roundTo);
        return factor.gt(1) && moved.gt(price) ? [lineOf(product, product.cost, moved)] : [];
      }),
    );
  });
}

/** Every price that the rules would raise by the costs of the last purchases. */
export function proposeByRules(db: Db, wish: ProposalWish): Promise<Result<PriceReviewRow, ProposalFailure>> {
  return propose(db, wish, 'person', async (tx, companyId) =>
    ok(
      (await pricesOf(tx, companyId, 'all')).flatMap((product) =>
        product.suggested !== null && (product.price === null || dec(product.suggested).gt(product.price))
          ? [lineOf(product, product.cost, dec(product.suggested))]
          : [],
      ),
    ),
  );
}

function propose(
  db: Db,
  wish: ProposalWish,
  source: PriceReviewRow['source'],
  linesOf: (tx: Tx, companyId: string) => Promise<Result<readonly RepricedLine[], ProposalFailure>>,
): Promise<Result<PriceReviewRow, ProposalFailure>> {
  return decideInTransaction<PriceReviewRow, ProposalFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'price.set');
    if (!allowed.ok) return allowed;
    const { companyId } = allowed.value;
    const lines = await linesOf(tx, companyId);
    if (!lines.ok) return lines;
    if (lines.value.length === 0) return err('nothing_to_change');
    const { operationId, now } = wish;
    return ok(
      await insertReview(tx, {
        id: newId(),
        companyId,
        source,
        lines: lines.value,
        operationId,
        createdAt: now,
      }),
    );
  });
}
