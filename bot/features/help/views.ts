import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import type { Role } from '../../../drizzle/schema/people.ts';
import { commandsBySubject } from '../../commands.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';

/** One line a subject: what each does stands in Telegram's menu, and a wall of text is not read. */
const commandList = (role: Role): string =>
  commandsBySubject(role)
    .map(({ subject, commands }) =>
      t(`help-group-${subject}`, { commands: commands.map((command) => `/${command}`).join(' ') }),
    )
    .join('\n');

export const greetingView = (who: { readonly name: string; readonly role: Role }): MessageView => ({
  text: [
    t('help-greeting', { name: escapeHtml(who.name) }),
    t(`help-examples-${who.role}`),
    t('help-all'),
  ].join('\n\n'),
});

export const helpView = (role: Role): MessageView => ({
  text: [t('help-how'), t(`help-examples-${role}`), commandList(role)].join('\n\n'),
});

export const nothingToCancelView = (): MessageView => ({ text: t('help-nothing-to-cancel') });

export const notUnderstoodView = (): MessageView => ({ text: t('help-not-understood') });

export const forwardedView = (): MessageView => ({ text: t('help-forwarded') });
