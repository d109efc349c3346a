import type { Db } from '../../drizzle/client.ts';
import { forgetShopDays, saveShopDays, staleForecasts } from '../../drizzle/queries/forecasts.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import { dayNumber, isoDate } from '../forecast/calendar.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { err, ok, type Result } from '../platform/result.ts';

/** Days of the actor's shop, ISO, both included. `usual` takes back what was said of them. */
export interface ShopDaysWish {
  readonly kind: 'closed' | 'open' | 'usual';
  readonly from: string;
  readonly until: string;
}

const LONGEST_DAYS = 62;

/** Says on which days the shop is closed or open; its forecasts are made anew when next asked for. */
export function sayShopDays(
  db: Db,
  wish: ShopDaysWish & { readonly actor: Actor; readonly now: Date },
): Promise<Result<null, AuthorizationFailure | 'bad_days'>> {
  return decideInTransaction<null, AuthorizationFailure | 'bad_days'>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'shop_day.say');
    if (!allowed.ok) return allowed;
    const { companyId, locationId, personId } = allowed.value;
    const { kind, from, until } = wish;
    const first = dayNumber(from);
    const count = dayNumber(until) - first + 1;
    if (!(count >= 1 && count <= LONGEST_DAYS)) return err('bad_days');
    const days = Array.from({ length: count }, (_, i) => isoDate(first + i));
    if (kind === 'usual') await forgetShopDays(tx, locationId, days);
    else
      await saveShopDays(
        tx,
        days.map((day) => ({ locationId, day, kind })),
      );
    await staleForecasts(tx, locationId);
    await writeAudit(tx, {
      companyId,
      actorId: personId,
      action: 'shop_day.say',
      subjectType: 'location',
      subjectId: locationId,
      detail: { kind, from, until },
      at: wish.now,
    });
    return ok(null);
  });
}
