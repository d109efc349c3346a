import type { Db, Tx } from '../../drizzle/client.ts';
import {
  changeDocument,
  type DocumentChange,
  type DocumentRow,
  lockDocument,
} from '../../drizzle/queries/documents.ts';
import type { DocumentState } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { LineMatch } from '../catalog/line-match.ts';
import { matchLines } from '../catalog/matching.ts';
import { certify } from '../invoice/certify.ts';
import type { InvoiceDraft } from '../invoice/draft.ts';
import { type DraftEdit, type EditFailure, editDraft } from '../invoice/edit.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type Action, type AuthorizationFailure, authorize } from '../people/roles.ts';
import { err, ok, type Result } from '../platform/result.ts';
import type { CreditMode } from '../stock/readiness.ts';
import type { Announce } from './news.ts';
import { matchesAfterEdit } from './rematch.ts';

/** Who changes which document, seeing which version of it. */
export interface ReviewRequest {
  readonly actor: Actor;
  readonly documentId: string;
  /** The version on the card; omitted by phrases, which name the line themselves. */
  readonly version?: number | undefined;
  readonly now: Date;
  readonly announce: Announce;
}

/**
 * stale: the document changed since the card was drawn · wrong_state: it is not waiting for this any more ·
 * unknown_line / unknown_product: the button names something that is not there · bad_name: nothing to call a product by.
 */
export type ReviewFailure =
  | {
      readonly code:
        | AuthorizationFailure
        | 'unknown_document'
        | 'stale'
        | 'unknown_line'
        | 'unknown_product'
        | 'bad_name';
    }
  | { readonly code: 'wrong_state'; readonly state: DocumentState }
  | { readonly code: 'edit'; readonly edit: EditFailure };

export interface Reviewed {
  readonly documentId: string;
  readonly version: number;
}

