import type { Db, Tx } from '../../drizzle/client.ts';
import { changeProduct } from '../../drizzle/queries/catalog.ts';
import { fileBytes, keepFile } from '../../drizzle/queries/documents.ts';
import {
  closeImportFile,
  type ImportFileRow,
  insertImportFile,
  lockImportFile,
} from '../../drizzle/queries/exchange.ts';
import { productBarcode } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import { createProductIn } from '../catalog/products.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { newId, sha256Hex } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { fold } from '../platform/text.ts';
import { MAX_OPERATION_ITEMS, type OperationFailure, recordOperationIn } from '../stock/operations.ts';
import { recognise } from './columns.ts';
import { type ImportPlan, planImport } from './import-plan.ts';
import type { PlannedRow, RowEffect } from './planned-rows.ts';
import { readTable, type TableFailure } from './table-file.ts';

export type ImportFailure =
  | { readonly code: AuthorizationFailure | TableFailure }
  | {
      readonly code:
        | 'unknown_columns'
        | 'unknown_import'
        | 'not_yours'
        | 'closed'
        | 'has_errors'
        | 'nothing'
        | 'too_late'
        | 'not_undoable';
    }
  | { readonly code: 'row'; readonly line: number }
  | { readonly code: 'operation'; readonly operation: OperationFailure };

export interface OpenImport {
  readonly file: ImportFileRow;
  readonly plan: ImportPlan;
}

/** Keeps the file and says what it would change. Nothing else is written before `applyImport`. */
export async function openImport(
  db: Db,
  wish: {
    readonly actor: Actor;
    readonly chatId: number;
    readonly origin: string;
    readonly fileName: string;
    readonly bytes: Buffer;
    readonly now: Date;
  },
): Promise<Result<OpenImport, ImportFailure>> {
  const table = await readTable(wish.bytes);
  if (!table.ok) return err({ code: table.error });
  const recognised = recognise(table.value);
  if (recognised === null) return err({ code: 'unknown_columns' });
  return decideInTransaction<OpenImport, ImportFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'data.import', wish.actor.locationId);
    if (!allowed.ok) return err({ code: allowed.error });
    const { companyId, personId } = allowed.value;
    const plan = await planImport(tx, allowed.value, recognised, wish.now);
    const sha256 = sha256Hex(wish.bytes);
    await keepFile(tx, {
      sha256,
      bytes: wish.bytes,
      mime: 'application/octet-stream',
      size: wish.bytes.length,
    });
    const file = await insertImportFile(tx, {
      id: newId(),
      companyId,
      personId,
      chatId: wish.chatId,
      origin: wish.origin,
      kind: recognised.kind,
      fileName: wish.fileName.slice(0, 200),
      fileSha256: sha256,
      rows: recognised.rows.length,
      createdAt: wish.now,
    });
    return ok({ file, plan });
  });
}

/** Writes the whole file in one transaction, or nothing: what it changes is worked out anew on what there is now. */
export async function applyImport(
  db: Db,
  wish: { readonly actor: Actor; readonly importId: string; readonly now: Date },
): Promise<Result<OpenImport, ImportFailure>> {
  return decideInTransaction<OpenImport, ImportFailure>(db, async (tx) => {
    const opened = await openRow(tx, wish);
    if (!opened.ok) return opened;
    const { file, actor } = opened.value;
    const bytes = await fileBytes(tx, file.fileSha256);
    if (bytes === null) throw new Error(`the bytes of import ${file.id} are gone`);
    const table = await readTable(bytes);
    const recognised = table.ok ? recognise(table.value) : null;
    if (recognised === null) throw new Error(`import ${file.id} cannot be read any more`);
    const plan = await planImport(tx, actor, recognised, wish.now);
    if (plan.errors.length > 0) return err({ code: 'has_errors' });
    if (plan.changes.length === 0) return err({ code: 'nothing' });
    const written =
      plan.kind === 'products'
        ? await writeProducts(tx, actor, plan.changes, wish.now)
        : await writeMovements(tx, actor, file, plan, wish.now);
    if (!written.ok) return written;
    await closeImportFile(tx, file.id, 'applied');
    await writeAudit(tx, {
      companyId: actor.companyId,
      actorId: actor.personId,
      action: 'data.import',
      subjectType: 'import',
      subjectId: file.id,
      detail: { kind: plan.kind, changes: plan.changes.length, file: file.fileSha256 },
      at: wish.now,
    });
    return ok({ file: { ...file, state: 'applied' }, plan });
  });
}

