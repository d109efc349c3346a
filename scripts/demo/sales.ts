import type { KnownDay } from '../../core/forecast/argentine-days.ts';
import { argentineDays } from '../../core/forecast/argentine-days.ts';
import { dayNumber, dayOfYear, isoDate, weekday } from '../../core/forecast/calendar.ts';
import type { DemoLine } from './catalog.ts';
import type { Random } from './random.ts';

/** Units moved of each product on one day. */
export interface DemoDay {
  readonly date: string;
  readonly delivered: ReadonlyMap<number, number>;
  readonly sold: ReadonlyMap<number, number>;
}

const WEEK = [0.85, 0.86, 0.9, 0.98, 1.2, 1.38, 0.95];
const KNOWN: Readonly<Record<KnownDay, number>> = {
  quiet_holiday: 0,
  eve: 1.9,
  holiday: 0.8,
  bridge: 1.05,
  bonus: 1.18,
  pay_days: 1.12,
};
/** The warmest day of the year is around 15 January in Buenos Aires. */
const WARMEST = 15;

interface Shelf {
  readonly line: DemoLine;
  readonly deliversOn: number;
  /** Days from the start: when it comes to the shop, and when nobody wants it any more. */
  readonly from: number;
  readonly until: number;
  stock: number;
}

/** A few products are new, a few died, a few are both. */
function shelvesOf(
  lines: readonly { line: DemoLine; deliversOn: number }[],
  days: number,
  random: Random,
): Shelf[] {
  return lines.map(({ line, deliversOn }) => {
    const luck = random.next();
    return {
      line,
      deliversOn,
      from: luck < 0.08 ? Math.floor(days * (0.5 + 0.48 * random.next())) : 0,
      until: luck > 0.95 ? Math.floor(days * (0.4 + 0.4 * random.next())) : days,
      stock: 0,
    };
  });
}

/** Heat of a day, −1…1, with warm and cold spells of about a week that come as they please. */
function heatOf(date: string, spell: number): number {
  return Math.cos((2 * Math.PI * (dayOfYear(date) - WARMEST)) / 365) * 0.8 + spell;
}

/**
 * What a shop delivers and sells on each day before `until`: weekdays, pay days, holidays (closed on the quiet ones), heat,
 * slow growth or decline of each product, deliveries that fail and leave the shelf empty, launches and dead products.
 */
export function* demoDays(
  lines: readonly { line: DemoLine; deliversOn: number }[],
  until: string,
  days: number,
  random: Random,
): Generator<DemoDay> {
  const start = dayNumber(until) - days;
  const known = argentineDays(isoDate(start), until);
  const shelves = shelvesOf(lines, days, random);
  const drift = shelves.map(() => (random.next() - 0.5) * 0.5);
  let spell = 0;
  for (let day = 0; day < days; day++) {
    const date = isoDate(start + day);
    spell = spell * 0.85 + (random.next() - 0.5) * 0.35;
    const kind = known.get(date);
    const mood =
      WEEK[weekday(start + day)]! * (kind === undefined ? 1 : KNOWN[kind]) * (0.93 + 0.14 * random.next());
    const delivered = new Map<number, number>();
    const sold = new Map<number, number>();
    for (const [i, shelf] of shelves.entries()) {
      if (day < shelf.from) continue;
      const { line } = shelf;
      const level = line.daily * (1 + (drift[i]! * day) / days) * (1 + line.heat * 0.5 * heatOf(date, spell));
      const units = deliveryOf(shelf, level, day, weekday(start + day), random);
      if (units > 0 && mood > 0) {
        shelf.stock += units;
        delivered.set(i, units);
      }
      const wanted = day < shelf.until ? random.count(Math.max(level * mood, 0), 1.6) : 0;
      const taken = Math.min(wanted, shelf.stock);
      if (taken > 0) {
        shelf.stock -= taken;
        sold.set(i, taken);
      }
    }
    yield { date, delivered, sold };
  }
}

/** Up to eleven days' worth in whole packs once a week; one delivery in twenty-five does not bring it. */
function deliveryOf(shelf: Shelf, level: number, day: number, today: number, random: Random): number {
  const isFirst = day === shelf.from;
  if (!isFirst && (today !== shelf.deliversOn || random.next() < 0.04)) return 0;
  // Nobody orders more of what does not move.
  if (day > shelf.until + 14) return 0;
  const missing = Math.max(level * 11, 2) - shelf.stock;
  return missing <= 0 ? 0 : Math.ceil(missing / shelf.line.pack) * shelf.line.pack;
}
