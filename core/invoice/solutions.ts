import { isVatRate } from '../fiscal/vat-rates.ts';
import type { Numeral, Reading } from './numerals.ts';

/** A printed number in one of its readings. */
export interface Chosen {
  readonly numeral: Numeral;
  readonly reading: Reading;
}

/** One way in which the numbers of an item close: quantity × price × (1 − discounts) = amount. */
export interface Solution {
  readonly quantity: Chosen;
  readonly price: Chosen;
  readonly discounts: readonly Chosen[];
  readonly amount: Chosen;
  /** How far the product is from the amount, in currency. */
  readonly error: number;
  /** How convincing by itself, before columns are known. */
  readonly score: number;
}

const MAX_NUMERALS = 18;

/** How far a line may be off: unit prices are printed rounded (0.005 a unit, and at least two cents). */
export const lineTolerance = (quantity: number): number => Math.max(0.02, Math.abs(quantity) * 0.005) + 1e-7;

/** Every number in every reading, with its order in the block. */
interface Candidate extends Chosen {
  readonly at: number;
}

function candidatesOf(numerals: readonly Numeral[]): Candidate[] {
  return numerals.flatMap((numeral, at) => numeral.readings.map((reading) => ({ numeral, reading, at })));
}

/** A run of one to three neighbouring percentages with the factor that they leave. */
interface Cascade {
  readonly picks: readonly Candidate[];
  readonly factor: number;
}

function cascadesOf(numerals: readonly Numeral[]): Cascade[] {
  const percents = numerals.map((numeral, at) => {
    const reading = numeral.readings.find(({ approx }) => approx > 0 && approx < 100);
    return reading && !numeral.currency ? { numeral, reading, at } : null;
  });
  const cascades: Cascade[] = [];
  for (let from = 0; from < percents.length; from++) {
    const picks: Candidate[] = [];
    let factor = 1;
    for (let at = from; at < percents.length && at < from + 3; at++) {
      const pick = percents[at];
      if (!pick) break;
      picks.push(pick);
      factor *= 1 - pick.reading.approx / 100;
      cascades.push({ picks: [...picks], factor });
    }
  }
  return cascades;
}

const discountScore = (cascade: Cascade): number =>
  cascade.picks.reduce((score, { numeral, reading }) => {
    const round = (reading.approx * 2) % 1 === 0 ? 0 : -1;
    return score - 0.6 + round + (numeral.percent ? 0.3 : 0) - (numeral.bracketed || numeral.glued ? 2 : 0);
  }, -0.2);

function orderScore(quantity: Candidate, price: Candidate, amount: Candidate): number {
  let score = 0;
  if (quantity.at < price.at) score += 1.5;
  if (price.at < amount.at) score += 1;
  else score -= 1.5;
  if (quantity.at < amount.at) score += 1;
  if (quantity.numeral.times === 'after' && price.numeral.times === 'before') score += 4;
  return score;
}

/** How much a number looks like the role it is given. */
function shapeScore(quantity: Candidate, price: Candidate, amount: Candidate): number {
  let score = 0;
  const p = price.reading;
  const q = quantity.reading;
  if (p.decimals >= 2) score += 0.6;
  if (amount.reading.decimals === 2) score += 0.6;
  if (amount.reading.decimals > 2) score -= 0.6;
  if (Number.isInteger(q.approx)) score += 0.5;
  if (q.decimals === 0 && p.decimals >= 2) score += 0.4;
  if (Math.abs(q.approx) > 99_999) score -= 2;
  if (q.decimals > 3) score -= 1;
  if (isVatRate(p.approx)) score -= price.numeral.percent || price.numeral.bracketed ? 4 : 2;
  if (quantity.numeral.percent || quantity.numeral.bracketed) score -= 4;
  if (price.numeral.percent || price.numeral.bracketed || amount.numeral.percent || amount.numeral.bracketed)
    score -= 4;
  if (quantity.numeral.currency) score -= 3;
  for (const pick of [quantity, price, amount]) score -= pick.reading.cost + (pick.numeral.glued ? 1.5 : 0);
  return score;
}

/** Long numbers that agree are no accident; a lone 1 and two equal prices may be. */
function weightOfEvidence(quantity: Candidate, amount: Candidate, error: number): number {
  const size = Math.abs(amount.reading.approx);
  const tolerance = lineTolerance(quantity.reading.approx);
  const digits = size > 0 ? Math.log10(size / tolerance) : 0;
  const trivial = Math.abs(quantity.reading.approx) === 1 ? 1.2 : 0;
  return Math.min(digits, 6) * 0.5 - trivial - (error > 0.0051 ? 0.5 : 0);
}

function scoreOf(quantity: Candidate, price: Candidate, amount: Candidate, error: number): number {
  return (
    orderScore(quantity, price, amount) +
    shapeScore(quantity, price, amount) +
    weightOfEvidence(quantity, amount, error)
  );
}

function withDiscount(
  quantity: Candidate,
  price: Candidate,
  amount: Candidate,
  cascades: readonly Cascade[],
  found: Solution[],
): void {
  const product = quantity.reading.approx * price.reading.approx;
  const tolerance = lineTolerance(quantity.reading.approx);
  for (const cascade of cascades) {
    const error = Math.abs(product * cascade.factor - amount.reading.approx);
    if (error > tolerance) continue;
    if (cascade.picks.some(({ at }) => at === quantity.at || at === price.at || at === amount.at)) continue;
    const score = scoreOf(quantity, price, amount, error) + discountScore(cascade);
    found.push({ quantity, price, amount, discounts: cascade.picks, error, score });
  }
}

/** The ways in which one amount and one price close with some quantity of the block. */
function closings(
  amount: Candidate,
  price: Candidate,
  candidates: readonly Candidate[],
  cascades: readonly Cascade[],
  found: Solution[],
): void {
  const a = amount.reading.approx;
  for (const quantity of candidates) {
    const q = quantity.reading.approx;
    if (quantity.at === amount.at || quantity.at === price.at || q === 0) continue;
    const product = q * price.reading.approx;
    if (product > 0 !== a > 0) continue;
    const error = Math.abs(product - a);
    if (error <= lineTolerance(q))
      found.push({
        quantity,
        price,
        amount,
        discounts: [],
        error,
        score: scoreOf(quantity, price, amount, error),
      });
    else if (Math.abs(a) < Math.abs(product) && Math.abs(a) > Math.abs(product) * 0.15)
      withDiscount(quantity, price, amount, cascades, found);
  }
}

/**
 * Every way in which the numbers of one item close, best first, at most sixty. Quantities and prices may stand in any
 * order; order, shape and the weight of the digits only make the score.
 */
export function solutionsOf(all: readonly Numeral[]): Solution[] {
  const numerals = all.slice(-MAX_NUMERALS);
  if (numerals.length < 3) return [];
  const candidates = candidatesOf(numerals);
  const cascades = cascadesOf(numerals);
  const found: Solution[] = [];
  for (const amount of candidates) {
    if (amount.reading.approx === 0) continue;
    for (const price of candidates)
      if (price.at !== amount.at && price.reading.approx !== 0)
        closings(amount, price, candidates, cascades, found);
  }
  return found.sort((x, y) => y.score - x.score).slice(0, 60);
}
