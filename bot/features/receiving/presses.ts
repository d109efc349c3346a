import type { Actor } from '../../../core/people/actor.ts';
import { authorize } from '../../../core/people/roles.ts';
import type { Result } from '../../../core/platform/result.ts';
import {
  createAllUnknown,
  createProductForLine,
  mapLineToCandidate,
  unmapLine,
} from '../../../core/receiving/line-products.ts';
import { type ConfirmFailure, confirmDocument } from '../../../core/receiving/posting.ts';
import {
  answerDeliveryNote,
  applyEdits,
  chooseTreatment,
  discard,
  type ReviewFailure,
  reopen,
} from '../../../core/receiving/review.ts';
import { type UndoFailure, undoDocument } from '../../../core/receiving/undoing.ts';
import { findDocument } from '../../../drizzle/queries/documents.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
import type { BotDeps } from '../../context.ts';
import { askExpiryOfDelivery } from '../expiry/deliveries.ts';
import type { DocumentAction } from './callbacks.ts';
import { announceDocuments, type Focus, openCard, sayDocument } from './document-message.ts';

interface Press {
  readonly actor: Actor;
  readonly chatId: number;
  readonly operationId: string;
  readonly documentId: string;
  readonly action: DocumentAction;
}

export type PressProblem = ReviewFailure | ConfirmFailure | UndoFailure;

/** Does what a button says; null when it was done, else why not. The card is said anew in both cases. */
export async function press(deps: BotDeps, pressed: Press): Promise<PressProblem | null> {
  const looked = focusOf(pressed.action);
  if (looked !== null || pressed.action.verb === 'open') return look(deps, pressed, looked);
  const done = await act(deps, pressed);
  if (done.ok) {
    if (pressed.action.verb === 'reopen') deps.wakes.reading.wake();
    return null;
  }
  // The person sees an old card: show them the present one.
  if (done.error.code !== 'unknown_document') await sayDocument(deps.db, deps.clock, pressed.documentId);
  return done.error;
}

/** What a button only shows; null for one that changes something. */
function focusOf(action: DocumentAction): Focus | null {
  switch (action.verb) {
    case 'page':
      return { on: 'card', page: action.page };
    case 'line':
      return { on: 'line', lineId: action.lineId };
    case 'discard':
      return action.sure ? null : { on: 'ask_discard' };
    case 'undo':
      return action.sure ? null : { on: 'ask_undo' };
    default:
      return null;
  }
}

function look(deps: BotDeps, pressed: Press, focus: Focus | null): Promise<PressProblem | null> {
  const { actor, chatId, operationId, documentId } = pressed;
  return inTransaction(deps.db, async (tx) => {
    const document = await findDocument(tx, documentId);
    if (document === null || document.companyId !== actor.companyId) return { code: 'unknown_document' };
    const allowed = await authorize(tx, actor, 'document.upload', document.locationId);
    if (!allowed.ok) return { code: allowed.error };
    if (focus === null) await openCard(tx, deps.clock, document, { chatId, operationId });
    else await sayDocument(tx, deps.clock, documentId, { chatId, focus });
    return null;
  });
}

/** These vouch for what the card showed; the others name a line or answer a question, whatever else changed. */
const isAboutFigures = ({ verb }: DocumentAction): boolean =>
  verb === 'confirm' || verb === 'seen' || verb === 'alternative' || verb === 'map';

type Changing = Exclude<DocumentAction, { readonly verb: 'page' | 'line' | 'open' }>;

function act(deps: BotDeps, pressed: Press): Promise<Result<unknown, PressProblem>> {
  const { db, clock } = deps;
  const { actor, chatId, documentId } = pressed;
  const action = pressed.action as Changing;
  const version = 'version' in action && isAboutFigures(action) ? action.version : undefined;
  const base = { actor, documentId, version, now: clock.now(), announce: announceDocuments(clock, chatId) };
  switch (action.verb) {
    case 'confirm':
      return confirmDocument(db, {
        ...base,
        acceptDifference: action.acceptDifference,
        announce: async (tx, news) => {
          await base.announce(tx, news);
          await askExpiryOfDelivery(tx, actor, documentId);
        },
      });
    case 'seen':
      return applyEdits(db, { ...base, edits: [{ kind: 'confirm_line', lineId: action.lineId }] });
    case 'remove':
      return applyEdits(db, { ...base, edits: [{ kind: 'remove_line', lineId: action.lineId }] });
    case 'alternative': {
      const { lineId, index } = action;
      return applyEdits(db, { ...base, edits: [{ kind: 'choose_alternative', lineId, index }] });
    }
    case 'pack': {
      const { lineId, units } = action;
      return applyEdits(db, { ...base, edits: [{ kind: 'set_units_per_pack', lineId, units }] });
    }
    case 'map':
      return mapLineToCandidate(db, { ...base, lineId: action.lineId, index: action.index });
    case 'unmap':
      return unmapLine(db, { ...base, lineId: action.lineId });
    case 'create':
      return createProductForLine(db, { ...base, lineId: action.lineId });
    case 'create_all':
      return createAllUnknown(db, base);
    case 'treatment':
      return chooseTreatment(db, { ...base, treatment: action.treatment });
    case 'delivery_note':
      return answerDeliveryNote(db, { ...base, same: action.same });
    case 'discard':
      return discard(db, base);
    case 'reopen':
      return reopen(db, base);
    case 'undo':
      return undoDocument(db, base);
  }
}
