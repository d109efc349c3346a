import { createModel } from '../core/assistant/model.ts';
import { runOpinionQueue } from '../core/assistant/opinion-queue.ts';
import { systemClock } from '../core/platform/clock.ts';
import type { Config } from '../core/platform/config.ts';
import { createWake } from '../core/platform/wake.ts';
import type { Download } from '../core/receiving/paper-reader.ts';
import type { BotDeps } from './context.ts';
import { announceOpinion } from './features/receiving/document-message.ts';
import type { Lifetime } from './lifetime.ts';

/** Shows doubtful lines to the model where there is one, each paper once, after its card. */
export function giveOpinions({ db, assistant, clock, logger, wakes }: BotDeps, life: Lifetime): void {
  if (assistant === undefined) return;
  life.run(
    'second opinion',
    runOpinionQueue({
      db,
      assistant,
      logger,
      announce: announceOpinion(clock),
      said: () => wakes.outbox.wake(),
      wake: createWake(),
      signal: life.signal,
    }),
  );
}

/** What the bot may use when a key is configured; each company's owner still has to agree. */
export function configuredAssistant(config: Config, download: Download): Pick<BotDeps, 'assistant'> {
  if (config.OPENAI_API_KEY === undefined) return {};
  const model = createModel({
    apiKey: config.OPENAI_API_KEY,
    baseUrl: config.OPENAI_BASE_URL,
    model: config.OPENAI_MODEL,
    transcriptionModel: config.OPENAI_TRANSCRIPTION_MODEL,
    clock: systemClock,
  });
  return { assistant: { model, download, clock: systemClock, dailyCalls: config.ASSISTANT_DAILY_CALLS } };
}
