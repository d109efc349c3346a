import { and, eq, gt, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { AlertFacts, AlertKind } from '../../core/alerts/kinds.ts';
import type { Listener } from '../../core/alerts/listeners.ts';
import type { Db, Tx } from '../client.ts';
import {
  alert,
  alertNotice,
  alertNoticeItem,
  alertPreference,
  alertSettings,
  company,
  location,
  person,
  purchaseOrder,
  supplier,
} from '../schema/index.ts';
import { rowsOf } from './rows.ts';

export type AlertRow = typeof alert.$inferSelect;

export async function companies(db: Db): Promise<readonly string[]> {
  return (await db.select({ id: company.id }).from(company)).map((row) => row.id);
}

/** One scan of a company at a time, whatever the number of processes. */
export async function holdAlerts(tx: Tx, companyId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('alerts:' || ${companyId}::text, 0))`);
}

export function shopsOf(db: Db, companyId: string) {
  return db
    .select({ id: location.id })
    .from(location)
    .where(and(eq(location.companyId, companyId), eq(location.kind, 'shop'), eq(location.active, true)));
}

export async function alertSettingsOf(db: Db, companyId: string) {
  const [row] = await db.select().from(alertSettings).where(eq(alertSettings.companyId, companyId));
  return {
    coverDays: row?.coverDays ?? 3,
    priceJumpPercent: row?.priceJumpPercent ?? '10',
    expiryDays: row?.expiryDays ?? 7,
  };
}

export function openAlerts(db: Db, companyId: string): Promise<AlertRow[]> {
  return db
    .select()
    .from(alert)
    .where(and(eq(alert.companyId, companyId), isNull(alert.clearedAt)))
    .orderBy(alert.raisedAt, alert.id);
}

/** `<kind>:<subject>` of everything that was ever raised of these kinds. */
export async function seenSubjects(db: Db, companyId: string, kinds: readonly AlertKind[]) {
  const rows = await db
    .select({ kind: alert.kind, subject: alert.subject })
    .from(alert)
    .where(and(eq(alert.companyId, companyId), inArray(alert.kind, [...kinds])));
  return new Set(rows.map((row) => `${row.kind}:${row.subject}`));
}

/** `<kind>:<subject>` of what was cleared of a kind since a moment. */
export async function clearedSince(db: Db, companyId: string, kind: AlertKind, since: Date) {
  const rows = await db
    .select({ subject: alert.subject })
    .from(alert)
    .where(and(eq(alert.companyId, companyId), eq(alert.kind, kind), gt(alert.clearedAt, since)));
  return rows.map((row) => `${kind}:${row.subject}`);
}

export async function insertAlert(tx: Tx, row: typeof alert.$inferInsert): Promise<void> {
  await tx.insert(alert).values(row).onConflictDoNothing();
}

export async function clearAlerts(
  tx: Tx,
  ids: readonly string[],
  clearedBy: 'solved' | 'ordered' | 'seen',
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(alert)
    .set({ clearedAt: now, clearedBy })
    .where(and(inArray(alert.id, [...ids]), isNull(alert.clearedAt)));
}

export async function refreshFacts(tx: Tx, id: string, facts: AlertFacts): Promise<void> {
  await tx.update(alert).set({ facts }).where(eq(alert.id, id));
}

/** Owners and managers with a chat, and how they want to be told. */
export async function listenersOf(db: Db, companyId: string): Promise<readonly Listener[]> {
  const rows = await db
    .select({
      personId: person.id,
      chatId: person.telegramUserId,
      role: person.role,
      locationId: person.locationId,
      muted: alertPreference.muted,
      quiet: alertPreference.quiet,
      quietFrom: alertPreference.quietFrom,
      quietTo: alertPreference.quietTo,
    })
    .from(person)
    .leftJoin(alertPreference, eq(alertPreference.personId, person.id))
    .where(
      and(
        eq(person.companyId, companyId),
        isNull(person.revokedAt),
        isNotNull(person.telegramUserId),
        ne(person.role, 'staff'),
      ),
    );
  return rows.map((row) => ({
    ...row,
    chatId: row.chatId ?? 0,
    muted: row.muted ?? [],
    quiet: row.quiet ?? true,
    quietFrom: row.quietFrom ?? 23 * 60,
    quietTo: row.quietTo ?? 8 * 60,
  }));
}

/** Open alerts that somebody was not told of yet. */
export function untold(db: Db, companyId: string, personId: string): Promise<AlertRow[]> {
  return db
    .select()
    .from(alert)
    .where(
      and(
        eq(alert.companyId, companyId),
        isNull(alert.clearedAt),
        sql`not exists (select 1 from ${alertNoticeItem} i where i.alert_id = ${alert.id} and i.person_id = ${personId})`,
      ),
    )
    .orderBy(alert.raisedAt, alert.id);
}

export async function insertNotice(
  tx: Tx,
  row: typeof alertNotice.$inferInsert,
  alertIds: readonly string[],
): Promise<void> {
  await tx.insert(alertNotice).values(row);
  await tx
    .insert(alertNoticeItem)
    .values(alertIds.map((alertId) => ({ alertId, personId: row.personId, noticeId: row.id })));
}

export interface NoticeRow {
  readonly noticeId: string;
  readonly chatId: number;
  readonly kind: AlertKind;
  readonly alerts: readonly AlertRow[];
}

/** The messages that tell of these alerts, each with all that it tells of. */
export async function noticesOf(db: Db, alertIds: readonly string[]): Promise<readonly NoticeRow[]> {
  if (alertIds.length === 0) return [];
  const touched = await db
    .selectDistinct({ noticeId: alertNoticeItem.noticeId })
    .from(alertNoticeItem)
    .where(inArray(alertNoticeItem.alertId, [...alertIds]));
  const notices: NoticeRow[] = [];
  for (const { noticeId } of touched) {
    const notice = await findNotice(db, noticeId);
    if (notice !== null) notices.push(notice);
  }
  return notices;
}

export async function findNotice(db: Db, noticeId: string, personId?: string): Promise<NoticeRow | null> {
  const rows = await db
    .select({ alert, kind: alertNotice.kind, chatId: person.telegramUserId })
    .from(alertNotice)
    .innerJoin(person, eq(person.id, alertNotice.personId))
    .innerJoin(alertNoticeItem, eq(alertNoticeItem.noticeId, alertNotice.id))
    .innerJoin(alert, eq(alert.id, alertNoticeItem.alertId))
    .where(
      and(
        eq(alertNotice.id, noticeId),
        ...(personId === undefined ? [] : [eq(alertNotice.personId, personId)]),
      ),
    )
    .orderBy(alert.raisedAt, alert.id);
  const [first] = rows;
  if (first === undefined || first.chatId === null) return null;
  return { noticeId, chatId: first.chatId, kind: first.kind, alerts: rows.map((row) => row.alert) };
}

export async function savePreference(
  tx: Tx,
  personId: string,
  change: Partial<Pick<typeof alertPreference.$inferInsert, 'muted' | 'quiet' | 'quietFrom' | 'quietTo'>>,
): Promise<void> {
  await tx
    .insert(alertPreference)
    .values({ personId, ...change })
    .onConflictDoUpdate({ target: alertPreference.personId, set: change });
}

export async function saveCoverDays(tx: Tx, companyId: string, coverDays: number): Promise<void> {
  await tx
    .insert(alertSettings)
    .values({ companyId, coverDays })
    .onConflictDoUpdate({ target: alertSettings.companyId, set: { coverDays } });
}

/** Orders that were sent and brought nothing yet. */
export async function overdueOrders(db: Db, companyId: string) {
  return db
    .select({
      id: purchaseOrder.id,
      number: purchaseOrder.number,
      locationId: purchaseOrder.locationId,
      supplierId: purchaseOrder.supplierId,
      supplierName: supplier.name,
      sentAt: purchaseOrder.sentAt,
    })
    .from(purchaseOrder)
    .innerJoin(supplier, eq(supplier.id, purchaseOrder.supplierId))
    .where(and(eq(purchaseOrder.companyId, companyId), eq(purchaseOrder.state, 'sent')));
}

interface JumpRow {
  readonly receiptId: string;
  readonly locationId: string;
  readonly name: string;
  readonly by: string;
  readonly documentId: string;
  readonly count: number;
  readonly percent: string;
}

/** Receipts since a moment in which something cost so many percent more than at its purchase before. */
export function recentJumps(
  db: Db,
  companyId: string,
  since: Date,
  percent: string,
): Promise<readonly JumpRow[]> {
  return rowsOf<JumpRow>(
    db,
    sql`select r.id as "receiptId", r.location_id as "locationId", s.name, r.posted_by as by,
          r.document_id as "documentId", count(*)::int as count, round(max(rise.percent), 1)::text as percent
        from receipt r join supplier s on s.id = r.supplier_id
        join price_history h on h.receipt_id = r.id
        join lateral (
          select (h.unit_cost / b.unit_cost - 1) * 100 as percent from price_history b
            join receipt br on br.id = b.receipt_id and br.reversed_at is null
          where b.product_id = h.product_id and b.id < h.id and b.receipt_id <> h.receipt_id and b.unit_cost > 0
          order by b.id desc limit 1) rise on rise.percent >= ${percent}::numeric
        where r.company_id = ${companyId} and r.reversed_at is null
          and r.posted_at >= ${since.toISOString()}::timestamptz
        group by r.id, s.name order by r.posted_at`,
  );
}

interface SubjectRow {
  readonly subject: string;
  readonly locationId: string;
  readonly name: string;
  readonly productId: string;
  readonly unit: string;
}

/** Lots that are still on a shelf and expire up to a day. */
export function expiringLots(
  db: Db,
  companyId: string,
  until: string,
): Promise<readonly (SubjectRow & { readonly at: string; readonly available: string })[]> {
  return rowsOf(
    db,
    sql`select l.id || ':' || b.location_id as subject, b.location_id as "locationId", p.name, p.id as "productId", p.unit,
          l.expires_on::text as at, trim_scale(b.quantity)::text as available
        from lot l join product p on p.id = l.product_id
        join lot_balance b on b.lot_id = l.id and b.quantity > 0
        join location place on place.id = b.location_id and place.kind in ('shop', 'depot')
        where p.company_id = ${companyId} and l.expires_on <= ${until}::date
        order by l.expires_on, p.search_name`,
  );
}

/** Jobs whose last run failed. */
export function failedJobs(db: Db): Promise<readonly { subject: string; name: string; detail: string }[]> {
  return rowsOf(
    db,
    sql`select 'job:' || name || ':' || due_at as subject, name, left(error, 120) as detail from scheduled_job
        where error is not null and name <> 'alerts' and attempts >= 2 order by name`,
  );
}
