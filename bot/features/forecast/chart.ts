import type { ProductOutlook } from '../../../core/demand/outlook.ts';
import { type DemandChart, demandChartSvg } from '../../../core/picture/demand-chart.ts';
import { renderPng } from '../../../core/picture/render.ts';
import { dec } from '../../../core/platform/decimal.ts';
import { sha256Hex } from '../../../core/platform/ids.ts';
import type { Db } from '../../../drizzle/client.ts';
import { keepFile } from '../../../drizzle/queries/documents.ts';
import { formatQuantity } from '../../format.ts';
import { t } from '../../locales/messages.ts';
import { coverWords, dayWords } from './wording.ts';

const DAYS_AHEAD = 21;

const shortDay = (iso: string): string => `${iso.slice(8, 10)}/${iso.slice(5, 7)}`;
const whole = (value: number): string => formatQuantity(dec(String(Math.round(value * 100) / 100)).toFixed());

/** The picture of a product's demand in words of the shop. */
export function chartOf(outlook: ProductOutlook): DemandChart {
  const { forecast, cover } = outlook;
  const future = forecast.dates.flatMap((date, i) => {
    const quantiles = forecast.quantiles[i]!;
    return date < outlook.today
      ? []
      : [
          {
            date,
            mean: forecast.means[i]!,
            inner: [quantiles[1]!, quantiles[5]!] as const,
            outer: [quantiles[0]!, quantiles[6]!] as const,
          },
        ];
  });
  const shown = future.slice(0, DAYS_AHEAD);
  const dates = new Set([...outlook.history, ...shown].map((day) => day.date));
  return {
    title: outlook.name,
    subtitle: coverWords(outlook),
    history: outlook.history,
    future: shown,
    events: eventsWithin(outlook, dates),
    runsOut:
      cover.runsOutOn === null || !dates.has(cover.runsOutOn)
        ? null
        : { date: cover.runsOutOn, label: t('forecast-chart-runs-out', { day: dayWords(cover.runsOutOn) }) },
    labels: {
      today: t('forecast-chart-today'),
      sold: t('forecast-chart-sold'),
      unseen: t('forecast-chart-unseen'),
      forecast: t('forecast-chart-forecast'),
      band: t('forecast-chart-band'),
    },
    formatDay: shortDay,
    formatNumber: whole,
  };
}

/** Ascending; pay days are too many to be named. */
function eventsWithin({ events }: ProductOutlook, dates: ReadonlySet<string>): DemandChart['events'] {
  const [first = '', last = ''] = [[...dates][0], [...dates].at(-1)];
  return [...events]
    .flatMap(([date, [kind]]) =>
      date >= first && date <= last && kind !== undefined && kind !== 'pay_days' && kind !== 'bonus'
        ? [{ date, label: t(`forecast-day-${kind}`) }]
        : [],
    )
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Draws it and keeps the picture for the outbox; answers its name. */
export async function keepChart(db: Db, outlook: ProductOutlook): Promise<string> {
  const bytes = renderPng(demandChartSvg(chartOf(outlook)));
  const sha256 = sha256Hex(bytes);
  await keepFile(db, { sha256, bytes, mime: 'image/png', size: bytes.length });
  return sha256;
}
