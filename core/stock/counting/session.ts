import type { Db, Tx } from '../../../drizzle/client.ts';
import { balancesAt } from '../../../drizzle/queries/balances.ts';
import {
  type CountLineRow,
  type CountRow,
  changeCount,
  entriesOfCount,
  findCount,
  insertCount,
  insertCountLines,
  linesOfCount,
  lockCount,
  openCountHolding,
  openCountOf,
  productsToCount,
} from '../../../drizzle/queries/counts.ts';
import { ask, askedOthers, stopAskingAbout } from '../../../drizzle/queries/questions.ts';
import { decideInTransaction } from '../../../drizzle/transaction.ts';
import { knownProducts } from '../../catalog/products.ts';
import type { Actor } from '../../people/actor.ts';
import { type AnnounceApproval, withdrawApproval } from '../../people/approvals.ts';
import { writeAudit } from '../../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../../people/roles.ts';
import { newId } from '../../platform/ids.ts';
import { err, ok, type Result } from '../../platform/result.ts';

/** What is counted at once in one place. */
export type CountScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'category'; readonly category: string }
  | { readonly kind: 'product'; readonly productId: string };

/** As stored; `list`: what somebody said whole. */
type StoredScope = CountScope | { readonly kind: 'list' };

export type CountFailure =
  | { readonly code: AuthorizationFailure | 'not_found' | 'nothing_to_count' }
  /** Closed, cancelled, or waiting for the owner. */
  | { readonly code: 'not_open'; readonly state: CountRow['state'] };

/** What the bot asks next, and how far the count is. */
export interface NextQuestion {
  readonly countId: string;
  /** Null when nothing is left that nobody else is being asked. */
  readonly product: CountLineRow | null;
  readonly done: number;
  readonly total: number;
}

export interface CountWish {
  readonly actor: Actor;
  readonly countId: string;
  /** The update or request that this is: the same for every run of it. */
  readonly operationId: string;
  readonly now: Date;
}

const scopeText = (scope: CountScope): string =>
  scope.kind === 'all'
    ? 'all'
    : scope.kind === 'category'
      ? `category:${scope.category}`
      : `product:${scope.productId}`;

/** What a stored count is about. */
export function scopeOf(count: Pick<CountRow, 'scope'>): StoredScope {
  const [, kind, rest = ''] = /^(\w+):?(.*)$/s.exec(count.scope) ?? [];
  if (kind === 'category') return { kind, category: rest };
  if (kind === 'product') return { kind, productId: rest };
  return { kind: kind === 'list' ? 'list' : 'all' };
}

/** Nobody waits longer than this for what somebody else was asked and did not answer. */
const TURN_MS = 15 * 60_000;

/**
 * Opens a count where the actor works, or joins the one that is open for the same goods there, and asks the actor for
 * the first product. Several people count at once: each is asked something else. A single product is asked for even where
 * somebody else counts it: their numbers are compared.
 */
export function startCount(
  db: Db,
  wish: {
    readonly actor: Actor;
    readonly scope: CountScope;
    readonly operationId: string;
    readonly now: Date;
  },
): Promise<Result<NextQuestion, CountFailure>> {
  return decideInTransaction<NextQuestion, CountFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'stock.count', wish.actor.locationId);
    if (!allowed.ok) return err({ code: allowed.error });
    const actor = allowed.value;
    const scope = scopeText(wish.scope);
    const products = await productsIn(tx, actor, wish.scope);
    if (products.length === 0) return err({ code: 'nothing_to_count' });
    const productId = wish.scope.kind === 'product' ? wish.scope.productId : undefined;
    const wider = productId === undefined ? null : await openCountHolding(tx, actor.locationId, productId);
    const countId = wider ?? (await openOrJoin(tx, actor, { scope, products, now: wish.now }));
    const count = await lockCount(tx, actor.companyId, countId, 'share');
    if (count === null) throw new Error('a count vanished in its own transaction');
    if (count.state !== 'open') return err({ code: 'not_open', state: count.state });
    return ok(await askNextIn(tx, actor, count, { ...wish, productId }));
  });
}

async function productsIn(tx: Tx, actor: Actor, scope: CountScope): Promise<readonly string[]> {
  const { companyId, locationId } = actor;
  if (scope.kind === 'product') return [...(await knownProducts(tx, companyId, [scope.productId]))];
  const category = scope.kind === 'category' ? scope.category : null;
  return productsToCount(tx, { companyId, locationId, category });
}

