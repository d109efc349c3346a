import type { ProductOutlook } from '../../../core/demand/outlook.ts';
import { dayNumber, isoDate, weekday } from '../../../core/forecast/calendar.ts';
import { formatUnits } from '../../format.ts';
import { t } from '../../locales/messages.ts';

const WEEKDAYS = ['lun', 'mar', 'mié', 'jue', 'vie', 'sáb', 'dom'] as const;

/** "vie 27/11". */
export const dayWords = (iso: string): string =>
  `${t(`forecast-weekday-${WEEKDAYS[weekday(dayNumber(iso))]!.normalize('NFD').replace(/\p{M}/gu, '')}`)} ${iso.slice(8, 10)}/${iso.slice(5, 7)}`;

/** How long it lasts and until when, in one breath and without markup. */
export function coverWords({ cover, stock, unit, forecast, today }: ProductOutlook): string {
  if (cover.days !== null && cover.days <= 0) return t('forecast-empty');
  if (cover.days === null || cover.runsOutOn === null)
    return forecast.means.every((mean) => mean < 0.01)
      ? t('forecast-still', { stock: formatUnits(stock, unit) })
      : t('forecast-long', { until: dayWords(forecast.dates.at(-1) ?? today) });
  if (cover.days < 1) return t('forecast-hours', { day: dayWords(cover.runsOutOn) });
  return t('forecast-days', { days: Math.floor(cover.days), day: dayWords(cover.runsOutOn) });
}

const FEW_UNSEEN = 3;
const SOON_DAYS = 10;
const PLAIN_DAYS: ReadonlySet<string> = new Set(['pay_days']);

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Why: the one or two facts that say most about this forecast. */
export function reasonWords(outlook: ProductOutlook): string {
  const facts = [
    lastSale(outlook),
    trend(outlook),
    strongDay(outlook),
    knownDay(outlook),
    unseenDays(outlook),
  ];
  const told = facts.filter((fact) => fact !== null).slice(0, 2);
  return told.length === 0 ? t('forecast-why-steady') : told.join(' ');
}

function lastSale({ history, today }: ProductOutlook): string | null {
  const seen = history.filter((day) => !day.unseen);
  const last = seen.findLast((day) => day.sold > 0);
  const days = last === undefined ? null : dayNumber(today) - dayNumber(last.date);
  if (days === null) return seen.length >= 28 ? t('forecast-why-no-sales') : null;
  return days >= 21 ? t('forecast-why-last-sale', { days }) : null;
}

/** The last four weeks against the four before. */
function trend({ history, today }: ProductOutlook): string | null {
  const border = isoDate(dayNumber(today) - 28);
  const seen = history.filter((day) => !day.unseen);
  const recent = seen.filter((day) => day.date >= border);
  const before = seen.filter((day) => day.date < border);
  if (recent.length < 12 || before.length < 12) return null;
  const [now, then] = [meanOf(recent.map((day) => day.sold)), meanOf(before.map((day) => day.sold))];
  // Less than what chance alone moves the mean of a month by says nothing.
  if (then <= 0 || Math.abs(now - then) < 2.5 * Math.sqrt((now + then) / recent.length)) return null;
  const percent = Math.round((100 * Math.abs(now - then)) / then);
  if (percent < 10) return null;
  return t(now > then ? 'forecast-why-rising' : 'forecast-why-falling', { percent });
}

function strongDay({ forecast }: ProductOutlook): string | null {
  const byDay = new Map<number, number[]>();
  forecast.dates.forEach((date, i) => {
    const day = weekday(dayNumber(date));
    byDay.set(day, [...(byDay.get(day) ?? []), forecast.means[i]!]);
  });
  const usual = meanOf(forecast.means);
  const [best] = [...byDay]
    .map(([day, means]) => ({ day, ratio: usual > 0 ? meanOf(means) / usual : 0 }))
    .sort((a, b) => b.ratio - a.ratio);
  if (best === undefined || best.ratio < 1.3) return null;
  return t('forecast-why-weekday', {
    day: t(`forecast-on-${best.day}`),
    percent: Math.round((best.ratio - 1) * 100),
  });
}

function knownDay({ events, today, forecast }: ProductOutlook): string | null {
  const until = isoDate(dayNumber(today) + SOON_DAYS);
  const next = [...events]
    .filter(([date, [kind]]) => date >= today && date < until && !PLAIN_DAYS.has(kind ?? ''))
    .sort(([a], [b]) => (a < b ? -1 : 1))[0];
  if (next === undefined) return null;
  const [date, [kind = '']] = next;
  return t(forecast.dates.includes(date) ? 'forecast-why-known-day' : 'forecast-why-closed', {
    what: t(`forecast-day-${kind}`).toLowerCase(),
    day: dayWords(date),
  });
}

function unseenDays({ history }: ProductOutlook): string | null {
  const days = history.filter((day) => day.unseen).length;
  return days >= FEW_UNSEEN ? t('forecast-why-unseen', { days }) : null;
}