/** What one change of a document in review does: the new values, and the line that the card should show. */
export interface ReviewChange {
  readonly draft?: InvoiceDraft;
  readonly matches?: readonly LineMatch[];
  readonly treatment?: CreditMode;
  readonly deliveryNoteSame?: boolean;
  readonly lineId: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

export type WithDraft = DocumentRow & { readonly draft: InvoiceDraft };

/** Locks the document, checks person, shop and company; the same start for everything that people do to a document. */
async function openForChange(
  tx: Tx,
  request: ReviewRequest,
  action: Action,
): Promise<Result<{ readonly document: DocumentRow; readonly actor: Actor }, ReviewFailure>> {
  const document = await lockDocument(tx, request.documentId);
  if (document === null || document.companyId !== request.actor.companyId)
    return err({ code: 'unknown_document' });
  const authorized = await authorize(tx, request.actor, action, document.locationId);
  if (!authorized.ok) return err({ code: authorized.error });
  return ok({ document, actor: authorized.value });
}

/**
 * One change by one person to a document in review, in one transaction: person and state are checked, the version moves
 * on, the change is audited, and the card is said anew.
 */
export function changeInReview(
  db: Db,
  request: ReviewRequest,
  action: Action,
  name: string,
  work: (tx: Tx, document: WithDraft, actor: Actor) => Promise<Result<ReviewChange, ReviewFailure>>,
): Promise<Result<Reviewed, ReviewFailure>> {
  return decideInTransaction<Reviewed, ReviewFailure>(db, async (tx) => {
    const opened = await openForChange(tx, request, action);
    if (!opened.ok) return opened;
    const { document, actor } = opened.value;
    const { draft } = document;
    if (document.state !== 'review' || draft === null)
      return err({ code: 'wrong_state', state: document.state });
    if (request.version !== undefined && request.version !== document.version) return err({ code: 'stale' });
    const changed = await work(tx, { ...document, draft }, actor);
    if (!changed.ok) return changed;
    const { lineId, detail, ...change } = changed.value;
    await changeDocument(tx, document.id, request.now, change);
    await recordChange(tx, document, actor, name, detail, request, lineId);
    return ok({ documentId: document.id, version: document.version + 1 });
  });
}

const lineOf = (edit: DraftEdit | undefined): number | null =>
  edit !== undefined && 'lineId' in edit ? edit.lineId : null;

/** Applies corrections in order; all of them or, at the first that cannot be, none. */
export function applyEdits(
  db: Db,
  request: ReviewRequest & { readonly edits: readonly DraftEdit[] },
): Promise<Result<Reviewed, ReviewFailure>> {
  const { edits } = request;
  return changeInReview(db, request, 'document.edit', 'document.edit', async (tx, document) => {
    let draft = document.draft;
    for (const edit of edits) {
      const edited = editDraft(draft, edit);
      if (!edited.ok) return err({ code: 'edit', edit: edited.error });
      draft = edited.value;
    }
    const certified = certify(draft);
    const matches = await matchesAfterEdit(tx, document, certified);
    const only = edits.length === 1 ? edits[0] : undefined;
    const lineId = only?.kind === 'remove_line' ? null : lineOf(only);
    return ok({ draft: certified, matches, lineId, detail: { edits } });
  });
}

/** Says whether a credit note takes goods out or is money only. */
export const chooseTreatment = (
  db: Db,
  request: ReviewRequest & { readonly treatment: CreditMode },
): Promise<Result<Reviewed, ReviewFailure>> =>
  changeInReview(db, request, 'document.edit', 'document.treatment', async () =>
    ok({ treatment: request.treatment, lineId: null, detail: { treatment: request.treatment } }),
  );

/** Says whether the invoice prices goods that an earlier delivery note already brought in. */
export const answerDeliveryNote = (
  db: Db,
  request: ReviewRequest & { readonly same: boolean },
): Promise<Result<Reviewed, ReviewFailure>> =>
  changeInReview(db, request, 'document.edit', 'document.delivery_note', async () =>
    ok({ deliveryNoteSame: request.same, lineId: null, detail: { same: request.same } }),
  );

const DISCARDABLE: readonly DocumentState[] = ['gathering', 'reading', 'review', 'unreadable'];

/** Puts a document away without posting it; `reopen` takes it back. */
export const discard = (db: Db, request: ReviewRequest): Promise<Result<Reviewed, ReviewFailure>> =>
  moveDocument(db, request, 'document.discard', async (_tx, { state }) =>
    DISCARDABLE.includes(state)
      ? { state: 'rejected', failure: 'person', leaseOwner: null, leaseUntil: null, gatherUntil: null }
      : null,
  );

/** Takes back what a person discarded, or what was held for a duplicate by a misread number. */
export const reopen = (db: Db, request: ReviewRequest): Promise<Result<Reviewed, ReviewFailure>> =>
  moveDocument(db, request, 'document.reopen', async (tx, document) => {
    const { state, failure, draft, companyId } = document;
    if (failure === 'joined' || (state !== 'rejected' && state !== 'duplicate')) return null;
    if (draft === null) return { state: 'reading', failure: null, duplicateOf: null, attempts: 0 };
    if (draft.status === 'unreadable')
      return { state: 'unreadable', failure: draft.reason, duplicateOf: null };
    const matches =
      document.matches.length > 0 ? document.matches : await matchLines(tx, { companyId, draft });
    return { state: 'review', failure: null, duplicateOf: null, matches };
  });

/** Moves a document to the state that `decide` answers; null where it may not go there. */
function moveDocument(
  db: Db,
  request: ReviewRequest,
  name: string,
  decide: (tx: Tx, document: DocumentRow) => Promise<DocumentChange | null>,
): Promise<Result<Reviewed, ReviewFailure>> {
  return decideInTransaction<Reviewed, ReviewFailure>(db, async (tx) => {
    const opened = await openForChange(tx, request, 'document.reject');
    if (!opened.ok) return opened;
    const { document, actor } = opened.value;
    const change = await decide(tx, document);
    if (change === null) return err({ code: 'wrong_state', state: document.state });
    await changeDocument(tx, document.id, request.now, change);
    await recordChange(tx, document, actor, name, {}, request);
    return ok({ documentId: document.id, version: document.version + 1 });
  });
}

/** The audit row and the news that every change of a document ends with. */
async function recordChange(
  tx: Tx,
  document: DocumentRow,
  actor: Actor,
  name: string,
  detail: Readonly<Record<string, unknown>>,
  request: Pick<ReviewRequest, 'now' | 'announce'>,
  lineId: number | null = null,
): Promise<void> {
  await writeAudit(tx, {
    companyId: document.companyId,
    actorId: actor.personId,
    action: name,
    subjectType: 'document',
    subjectId: document.id,
    detail,
    at: request.now,
  });
  await request.announce(tx, {
    documentId: document.id,
    chatId: document.chatId,
    what: { kind: 'changed', lineId },
  });
}
