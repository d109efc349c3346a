import { z } from 'zod';
import { assistantState } from '../../core/assistant/state.ts';
import { checksInAll } from '../../drizzle/queries/arca-queue.ts';
import { may } from '../http/policy.ts';
import { json, type Route, route } from '../http/route.ts';

const problem = z
  .string()
  .nullable()
  .meta({ description: 'Why the last try that failed did, as a stable code' });

export const helperRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/helpers',
    tag: 'helpers',
    policy: may('person.list'),
    summary: 'How the two optional online helpers are, as /estado says it',
    answer: z.object({
      assistant: z.object({
        state: z.enum(['off', 'consent', 'working', 'resting', 'spent']),
        calls_today: z.int(),
        daily_limit: z.int(),
        failures_today: z.int(),
        problem,
      }),
      arca: z.object({
        state: z.enum(['off', 'working', 'away']),
        waiting: z.int().meta({ description: 'Invoices to check, over the whole installation' }),
        problem,
      }),
    }),
    handle: async ({ deps, db, caller }) => {
      const { assistant, asksArca } = deps.helpers;
      const model = await assistantState(db, assistant, caller.companyId);
      const checks = await checksInAll(db);
      const isAway = checks.problem !== null;
      return json({
        assistant: {
          state: model.state,
          calls_today: model.calls,
          daily_limit: model.limit,
          failures_today: model.failures,
          problem: model.lastProblem,
        },
        arca: {
          state: !asksArca ? 'off' : isAway ? 'away' : 'working',
          waiting: checks.waiting,
          problem: checks.problem,
        },
      });
    },
  }),
];
