import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { SimpleLinearRegression } from 'ml-regression';
import { pinball } from '../core/forecast/backtest.ts';
import { seasonLength } from '../core/forecast/calendar.ts';
import { forecastQuantiles, forecastSeries } from '../core/forecast/engine.ts';
import { buildPanel, cutPanel, type Panel } from '../core/forecast/panel.ts';
import { preparePool } from '../core/forecast/pool.ts';
import { DEFAULT_SETTINGS } from '../core/forecast/settings.ts';
import { DEMO_SUPPLIERS } from './demo/catalog.ts';
import { seededRandom } from './demo/random.ts';
import { demoDays } from './demo/sales.ts';

const USAGE = `Usage: npm run bench -- forecast [--data FOLDER] [--folds 3] [--series 50000]
  FOLDER holds CSV files series,date,quantity; without it the demo shop's sales are used. --series N also forecasts N daily
  series of two years one after the other and prints the speed and the memory.`;

const HORIZON = { day: 14, week: 8, month: 6 } as const;
const LEAD = { day: 7, week: 2, month: 2 } as const;
const DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const LEVELS = [0.025, ...DECILES, 0.975];

type Rule = (known: Float64Array, horizon: number, season: number) => Float64Array;

const meanOf = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
const flat = (level: number, horizon: number) => new Float64Array(horizon).fill(level);

function smooth(known: Float64Array, alpha: number): { level: number; squares: number } {
  let level = meanOf(known.subarray(0, 4));
  let squares = 0;
  for (const value of known) {
    squares += (value - level) ** 2;
    level += alpha * (value - level);
  }
  return { level, squares };
}

function tsb(known: Float64Array, alpha: number, beta: number): { level: number; squares: number } {
  const sales = known.filter((value) => value > 0);
  let p = sales.length / Math.max(known.length, 1);
  let size = meanOf(sales);
  let squares = 0;
  for (const value of known) {
    squares += (value - p * size) ** 2;
    if (value > 0) {
      p += beta * (1 - p);
      size += alpha * (value - size);
    } else p *= 1 - beta;
  }
  return { level: p * size, squares };
}

const best = (runs: readonly { level: number; squares: number }[]): number =>
  runs.reduce((a, b) => (b.squares < a.squares ? b : a)).level;

/** Trend by ml-regression on the seasonally adjusted history, times the season. */
const trendAndSeason: Rule = (known, horizon, season) => {
  const usual = Math.max(meanOf(known), 1e-9);
  const factors = Array.from({ length: season }, (_, phase) => {
    const same = known.filter((_, i) => i % season === phase);
    return same.length === 0 ? 1 : meanOf(same) / usual;
  });
  const adjusted = [...known].map((value, i) => value / Math.max(factors[i % season]!, 0.15));
  const line = new SimpleLinearRegression(
    adjusted.map((_, i) => i),
    adjusted,
  );
  return Float64Array.from({ length: horizon }, (_, j) =>
    Math.max(0, line.predict(known.length + j) * factors[(known.length + j) % season]!),
  );
};

const RULES: Readonly<Record<string, Rule>> = {
  'seasonal naive': (known, horizon, season) =>
    Float64Array.from({ length: horizon }, (_, j) => known[known.length - season + (j % season)] ?? 0),
  'mean of 4': (known, horizon) => flat(meanOf(known.subarray(-4)), horizon),
  SES: (known, horizon) => flat(best([0.05, 0.1, 0.2, 0.3].map((alpha) => smooth(known, alpha))), horizon),
  TSB: (known, horizon) =>
    flat(best([0.05, 0.1, 0.2].flatMap((a) => [0.03, 0.07, 0.15].map((b) => tsb(known, a, b)))), horizon),
  'ml-regression': trendAndSeason,
};

interface Tally {
  pinball: number;
  demand: number;
  rmsse: number;
  scored: number;
}

interface Outcome {
  readonly name: string;
  readonly methods: Map<string, Tally>;
  periods: number;
  covered: number;
  leads: number;
  leadsCovered: number;
}

/** A rule without a distribution: each level is its own forecast, as the mean absolute error in wQL's units. */
function add(
  tally: Tally,
  actual: Float64Array,
  quantilesAt: (i: number) => readonly number[],
  mean: (i: number) => number,
  scale: number,
): void {
  let squares = 0;
  for (let i = 0; i < actual.length; i++) {
    const q = quantilesAt(i);
    DECILES.forEach((level, k) => {
      tally.pinball += pinball(actual[i]!, q[k]!, level) / DECILES.length;
    });
    tally.demand += actual[i]!;
    squares += (actual[i]! - mean(i)) ** 2;
  }
  if (scale <= 0) return;
  tally.rmsse += Math.sqrt(squares / actual.length / scale);
  tally.scored += 1;
}

const stepSquares = (values: Float64Array): number => {
  let sum = 0;
  for (let i = 1; i < values.length; i++) sum += (values[i]! - values[i - 1]!) ** 2;
  return values.length > 1 ? sum / (values.length - 1) : 0;
};

