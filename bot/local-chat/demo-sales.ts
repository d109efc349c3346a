import { dayNumber, isoDate, weekday } from '../../core/forecast/calendar.ts';
import { Dec, type DecimalString, dec, plain } from '../../core/platform/decimal.ts';
import type { DemoProduct } from './demo-products.ts';

/** What happened to one product, the oldest day first; units of stock. */
export interface DemoPast {
  /** On the shelf before the first day. */
  readonly opening: DecimalString;
  readonly days: readonly {
    readonly date: string;
    /** Before the shop opens. */
    readonly delivered: DecimalString;
    readonly sold: DecimalString;
  }[];
}

/** Monday … Sunday against a usual day. */
const WEEK = [0.8, 0.85, 0.9, 1, 1.25, 1.45, 0.75];
/** Suppliers come when so many days of sales are left, Monday to Saturday. */
const LEFT_DAYS = 3;
const DELIVERY_DAYS = 6;

/** Even in 0…1, the same for the same seed (Park and Miller's generator). */
function evenNumbers(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Whole units around the mean, or tenths where goods are weighed. */
function soldOn(mean: number, isWeighed: boolean, even: () => number): Dec {
  const spread = mean * (0.55 + 0.9 * even());
  if (isWeighed) return new Dec(spread.toFixed(1));
  const whole = Math.floor(spread);
  return new Dec(whole + (even() < spread - whole ? 1 : 0));
}

/**
 * Sales and weekly deliveries in whole packs of the days before `today`, told backwards from what is on the shelf now, so
 * that they end exactly there.
 *
 * @param index where the product stands in the list: its own chance and its day of delivery.
 */
export function demoPast(product: DemoProduct, index: number, today: string, days: number): DemoPast {
  const even = evenNumbers(index * 7_919 + 13);
  const pack = dec(product.pack);
  const left = new Dec(product.daily * LEFT_DAYS);
  let stock = dec(product.units);
  const told: DemoPast['days'][number][] = [];
  for (let ago = 1; ago <= days; ago++) {
    const day = dayNumber(today) - ago;
    const sold = soldOn(product.daily * WEEK[weekday(day)]!, product.unit === 'kg', even);
    stock = stock.plus(sold);
    const spare = Dec.max(stock.minus(left), 0);
    const comesToday = weekday(day) === index % DELIVERY_DAYS;
    const delivered = comesToday ? spare.div(pack).floor().times(pack) : new Dec(0);
    stock = stock.minus(delivered);
    told.push({ date: isoDate(day), delivered: plain(delivered), sold: plain(sold) });
  }
  return { opening: plain(stock), days: told.reverse() };
}
