import { and, asc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../drizzle/client.ts';
import { balance, location, person, stockCount, transfer } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import { newId } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { fold } from '../platform/text.ts';
import type { Actor } from './actor.ts';
import { writeAudit } from './audit.ts';
import { type AuthorizationFailure, authorize } from './roles.ts';

/** A place where goods are kept. */
export interface Place {
  readonly id: string;
  readonly kind: 'shop' | 'depot';
  readonly name: string;
  /** Who works there now, by name. */
  readonly people: readonly string[];
}

export type PlaceFailure =
  | AuthorizationFailure
  | 'not_found'
  | 'empty_name'
  | 'name_taken'
  /** Goods are there, on the way to or from there, or being counted there. */
  | 'not_empty'
  /** People work there, or it is the last shop. */
  | 'in_use';

const PHYSICAL = ['shop', 'depot'] as const;
const MAX_NAME = 40;

/** The active shops and depots, shops first, by name. */
export async function listPlaces(db: Db, companyId: string): Promise<readonly Place[]> {
  const rows = await db
    .select({ id: location.id, kind: location.kind, name: location.name })
    .from(location)
    .where(
      and(
        eq(location.companyId, companyId),
        eq(location.active, true),
        inArray(location.kind, [...PHYSICAL]),
      ),
    )
    .orderBy(sql`${location.kind} = 'depot'`, asc(location.name));
  const people = await db
    .select({ name: person.name, locationId: person.locationId })
    .from(person)
    .where(and(eq(person.companyId, companyId), isNull(person.revokedAt)))
    .orderBy(asc(person.name));
  return rows.map((row) => ({
    ...row,
    kind: row.kind === 'shop' ? 'shop' : 'depot',
    people: people.filter((one) => one.locationId === row.id).map((one) => one.name),
  }));
}

/** The place that these words name: its whole name, or a word only it has; null where none or several do. */
export function placeNamed<P extends { readonly name: string }>(
  places: readonly P[],
  words: string,
): P | null {
  const wanted = fold(words);
  if (wanted === '') return null;
  const whole = places.find((place) => fold(place.name) === wanted);
  if (whole !== undefined) return whole;
  const holding = places.filter((place) => ` ${fold(place.name)}`.includes(` ${wanted}`));
  return holding.length === 1 ? holding[0]! : null;
}

interface PlaceWish {
  readonly placeId: string;
  readonly now: Date;
}

/** Runs a change of places as the owner, with an audit row. */
function manage<T>(
  db: Db,
  actor: Actor,
  work: (tx: Tx, owner: Actor) => Promise<Result<T, PlaceFailure>>,
): Promise<Result<T, PlaceFailure>> {
  return decideInTransaction<T, PlaceFailure>(db, async (tx) => {
    const allowed = await authorize(tx, actor, 'location.manage');
    return allowed.ok ? work(tx, allowed.value) : allowed;
  });
}

const audited = (
  tx: Tx,
  actor: Actor,
  placeId: string,
  verb: string,
  at: Date,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> =>
  writeAudit(tx, {
    companyId: actor.companyId,
    actorId: actor.personId,
    action: `location.${verb}`,
    subjectType: 'location',
    subjectId: placeId,
    detail,
    at,
  });

/** Null when nobody can tell it from another place. */
async function freeName(
  tx: Tx,
  companyId: string,
  words: string,
  self?: string,
): Promise<Result<string, 'empty_name' | 'name_taken'>> {
  const name = words.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME);
  if (fold(name) === '') return err('empty_name');
  const known = await tx
    .select({ id: location.id, name: location.name })
    .from(location)
    .where(eq(location.companyId, companyId));
  return known.some((one) => one.id !== self && fold(one.name) === fold(name)) ? err('name_taken') : ok(name);
}

export const createPlace = (
  db: Db,
  actor: Actor,
  wish: { readonly kind: Place['kind']; readonly name: string; readonly now: Date },
): Promise<Result<{ readonly id: string; readonly name: string }, PlaceFailure>> =>
  manage(db, actor, async (tx, owner) => {
    const name = await freeName(tx, owner.companyId, wish.name);
    if (!name.ok) return name;
    const id = newId();
    await tx.insert(location).values({ id, companyId: owner.companyId, kind: wish.kind, name: name.value });
    await audited(tx, owner, id, 'create', wish.now, { kind: wish.kind, name: name.value });
    return ok({ id, name: name.value });
  });

async function lockPlace(tx: Tx, companyId: string, placeId: string) {
  const [place] = await tx
    .select({ id: location.id, kind: location.kind, name: location.name })
    .from(location)
    .where(
      and(
        eq(location.id, placeId),
        eq(location.companyId, companyId),
        eq(location.active, true),
        inArray(location.kind, [...PHYSICAL]),
      ),
    )
    .for('update');
  return place ?? null;
}

export const renamePlace = (
  db: Db,
  actor: Actor,
  wish: PlaceWish & { readonly name: string },
): Promise<Result<{ readonly before: string; readonly name: string }, PlaceFailure>> =>
  manage(db, actor, async (tx, owner) => {
    const place = await lockPlace(tx, owner.companyId, wish.placeId);
    if (place === null) return err('not_found');
    const name = await freeName(tx, owner.companyId, wish.name, place.id);
    if (!name.ok) return name;
    await tx.update(location).set({ name: name.value }).where(eq(location.id, place.id));
    await audited(tx, owner, place.id, 'rename', wish.now, { before: place.name, after: name.value });
    return ok({ before: place.name, name: name.value });
  });

/** Closes a place for good: nothing may be there, on its way, or counted there, and nobody may work there. */
export const closePlace = (
  db: Db,
  actor: Actor,
  wish: PlaceWish,
): Promise<Result<{ readonly name: string }, PlaceFailure>> =>
  manage(db, actor, async (tx, owner) => {
    const place = await lockPlace(tx, owner.companyId, wish.placeId);
    if (place === null) return err('not_found');
    if (await isInUse(tx, owner.companyId, place)) return err('in_use');
    if (await holdsGoods(tx, place.id)) return err('not_empty');
    await tx.update(location).set({ active: false }).where(eq(location.id, place.id));
    await audited(tx, owner, place.id, 'close', wish.now);
    return ok({ name: place.name });
  });

async function isInUse(tx: Tx, companyId: string, place: { id: string; kind: string }): Promise<boolean> {
  const people = await tx.$count(person, and(eq(person.locationId, place.id), isNull(person.revokedAt)));
  if (people > 0) return true;
  if (place.kind !== 'shop') return false;
  const others = and(
    eq(location.companyId, companyId),
    eq(location.kind, 'shop'),
    eq(location.active, true),
    ne(location.id, place.id),
  );
  return (await tx.$count(location, others)) === 0;
}

async function holdsGoods(tx: Tx, placeId: string): Promise<boolean> {
  const stocked = await tx.$count(balance, and(eq(balance.locationId, placeId), ne(balance.quantity, '0')));
  const moving = await tx.$count(
    transfer,
    and(
      or(eq(transfer.fromLocationId, placeId), eq(transfer.toLocationId, placeId)),
      eq(transfer.state, 'sent'),
    ),
  );
  const counting = await tx.$count(
    stockCount,
    and(eq(stockCount.locationId, placeId), inArray(stockCount.state, ['open', 'waiting'])),
  );
  return stocked + moving + counting > 0;
}

/** Somebody works in another place from now on: those in charge move themselves, an owner moves anybody. */
export function moveTo(
  db: Db,
  actor: Actor,
  wish: PlaceWish & { readonly personId: string },
): Promise<Result<{ readonly person: string; readonly place: string }, PlaceFailure>> {
  type Moved = { readonly person: string; readonly place: string };
  return decideInTransaction<Moved, PlaceFailure>(db, async (tx) => {
    const own = wish.personId === actor.personId;
    const allowed = await authorize(tx, actor, own ? 'person.move' : 'person.move_others');
    if (!allowed.ok) return allowed;
    const { companyId } = allowed.value;
    const place = await lockPlace(tx, companyId, wish.placeId);
    const [moved] =
      place === null
        ? []
        : await tx
            .update(person)
            .set({ locationId: place.id })
            .where(
              and(eq(person.id, wish.personId), eq(person.companyId, companyId), isNull(person.revokedAt)),
            )
            .returning({ name: person.name });
    if (place === null || moved === undefined) return err('not_found');
    await audited(tx, allowed.value, place.id, 'staffed', wish.now, { personId: wish.personId });
    return ok({ person: moved.name, place: place.name });
  });
}