async function openOrJoin(
  tx: Tx,
  actor: Actor,
  wish: { readonly scope: string; readonly products: readonly string[]; readonly now: Date },
): Promise<string> {
  const { companyId, locationId, personId } = actor;
  const id = newId();
  const inserted = await insertCount(tx, {
    id,
    companyId,
    locationId,
    scope: wish.scope,
    startedBy: personId,
    startedAt: wish.now,
  });
  if (!inserted) {
    const open = await openCountOf(tx, locationId, wish.scope);
    if (open === null) throw new Error('a count that is open was not found');
    return open;
  }
  await insertCountLines(tx, id, wish.products);
  await auditCount(tx, actor, id, 'start', wish.now, { scope: wish.scope });
  return id;
}

export const auditCount = (
  tx: Tx,
  actor: Actor,
  countId: string,
  verb: string,
  at: Date,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> =>
  writeAudit(tx, {
    companyId: actor.companyId,
    actorId: actor.personId,
    action: `count.${verb}`,
    subjectType: 'stock_count',
    subjectId: countId,
    detail,
    at,
  });

/** Runs something about an open count of the actor's company, held against whoever would close it. */
export function inOpenCount<T, E>(
  db: Db,
  wish: CountWish,
  work: (tx: Tx, actor: Actor, count: CountRow) => Promise<Result<T, E | CountFailure>>,
): Promise<Result<T, E | CountFailure>> {
  return decideInTransaction<T, E | CountFailure>(db, async (tx) => {
    const count = await lockCount(tx, wish.actor.companyId, wish.countId, 'share');
    if (count === null) return err<CountFailure>({ code: 'not_found' });
    const allowed = await authorize(tx, wish.actor, 'stock.count', count.locationId);
    if (!allowed.ok) return err<CountFailure>({ code: allowed.error });
    if (count.state !== 'open') return err<CountFailure>({ code: 'not_open', state: count.state });
    return work(tx, allowed.value, count);
  });
}

/** Asks the actor for a product: the next that nobody counted, or the named one. `after` is left for later. */
export const askNext = (
  db: Db,
  wish: CountWish & { readonly after?: string | undefined; readonly productId?: string | undefined },
): Promise<Result<NextQuestion, CountFailure>> =>
  inOpenCount<NextQuestion, never>(db, wish, async (tx, actor, count) =>
    ok(await askNextIn(tx, actor, count, wish)),
  );

export async function askNextIn(
  tx: Tx,
  actor: Actor,
  count: CountRow,
  wish: Pick<CountWish, 'operationId' | 'now'> & {
    readonly after?: string | undefined;
    readonly productId?: string | undefined;
  },
): Promise<NextQuestion> {
  const lines = await linesOfCount(tx, count.id);
  const entries = await entriesOfCount(tx, count.id);
  const counted = new Set(entries.map((entry) => entry.productId));
  const taken = await askedOthers(tx, {
    subjectId: count.id,
    personId: actor.personId,
    since: new Date(wish.now.getTime() - TURN_MS),
  });
  const at = lines.findIndex((line) => line.productId === wish.after) + 1;
  const around = [...lines.slice(at), ...lines.slice(0, at)];
  const product =
    wish.productId === undefined
      ? around.find((line) => !counted.has(line.productId) && !taken.has(line.productId))
      : lines.find((line) => line.productId === wish.productId);
  if (product !== undefined) {
    const balances = await balancesAt(tx, count.locationId, [product.productId]);
    await ask(tx, {
      personId: actor.personId,
      topic: 'count',
      subjectId: count.id,
      productId: product.productId,
      quantity: balances.get(product.productId) ?? '0',
      askedAt: wish.now,
      operationId: wish.operationId,
    });
  }
  return { countId: count.id, product: product ?? null, done: counted.size, total: lines.length };
}

/** Gives a count up: nothing is changed, and what was asked of the owner is taken back. */
export function cancelCount(
  db: Db,
  wish: CountWish & { readonly announce: AnnounceApproval },
): Promise<Result<CountRow, CountFailure>> {
  return decideInTransaction<CountRow, CountFailure>(db, async (tx) => {
    const { now, announce } = wish;
    const count = await lockCount(tx, wish.actor.companyId, wish.countId);
    if (count === null) return err({ code: 'not_found' });
    const allowed = await authorize(tx, wish.actor, 'stock.count', count.locationId);
    if (!allowed.ok) return err({ code: allowed.error });
    if (count.state !== 'open' && count.state !== 'waiting')
      return err({ code: 'not_open', state: count.state });
    const { personId } = allowed.value;
    await changeCount(tx, count.id, { state: 'cancelled', closedBy: personId, closedAt: now });
    await stopAskingAbout(tx, count.id);
    if (count.state === 'waiting' && count.approvalId !== null)
      await withdrawApproval(tx, allowed.value, { approvalId: count.approvalId, now, announce });
    await auditCount(tx, allowed.value, count.id, 'cancel', now);
    return ok((await findCount(tx, count.companyId, count.id)) ?? count);
  });
}
