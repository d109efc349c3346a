import type { Db, Tx } from '../../drizzle/client.ts';
import {
  type AlertRow,
  clearAlerts,
  clearedSince,
  companies,
  holdAlerts,
  insertAlert,
  insertNotice,
  listenersOf,
  noticesOf,
  openAlerts,
  refreshFacts,
  seenSubjects,
  untold,
} from '../../drizzle/queries/alerts.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import { afterQuietHours } from '../people/quiet-hours.ts';
import { dec } from '../platform/decimal.ts';
import { newId } from '../platform/ids.ts';
import type { SystemSign } from '../system/signs.ts';
import { type Condition, situationOf } from './conditions.ts';
import { ALERT_KINDS, type AlertKind, EVENT_KINDS, QUIET_AFTER_MINUTES } from './kinds.ts';
import type { Listener } from './listeners.ts';

/** Told by the door: one message per notice, brought up to date when its alerts are cleared. */
export type TellNotice = (
  tx: Tx,
  notice: {
    readonly noticeId: string;
    readonly chatId: number;
    readonly kind: AlertKind;
    readonly alerts: readonly AlertRow[];
  },
) => Promise<void>;

/**
 * Brings the alerts of every company to what is the case now: raises what is new, clears what is over or ordered, and
 * tells whoever should know and was not told, outside of their quiet hours. Running it again changes nothing.
 */
export async function scanAlerts(
  db: Db,
  wish: { now: Date; tell: TellNotice; signs?: readonly SystemSign[] },
): Promise<void> {
  for (const companyId of await companies(db))
    await inTransaction(db, async (tx) => {
      await holdAlerts(tx, companyId);
      const changed = await reconcile(tx, companyId, wish.now, wish.signs ?? []);
      await tellPeople(tx, companyId, wish, changed);
    });
}

const keyOf = ({ kind, subject }: { kind: AlertKind; subject: string }): string => `${kind}:${subject}`;

/** Answers the ids of the alerts that were cleared or whose figures changed. */
async function reconcile(
  tx: Tx,
  companyId: string,
  now: Date,
  signs: readonly SystemSign[],
): Promise<readonly string[]> {
  const { conditions: ofShops, ordered } = await situationOf(tx, { companyId, now });
  const conditions = [...ofShops, ...signs.map(signCondition)];
  const current = new Map(conditions.map((condition) => [keyOf(condition), condition]));
  const open = await openAlerts(tx, companyId);
  const known = new Set(open.map(keyOf));
  const gone = open.filter((alert) => !current.has(keyOf(alert)));
  const byOrder = gone.filter((alert) => isStock(alert.kind) && ordered.has(alert.subject));
  await clearAlerts(tx, idsOf(byOrder), 'ordered', now);
  await clearAlerts(tx, idsOf(gone.filter((alert) => !byOrder.includes(alert))), 'solved', now);
  const past = new Set([
    ...(await seenSubjects(tx, companyId, EVENT_KINDS)),
    ...(await lately(tx, companyId, now)),
  ]);
  for (const condition of current.values())
    if (!known.has(keyOf(condition)) && !past.has(keyOf(condition)))
      await raise(tx, companyId, condition, now);
  const moved = open.filter((alert) => hasMoved(alert, current.get(keyOf(alert))));
  for (const alert of moved) await refreshFacts(tx, alert.id, current.get(keyOf(alert))!.facts);
  return idsOf([...gone, ...moved]);
}

const signCondition = (sign: SystemSign): Condition => ({
  kind: 'system',
  subject: sign,
  locationId: null,
  facts: { name: sign },
});

/** What came and went so shortly ago that saying it again would be a flood. */
async function lately(tx: Tx, companyId: string, now: Date): Promise<readonly string[]> {
  const keys: string[] = [];
  for (const [kind, minutes] of Object.entries(QUIET_AFTER_MINUTES))
    keys.push(
      ...(await clearedSince(tx, companyId, kind as AlertKind, new Date(now.getTime() - minutes * 60_000))),
    );
  return keys;
}

const idsOf = (alerts: readonly AlertRow[]): string[] => alerts.map((alert) => alert.id);

const isStock = (kind: AlertKind): boolean => kind === 'low_stock' || kind === 'out_of_stock';

/** The message shows how much is left, so that it must follow. */
const hasMoved = (alert: AlertRow, now: Condition | undefined): boolean =>
  now?.facts.available !== undefined &&
  alert.facts.available !== undefined &&
  !dec(now.facts.available).eq(alert.facts.available);

const raise = (tx: Tx, companyId: string, condition: Condition, now: Date): Promise<void> =>
  insertAlert(tx, { id: newId(), companyId, ...condition, raisedAt: now });

async function tellPeople(
  tx: Tx,
  companyId: string,
  wish: { now: Date; tell: TellNotice },
  changed: readonly string[],
): Promise<void> {
  for (const listener of await listenersOf(tx, companyId)) {
    const fresh = (await untold(tx, companyId, listener.personId)).filter((alert) =>
      concerns(listener, alert, wish.now),
    );
    for (const kind of new Set(fresh.map((alert) => alert.kind))) {
      const alerts = fresh.filter((alert) => alert.kind === kind);
      const noticeId = newId();
      await insertNotice(
        tx,
        { id: noticeId, personId: listener.personId, kind, saidAt: wish.now },
        idsOf(alerts),
      );
      await wish.tell(tx, { noticeId, chatId: listener.chatId, kind, alerts });
    }
  }
  for (const notice of await noticesOf(tx, changed)) await wish.tell(tx, notice);
}

/** A manager hears of their own shop; nobody hears of their own purchase, nor of what they muted or sleep through. */
function concerns(listener: Listener, alert: AlertRow, now: Date): boolean {
  const { audience, urgent } = ALERT_KINDS[alert.kind];
  if (!audience.some((role) => role === listener.role) || listener.muted.includes(alert.kind)) return false;
  const elsewhere = alert.locationId !== null && alert.locationId !== listener.locationId;
  if (listener.role !== 'owner' && elsewhere) return false;
  if (alert.facts.by === listener.personId) return false;
  return urgent || afterQuietHours(now, listener).getTime() === now.getTime();
}
