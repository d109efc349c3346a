import type { Db, Tx } from '../../../drizzle/client.ts';
import { balancesAt } from '../../../drizzle/queries/balances.ts';
import { lockCosts } from '../../../drizzle/queries/ledger.ts';
import { ensureLot, lotsOf, setHasExpiry, writeLotEntries } from '../../../drizzle/queries/lots.ts';
import { decideInTransaction } from '../../../drizzle/transaction.ts';
import { knownProducts } from '../../catalog/products.ts';
import type { Actor } from '../../people/actor.ts';
import { writeAudit } from '../../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../../people/roles.ts';
import { Dec, type DecimalString, dec, plain, sum } from '../../platform/decimal.ts';
import { newId } from '../../platform/ids.ts';
import { err, ok, type Result } from '../../platform/result.ts';

export type LotFailure =
  | { readonly code: AuthorizationFailure | 'unknown_product' | 'bad_quantity' | 'nothing_left' }
  /** So many of the place have no date yet. */
  | { readonly code: 'too_many'; readonly available: DecimalString };

interface LotWish {
  readonly actor: Actor;
  readonly productId: string;
  /** ISO date. */
  readonly expiresOn: string;
  readonly now: Date;
  /** Called before the commit, in the same transaction. */
  readonly announce?: ((tx: Tx, quantity: DecimalString) => Promise<void>) | undefined;
}

function inPlace(
  db: Db,
  wish: LotWish,
  work: (tx: Tx, actor: Actor) => Promise<Result<DecimalString, LotFailure>>,
): Promise<Result<DecimalString, LotFailure>> {
  return decideInTransaction<DecimalString, LotFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'stock.lot', wish.actor.locationId);
    if (!allowed.ok) return err({ code: allowed.error });
    const { companyId } = allowed.value;
    if (!(await knownProducts(tx, companyId, [wish.productId])).has(wish.productId))
      return err({ code: 'unknown_product' });
    await lockCosts(tx, [wish.productId]);
    const done = await work(tx, allowed.value);
    if (done.ok) await wish.announce?.(tx, done.value);
    return done;
  });
}

/**
 * Says of goods where the actor works when they expire; of as many as have no date yet where no quantity is given. From
 * then on the bot asks at each delivery. Answers how many have the date now.
 */
export const assignLot = (
  db: Db,
  wish: LotWish & { readonly quantity: DecimalString | null },
): Promise<Result<DecimalString, LotFailure>> =>
  inPlace(db, wish, async (tx, actor) => {
    const { productId, expiresOn, now } = wish;
    const { locationId } = actor;
    const held = dec((await balancesAt(tx, locationId, [productId])).get(productId) ?? '0');
    const dated = (await lotsOf(tx, [productId])).filter((one) => one.locationId === locationId);
    const available = Dec.max(0, held.minus(sum(dated.map((one) => dec(one.quantity)))));
    const quantity = wish.quantity === null ? available : dec(wish.quantity);
    if (!quantity.gt(0)) return err({ code: wish.quantity === null ? 'nothing_left' : 'bad_quantity' });
    if (quantity.decimalPlaces() > 6) return err({ code: 'bad_quantity' });
    if (quantity.gt(available)) return err({ code: 'too_many', available: plain(available) });
    const lotId = await ensureLot(tx, { id: newId(), productId, expiresOn, now });
    await write(tx, actor, wish, { lotId, change: quantity, verb: 'assign' });
    await setHasExpiry(tx, actor.companyId, productId, true);
    return ok(plain(quantity));
  });

/** Takes a date back from what is left of its goods where the actor works. */
export const unassignLot = (db: Db, wish: LotWish): Promise<Result<DecimalString, LotFailure>> =>
  inPlace(db, wish, async (tx, actor) => {
    const lots = await lotsOf(tx, [wish.productId]);
    const found = lots.find((one) => one.locationId === actor.locationId && one.expiresOn === wish.expiresOn);
    if (found === undefined) return err({ code: 'nothing_left' });
    const change = dec(found.quantity).neg();
    await write(tx, actor, wish, { lotId: found.lotId, change, verb: 'unassign' });
    return ok(plain(change.neg()));
  });

async function write(
  tx: Tx,
  actor: Actor,
  wish: LotWish,
  how: { readonly lotId: string; readonly change: Dec; readonly verb: 'assign' | 'unassign' },
): Promise<void> {
  const { companyId, personId, locationId } = actor;
  const { lotId, change, verb } = how;
  const quantity = plain(change);
  await writeLotEntries(tx, [{ lotId, locationId, quantity, movementSeq: null, personId, at: wish.now }]);
  await writeAudit(tx, {
    companyId,
    actorId: personId,
    action: `lot.${verb}`,
    subjectType: 'product',
    subjectId: wish.productId,
    detail: { expiresOn: wish.expiresOn, quantity, locationId },
    at: wish.now,
  });
}
