import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { dayNumber, type Frequency, isoDate, weekday } from '../core/forecast/calendar.ts';
import { buildPanel, type DemandRow, type EventRow, type Panel } from '../core/forecast/panel.ts';
import { DEMO_SUPPLIERS } from './demo/catalog.ts';
import { type Random, seededRandom } from './demo/random.ts';
import { demoDays } from './demo/sales.ts';

export interface TestSet {
  readonly name: string;
  readonly panel: Panel;
}

/** The demo shop: 217 products, two years of days. */
export function demoSet(seed: number): TestSet {
  const lines = DEMO_SUPPLIERS.flatMap(({ deliversOn, lines: own }) =>
    own.map((line) => ({ line, deliversOn })),
  );
  const rows = [...demoDays(lines, '2026-11-01', 730, seededRandom(seed))].flatMap(({ date, sold }) =>
    [...sold].map(([i, quantity]) => ({ series: lines[i]!.line.name, date, quantity })),
  );
  return { name: `demo shop, seed ${seed}`, panel: buildPanel(rows) };
}

interface Trade {
  readonly name: string;
  readonly series: number;
  readonly periods: number;
  readonly date: (i: number) => string;
  /** Demand per period of a series as its place in the shop and the date say. */
  readonly sold: (random: Random) => (i: number) => number;
}

const KIOSK_WEEK = [0.9, 0.9, 0.95, 1, 1.25, 1.3, 0.7];
const firstOfMonth = (i: number) =>
  `${2021 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`;

/** Other trades than the demo shop's, of which no model of ours is the truth: levels that jump, runs, and long silences. */
const TRADES: readonly Trade[] = [
  {
    name: 'kiosk, daily',
    series: 150,
    periods: 500,
    date: (i) => isoDate(20_000 + i),
    sold: (random) => {
      let level = Math.exp(3 * random.next() - 1.5);
      const jumps = 0.004 * random.next();
      return (i) => {
        if (random.next() < jumps) level *= 0.4 + 1.6 * random.next();
        return random.count(level * KIOSK_WEEK[weekday(20_000 + i)]!, 1 + random.next());
      };
    },
  },
  {
    name: 'delicatessen by weight, daily',
    series: 80,
    periods: 500,
    date: (i) => isoDate(20_000 + i),
    sold: (random) => {
      const level = 8 * random.next() + 1;
      return (i) => random.count(level * 4 * KIOSK_WEEK[weekday(20_000 + i)]!, 3) * 0.125;
    },
  },
  {
    name: 'hardware shop, weekly',
    series: 150,
    periods: 130,
    date: (i) => isoDate(20_003 + 7 * i),
    sold: (random) => {
      const level = Math.exp(3.5 * random.next());
      const phase = 52 * random.next();
      let run = 0;
      return (i) => {
        if (random.next() < 0.06) run = 4;
        run -= 1;
        const year = 1 + 0.3 * Math.sin((2 * Math.PI * (i + phase)) / 52);
        return random.count(level * year * (run > 0 ? 1.8 : 0.9), 2);
      };
    },
  },
  {
    name: 'spare parts, monthly',
    series: 400,
    periods: 60,
    date: firstOfMonth,
    sold: (random) => {
      const chance = 0.04 + 0.18 * random.next();
      const size = 1 + 4 * random.next();
      return () => (random.next() < chance ? 1 + random.count(size, 1.5) : 0);
    },
  },
];

/** Series of invented trades; the same for the same seed. */
export const tradeSets = (seed: number): readonly TestSet[] =>
  TRADES.map(({ name, series, periods, date, sold }, trade) => {
    const random = seededRandom(seed * 97 + trade);
    const rows = Array.from({ length: series }, (_, id) => {
      const at = sold(random);
      return Array.from({ length: periods }, (_, i) => ({
        series: String(id),
        date: date(i),
        quantity: at(i),
      }));
    });
    return { name: `${name}, seed ${seed}`, panel: buildPanel(rows.flat()) };
  });

const readRows = (path: string): Record<string, string>[] =>
  parse(readFileSync(path), { columns: true, skip_empty_lines: true });

/**
 * The sales files of a folder: `NAME_anything.csv` (series,date,quantity), once more with the known days of
 * `NAME_promotions.csv` (series,date,event) where there is one, and the weekly sums of daily ones where wished.
 */
export function folderSets(folder: string, wish: { readonly weeklySums: boolean }): readonly TestSet[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.csv') && !file.endsWith('_promotions.csv'))
    .sort()
    .flatMap((file) => {
      const name = file.slice(0, -4);
      const rows = readRows(join(folder, file)).map((row) => ({
        series: row.series!,
        date: row.date!,
        quantity: Number(row.quantity),
      }));
      const sets: TestSet[] = [{ name, panel: buildPanel(rows) }];
      const known = join(folder, `${name.split('_')[0]}_promotions.csv`);
      if (existsSync(known))
        sets.push({
          name: `${name} + known days`,
          panel: buildPanel(rows, readRows(known) as unknown as EventRow[]),
        });
      if (wish.weeklySums && sets[0]!.panel.frequency === 'day')
        sets.push({ name: `${name}, weekly sums`, panel: buildPanel(inWeeks(rows)) });
      return sets;
    });
}

/** Each sale on the Monday of its week. */
const inWeeks = (rows: readonly DemandRow[]): DemandRow[] =>
  rows.map((row) => ({ ...row, date: isoDate(dayNumber(row.date) - weekday(dayNumber(row.date))) }));

/** Calendar periods from the first date to the last. */
export function spanOf({ dates, frequency }: Panel): number {
  const days = dayNumber(dates.at(-1)!) - dayNumber(dates[0]!) + 1;
  const length: Readonly<Record<Frequency, number>> = { day: 1, week: 7, month: 30.44 };
  return Math.ceil(days / length[frequency]);
}
