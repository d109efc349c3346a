import type { ProductOutlook } from '../../../core/demand/outlook.ts';
import { argentineDays } from '../../../core/forecast/argentine-days.ts';
import { NO_SCORE } from '../../../core/forecast/backtest.ts';
import { dayNumber, isoDate, weekday } from '../../../core/forecast/calendar.ts';
import { demandSeries } from '../../../core/forecast/history.ts';
import { preparePool } from '../../../core/forecast/pool.ts';
import {
  coverOf,
  dailyMean,
  demandWithin,
  forecastProductSeries,
} from '../../../core/forecast/product-forecast.ts';
import { DEFAULT_SETTINGS } from '../../../core/forecast/settings.ts';

const TODAY = '2026-11-24';
const DAYS = 150;

/** A product as the chat would tell of it, from what was sold `ago` days ago; negative: no stock. */
export function sampleOutlook(
  wish: {
    name?: string;
    unit?: string;
    stock?: string;
    sold?: (ago: number, isSaturday: boolean) => number;
  } = {},
): ProductOutlook {
  const start = dayNumber(TODAY) - DAYS;
  const sold = wish.sold ?? ((ago, isSaturday) => ((ago * 7) % 5) + (isSaturday ? 9 : 3));
  const dates = Array.from({ length: DAYS }, (_, i) => isoDate(start + i));
  const moved = dates.map((_, i) => {
    const quantity = sold(DAYS - i, weekday(start + i) === 5);
    return quantity < 0 ? ([start + i, 0, 0, 0] as const) : ([start + i, quantity, 100, 100] as const);
  });
  const events = new Map(
    [...argentineDays('2026-01-01', '2027-03-01')].map(([date, kind]) => [date, [kind]]),
  );
  const series = demandSeries('a', moved, dates, events)!;
  const panel = { frequency: 'day' as const, dates, series: [series] };
  const future = Array.from({ length: 42 }, (_, j) => isoDate(dayNumber(TODAY) + j));
  const settings = DEFAULT_SETTINGS.day;
  const pool = preparePool(panel, future, settings);
  const forecast = forecastProductSeries(pool, series, { ...NO_SCORE, totalError: 4.2 });
  const stock = wish.stock ?? '18';
  return {
    productId: '018f0000-0000-7000-8000-000000000001',
    name: wish.name ?? 'Yerba Playadito 1 kg',
    unit: wish.unit ?? 'unidad',
    stock,
    supplier: { id: 's', name: 'Distribuidora Ñandú' },
    leadTimeDays: 7,
    onOrder: '0',
    today: TODAY,
    forecast,
    cover: coverOf(forecast, { stock: Number(stock), today: TODAY, restOfToday: 1 }),
    dailyMean: dailyMean(forecast, TODAY),
    leadTimeDemand: demandWithin(forecast, { today: TODAY, days: 7, level: 0.95 }),
    history: dates.slice(-56).map((date, i) => ({
      date,
      sold: series.values[DAYS - 56 + i]!,
      unseen: series.unseen![DAYS - 56 + i] === 1,
    })),
    events,
  };
}
