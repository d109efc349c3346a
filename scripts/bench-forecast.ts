import { parseArgs } from 'node:util';
import { type Frequency, seasonLength } from '../core/forecast/calendar.ts';
import type { Panel } from '../core/forecast/panel.ts';
import { DEFAULT_SETTINGS } from '../core/forecast/settings.ts';
import { measure, type Protocol, type Score } from './bench-forecast-measure.ts';
import { forecastManySeries, forecastOneNight } from './bench-forecast-night.ts';
import { demoSet, folderSets, spanOf, type TestSet, tradeSets } from './bench-forecast-sets.ts';

const USAGE = `Usage: npm run bench -- forecast [--data FOLDER] [--protocol shop|gift-eval] [--seeds 101] [--folds 3] [--skip 0]
                                [--series 2000] [--products N]
  Accuracy beside simple rules on the demo shop and invented trades of these seeds, or on the CSV files of FOLDER
  (NAME_x.csv series,date,quantity; NAME_promotions.csv series,date,event). The past todays begin --skip horizons before
  the end. shop: 14 days, 8 weeks, 6 months ahead. gift-eval: that benchmark's horizons, windows and scales.
  --series N: speed and memory over N daily series of two years, backtest included. --products N: a whole night, from
  the ledger of N products in the embedded database.`;

type ProtocolName = 'shop' | 'gift-eval';

const HORIZON: Readonly<Record<ProtocolName, Readonly<Record<Frequency, number>>>> = {
  shop: { day: 14, week: 8, month: 6 },
  'gift-eval': { day: 30, week: 8, month: 12 },
};
const LEAD = { day: 7, week: 2, month: 2 } as const;

function protocolOf(name: ProtocolName, panel: Panel, folds: number, skip: number): Protocol {
  const { frequency } = panel;
  const horizon = HORIZON[name][frequency];
  const season = seasonLength(frequency);
  const shared = { horizon, lead: LEAD[frequency], least: Math.max(12, 2 * season + 2), skip };
  if (name === 'shop') return { ...shared, folds, maseLag: season };
  // GIFT-Eval (Aksu et al. 2024): a tenth of the length is test, at most 20 windows; only months have a season there.
  const windows = Math.min(20, Math.max(1, Math.ceil((0.1 * spanOf(panel)) / horizon)));
  return { ...shared, folds: windows, maseLag: frequency === 'month' ? 12 : 1 };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function print({ name, panel }: TestSet, protocol: Protocol, scores: ReadonlyMap<string, Score>): void {
  const heads = ['wQL', 'RMSSE', 'MASE', '95 % band', 'lead time'].map((head) => head.padStart(10)).join('');
  process.stdout.write(
    `\n${name}: ${panel.series.length} series, ${panel.dates.length} periods; ${protocol.folds} × ${protocol.horizon} ahead, lead time ${protocol.lead}\n`,
  );
  process.stdout.write(`${'method'.padEnd(16)}${heads}\n`);
  for (const [method, score] of scores) {
    const cells = [
      score.wql.toFixed(3),
      score.rmsse.toFixed(3),
      score.mase.toFixed(3),
      percent(score.coverage),
      percent(score.leadCoverage),
    ];
    process.stdout.write(`${method.padEnd(16)}${cells.map((cell) => cell.padStart(10)).join('')}\n`);
  }
}

function setsOf(data: string | undefined, protocol: ProtocolName, seeds: readonly number[]): TestSet[] {
  if (data !== undefined) return [...folderSets(data, { weeklySums: protocol === 'gift-eval' })];
  return seeds.flatMap((seed) => [demoSet(seed), ...tradeSets(seed)]);
}

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      protocol: { type: 'string', default: 'shop' },
      seeds: { type: 'string', default: '101' },
      folds: { type: 'string', default: '3' },
      skip: { type: 'string', default: '0' },
      series: { type: 'string', default: '2000' },
      products: { type: 'string', default: '0' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const { protocol } = values;
  const seeds = values.seeds.split(',').map(Number);
  const [folds, skip, series, products] = [values.folds, values.skip, values.series, values.products].map(
    Number,
  ) as [number, number, number, number];
  const numbers = [...seeds, folds, skip, series, products];
  if (
    (protocol !== 'shop' && protocol !== 'gift-eval') ||
    numbers.some((one) => !Number.isSafeInteger(one) || one < 0)
  ) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  for (const set of setsOf(values.data, protocol, seeds)) {
    const chosen = protocolOf(protocol, set.panel, folds, skip);
    print(set, chosen, measure(set.panel, chosen, DEFAULT_SETTINGS[set.panel.frequency]));
  }
  if (series > 0) forecastManySeries(series);
  if (products > 0) await forecastOneNight(products);
  return 0;
}
