import type { Db } from '../../drizzle/client.ts';
import { movementsToJudge, usualExits } from '../../drizzle/queries/odd-movements.ts';
import type { MovementSource } from '../../drizzle/schema/index.ts';
import { TIME_ZONE } from '../platform/clock.ts';
import { type DecimalString, dec, plain, sum } from '../platform/decimal.ts';

/** A movement that a person made by hand, as far as judging it goes. */
export interface JudgedMovement {
  readonly seq: number;
  readonly productId: string;
  readonly productName: string;
  readonly unit: string;
  readonly locationId: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly source: MovementSource;
  /** Signed: what it did to the place. */
  readonly quantity: DecimalString;
  /** Without sign; null where nothing was ever valued. */
  readonly value: DecimalString | null;
  readonly at: Date;
}

/**
 * large: many times what usually leaves at once · at_night: goods left or were corrected while the shop was closed ·
 * repeated_correction: one person corrects one product down again and again.
 */
export interface OddMovement {
  readonly kind: 'large' | 'at_night' | 'repeated_correction';
  /** The same for the same finding, so that it is raised once. */
  readonly key: string;
  readonly productId: string;
  readonly productName: string;
  readonly unit: string;
  readonly locationId: string;
  readonly actorId: string;
  readonly actorName: string;
  /** Stock units, without sign; of all the corrections together. */
  readonly quantity: DecimalString;
  readonly value: DecimalString | null;
  /** The last of them. */
  readonly at: Date;
  readonly seqs: readonly number[];
}

export interface OddRules {
  /** How many times the usual exit of a product is large; `minimumValue` pesos are never large. */
  readonly timesUsual: DecimalString;
  readonly minimumValue: DecimalString;
  /** The shop is closed from `from` to `until`, minutes after midnight in Argentina. */
  readonly night: { readonly from: number; readonly until: number };
  readonly corrections: { readonly count: number; readonly withinMs: number };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Shifts run from 08:00 to 23:30; half an hour more is tidying up. */
export const ODD_RULES: OddRules = {
  timesUsual: '5',
  minimumValue: '20000',
  night: { from: 0, until: 7 * 60 + 30 },
  corrections: { count: 3, withinMs: 7 * DAY_MS },
};

/** Sources that a person chooses freely; sales at a till, deliveries and transfers have another side that shows. */
const BY_HAND: ReadonlySet<MovementSource> = new Set(['exit', 'waste', 'count']);

const clockTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

function minuteOfDay(at: Date): number {
  const [hours = '0', minutes = '0'] = clockTime.format(at).split(':');
  return (Number(hours) % 24) * 60 + Number(minutes);
}

/**
 * What the owner would want to look at. Pure: `usual` is the median of what left at once of each product; products
 * without one are judged by value alone.
 */
export function findOdd(
  movements: readonly JudgedMovement[],
  usual: ReadonlyMap<string, DecimalString>,
  rules: OddRules = ODD_RULES,
): readonly OddMovement[] {
  const outwards = movements.filter((one) => BY_HAND.has(one.source) && dec(one.quantity).isNegative());
  const large = outwards.filter((one) => isLarge(one, usual.get(one.productId), rules));
  const atNight = outwards.filter(({ at }) => isNight(minuteOfDay(at), rules.night));
  return [
    ...large.map((one) => finding('large', [one])),
    ...atNight.map((one) => finding('at_night', [one])),
    ...repeated(outwards, rules),
  ];
}

function isLarge(one: JudgedMovement, usual: DecimalString | undefined, rules: OddRules): boolean {
  if (one.value === null || dec(one.value).lt(rules.minimumValue)) return false;
  return usual === undefined || dec(one.quantity).abs().gte(dec(usual).times(rules.timesUsual));
}

const isNight = (minute: number, { from, until }: OddRules['night']): boolean =>
  from <= until ? minute >= from && minute < until : minute >= from || minute < until;

/** The first run of enough corrections within the window, for each product, place and person. */
function repeated(outwards: readonly JudgedMovement[], { corrections }: OddRules): readonly OddMovement[] {
  const groups = new Map<string, JudgedMovement[]>();
  for (const one of outwards.filter(({ source }) => source === 'count')) {
    const key = `${one.productId}/${one.locationId}/${one.actorId}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const inOrder = group.toSorted((a, b) => a.seq - b.seq);
    for (let i = 0; i + corrections.count <= inOrder.length; i += 1) {
      const run = inOrder.slice(i, i + corrections.count);
      const span = run.at(-1)!.at.getTime() - run[0]!.at.getTime();
      if (span <= corrections.withinMs) return [finding('repeated_correction', run)];
    }
    return [];
  });
}

function finding(kind: OddMovement['kind'], movements: readonly JudgedMovement[]): OddMovement {
  const last = movements.at(-1)!;
  const values = movements.map((one) => one.value);
  return {
    kind,
    key: `${kind}:${movements[0]!.seq}`,
    productId: last.productId,
    productName: last.productName,
    unit: last.unit,
    locationId: last.locationId,
    actorId: last.actorId,
    actorName: last.actorName,
    quantity: plain(sum(movements.map((one) => dec(one.quantity))).abs()),
    value: values.includes(null) ? null : plain(sum(values.map((value) => dec(value ?? '0')))),
    at: last.at,
    seqs: movements.map((one) => one.seq),
  };
}

/** How far back the usual exit of a product is looked for. */
const USUAL_MS = 90 * DAY_MS;

/**
 * The odd movements of a company since a moment, what was taken back left out. Corrections are looked at over their whole
 * window, so that the third of a week is found on its own day; findings that ended before `since` are left out.
 */
export async function oddMovements(
  db: Db,
  question: { readonly companyId: string; readonly since: Date; readonly now: Date },
): Promise<readonly OddMovement[]> {
  const { companyId, since, now } = question;
  const from = new Date(since.getTime() - ODD_RULES.corrections.withinMs);
  const movements = await movementsToJudge(db, companyId, from);
  const productIds = [...new Set(movements.map((one) => one.productId))];
  const usual = await usualExits(db, productIds, {
    from: new Date(now.getTime() - USUAL_MS),
    until: since,
  });
  return findOdd(movements, usual).filter((odd) => odd.at >= since);
}
