import type { EnrolledPerson, RevokeFailure } from '../../../core/people/enrolment.ts';
import type { AcceptFailure, InvitationFailure } from '../../../core/people/invitations.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import type { Role } from '../../../drizzle/schema/people.ts';
import { formatInstant } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { inviteButton, personButton } from './callbacks.ts';

const INVITABLE: readonly Role[] = ['staff', 'manager', 'owner'];

const roleName = (role: Role): string => t(`people-role-${role}`);

/** All that a stranger is ever told. */
export const strangerView = (): MessageView => ({ text: t('people-stranger') });

export const enrolmentRefusedView = (failure: Exclude<AcceptFailure, 'already_enrolled'>): MessageView => ({
  text: t(`people-link-${failure}`),
});

export const chooseRoleView = (locationId: string): MessageView => ({
  text: t('people-choose-role'),
  keyboard: INVITABLE.map((role) => [{ text: roleName(role), data: inviteButton(locationId, role) }]),
});

export const invitedView = (role: Role): MessageView => ({
  text: t('people-invited', { role: roleName(role) }),
});

/** The only message that holds a link; it is never stored. */
export const invitationText = (link: string, role: Role, expiresAt: Date): string =>
  t('people-invitation', {
    link: escapeHtml(link),
    role: roleName(role),
    until: formatInstant(expiresAt),
  });

export const refusedView = (failure: InvitationFailure | RevokeFailure): MessageView => ({
  text: t(`people-refused-${failure.replace('_', '-')}`),
});

/** Everybody with access; `mayRevoke` adds a button for each of the others. */
export function peopleView(
  people: readonly EnrolledPerson[],
  viewer: { readonly personId: string; readonly mayRevoke: boolean },
): MessageView {
  const lines = people.map((person) =>
    t('people-line', {
      name: escapeHtml(person.name),
      role: roleName(person.role),
      place: escapeHtml(person.locationName),
    }),
  );
  const others = viewer.mayRevoke ? people.filter((person) => person.personId !== viewer.personId) : [];
  return {
    text: [t('people-title'), ...lines].join('\n'),
    keyboard: others.map((person) => [
      { text: t('people-revoke', { name: person.name }), data: personButton(person.personId, 'ask') },
    ]),
  };
}

export const askRevokeView = (person: EnrolledPerson): MessageView => ({
  text: t('people-revoke-ask', { name: escapeHtml(person.name) }),
  keyboard: [
    [
      { text: t('people-revoke-yes'), data: personButton(person.personId, 'revoke') },
      { text: t('people-back'), data: personButton(person.personId, 'list') },
    ],
  ],
});

export const revokedView = (name: string): MessageView => ({
  text: t('people-revoked', { name: escapeHtml(name) }),
});
