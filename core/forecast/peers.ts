import type { PanelSeries } from './panel.ts';

/** What the products of a category sell: all that is known of a product that has just come. */
export interface Peers {
  /** Demand per open period of the middle product, in stock units: a few big sellers do not speak for a newcomer. */
  readonly level: number;
  /** Variance of the products' levels ÷ level², at most 1: nobody buys a first order for the best seller. */
  readonly spread: number;
  /** All of them are sold in whole units. */
  readonly whole: boolean;
}

/** From so many seen periods on, a product speaks for itself. */
const GROWN_UP = 28;
const REMEMBERED = 90;
const LEAST_PEERS = 3;

export function peersByCategory(series: readonly PanelSeries[]): ReadonlyMap<string, Peers> {
  const levels = new Map<string, { means: number[]; whole: boolean }>();
  for (const one of series) {
    const { category } = one;
    if (category === undefined || seenPeriods(one) < GROWN_UP) continue;
    const entry = levels.get(category) ?? { means: [], whole: true };
    entry.means.push(recentMean(one));
    entry.whole &&= one.values.every(Number.isInteger);
    levels.set(category, entry);
  }
  return new Map(
    [...levels].flatMap(([category, { means, whole }]): [string, Peers][] => {
      const level = means.toSorted((a, b) => a - b)[means.length >> 1]!;
      if (means.length < LEAST_PEERS || !(level > 0)) return [];
      const variance = means.reduce((sum, mean) => sum + (mean - level) ** 2, 0) / (means.length - 1);
      return [[category, { level, spread: Math.min(variance / level ** 2, 1), whole }]];
    }),
  );
}

const seenPeriods = ({ values, unseen }: PanelSeries): number =>
  unseen === undefined ? values.length : unseen.reduce((seen, hidden) => seen + 1 - hidden, 0);

function recentMean({ values, unseen }: PanelSeries): number {
  let sum = 0;
  let seen = 0;
  for (let i = values.length - 1; i >= 0 && seen < REMEMBERED; i--) {
    if (unseen?.[i]) continue;
    sum += values[i]!;
    seen++;
  }
  return sum / seen;
}

/** How much a series' own level counts against its peers', 0…1. */
export const ownVoice = (series: PanelSeries): number => Math.min(1, seenPeriods(series) / GROWN_UP);
