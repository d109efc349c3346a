import { type RunningOut, runningOut } from '../../../core/demand/outlook.ts';
import { readShopDays, shownEvents } from '../../../core/demand/shop-history.ts';
import { dayNumber, isoDate } from '../../../core/forecast/calendar.ts';
import { afterQuietHours } from '../../../core/people/quiet-hours.ts';
import { dayOf } from '../../../core/platform/clock.ts';
import type { Job, Occurrence } from '../../../core/platform/schedule.ts';
import { recipientsOf } from '../../../drizzle/queries/scheduled-messages.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import type { BotDeps } from '../../context.ts';
import { say } from '../../outbox.ts';
import { dailyView, weeklyView } from './views.ts';

interface Place {
  readonly companyId: string;
  readonly locationId: string;
  readonly now: Date;
}

/** Every day at eight: what must be ordered today. Nobody is bothered when there is nothing. */
export const dailyDigest = (deps: BotDeps): Job => ({
  name: 'daily-digest',
  pattern: '0 8 * * *',
  run: (occurrence) =>
    tellEverybody(deps, 'daily', occurrence, async (place) => {
      const items = await runningOut(deps.db, place);
      return items.length === 0 ? null : dailyView(items);
    }),
});

const WEEK = 7;

/** Mondays at eight: what the week will take, and its known days. */
export const weeklyOutlook = (deps: BotDeps): Job => ({
  name: 'weekly-outlook',
  pattern: '0 8 * * 1',
  run: (occurrence) =>
    tellEverybody(deps, 'weekly', occurrence, async (place) => {
      const items: readonly RunningOut[] = await runningOut(deps.db, { ...place, days: WEEK });
      return weeklyView(items, await knownDaysOfWeek(deps, place));
    }),
});

async function knownDaysOfWeek({ db }: BotDeps, place: Place) {
  const today = dayOf(place.now);
  const events = shownEvents(await readShopDays(db, place, today));
  const until = isoDate(dayNumber(today) + WEEK);
  return [...events]
    .flatMap(([date, [kind]]) =>
      date >= today && date < until && kind !== undefined && kind !== 'pay_days' ? [{ date, kind }] : [],
    )
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** One message a person and occurrence, whoever runs it and however often: the slot carries both. */
async function tellEverybody(
  { db, wakes }: BotDeps,
  message: 'daily' | 'weekly',
  { dueAt, now, signal }: Occurrence,
  viewOf: (place: Place) => Promise<MessageView | null>,
): Promise<void> {
  const views = new Map<string, MessageView | null>();
  for (const person of await recipientsOf(db, message)) {
    if (signal.aborted) throw new Error('stopped before everybody was told');
    const { companyId, locationId } = person;
    const view = views.get(locationId) ?? (await viewOf({ companyId, locationId, now }));
    views.set(locationId, view);
    if (view === null) continue;
    const from = afterQuietHours(now, person);
    await say(db, {
      chatId: person.telegramUserId,
      slot: `${message}:${dayOf(dueAt)}:${person.personId}`,
      view,
      ...(from > now ? { notBefore: from } : {}),
    });
  }
  wakes.outbox.wake();
}
