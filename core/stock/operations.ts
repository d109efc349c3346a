import type { Db, Tx } from '../../drizzle/client.ts';
import { balancesAt } from '../../drizzle/queries/balances.ts';
import { virtualLocation } from '../../drizzle/queries/ledger.ts';
import {
  changeOperation,
  insertOperation,
  type NamedProduct,
  namedProducts,
  namesOfOperation,
  operationByKey,
  physicalPlace,
  type StockOperationRow,
} from '../../drizzle/queries/stock-operations.ts';
import type {
  LocationKind,
  MovementSource,
  OperationKind,
  OperationLine,
} from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { needsApproval, type Stake } from '../people/approval-limits.ts';
import { writeAudit } from '../people/audit.ts';
import { type Action, type AuthorizationFailure, authorize } from '../people/roles.ts';
import { Dec, type DecimalString, dec, isDecimalString, plain, sum } from '../platform/decimal.ts';
import { newId, sha256Hex } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { roundCost } from '../pricing/allocation.ts';
import { type InsufficientStock, type NewMovement, openValuations, recordMovements } from './ledger.ts';
import type { Valuation } from './valuation.ts';

/** What each kind of operation is in the ledger. */
const KINDS: Readonly<
  Record<
    OperationKind,
    {
      readonly action: Action;
      readonly source: MovementSource;
      /** The other side of its movements. */
      readonly counterpart: LocationKind;
      readonly effect: 'in' | 'out' | 'to';
    }
  >
> = {
  entry: { action: 'stock.move', source: 'entry', counterpart: 'supplier', effect: 'in' },
  exit: { action: 'stock.move', source: 'exit', counterpart: 'loss', effect: 'out' },
  sale: { action: 'stock.move', source: 'sale', counterpart: 'customer', effect: 'out' },
  waste: { action: 'stock.move', source: 'waste', counterpart: 'loss', effect: 'out' },
  correction: { action: 'stock.correct', source: 'count', counterpart: 'count', effect: 'to' },
};

export interface OperationItem {
  readonly productId: string;
  /** Stock units, at most six decimals: positive; for a correction what there is, zero or more. */
  readonly quantity: DecimalString;
  /** What one stock unit cost, for goods that come in; at the average cost where omitted. */
  readonly unitCost?: DecimalString | undefined;
}

export interface OperationWish {
  readonly actor: Actor;
  /** The caller's name for this operation (an update, a proposal, an Idempotency-Key), at most 200 characters. */
  readonly key: string;
  readonly kind: OperationKind;
  readonly items: readonly OperationItem[];
  /** A shop or depot; the actor's own where omitted. */
  readonly locationId?: string | undefined;
  readonly reason?: string | undefined;
  readonly now: Date;
  /** When the goods moved, where that was earlier (a day's sales brought in later); now where omitted. */
  readonly occurredAt?: Date | undefined;
  /** The owner who said yes to it: then no limit of the actor's role holds. */
  readonly approvedBy?: Actor | undefined;
  /** Called before the commit, in the same transaction; not for a repetition. */
  readonly announce?: ((tx: Tx, recorded: RecordedOperation) => Promise<void>) | undefined;
}

export interface RecordedOperation {
  readonly operationId: string;
  readonly kind: OperationKind;
  readonly locationId: string;
  readonly locationName: string;
  readonly lines: readonly (OperationLine & { readonly name: string; readonly unit: string })[];
  readonly reason: string | null;
  readonly by: { readonly personId: string; readonly name: string };
  readonly recordedAt: Date;
  readonly undone: { readonly by: string; readonly at: Date; readonly reason: string | null } | null;
  /** The key was known: nothing was written now. */
  readonly isRepetition: boolean;
}

/** `line` counts from 0, in the order of the items. */
export type OperationFailure =
  | { readonly code: AuthorizationFailure }
  | { readonly code: 'bad_key' | 'no_items' | 'too_many_items' | 'unknown_location' }
  | {
      readonly code: 'bad_quantity' | 'bad_cost' | 'unknown_product' | 'repeated_product';
      readonly line: number;
    }
  /** The key was used for something else. */
  | { readonly code: 'key_reused' }
  /** More leaves than this role may take out alone: the owner must say yes. */
  | { readonly code: 'needs_approval' }
  | InsufficientStock;

export const MAX_OPERATION_ITEMS = 500;
const KEY = /^[\x21-\x7e]{1,200}$/;
/** As numeric(18,6) holds them. */
const MAX_QUANTITY = new Dec('1e12');
const MAX_COST = new Dec('1e13');