export function cancelImport(
  db: Db,
  wish: { readonly actor: Actor; readonly importId: string },
): Promise<Result<null, ImportFailure>> {
  return decideInTransaction<null, ImportFailure>(db, async (tx) => {
    const opened = await openRow(tx, wish);
    if (!opened.ok) return opened;
    await closeImportFile(tx, opened.value.file.id, 'cancelled');
    return ok(null);
  });
}

async function openRow(
  tx: Tx,
  wish: { readonly actor: Actor; readonly importId: string },
): Promise<Result<{ readonly file: ImportFileRow; readonly actor: Actor }, ImportFailure>> {
  const file = await lockImportFile(tx, wish.actor.companyId, wish.importId);
  if (file === null) return err({ code: 'unknown_import' });
  if (file.personId !== wish.actor.personId) return err({ code: 'not_yours' });
  const allowed = await authorize(tx, wish.actor, 'data.import', wish.actor.locationId);
  if (!allowed.ok) return err({ code: allowed.error });
  return file.state === 'open' ? ok({ file, actor: allowed.value }) : err({ code: 'closed' });
}

async function writeProducts(
  tx: Tx,
  actor: Actor,
  changes: readonly PlannedRow[],
  now: Date,
): Promise<Result<null, ImportFailure>> {
  for (const { line, effect } of changes) {
    if (effect.does === 'create') {
      const { values, sku } = effect;
      const created = await createProductIn(tx, actor, { ...values, ...(sku === null ? {} : { sku }) }, now);
      if (!created.ok) return err({ code: 'row', line });
    }
    if (effect.does === 'change') {
      const { barcode, ...values } = effect.values;
      await changeProduct(tx, effect.productId, { ...values, searchName: fold(values.name) });
      if (barcode !== null)
        await tx
          .insert(productBarcode)
          .values({ companyId: actor.companyId, barcode, productId: effect.productId })
          .onConflictDoNothing();
    }
  }
  return ok(null);
}

/** How the keys of its operations begin: a file of sales is known by its bytes, so that it sells once. */
export const importKey = ({ kind, fileSha256, id }: ImportFileRow): string =>
  `import:${kind === 'sales' ? fileSha256 : id}`;

type Moving = Extract<RowEffect, { readonly does: 'set' | 'sell' }>;

const isMoving = (effect: RowEffect): effect is Moving => effect.does === 'set' || effect.does === 'sell';

/** One operation per place (and day of sale), at most 500 lines each. */
function operationsOf(plan: ImportPlan): readonly (readonly [key: string, effects: readonly Moving[]])[] {
  const groups = new Map<string, Moving[]>();
  for (const { effect } of plan.changes) {
    if (!isMoving(effect)) continue;
    const key = effect.does === 'sell' ? `${effect.date}:${effect.placeId}` : effect.placeId;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [effect]);
    else group.push(effect);
  }
  return [...groups].flatMap(([key, effects]) =>
    Array.from({ length: Math.ceil(effects.length / MAX_OPERATION_ITEMS) }, (_, part) => {
      const start = part * MAX_OPERATION_ITEMS;
      return [`${key}:${part}`, effects.slice(start, start + MAX_OPERATION_ITEMS)] as const;
    }),
  );
}

/**
 * Stock becomes corrections and sales become sales. Sales are keyed by the file's bytes, so that the same file a second
 * time sells nothing.
 */
async function writeMovements(
  tx: Tx,
  actor: Actor,
  file: ImportFileRow,
  plan: ImportPlan,
  now: Date,
): Promise<Result<null, ImportFailure>> {
  const isSale = plan.kind === 'sales';
  for (const [key, effects] of operationsOf(plan)) {
    const [first] = effects;
    if (first === undefined) continue;
    const recorded = await recordOperationIn(tx, {
      actor,
      key: `${importKey(file)}:${key}`,
      kind: isSale ? 'sale' : 'correction',
      locationId: first.placeId,
      items: effects.map((effect) => ({
        productId: effect.productId,
        quantity: effect.quantity,
        ...(effect.does === 'set' ? { unitCost: effect.unitCost } : {}),
      })),
      occurredAt: first.does === 'sell' ? noonOf(first.date) : undefined,
      reason: file.fileName,
      now,
    });
    if (!recorded.ok) return err({ code: 'operation', operation: recorded.error });
    if (recorded.value.isRepetition) return err({ code: 'closed' });
  }
  return ok(null);
}

/** Noon in Argentina, which has no summer time. */
const noonOf = (date: string): Date => new Date(`${date}T15:00:00Z`);
