import { and, eq, isNull } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import type { Tx } from '../drizzle/client.ts';
import { person } from '../drizzle/schema/people.ts';
import { escapeHtml } from './html.ts';
import { t } from './locales/messages.ts';
import { say } from './outbox.ts';

/**
 * For an update that is given up: a kind sentence to whoever sent it, if enrolled, and an alert to the owners
 * (slot `alert:<update>:<person>`). The update's number is the code under which the log has the error.
 */
export async function announceDeadLetter(tx: Tx, update: Update): Promise<void> {
  const from = update.message?.from ?? update.callback_query?.from;
  const [sender] =
    from === undefined
      ? []
      : await tx
          .select({ name: person.name, companyId: person.companyId })
          .from(person)
          .where(and(eq(person.telegramUserId, from.id), isNull(person.revokedAt)));
  const code = String(update.update_id);
  if (from !== undefined && sender !== undefined)
    await say(tx, {
      chatId: from.id,
      slot: `u${update.update_id}:failed`,
      view: { text: t('failure-kind', { code }) },
    });
  const owners = await tx
    .select({ id: person.id, telegramUserId: person.telegramUserId })
    .from(person)
    .where(
      and(
        eq(person.role, 'owner'),
        isNull(person.revokedAt),
        ...(sender === undefined ? [] : [eq(person.companyId, sender.companyId)]),
      ),
    );
  for (const owner of owners) {
    if (owner.telegramUserId === null) continue;
    await say(tx, {
      chatId: owner.telegramUserId,
      slot: `alert:${update.update_id}:${owner.id}`,
      view: { text: t('failure-alert', { code, name: escapeHtml(sender?.name ?? '—') }) },
    });
  }
}