/**
 * Records movements without a paper in one transaction: all of its lines or none. Sales and exits may leave less than
 * nothing (and be counted later). The same key a second time answers what was recorded then.
 */
export function recordOperation(
  db: Db,
  wish: OperationWish,
): Promise<Result<RecordedOperation, OperationFailure>> {
  return decideInTransaction<RecordedOperation, OperationFailure>(db, (tx) => recordOperationIn(tx, wish));
}

/** As `recordOperation`, within the caller's transaction, which must be rolled back on failure. */
export async function recordOperationIn(
  tx: Tx,
  wish: OperationWish,
): Promise<Result<RecordedOperation, OperationFailure>> {
  const locationId = wish.locationId ?? wish.actor.locationId;
  const allowed = await authorize(tx, wish.actor, KINDS[wish.kind].action, locationId);
  if (!allowed.ok) return err({ code: allowed.error });
  const actor = allowed.value;
  const malformed = malformation(wish);
  if (malformed !== null) return err(malformed);
  const place = await physicalPlace(tx, actor.companyId, locationId);
  if (place === null) return err({ code: 'unknown_location' });
  const fingerprint = fingerprintOf(wish, locationId);
  const id = newId();
  const row: StockOperationRow = {
    id,
    companyId: actor.companyId,
    key: wish.key,
    fingerprint,
    kind: wish.kind,
    locationId,
    lines: [],
    reason: wish.reason ?? null,
    actorId: actor.personId,
    recordedAt: wish.now,
    undoneBy: null,
    undoneAt: null,
    undoReason: null,
  };
  if (!(await insertOperation(tx, row))) return repetition(tx, actor.companyId, wish.key, fingerprint);
  const products = await namedProducts(
    tx,
    actor.companyId,
    wish.items.map((item) => item.productId),
  );
  const unknown = wish.items.findIndex(({ productId }) => products.get(productId)?.active !== true);
  if (unknown >= 0) return err({ code: 'unknown_product', line: unknown });
  const written = await write(tx, { ...wish, actor }, { id, locationId });
  if (!written.ok) return written;
  const recorded = described({ ...row, lines: written.value }, products, {
    place: place.name,
    by: actor.name,
    undoneBy: null,
  });
  await wish.announce?.(tx, recorded);
  return ok(recorded);
}

function malformation(wish: OperationWish): OperationFailure | null {
  if (!KEY.test(wish.key)) return { code: 'bad_key' };
  if (wish.items.length === 0) return { code: 'no_items' };
  if (wish.items.length > MAX_OPERATION_ITEMS) return { code: 'too_many_items' };
  const isCorrection = wish.kind === 'correction';
  for (const [line, { productId, quantity, unitCost }] of wish.items.entries()) {
    if (!isAmount(quantity, MAX_QUANTITY) || (dec(quantity).isZero() && !isCorrection))
      return { code: 'bad_quantity', line };
    const mayCost = wish.kind === 'entry' || isCorrection;
    if (unitCost !== undefined && !(mayCost && isAmount(unitCost, MAX_COST)))
      return { code: 'bad_cost', line };
    // Two figures for what there is of one product contradict each other.
    if (isCorrection && wish.items.findIndex((other) => other.productId === productId) < line)
      return { code: 'repeated_product', line };
  }
  return null;
}

const isAmount = (text: string, max: Dec): boolean =>
  isDecimalString(text) && dec(text).gte(0) && dec(text).lt(max) && dec(text).decimalPlaces() <= 6;

const fingerprintOf = ({ kind, items }: OperationWish, locationId: string): string =>
  sha256Hex(
    JSON.stringify([
      kind,
      locationId,
      items.map(({ productId, quantity, unitCost }) => [
        productId,
        plain(dec(quantity)),
        unitCost === undefined ? null : plain(dec(unitCost)),
      ]),
    ]),
  );

async function repetition(
  tx: Tx,
  companyId: string,
  key: string,
  fingerprint: string,
): Promise<Result<RecordedOperation, OperationFailure>> {
  const known = await operationByKey(tx, companyId, key);
  if (known === null) throw new Error('an operation whose key is taken was not found');
  if (known.fingerprint !== fingerprint) return err({ code: 'key_reused' });
  return ok({ ...(await describeOperation(tx, known)), isRepetition: true });
}

