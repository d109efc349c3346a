import { eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../drizzle/client.ts';
import { messagePreference } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import { ok, type Result } from '../platform/result.ts';
import type { Actor } from './actor.ts';
import { writeAudit } from './audit.ts';
import { type AuthorizationFailure, authorize } from './roles.ts';

/** Messages that come at a set time, and whether somebody wants each. */
export interface MessagePreferences {
  readonly daily: boolean;
  readonly weekly: boolean;
}

export type ScheduledMessage = keyof MessagePreferences;

const DEFAULTS: MessagePreferences = { daily: true, weekly: true };

export async function messagePreferences(db: Db | Tx, personId: string): Promise<MessagePreferences> {
  const [row] = await db
    .select({ daily: messagePreference.daily, weekly: messagePreference.weekly })
    .from(messagePreference)
    .where(eq(messagePreference.personId, personId));
  return row ?? DEFAULTS;
}

/** Turns one message on or off for whoever asks; everybody decides for themselves. */
export function choosePreference(
  db: Db,
  actor: Actor,
  wish: { message: ScheduledMessage; wanted: boolean; now: Date },
): Promise<Result<MessagePreferences, AuthorizationFailure>> {
  return decideInTransaction(db, async (tx) => {
    const allowed = await authorize(tx, actor, 'stock.read');
    if (!allowed.ok) return allowed;
    const preferences = { ...(await messagePreferences(tx, actor.personId)), [wish.message]: wish.wanted };
    await tx
      .insert(messagePreference)
      .values({ personId: actor.personId, ...preferences })
      .onConflictDoUpdate({
        target: messagePreference.personId,
        set: { daily: sql`excluded.daily`, weekly: sql`excluded.weekly` },
      });
    await writeAudit(tx, {
      companyId: actor.companyId,
      actorId: actor.personId,
      action: 'preference.choose',
      subjectType: 'person',
      subjectId: actor.personId,
      detail: { [wish.message]: wish.wanted },
      at: wish.now,
    });
    return ok(preferences);
  });
}
