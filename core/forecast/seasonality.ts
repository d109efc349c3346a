import { dayOfYear, seasonLength, seasonPhase } from './calendar.ts';
import type { Panel, PanelSeries } from './panel.ts';

/** Multiplicative factors with mean 1, one per phase of the short season (7 weekdays, 12 months, or a single 1). */
export type Profile = Float64Array;

/** A factor per position of the year (0…365), mean 1; null when the history is too short to tell. */
export type AnnualFactor = Float64Array | null;

const FLOOR = 1e-3;

function normalised(factors: Float64Array): Float64Array {
  let total = 0;
  for (const factor of factors) total += factor;
  const mean = total / factors.length;
  return mean > 0 ? factors.map((factor) => Math.max(factor / mean, FLOOR)) : factors.fill(1);
}

/** Phase of each period of the panel: computed once, since it is the same for all series. */
export const panelPhases = (dates: readonly string[], panel: Pick<Panel, 'frequency'>): Uint8Array =>
  Uint8Array.from(dates, (date) => seasonPhase(date, panel.frequency));

/** The shop's own profile: every series weighs by its volume's square root, so that a few big sellers do not decide alone. */
export function pooledProfile(panel: Panel, phases: Uint8Array, cycles: number): Profile | null {
  const length = seasonLength(panel.frequency);
  if (length < 2) return null;
  const from = Math.max(0, panel.dates.length - cycles * length);
  const observed = new Float64Array(length);
  const expected = new Float64Array(length);
  for (const series of panel.series) addToPool(series, phases, from, length, observed, expected);
  if (expected.some((value) => value <= 0)) return null;
  return normalised(observed.map((value, phase) => value / expected[phase]!));
}

function addToPool(
  series: PanelSeries,
  phases: Uint8Array,
  from: number,
  length: number,
  observed: Float64Array,
  expected: Float64Array,
): void {
  const first = Math.max(0, from - series.start);
  const count = series.values.length - first;
  if (count < 2 * length) return;
  let total = 0;
  let seen = 0;
  for (let i = first; i < series.values.length; i++) {
    if (series.unseen?.[i]) continue;
    total += series.values[i]!;
    seen++;
  }
  if (total <= 0) return;
  const mean = total / seen;
  const weight = 1 / Math.sqrt(mean);
  for (let i = first; i < series.values.length; i++) {
    if (series.unseen?.[i]) continue;
    const phase = phases[series.start + i]!;
    observed[phase]! += weight * series.values[i]!;
    expected[phase]! += weight * mean;
  }
}

/**
 * A series' own profile shrunk to the shop's by empirical Bayes: the less is known of a phase (few or noisy periods,
 * counted with an exponential memory of `halfLife` cycles) the more the shop's factor stands.
 */
export function seriesProfile(
  values: Float64Array,
  phases: Uint8Array,
  length: number,
  pool: Profile | null,
  options: { halfLife: number; spread: number; unseen?: Uint8Array | undefined },
): Profile {
  if (length < 2) return Float64Array.of(1);
  const base = pool ?? new Float64Array(length).fill(1);
  const n = values.length;
  if (pool === null && n < 2 * length) return base;
  const sum = new Float64Array(length);
  const weight = new Float64Array(length);
  const weight2 = new Float64Array(length);
  const decay = 0.5 ** (1 / (options.halfLife * length));
  let total = 0;
  let totalWeight = 0;
  for (let i = n - 1, w = 1; i >= 0; i--, w *= decay) {
    if (options.unseen?.[i]) continue;
    const phase = phases[i]!;
    sum[phase]! += w * values[i]!;
    weight[phase]! += w;
    weight2[phase]! += w * w;
    total += w * values[i]!;
    totalWeight += w;
  }
  const mean = totalWeight > 0 ? total / totalWeight : 0;
  if (mean <= 0) return base;
  let squares = 0;
  for (let i = 0; i < n; i++)
    if (!options.unseen?.[i]) squares += (values[i]! - sum[phases[i]!]! / weight[phases[i]!]!) ** 2;
  const variance = squares / Math.max(n - length, 1) / (mean * mean);
  const result = new Float64Array(length);
  for (let phase = 0; phase < length; phase++) {
    const effective = weight[phase]! > 0 ? weight[phase]! ** 2 / weight2[phase]! : 0;
    const own = weight[phase]! > 0 ? sum[phase]! / weight[phase]! / mean : 1;
    const trust = effective > 0 ? options.spread / (options.spread + variance / effective) : 0;
    result[phase] = Math.max(trust * own + (1 - trust) * base[phase]!, FLOOR);
  }
  return normalised(result);
}

/**
 * How the whole shop breathes over the year, from the ratio of its (volume-balanced) total to a centred yearly mean,
 * smoothed over about `smoothDays`, and drawn towards 1 by `shrink` (0 ignores the year, 1 believes it).
 * Needs 1.6 years; months already carry the year in their short season.
 */
export function annualFactor(panel: Panel, options: { smoothDays: number; shrink: number }): AnnualFactor {
  const perYear = panel.frequency === 'day' ? 365 : 52;
  const n = panel.dates.length;
  if (panel.frequency === 'month' || n < 1.6 * perYear || options.shrink <= 0) return null;
  const totals = balancedTotals(panel);
  const reference = centredMeans(totals, perYear);
  const ratio = new Float64Array(366);
  const count = new Float64Array(366);
  for (let i = 0; i < n; i++) {
    if (reference[i]! <= 0) continue;
    const at = dayOfYear(panel.dates[i]!);
    ratio[at]! += totals[i]! / reference[i]!;
    count[at]! += 1;
  }
  return normalised(smoothAroundYear(ratio, count, options.smoothDays)).map(
    (f) => 1 + options.shrink * (f - 1),
  );
}

function balancedTotals(panel: Panel): Float64Array {
  const totals = new Float64Array(panel.dates.length);
  for (const { values, start } of panel.series) {
    let sum = 0;
    for (const value of values) sum += value;
    if (sum <= 0) continue;
    const weight = 1 / Math.sqrt(sum / values.length);
    for (let i = 0; i < values.length; i++) totals[start + i]! += weight * values[i]!;
  }
  return totals;
}

function centredMeans(totals: Float64Array, window: number): Float64Array {
  const n = totals.length;
  const cumulative = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) cumulative[i + 1] = cumulative[i]! + totals[i]!;
  return totals.map((_, i) => {
    const from = Math.max(0, Math.min(i - (window >> 1), n - window));
    const to = Math.min(n, from + window);
    return (cumulative[to]! - cumulative[from]!) / (to - from);
  });
}

function smoothAroundYear(ratio: Float64Array, count: Float64Array, sd: number): Float64Array {
  const reach = Math.ceil(3 * sd);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / sd) ** 2),
  );
  return ratio.map((_, at) => {
    let num = 0;
    let den = 0;
    for (let offset = -reach; offset <= reach; offset++) {
      const near = (at + offset + 366 * 2) % 366;
      num += kernel[offset + reach]! * ratio[near]!;
      den += kernel[offset + reach]! * count[near]!;
    }
    return den > 0 ? num / den : 1;
  });
}
