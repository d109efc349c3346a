import type { Db } from '../../drizzle/client.ts';
import { clearAlerts, listenersOf, saveCoverDays, savePreference } from '../../drizzle/queries/alerts.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { err, ok, type Result } from '../platform/result.ts';
import type { AlertKind } from './kinds.ts';

/** A person's own wishes, or the company's threshold. */
export type AlertSetting =
  | { readonly what: 'kind'; readonly kind: AlertKind; readonly on: boolean }
  | { readonly what: 'quiet'; readonly on: boolean }
  | { readonly what: 'cover'; readonly days: number };

/** Changes what the actor hears and when, or (owners) from how few days of cover on stock is low. */
export function changeAlertSettings(
  db: Db,
  wish: { actor: Actor; change: AlertSetting; now: Date },
): Promise<Result<null, AuthorizationFailure>> {
  return decideInTransaction<null, AuthorizationFailure>(db, async (tx) => {
    const { change } = wish;
    const allowed = await authorize(
      tx,
      wish.actor,
      change.what === 'cover' ? 'alert.settings' : 'alert.read',
    );
    if (!allowed.ok) return allowed;
    const { companyId, personId } = allowed.value;
    if (change.what === 'cover') await saveCoverDays(tx, companyId, change.days);
    else if (change.what === 'quiet') await savePreference(tx, personId, { quiet: change.on });
    else {
      const me = (await listenersOf(tx, companyId)).find((one) => one.personId === personId);
      if (me === undefined) return err('forbidden');
      const others = me.muted.filter((kind) => kind !== change.kind);
      await savePreference(tx, personId, { muted: change.on ? others : [...others, change.kind] });
    }
    await writeAudit(tx, {
      companyId,
      actorId: personId,
      action: 'alert.settings',
      subjectType: 'person',
      subjectId: personId,
      detail: change,
      at: wish.now,
    });
    return ok(null);
  });
}

/** Somebody in charge looked at news that nothing else would solve. */
export function markSeen(
  db: Db,
  wish: { actor: Actor; alertIds: readonly string[]; now: Date },
): Promise<Result<null, AuthorizationFailure>> {
  return decideInTransaction<null, AuthorizationFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'alert.read');
    if (!allowed.ok) return allowed;
    await clearAlerts(tx, wish.alertIds, 'seen', wish.now);
    return ok(null);
  });
}
