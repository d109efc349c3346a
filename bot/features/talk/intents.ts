import type { Heard } from '../../../core/catalog/hearing.ts';
import type { Intent } from '../../../core/language/understood.ts';
import type { EnrolledContext } from '../../context.ts';
import { reply } from '../../outbox.ts';
import { proposeCount } from '../counting/feature.ts';
import { answerForecast } from '../forecast/feature.ts';
import { greetingView, helpView } from '../help/views.ts';
import { answerOrder, noteMissing } from '../missing/feature.ts';
import { proposeMoves } from '../moves/feature.ts';
import { answerPrice } from '../prices/feature.ts';
import { answerStock } from '../stock/feature.ts';
import { proposeTransfer } from '../transfers/feature.ts';
import { undoLast } from '../undo/feature.ts';

/** Answers what a person meant; the items name products of their own shop. */
export type IntentHandler = (ctx: EnrolledContext, heard: Heard) => Promise<unknown>;

/** Which feature answers which intent. A feature that takes one over is a line here. */
export const INTENT_HANDLERS: Partial<Readonly<Record<Intent, IntentHandler>>> = {
  stock_in: proposeMoves('entry'),
  stock_out: proposeMoves('exit'),
  sale: proposeMoves('sale'),
  waste: proposeMoves('waste'),
  correct: proposeMoves('correction'),
  transfer: proposeTransfer,
  count: proposeCount,
  stock_query: answerStock,
  missing: noteMissing,
  order: answerOrder,
  price_query: answerPrice,
  forecast: answerForecast,
  undo: undoLast,
  help: (ctx) => reply(ctx, helpView(ctx.actor.role)),
  greeting: (ctx) => reply(ctx, greetingView(ctx.actor)),
};
