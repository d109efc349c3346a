import type { Db, Tx } from '../../drizzle/client.ts';
import {
  changeMissing,
  changeNote,
  insertMissing,
  insertNote,
  lockNote,
  type MissingNoteRow,
  openMissing,
  ownMissing,
  packsOf,
} from '../../drizzle/queries/missing.ts';
import { productsById } from '../../drizzle/queries/product-search.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { dayOf } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { isAmbiguous, type NotedItem } from './noted-item.ts';
import { wantedUnits } from './wanted-units.ts';

/** stale: the card is not waiting any more · too_late: undone only on the day it was written. */
export type NoteFailure = AuthorizationFailure | 'not_found' | 'stale' | 'ambiguous' | 'too_late';

export interface Note {
  readonly id: string;
  readonly state: MissingNoteRow['state'];
  readonly items: readonly NotedItem[];
}

/** Keeps what somebody said until they confirm it. The same operation writes one note, however often it runs. */
export function askNote(
  db: Db,
  wish: { actor: Actor; items: readonly NotedItem[]; operationId: string; now: Date },
): Promise<Result<Note, NoteFailure>> {
  return decideInTransaction<Note, NoteFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'missing.write');
    if (!allowed.ok) return allowed;
    const { companyId, personId } = allowed.value;
    const { items, operationId, now } = wish;
    return ok(await insertNote(tx, { id: newId(), companyId, personId, items, operationId, createdAt: now }));
  });
}

interface NoteWish {
  readonly actor: Actor;
  readonly noteId: string;
  readonly now: Date;
}

/** Says which candidate the item at this position is; null: none of them, keep the words. */
export function chooseProduct(
  db: Db,
  wish: NoteWish & { readonly position: number; readonly candidate: number | null },
): Promise<Result<Note, NoteFailure>> {
  return withNote(db, wish, 'asked', async (tx, note) => {
    const item = note.items[wish.position];
    if (item === undefined) return err('stale');
    const productId = wish.candidate === null ? null : (item.candidates[wish.candidate] ?? null);
    if (wish.candidate !== null && productId === null) return err('stale');
    const items = note.items.map((one, i) =>
      i === wish.position ? { ...one, productId, candidates: [] } : one,
    );
    await changeNote(tx, note.id, { items });
    return ok({ ...note, items });
  });
}

/** Writes the note into the shop's list. What is on it already stays as it is. */
export function confirmNote(db: Db, wish: NoteWish): Promise<Result<Note, NoteFailure>> {
  return withNote(db, wish, 'asked', async (tx, note, actor) => {
    if (note.items.some(isAmbiguous)) return err('ambiguous');
    const { companyId, locationId, personId } = actor;
    const listed = await openMissing(tx, companyId, locationId);
    const known = new Set(listed.map((row) => row.productId ?? row.words.toLowerCase()));
    const fresh = note.items.filter((item) => !known.has(item.productId ?? item.phrase.toLowerCase()));
    const products = await packsOf(
      tx,
      companyId,
      fresh.flatMap((item) => item.productId ?? []),
    );
    const ids = await insertMissing(
      tx,
      fresh.map((item) => ({
        id: newId(),
        companyId,
        locationId,
        productId: item.productId,
        words: item.phrase,
        quantity: wantedUnits(item, products.get(item.productId ?? '')),
        noteId: note.id,
        addedBy: personId,
        addedAt: wish.now,
      })),
    );
    await changeNote(tx, note.id, { state: 'noted' });
    await writeAudit(tx, {
      companyId,
      actorId: personId,
      action: 'missing.note',
      subjectType: 'missing_note',
      subjectId: note.id,
      detail: { added: ids.length },
      at: wish.now,
    });
    return ok({ ...note, state: 'noted' });
  });
}

export function dropNote(db: Db, wish: NoteWish): Promise<Result<Note, NoteFailure>> {
  return withNote(db, wish, 'asked', async (tx, note) => {
    await changeNote(tx, note.id, { state: 'dropped' });
    return ok({ ...note, state: 'dropped' });
  });
}

/** Takes off the list what this note wrote and nobody ordered or ticked since; by its author, on the same day. */
export function undoNote(db: Db, wish: NoteWish): Promise<Result<Note, NoteFailure>> {
  return withNote(db, wish, 'noted', async (tx, note, actor) => {
    if (dayOf(note.createdAt) !== dayOf(wish.now)) return err('too_late');
    await changeMissing(tx, await ownMissing(tx, note.id), {
      state: 'removed',
      closedBy: actor.personId,
      closedAt: wish.now,
    });
    await changeNote(tx, note.id, { state: 'undone' });
    await writeAudit(tx, {
      companyId: actor.companyId,
      actorId: actor.personId,
      action: 'missing.undo',
      subjectType: 'missing_note',
      subjectId: note.id,
      at: wish.now,
    });
    return ok({ ...note, state: 'undone' });
  });
}

/** Holds the note; only its author may go on with it. */
function withNote(
  db: Db,
  wish: NoteWish,
  expected: MissingNoteRow['state'],
  change: (tx: Tx, note: MissingNoteRow, actor: Actor) => Promise<Result<Note, NoteFailure>>,
): Promise<Result<Note, NoteFailure>> {
  return decideInTransaction<Note, NoteFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'missing.write');
    if (!allowed.ok) return allowed;
    const note = await lockNote(tx, allowed.value.companyId, wish.noteId);
    if (note === null || note.personId !== allowed.value.personId) return err('not_found');
    if (note.state !== expected) return err('stale');
    return change(tx, note, allowed.value);
  });
}

/** The products that a note names or may mean, by id. */
export async function productsOfNote(
  db: Db,
  companyId: string,
  items: readonly NotedItem[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly unit: string }>> {
  const ids = items.flatMap((item) => [
    ...(item.productId === null ? [] : [item.productId]),
    ...item.candidates,
  ]);
  return new Map((await productsById(db, companyId, [...new Set(ids)])).map((hit) => [hit.id, hit]));
}
