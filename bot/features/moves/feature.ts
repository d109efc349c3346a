import { Composer } from 'grammy';
import { type Heard, hear } from '../../../core/catalog/hearing.ts';
import { createProposal, decideProposal, type ProposalChange } from '../../../core/stock/proposals.ts';
import { undoOperation } from '../../../core/stock/undo-operation.ts';
import { openProposalOf } from '../../../drizzle/queries/stock-proposals.ts';
import type { OperationKind } from '../../../drizzle/schema/operations.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import { announceApproval } from '../approvals/announce.ts';
import { MOVE_BUTTON, readMoveButton, UNDO_BUTTON } from './callbacks.ts';
import { announceProposal } from './proposal-message.ts';
import { moveProblem, problemView, recordedView, usageView } from './views.ts';

/** Goods that come in, go out, are sold or spoil, and what there really is: proposed, confirmed, undone. */
export const movesFeature = new Composer<EnrolledContext>();

const COMMANDS: Readonly<Record<string, OperationKind>> = {
  entrada: 'entry',
  salida: 'exit',
  venta: 'sale',
  merma: 'waste',
  corregir: 'correction',
};

/** How long a question waits for its answer in words. */
const PATIENCE_MS = 60 * 60_000;

movesFeature.command(Object.keys(COMMANDS), async (ctx) => {
  const text = ctx.message?.text ?? '';
  const kind = COMMANDS[/^\/(\w+)/.exec(text)?.[1]?.toLowerCase() ?? ''];
  if (kind === undefined) return;
  const heard = await hear(ctx.deps.db, ctx.actor.companyId, text);
  return proposeMoves(kind)(ctx, heard);
});

/** Shows what somebody asked for as a card to confirm; nothing is written yet. */
export const proposeMoves =
  (kind: OperationKind) =>
  async (ctx: EnrolledContext, heard: Heard): Promise<void> => {
    if (ctx.chat === undefined || heard.items.length === 0) return reply(ctx, usageView(kind));
    const { db, clock } = ctx.deps;
    const created = await createProposal(db, {
      actor: ctx.actor,
      chatId: ctx.chat.id,
      origin: ctx.operationId,
      kind,
      items: heard.items,
      now: clock.now(),
      announce: announceProposal,
    });
    if (!created.ok) return reply(ctx, problemView(created.error));
  };

movesFeature.callbackQuery(MOVE_BUTTON, async (ctx) => {
  const pressed = readMoveButton(ctx.callbackQuery.data);
  if (pressed === null) return ctx.answerCallbackQuery();
  const problem = await change(ctx, pressed);
  return problem === null
    ? ctx.answerCallbackQuery()
    : ctx.answerCallbackQuery({ text: problem, show_alert: true });
});

/** Null when it was done, else why not. */
async function change(
  ctx: EnrolledContext,
  wish: { readonly proposalId: string; readonly version?: number; readonly change: ProposalChange },
): Promise<string | null> {
  const { db, clock, wakes } = ctx.deps;
  const decided = await decideProposal(db, {
    ...wish,
    actor: ctx.actor,
    now: clock.now(),
    announce: announceProposal,
    announceApproval,
  });
  wakes.outbox.wake();
  return decided.ok ? null : moveProblem(decided.error);
}

movesFeature.callbackQuery(UNDO_BUTTON, async (ctx) => {
  const { db, clock } = ctx.deps;
  const undone = await undoOperation(db, {
    actor: ctx.actor,
    operationId: ctx.match[1] ?? '',
    now: clock.now(),
    announce: (tx, recorded) => replace(ctx, recordedView(recorded), tx),
  });
  return undone.ok
    ? ctx.answerCallbackQuery()
    : ctx.answerCallbackQuery({ text: moveProblem(undone.error), show_alert: true });
});

const BARE_NUMBER = /^\s*(?:son\s+|eran\s+|es\s+)?(\d{1,6}(?:[.,]\d{1,3})?)\s*$/i;

/** "12" answers how many, when a card is asking. */
movesFeature.on('message:text', async (ctx, next) => {
  const [, number] = BARE_NUMBER.exec(ctx.message.text) ?? [];
  if (number === undefined) return next();
  const { db, clock } = ctx.deps;
  const since = new Date(clock.now().getTime() - PATIENCE_MS);
  const proposal = await openProposalOf(db, ctx.actor.personId, since);
  if (proposal === null) return next();
  const missing = proposal.items.findIndex((item) => item.productId !== null && item.quantity === null);
  const item = proposal.asking ?? missing;
  if (item < 0) return next();
  const quantity = number.replace(',', '.');
  const problem = await change(ctx, {
    proposalId: proposal.id,
    change: { verb: 'quantity', item, quantity },
  });
  if (problem !== null) return reply(ctx, { text: problem });
});

movesFeature.command('cancelar', async (ctx, next) => {
  const { db, clock } = ctx.deps;
  const since = new Date(clock.now().getTime() - PATIENCE_MS);
  const proposal = await openProposalOf(db, ctx.actor.personId, since);
  if (proposal === null) return next();
  const problem = await change(ctx, { proposalId: proposal.id, change: { verb: 'cancel' } });
  if (problem !== null) return reply(ctx, { text: problem });
});
