import { readFileSync } from 'node:fs';
import { Composer } from 'grammy';
import { assistantState } from '../../../core/assistant/state.ts';
import { listPeople } from '../../../core/people/enrolment.ts';
import { mayDo } from '../../../core/people/roles.ts';
import { sha256Hex } from '../../../core/platform/ids.ts';
import { checksInAll } from '../../../drizzle/queries/arca-queue.ts';
import { systemState } from '../../../drizzle/queries/system-state.ts';
import type { EnrolledContext } from '../../context.ts';
import { reply } from '../../outbox.ts';
import { stateView, supportView } from './views.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** /estado and /soporte: whether all is well, and whom to ask when it is not. */
export const systemFeature = new Composer<EnrolledContext>();

systemFeature.command('estado', async (ctx) => {
  const { db, clock, cache } = ctx.deps;
  const state = await systemState(db, ctx.actor.companyId, clock.now());
  return reply(
    ctx,
    stateView({
      state,
      now: clock.now(),
      // The update that is being handled is not waiting.
      pendingUpdates: Math.max(0, state.pendingUpdates - 1),
      version,
      assistant: await assistantState(db, ctx.deps.assistant, ctx.actor.companyId),
      arca: {
        isOn: ctx.deps.asksArca === true,
        setupProblem: ctx.deps.arcaProblem,
        ...(await checksInAll(db)),
      },
      isCacheWell: (await cache.health()) === 'healthy',
      isInCharge: mayDo(ctx.actor.role, 'person.list'),
    }),
  );
});

systemFeature.command('soporte', async (ctx) => {
  const { db, logger } = ctx.deps;
  const people = await listPeople(db, ctx.actor.companyId);
  // Found again in the log by whoever helps; says nothing to anybody else.
  const code = sha256Hex(`${ctx.actor.personId}:${ctx.operationId}`).slice(0, 8).toUpperCase();
  logger.info(
    { supportCode: code, personId: ctx.actor.personId, operationId: ctx.operationId, version },
    'support was asked for',
  );
  const owners = people.filter((one) => one.role === 'owner' && one.personId !== ctx.actor.personId);
  return reply(ctx, supportView({ owners: owners.map((one) => one.name), code, version }));
});
