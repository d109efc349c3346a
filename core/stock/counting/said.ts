import type { Db, Tx } from '../../../drizzle/client.ts';
import { balancesAt } from '../../../drizzle/queries/balances.ts';
import {
  type CountRow,
  findCount,
  insertCount,
  insertCountLines,
  lastSeqOf,
  saveEntry,
} from '../../../drizzle/queries/counts.ts';
import { lockCosts } from '../../../drizzle/queries/ledger.ts';
import { decideInTransaction } from '../../../drizzle/transaction.ts';
import { knownProducts } from '../../catalog/products.ts';
import type { Actor } from '../../people/actor.ts';
import { authorize } from '../../people/roles.ts';
import { type DecimalString, dec, plain } from '../../platform/decimal.ts';
import { idFrom } from '../../platform/ids.ts';
import { err, ok, type Result } from '../../platform/result.ts';
import type { EntryFailure } from './entries.ts';
import { auditCount } from './session.ts';

/**
 * A count that somebody says whole ("conté 12 yerbas y 5 aceites"): opened with its numbers and ready for review; the
 * stock does not change yet. The same origin again answers the same count.
 */
export function countSaid(
  db: Db,
  wish: {
    readonly actor: Actor;
    readonly origin: string;
    /** Stock units; of several numbers for one product the last holds. */
    readonly items: readonly { readonly productId: string; readonly counted: DecimalString }[];
    readonly now: Date;
    readonly announce: (tx: Tx, count: CountRow) => Promise<void>;
  },
): Promise<Result<CountRow, EntryFailure>> {
  return decideInTransaction<CountRow, EntryFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'stock.count', wish.actor.locationId);
    if (!allowed.ok) return err({ code: allowed.error });
    const actor = allowed.value;
    const numbers = new Map(wish.items.map((item) => [item.productId, dec(item.counted)]));
    for (const counted of numbers.values())
      if (counted.isNegative() || counted.gte('1e12') || counted.decimalPlaces() > 6)
        return err({ code: 'bad_quantity' });
    const productIds = [...(await knownProducts(tx, actor.companyId, [...numbers.keys()]))].sort();
    if (productIds.length === 0) return err({ code: 'nothing_to_count' });
    const id = idFrom(`count:${actor.companyId}:${wish.origin}`);
    if (await open(tx, actor, { id, origin: wish.origin, productIds, now: wish.now })) {
      await lockCosts(tx, productIds);
      const balances = await balancesAt(tx, actor.locationId, productIds);
      for (const productId of productIds)
        await saveEntry(tx, {
          countId: id,
          productId,
          personId: actor.personId,
          counted: plain(numbers.get(productId)!),
          expected: balances.get(productId) ?? '0',
          afterSeq: await lastSeqOf(tx, productId),
          movedMeanwhile: '0',
          countedAt: wish.now,
        });
    }
    const count = await findCount(tx, actor.companyId, id);
    if (count === null) throw new Error('a count vanished in its own transaction');
    await wish.announce(tx, count);
    return ok(count);
  });
}

async function open(
  tx: Tx,
  actor: Actor,
  wish: {
    readonly id: string;
    readonly origin: string;
    readonly productIds: readonly string[];
    readonly now: Date;
  },
): Promise<boolean> {
  const { id, origin, productIds, now } = wish;
  const { companyId, locationId, personId } = actor;
  const scope = `list:${origin}`;
  const isNew = await insertCount(tx, {
    id,
    companyId,
    locationId,
    scope,
    startedBy: personId,
    startedAt: now,
  });
  if (!isNew) return false;
  await insertCountLines(tx, id, productIds);
  await auditCount(tx, actor, id, 'start', now, { scope });
  return true;
}
