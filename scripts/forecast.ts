import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { backtest, NO_SCORE } from '../core/forecast/backtest.ts';
import { isoDate as asWritten, dayNumber } from '../core/forecast/calendar.ts';
import { forecastQuantiles, forecastSeries } from '../core/forecast/engine.ts';
import { buildPanel } from '../core/forecast/panel.ts';
import { preparePool } from '../core/forecast/pool.ts';
import { DEFAULT_SETTINGS } from '../core/forecast/settings.ts';

const USAGE = `Uso: npm run -s forecast -- --input VENTAS.csv --horizon N [--lead-time L] [--events EVENTOS.csv]
  VENTAS.csv   series,date,quantity  (fechas AAAA-MM-DD; diarias, semanales o mensuales)
  EVENTOS.csv  series,date,event     (días conocidos, pasados y futuros)`;

const LEVELS = [0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975];
const LEAD_LEVELS = [0.5, 0.9, 0.95, 0.98];
const BACKTEST_FOLDS = 3;

class UsageError extends Error {}

const isoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  // 30 February is read as 2 March by the engine's calendar, and by nobody else.
  .refine((date) => !Number.isNaN(Date.parse(date)) && asWritten(dayNumber(date)) === date);
const salesRow = z.object({
  series: z.string().min(1),
  date: isoDate,
  quantity: z
    .string()
    .regex(/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i)
    .transform(Number),
});
const eventRow = z.object({ series: z.string().min(1), date: isoDate, event: z.string().min(1) });

function readCsv<T>(path: string, row: z.ZodType<T>): T[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`No se puede leer ${path}`);
  }
  let records: unknown[];
  try {
    records = parse(text, { columns: true, skip_empty_lines: true, trim: true, bom: true });
  } catch (error) {
    throw new UsageError(`${path} no es un CSV válido: ${(error as Error).message}`);
  }
  return records.map((record, i) => {
    const parsed = row.safeParse(record);
    if (!parsed.success) {
      const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
      throw new UsageError(`${path}, fila ${i + 2}: revisá ${fields}`);
    }
    return parsed.data;
  });
}

function positiveInteger(name: string, value: string | undefined, fallback?: number): number {
  if (value === undefined && fallback !== undefined) return fallback;
  if (value === undefined || !/^\d{1,4}$/.test(value) || Number(value) < 1)
    throw new UsageError(`${name} tiene que ser un entero desde 1`);
  return Number(value);
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
const roundedOrNull = (value: number | null): number | null => (value === null ? null : rounded(value));
const byLevel = (levels: readonly number[], values: readonly number[]) =>
  Object.fromEntries(levels.map((level, i) => [String(level), rounded(values[i]!)]));

function main(): void {
  const { values } = parseArgs({
    options: {
      input: { type: 'string' },
      horizon: { type: 'string' },
      'lead-time': { type: 'string' },
      events: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (values.input === undefined) throw new UsageError('Falta --input');
  const horizon = positiveInteger('--horizon', values.horizon);
  const lead = positiveInteger('--lead-time', values['lead-time'], 1);
  const panel = buildPanel(
    readCsv(values.input, salesRow),
    values.events === undefined ? [] : readCsv(values.events, eventRow),
  );
  const settings = DEFAULT_SETTINGS[panel.frequency];
  const pool = preparePool(panel, Math.max(horizon, lead), settings);
  const scores = backtest(panel, horizon, BACKTEST_FOLDS, settings);
  for (const series of panel.series) {
    const result = forecastSeries(pool, series, horizon, [lead]);
    const [total] = result.leads;
    const score = scores.get(series.id) ?? NO_SCORE;
    const line = {
      series: series.id,
      frequency: panel.frequency,
      method: result.method,
      history: series.values.length,
      forecast: result.means.map((mean, j) => ({
        date: pool.future[j]!,
        mean: rounded(mean),
        quantiles: byLevel(LEVELS, forecastQuantiles(result.distributions[j]!, LEVELS)),
      })),
      leadTime: {
        periods: lead,
        mean: rounded(total!.mean),
        quantiles: byLevel(LEAD_LEVELS, forecastQuantiles(total!.distribution, LEAD_LEVELS)),
      },
      backtest: {
        mase: roundedOrNull(score.mase),
        rmsse: roundedOrNull(score.rmsse),
        wql: roundedOrNull(score.wql),
        coverage95: roundedOrNull(score.coverage95),
        naiveMase: roundedOrNull(score.naiveMase),
      },
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}

try {
  main();
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof TypeError && 'code' in error)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}\n`);
  process.exitCode = 2;
}
