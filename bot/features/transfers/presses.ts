import type { Result } from '../../../core/platform/result.ts';
import { noteReason, receiveTransfer } from '../../../core/stock/transfers/receiving.ts';
import { cancelTransfer, sendTransfer } from '../../../core/stock/transfers/sending.ts';
import { findWholeTransfer, type Transfer } from '../../../core/stock/transfers/transfer.ts';
import { undoTransfer } from '../../../core/stock/transfers/undoing.ts';
import { ask } from '../../../drizzle/queries/questions.ts';
import type { ShortReason } from '../../../drizzle/schema/transfers.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace } from '../../outbox.ts';
import { announceTransfer, cardFor, mayReceive } from './announce.ts';
import type { TransferVerb } from './callbacks.ts';
import { howManyView, transferProblem, whichLineView } from './views.ts';

type Outcome = Result<unknown, { readonly code: string }>;

const refuse = (ctx: EnrolledContext, code: string): Promise<unknown> =>
  ctx.answerCallbackQuery({ text: transferProblem({ code }), show_alert: true });

const find = ({ actor, deps }: EnrolledContext, id: string): Promise<Transfer | null> =>
  findWholeTransfer(deps.db, actor.companyId, id);

/** Shows the transfer as it is now in the message that was pressed, and says why where it was refused. */
async function after(ctx: EnrolledContext, id: string, outcome: Outcome): Promise<unknown> {
  const transfer = await find(ctx, id);
  if (transfer === null) return refuse(ctx, 'not_found');
  await replace(ctx, await cardFor(ctx.deps.db, transfer, ctx.actor));
  return outcome.ok ? undefined : refuse(ctx, outcome.error.code);
}

const wishOf = ({ actor, deps }: EnrolledContext, transferId: string) => ({
  actor,
  transferId,
  now: deps.clock.now(),
  announce: announceTransfer,
});

export async function pressTransfer(ctx: EnrolledContext, id: string, verb: string): Promise<unknown> {
  const { db } = ctx.deps;
  const wish = wishOf(ctx, id);
  switch (verb as TransferVerb) {
    case 'open':
      return after(ctx, id, { ok: true, value: null });
    case 'send':
      return after(ctx, id, await sendTransfer(db, wish));
    case 'now':
      return asReceiver(ctx, id, async () => {
        const sent = await sendTransfer(db, wish);
        return after(ctx, id, sent.ok ? await receiveTransfer(db, wish) : sent);
      });
    case 'ok':
      return after(ctx, id, await receiveTransfer(db, wish));
    case 'cancel':
      return after(ctx, id, await cancelTransfer(db, wish));
    case 'undo':
      return after(ctx, id, await undoTransfer(db, wish));
    case 'differs':
      return asReceiver(ctx, id, (transfer) => replace(ctx, whichLineView(transfer)));
  }
}

/** For what only a receiver does, before anything is sent or asked. */
async function asReceiver(
  ctx: EnrolledContext,
  id: string,
  work: (transfer: Transfer) => Promise<unknown>,
): Promise<unknown> {
  const transfer = await find(ctx, id);
  if (transfer === null) return refuse(ctx, 'not_found');
  return mayReceive(ctx.actor, transfer) ? work(transfer) : refuse(ctx, 'forbidden');
}

/** Asks how many of a line came; a bare number answers. */
export const pressLine = (ctx: EnrolledContext, id: string, lineNo: number): Promise<unknown> =>
  asReceiver(ctx, id, (transfer) => askHowMany(ctx, id, transfer, lineNo));

async function askHowMany(
  ctx: EnrolledContext,
  id: string,
  transfer: Transfer,
  lineNo: number,
): Promise<unknown> {
  const { db, clock } = ctx.deps;
  const line = transfer.lines.find((one) => one.lineNo === lineNo);
  if (line === undefined) return refuse(ctx, 'not_found');
  if (transfer.state !== 'sent') return after(ctx, id, { ok: false, error: { code: 'wrong_state' } });
  await inTransaction(db, (tx) =>
    ask(tx, {
      personId: ctx.actor.personId,
      topic: 'transfer',
      subjectId: id,
      productId: line.productId,
      quantity: line.sent,
      askedAt: clock.now(),
      operationId: ctx.operationId,
    }),
  );
  return replace(ctx, howManyView(line));
}

export async function pressReason(
  ctx: EnrolledContext,
  id: string,
  lineNo: number,
  reason: string,
): Promise<unknown> {
  const wish = { ...wishOf(ctx, id), lineNo, reason: reason as ShortReason };
  return after(ctx, id, await noteReason(ctx.deps.db, wish));
}
