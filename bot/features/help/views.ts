import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import type { Role } from '../../../drizzle/schema/people.ts';
import { commandsFor } from '../../commands.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';

const commandList = (role: Role): string =>
  commandsFor(role)
    .map(({ command, description }) => `/${command} — ${description}`)
    .join('\n');

export const greetingView = (who: { readonly name: string; readonly role: Role }): MessageView => ({
  text: `${t('help-greeting', { name: escapeHtml(who.name) })}\n\n${commandList(who.role)}`,
});

export const helpView = (role: Role): MessageView => ({ text: `${t('help-how')}\n\n${commandList(role)}` });

export const nothingToCancelView = (): MessageView => ({ text: t('help-nothing-to-cancel') });

export const notUnderstoodView = (): MessageView => ({ text: t('help-not-understood') });

export const forwardedView = (): MessageView => ({ text: t('help-forwarded') });
