import type { Assistant } from '../../../core/assistant/assistant.ts';
import { createModel } from '../../../core/assistant/model.ts';
import type { Clock } from '../../../core/platform/clock.ts';
import type { LoopbackModel } from './server.ts';

/** Must never leave by way of a prompt. */
export const CANARY = 'sk-canary-7f3a9d2e5b8c';

/** The assistant of a test: quick to give up, against a loopback server. */
export const assistantOn = (
  server: LoopbackModel,
  options: { readonly clock: Clock; readonly dailyCalls?: number },
): Assistant => ({
  clock: options.clock,
  dailyCalls: options.dailyCalls ?? 1000,
  model: createModel({
    apiKey: CANARY,
    baseUrl: server.url,
    model: 'm',
    transcriptionModel: 't',
    clock: options.clock,
    limitMs: 800,
    pausesMs: [20, 40],
  }),
});
