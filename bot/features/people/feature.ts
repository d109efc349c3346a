import { Composer } from 'grammy';
import { listPeople, revokePerson } from '../../../core/people/enrolment.ts';
import { createInvitation, INVITATION_TTL_MS } from '../../../core/people/invitations.ts';
import { mayDo } from '../../../core/people/roles.ts';
import type { Role } from '../../../drizzle/schema/people.ts';
import { withdrawCommands } from '../../commands.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import { INVITE_BUTTON, PERSON_BUTTON, type PersonVerb } from './callbacks.ts';
import {
  askRevokeView,
  chooseRoleView,
  invitationText,
  invitedView,
  peopleView,
  refusedView,
  revokedView,
} from './views.ts';

/** /invitar and /usuarios: who belongs to the shop. */
export const peopleFeature = new Composer<EnrolledContext>();

peopleFeature.command('invitar', async (ctx) => {
  if (!mayDo(ctx.actor.role, 'person.invite')) return reply(ctx, refusedView('forbidden'));
  return reply(ctx, chooseRoleView(ctx.actor.locationId));
});

peopleFeature.callbackQuery(INVITE_BUTTON, async (ctx) => {
  const [, locationId = '', role = ''] = ctx.match;
  const { db, clock } = ctx.deps;
  const invited = await createInvitation(db, ctx.actor, {
    role: role as Role,
    locationId,
    now: clock.now(),
    ttlMs: INVITATION_TTL_MS,
  });
  if (!invited.ok) return replace(ctx, refusedView(invited.error));
  const { token, expiresAt } = invited.value;
  // Sent at once and not through the outbox: a secret must never be a row.
  await ctx.api.sendMessage(
    ctx.from.id,
    invitationText(`https://t.me/${ctx.me.username}?start=${token}`, role as Role, expiresAt),
    { parse_mode: 'HTML', link_preview_options: { is_disabled: true } },
  );
  return replace(ctx, invitedView(role as Role));
});

peopleFeature.command('usuarios', async (ctx) => {
  if (!mayDo(ctx.actor.role, 'person.list')) return reply(ctx, refusedView('forbidden'));
  return reply(ctx, await peopleNow(ctx));
});

peopleFeature.callbackQuery(PERSON_BUTTON, async (ctx) => {
  const [, personId = '', verb = ''] = ctx.match;
  if (!mayDo(ctx.actor.role, 'person.revoke')) return replace(ctx, refusedView('forbidden'));
  const people = await listPeople(ctx.deps.db, ctx.actor.companyId);
  const person = people.find((one) => one.personId === personId);
  switch (verb as PersonVerb) {
    case 'list':
      return replace(ctx, await peopleNow(ctx));
    case 'ask':
      return replace(ctx, person === undefined ? refusedView('not_found') : askRevokeView(person));
    case 'revoke': {
      const { db, clock } = ctx.deps;
      const revoked = await revokePerson(db, ctx.actor, { personId, now: clock.now() });
      if (!revoked.ok) return replace(ctx, refusedView(revoked.error));
      await replace(ctx, revokedView(revoked.value.name));
      const chat = person?.telegramUserId ?? null;
      if (chat !== null) await withdrawCommands(ctx.api, chat);
      return undefined;
    }
  }
});

async function peopleNow(ctx: EnrolledContext) {
  const people = await listPeople(ctx.deps.db, ctx.actor.companyId);
  return peopleView(people, {
    personId: ctx.actor.personId,
    mayRevoke: mayDo(ctx.actor.role, 'person.revoke'),
  });
}