/** Holds the products, works out before and after, and writes movements, lines and audit. */
async function write(
  tx: Tx,
  wish: OperationWish,
  { id, locationId }: { readonly id: string; readonly locationId: string },
): Promise<Result<readonly OperationLine[], OperationFailure>> {
  const { actor, kind } = wish;
  const ids = wish.items.map((item) => item.productId);
  const valuations = await openValuations(tx, actor.companyId, ids);
  const lines = linesOf(wish, await balancesAt(tx, locationId, ids));
  if (wish.approvedBy === undefined && kind !== 'sale') {
    const stake = stakeOf(lines, valuations);
    if (await needsApproval(tx, actor, 'exit', stake)) return err({ code: 'needs_approval' });
  }
  const { source, counterpart } = KINDS[kind];
  const counterpartId = await virtualLocation(tx, actor.companyId, counterpart);
  const moved = await recordMovements(tx, {
    companyId: actor.companyId,
    actorId: actor.personId,
    now: wish.occurredAt ?? wish.now,
    movements: lines.flatMap((line, index): NewMovement[] => {
      const change = dec(line.after).minus(line.before);
      if (change.isZero()) return [];
      const comesIn = change.gt(0);
      const cost = comesIn && line.unitCost !== undefined ? dec(line.unitCost).times(line.quantity) : null;
      return [
        {
          productId: line.productId,
          fromLocationId: comesIn ? counterpartId : locationId,
          toLocationId: comesIn ? locationId : counterpartId,
          quantity: line.quantity,
          cost: cost === null ? undefined : plain(roundCost(cost)),
          sourceType: source,
          sourceId: id,
          lineNo: index + 1,
          reason: wish.reason,
        },
      ];
    }),
  });
  if (!moved.ok) return moved;
  await changeOperation(tx, id, { lines });
  await writeAudit(tx, {
    companyId: actor.companyId,
    actorId: actor.personId,
    action: `stock.${kind}`,
    subjectType: 'stock_operation',
    subjectId: id,
    detail: {
      locationId,
      lines,
      reason: wish.reason ?? null,
      ...(wish.approvedBy === undefined ? {} : { approvedBy: wish.approvedBy.personId }),
    },
    at: wish.now,
  });
  return ok(lines);
}

/** What leaves: the largest quantity of one product, and what all of it is worth at the average cost. */
function stakeOf(lines: readonly OperationLine[], valuations: ReadonlyMap<string, Valuation>): Stake {
  const leaving = lines.filter((line) => dec(line.after).lt(line.before));
  const worth = leaving.map((line) => valuations.get(line.productId)!.average.times(line.quantity));
  return {
    units: plain(Dec.max(0, ...leaving.map((line) => dec(line.quantity)))),
    value: plain(roundCost(sum(worth))),
  };
}

/** Several lines of one product follow each other. */
function linesOf(wish: OperationWish, balances: ReadonlyMap<string, string>): readonly OperationLine[] {
  const running = new Map<string, Dec>();
  const { effect } = KINDS[wish.kind];
  return wish.items.map(({ productId, quantity, unitCost }) => {
    const before = running.get(productId) ?? dec(balances.get(productId) ?? '0');
    const said = dec(quantity);
    const after = effect === 'to' ? said : effect === 'in' ? before.plus(said) : before.minus(said);
    running.set(productId, after);
    return {
      productId,
      quantity: plain(after.minus(before).abs()),
      before: plain(before),
      after: plain(after),
      ...(unitCost === undefined ? {} : { unitCost: plain(dec(unitCost)) }),
    };
  });
}

/** A stored operation with the names that people know. */
export async function describeOperation(db: Db, row: StockOperationRow): Promise<RecordedOperation> {
  const products = await namedProducts(
    db,
    row.companyId,
    row.lines.map((line) => line.productId),
  );
  return described(row, products, await namesOfOperation(db, row));
}

function described(
  row: StockOperationRow,
  products: ReadonlyMap<string, NamedProduct>,
  names: Awaited<ReturnType<typeof namesOfOperation>>,
): RecordedOperation {
  return {
    operationId: row.id,
    kind: row.kind,
    locationId: row.locationId,
    locationName: names.place,
    lines: row.lines.map((line) => {
      const product = products.get(line.productId);
      if (product === undefined) throw new Error('an operation names a product of another company');
      return { ...line, name: product.name, unit: product.unit };
    }),
    reason: row.reason,
    by: { personId: row.actorId, name: names.by },
    recordedAt: row.recordedAt,
    undone:
      row.undoneAt === null ? null : { by: names.undoneBy ?? '', at: row.undoneAt, reason: row.undoReason },
    isRepetition: false,
  };
}
