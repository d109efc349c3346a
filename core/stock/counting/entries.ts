import type { Db, Tx } from '../../../drizzle/client.ts';
import { balancesAt } from '../../../drizzle/queries/balances.ts';
import { entriesOfCount, keepEntryOf, lastSeqOf, saveEntry } from '../../../drizzle/queries/counts.ts';
import { lockCosts } from '../../../drizzle/queries/ledger.ts';
import { noteAnswered, questionFor } from '../../../drizzle/queries/questions.ts';
import { type DecimalString, dec, plain, sum } from '../../platform/decimal.ts';
import { err, ok, type Result } from '../../platform/result.ts';
import { canAdd } from './difference.ts';
import {
  askNextIn,
  auditCount,
  type CountFailure,
  type CountWish,
  inOpenCount,
  type NextQuestion,
} from './session.ts';

export interface EnteredCount {
  readonly productId: string;
  readonly counted: DecimalString;
  /** What moved at the place while the person counted; 0 usually. */
  readonly movedMeanwhile: DecimalString;
  readonly next: NextQuestion;
}

/** `not_asked`: the bot asked this person for nothing in this count, or for something else meanwhile. */
export type EntryFailure = CountFailure | { readonly code: 'not_asked' | 'bad_quantity' };

/**
 * Takes the number that somebody counted of the product they were asked for, and asks for the next one. The product is
 * held while the ledger's figure is noted beside it, so that every movement is known to come before or after.
 */
export function enterCount(
  db: Db,
  wish: CountWish & {
    readonly productId: string;
    readonly counted: DecimalString;
    /** Called before the commit, in the same transaction. */
    readonly announce: (tx: Tx, entered: EnteredCount) => Promise<void>;
  },
): Promise<Result<EnteredCount, EntryFailure>> {
  return inOpenCount<EnteredCount, EntryFailure>(db, wish, async (tx, actor, count) => {
    const { productId, now } = wish;
    const counted = dec(wish.counted);
    if (counted.isNegative() || counted.gte('1e12') || counted.decimalPlaces() > 6)
      return err({ code: 'bad_quantity' });
    const asked = await questionFor(tx, actor.personId);
    if (asked?.subjectId !== count.id || asked.productId !== productId) return err({ code: 'not_asked' });
    await lockCosts(tx, [productId]);
    const expected = dec((await balancesAt(tx, count.locationId, [productId])).get(productId) ?? '0');
    const movedMeanwhile = plain(expected.minus(asked.quantity));
    await saveEntry(tx, {
      countId: count.id,
      productId,
      personId: actor.personId,
      counted: plain(counted),
      expected: plain(expected),
      afterSeq: await lastSeqOf(tx, productId),
      movedMeanwhile,
      countedAt: now,
    });
    const { operationId } = wish;
    await noteAnswered(tx, { personId: actor.personId, topic: 'count', productId, operationId, now });
    const next = await askNextIn(tx, actor, count, { ...wish, productId: undefined, after: productId });
    const entered = { productId, counted: plain(counted), movedMeanwhile, next };
    await wish.announce(tx, entered);
    return ok(entered);
  });
}

interface LineWish extends CountWish {
  readonly productId: string;
}

export type SettleFailure = CountFailure | { readonly code: 'nothing_to_settle' };

/** Somebody vouches that their number has what moved while they counted taken off (or in) already. */
export const vouchForMoved = (db: Db, wish: LineWish): Promise<Result<null, SettleFailure>> =>
  inOpenCount<null, SettleFailure>(db, wish, async (tx, actor, count) => {
    const entries = await entriesOfCount(tx, count.id);
    const moved = entries.find(
      (entry) => entry.productId === wish.productId && !dec(entry.movedMeanwhile).isZero(),
    );
    if (moved === undefined) return err({ code: 'nothing_to_settle' });
    await saveEntry(tx, {
      countId: count.id,
      productId: wish.productId,
      personId: moved.personId,
      counted: moved.counted,
      expected: moved.expected,
      afterSeq: moved.afterSeq,
      movedMeanwhile: '0',
      countedAt: wish.now,
    });
    await auditCount(tx, actor, count.id, 'vouch', wish.now, {
      productId: wish.productId,
      personId: moved.personId,
      moved: moved.movedMeanwhile,
    });
    return ok(null);
  });

/** Two people counted differently: one of the numbers holds, the other is left aside. */
export const chooseEntry = (
  db: Db,
  wish: LineWish & { readonly personId: string },
): Promise<Result<null, SettleFailure>> =>
  inOpenCount<null, SettleFailure>(db, wish, async (tx, actor, count) => {
    const { productId, personId, now } = wish;
    if (!(await keepEntryOf(tx, count.id, productId, personId))) return err({ code: 'nothing_to_settle' });
    await auditCount(tx, actor, count.id, 'choose', now, { productId, personId });
    return ok(null);
  });

/** Two people counted different shelves: their numbers are added and held by whoever says so. */
export const addEntries = (db: Db, wish: LineWish): Promise<Result<null, SettleFailure>> =>
  inOpenCount<null, SettleFailure>(db, wish, async (tx, actor, count) => {
    const { productId, now } = wish;
    const all = await entriesOfCount(tx, count.id);
    const entries = all.filter((entry) => entry.productId === productId && !entry.isDiscarded);
    const last = entries.at(-1);
    if (last === undefined || !canAdd(entries)) return err({ code: 'nothing_to_settle' });
    const { personId } = actor;
    await saveEntry(tx, {
      countId: count.id,
      productId,
      personId,
      counted: plain(sum(entries.map((entry) => dec(entry.counted)))),
      expected: last.expected,
      afterSeq: Math.min(...entries.map((entry) => entry.afterSeq)),
      movedMeanwhile: '0',
      countedAt: now,
    });
    await keepEntryOf(tx, count.id, productId, personId);
    await auditCount(tx, actor, count.id, 'add', now, {
      productId,
      parts: entries.map((entry) => ({ personId: entry.personId, counted: plain(dec(entry.counted)) })),
    });
    return ok(null);
  });
