import { autoRetry } from '@grammyjs/auto-retry';
import { Bot, type MiddlewareFn, type Transformer } from 'grammy';
import { findActor } from '../core/people/enrolment.ts';
import type { Logger } from '../core/platform/logger.ts';
import type { BotContext, BotDeps, EnrolledContext } from './context.ts';
import { alertsFeature } from './features/alerts/feature.ts';
import { approvalsFeature } from './features/approvals/feature.ts';
import { assistantFeature } from './features/assistant/feature.ts';
import { barcodesFeature } from './features/barcodes/feature.ts';
import { countingFeature } from './features/counting/feature.ts';
import { exchangeFeature } from './features/exchange/feature.ts';
import { expiryFeature } from './features/expiry/feature.ts';
import { forecastFeature } from './features/forecast/feature.ts';
import { shopDaysFeature } from './features/forecast/shop-days.ts';
import { helpFeature } from './features/help/feature.ts';
import { forwardedView, notUnderstoodView } from './features/help/views.ts';
import { missingFeature } from './features/missing/feature.ts';
import { movesFeature } from './features/moves/feature.ts';
import { orderingFeature } from './features/ordering/feature.ts';
import { frontDoor, turnAway } from './features/people/door.ts';
import { peopleFeature } from './features/people/feature.ts';
import { placesFeature } from './features/places/feature.ts';
import { pricesFeature } from './features/prices/feature.ts';
import { receivingFeature } from './features/receiving/feature.ts';
import { stockFeature } from './features/stock/feature.ts';
import { systemFeature } from './features/system/feature.ts';
import { talkFeature } from './features/talk/feature.ts';
import { transfersFeature } from './features/transfers/feature.ts';
import { undoFeature } from './features/undo/feature.ts';
import { reply } from './outbox.ts';

/** Calls made while a person waits must end soon; the outbox has all the time it needs. */
const DIRECT_CALL_SECONDS = 10;

/**
 * The bot as a function from an update to effects: actor → features → what nobody understood. Run it with
 * `handleUpdate` from the inbox; errors reach the caller, which tries again.
 */
export function createBot(token: string, deps: BotDeps, options: { apiRoot: string }): Bot<BotContext> {
  const bot = new Bot<BotContext>(token, {
    client: { apiRoot: options.apiRoot, timeoutSeconds: DIRECT_CALL_SECONDS },
  });
  bot.api.config.use(autoRetry({ maxRetryAttempts: 1, maxDelaySeconds: 3, rethrowHttpErrors: true }));
  bot.api.config.use(courtesy(deps.logger));

  bot.use(prepare(deps));
  bot.use(answerEveryPress);
  const conversation = bot.chatType('private');
  conversation.use(identify);
  conversation.use(frontDoor);
  const enrolled = conversation.filter((ctx): ctx is typeof ctx & EnrolledContext => ctx.actor !== null);
  enrolled.use(refuseForwardedWords);
  enrolled.use(assistantFeature);
  enrolled.use(countingFeature, transfersFeature, expiryFeature);
  enrolled.use(
    placesFeature,
    approvalsFeature,
    peopleFeature,
    movesFeature,
    undoFeature,
    systemFeature,
    pricesFeature,
    exchangeFeature,
    barcodesFeature,
    helpFeature,
    stockFeature,
    orderingFeature,
    forecastFeature,
    shopDaysFeature,
    alertsFeature,
    receivingFeature,
    missingFeature,
    // Words that no button, command or correction took.
    talkFeature,
  );
  enrolled.on('message', (ctx) => reply(ctx, notUnderstoodView()));
  conversation.filter((ctx) => ctx.actor === null, turnAway);
  return bot;
}

const prepare =
  (deps: BotDeps): MiddlewareFn<BotContext> =>
  (ctx, next) => {
    ctx.deps = deps;
    ctx.actor = null;
    ctx.operationId = `u${ctx.update.update_id}`;
    ctx.replies = 0;
    return next();
  };

/** Only a person in their own private chat has authority: no groups, channels, bots or anonymous senders. */
const identify: MiddlewareFn<BotContext> = async (ctx, next) => {
  const { from, chat } = ctx;
  const themselves =
    from !== undefined &&
    !from.is_bot &&
    chat?.id === from.id &&
    (ctx.callbackQuery !== undefined || ctx.message?.sender_chat === undefined);
  if (themselves) ctx.actor = await findActor(ctx.deps.db, from.id);
  return next();
};

/** Somebody else's words are not an instruction. A forwarded picture is like any other: whoever sends it answers for it. */
const refuseForwardedWords: MiddlewareFn<EnrolledContext> = (ctx, next) =>
  ctx.message?.forward_origin !== undefined && ctx.message.text !== undefined
    ? reply(ctx, forwardedView())
    : next();

/** A press without an answer leaves its button spinning, whatever the handler did. */
const answerEveryPress: MiddlewareFn<BotContext> = async (ctx, next) => {
  if (ctx.callbackQuery === undefined) return next();
  let answered = false;
  ctx.api.config.use((call, method, payload, signal) => {
    if (method === 'answerCallbackQuery') answered = true;
    return call(method, payload, signal);
  });
  try {
    await next();
  } finally {
    if (!answered) await ctx.answerCallbackQuery();
  }
};

const COURTESIES: ReadonlySet<string> = new Set([
  'answerCallbackQuery',
  'sendChatAction',
  'setMyCommands',
  'deleteMyCommands',
]);

/** Calls that only make the chat nicer must not fail a handler: a press older than its 150 s cannot be answered. */
const courtesy =
  (logger: Logger): Transformer =>
  async (call, method, payload, signal) => {
    if (!COURTESIES.has(method)) return call(method, payload, signal);
    const done = { ok: true, result: true } as Awaited<ReturnType<typeof call<typeof method>>>;
    try {
      const answer = await call(method, payload, signal);
      if (!answer.ok) logger.info({ method, error: answer.description }, 'courtesy call refused');
      return answer.ok ? answer : done;
    } catch (error) {
      logger.info({ err: error, method }, 'courtesy call failed');
      return done;
    }
  };