function measure(name: string, panel: Panel, folds: number): Outcome {
  const horizon = HORIZON[panel.frequency];
  const lead = LEAD[panel.frequency];
  const season = seasonLength(panel.frequency);
  const outcome: Outcome = { name, methods: new Map(), periods: 0, covered: 0, leads: 0, leadsCovered: 0 };
  const tallyOf = (method: string): Tally => {
    const tally = outcome.methods.get(method) ?? { pinball: 0, demand: 0, rmsse: 0, scored: 0 };
    outcome.methods.set(method, tally);
    return tally;
  };
  const byId = new Map(panel.series.map((series) => [series.id, series]));
  for (let fold = 1; fold <= folds; fold++) {
    const cut = cutPanel(panel, fold * horizon);
    // The days that came are known to have been open: every method is told so.
    const pool = preparePool(cut, horizon, DEFAULT_SETTINGS[panel.frequency]);
    for (const series of cut.series) {
      const known = series.values;
      if (known.length < 2 * season + 2) continue;
      const actual = byId.get(series.id)!.values.subarray(known.length, known.length + horizon);
      const scale = stepSquares(known);
      const ours = forecastSeries(pool, series, horizon, [lead]);
      const quantiles = ours.distributions.map((one) => forecastQuantiles(one, LEVELS));
      add(
        tallyOf('ours'),
        actual,
        (i) => quantiles[i]!.slice(1, -1),
        (i) => ours.means[i]!,
        scale,
      );
      actual.forEach((value, i) => {
        outcome.periods += 1;
        if (value >= quantiles[i]![0]! && value <= quantiles[i]![10]!) outcome.covered += 1;
      });
      const total = actual.subarray(0, lead).reduce((sum, value) => sum + value, 0);
      outcome.leads += 1;
      if (total <= forecastQuantiles(ours.leads[0]!.distribution, [0.95])[0]!) outcome.leadsCovered += 1;
      for (const [method, rule] of Object.entries(RULES)) {
        const points = rule(known, horizon, season);
        add(
          tallyOf(method),
          actual,
          (i) => DECILES.map(() => points[i]!),
          (i) => points[i]!,
          scale,
        );
      }
    }
  }
  return outcome;
}

function print({ name, methods, periods, covered, leads, leadsCovered }: Outcome): void {
  const percent = (part: number, all: number) => `${((100 * part) / Math.max(all, 1)).toFixed(1)} %`;
  process.stdout.write(
    `\n${name}: 95 % band covers ${percent(covered, periods)}, lead-time 95 % level ${percent(leadsCovered, leads)}\n`,
  );
  process.stdout.write(`${'method'.padEnd(16)}${'wQL'.padStart(8)}${'RMSSE'.padStart(8)}\n`);
  for (const [method, tally] of methods)
    process.stdout.write(
      `${method.padEnd(16)}${(tally.pinball / Math.max(tally.demand, 1e-9)).toFixed(3).padStart(8)}${(tally.rmsse / Math.max(tally.scored, 1)).toFixed(3).padStart(8)}\n`,
    );
}

function readPanel(path: string): Panel {
  const rows = parse(readFileSync(path), { columns: true, skip_empty_lines: true }) as Record<
    string,
    string
  >[];
  return buildPanel(
    rows.map((row) => ({ series: row.series!, date: row.date!, quantity: Number(row.quantity) })),
  );
}

function demoPanel(): Panel {
  const lines = DEMO_SUPPLIERS.flatMap(({ deliversOn, lines: own }) =>
    own.map((line) => ({ line, deliversOn })),
  );
  const rows = [...demoDays(lines, '2026-11-01', 730, seededRandom(7))].flatMap(({ date, sold }) =>
    [...sold].map(([i, quantity]) => ({ series: lines[i]!.line.name, date, quantity })),
  );
  return buildPanel(rows);
}

/** One series after the other, as a night does it; nothing is kept. */
function speed(count: number): void {
  const panel = demoPanel();
  const pool = preparePool(panel, 14, DEFAULT_SETTINGS.day);
  const series = panel.series.filter((one) => one.values.length > 700);
  const run = (from: number, until: number): void => {
    for (let i = from; i < until; i++) forecastSeries(pool, series[i % series.length]!, 14, [7]);
  };
  run(0, 300);
  const memory = (): string => `${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`;
  const before = memory();
  const started = process.cpuUsage();
  run(0, count);
  const seconds = process.cpuUsage(started).user / 1e6;
  process.stdout.write(
    `\n${count} daily series of two years: ${Math.round(count / seconds)} series a CPU second; heap ${before} before, ${memory()} after\n`,
  );
}

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      folds: { type: 'string', default: '3' },
      series: { type: 'string', default: '2000' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const folds = Number(values.folds);
  const { data } = values;
  if (data === undefined) print(measure('demo shop', demoPanel(), folds));
  else
    for (const file of readdirSync(data)
      .filter((name) => name.endsWith('.csv') && !name.includes('promotions'))
      .sort())
      print(measure(file, readPanel(join(data, file)), folds));
  speed(Number(values.series));
  return 0;
}
