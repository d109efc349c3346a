import { parseArgs } from 'node:util';
import { argentineDays } from '../core/forecast/argentine-days.ts';
import { NO_SCORE } from '../core/forecast/backtest.ts';
import { layPool, preparePool } from '../core/forecast/pool.ts';
import {
  forecastProductSeries,
  HORIZON_DAYS,
  type ProductForecast,
} from '../core/forecast/product-forecast.ts';
import { DEFAULT_SETTINGS } from '../core/forecast/settings.ts';
import { Dec } from '../core/platform/decimal.ts';
import { horizonOf, learnedLeadTime } from '../core/purchasing/lead-time.ts';
import { outlookFromForecast } from '../core/purchasing/outlooks.ts';
import { type Outlook, reorder } from '../core/purchasing/reorder.ts';
import { DEMO_SUPPLIERS } from './demo/catalog.ts';
import { seededRandom } from './demo/random.ts';
import { demoDays } from './demo/sales.ts';

const USAGE = `Usage: npm run bench -- stock [--days 182] [--seed 7]
  Runs the demo shop's 217 products for so many days under several rules of ordering, with the same demand, lead times that
  vary, whole packs and lost sales, and prints the service reached beside the stock that it took.`;

const HISTORY_DAYS = 548;
/** Not counted: every rule begins with the same shelves. */
const WARM_UP = 28;
const REVIEW_DAYS = 7;
/** The forecast is made anew so often; in the shop it is every night. */
const REFRESH_DAYS = 7;
const PAST_DELIVERIES = 10;

interface Item {
  readonly name: string;
  readonly pack: number;
  readonly cost: number;
  /** What people want on each open day, known to nobody. */
  readonly demand: Float64Array;
  /** Past lead times of its supplier, newest first. */
  readonly leads: readonly number[];
  /** Of orders sent on each day. */
  readonly leadOn: readonly number[];
}

interface World {
  /** Open days; a closed day is no day here. */
  readonly dates: readonly string[];
  readonly from: number;
  readonly items: readonly Item[];
}

function makeWorld(days: number, seed: number): World {
  const random = seededRandom(seed);
  const lines = DEMO_SUPPLIERS.flatMap(({ deliversOn, lines: own }, supplier) =>
    own.map((line) => ({ line, deliversOn, supplier })),
  );
  // A pack that never runs out shows what people wanted.
  const endless = lines.map(({ line, deliversOn }) => ({ line: { ...line, pack: 1_000_000 }, deliversOn }));
  const told = [...demoDays(endless, '2026-11-01', HISTORY_DAYS + days, random)].filter(
    ({ sold }) => sold.size > 0,
  );
  const usual = DEMO_SUPPLIERS.map(() => 1 + Math.floor(random.next() * 5));
  const leadOf = (supplier: number): number => {
    const luck = random.next();
    return usual[supplier]! + (luck < 0.6 ? 0 : luck < 0.85 ? 1 : 3);
  };
  const past = DEMO_SUPPLIERS.map((_, supplier) =>
    Array.from({ length: PAST_DELIVERIES }, () => leadOf(supplier)),
  );
  return {
    dates: told.map(({ date }) => date),
    from: told.length - days,
    items: lines.map(({ line, supplier }, i) => ({
      name: line.name,
      pack: line.pack,
      cost: line.cost,
      demand: Float64Array.from(told, ({ sold }) => sold.get(i) ?? 0),
      leads: past[supplier]!,
      leadOn: told.map(() => leadOf(supplier)),
    })),
  };
}

/** What a rule may look at on a morning. */
interface Morning {
  readonly item: Item;
  readonly day: number;
  readonly stock: number;
  readonly onOrder: number;
  /** Sold on each day so far; where the shelf was empty it is less than was wanted. */
  readonly sold: Float64Array;
  readonly empty: Uint8Array;
  readonly forecast: ProductForecast | null;
}

/** Units to order now. */
type Rule = (morning: Morning) => number;

const upInPacks = (units: number, pack: number): number => Math.max(0, Math.ceil(units / pack)) * pack;

/** The mean and deviation of the last eight weeks, days without stock left out. */
function lately({ sold, empty, day }: Morning): { mean: number; deviation: number } {
  const seen = [...sold.subarray(Math.max(0, day - 48), day)].filter(
    (_, i) => empty[Math.max(0, day - 48) + i] === 0,
  );
  const mean = seen.reduce((sum, value) => sum + value, 0) / Math.max(seen.length, 1);
  const squares = seen.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / Math.max(seen.length - 1, 1)) };
}

/** Mean × time + z × deviation × √time, for the mean lead time (and `more` days) and until the order after. */
const textbook =
  (z: number, more = 0): Rule =>
  (morning) => {
    const { item, stock, onOrder } = morning;
    const { mean, deviation } = lately(morning);
    const lead = more + item.leads.reduce((sum, days) => sum + days, 0) / item.leads.length;
    const within = (days: number): number => mean * days + z * deviation * Math.sqrt(days);
    const position = stock + onOrder;
    return position <= within(lead) && mean > 0
      ? Math.max(upInPacks(within(lead + REVIEW_DAYS - more) - position, item.pack), item.pack)
      : 0;
  };

/** "When a week is left, two weeks more": set once by the sales of the year before, and left alone. */
const byHand =
  (pointDays: number, orderDays: number): Rule =>
  ({ item, stock, onOrder, day, sold }) => {
    const first = Math.max(0, day - 365);
    const mean = sold.subarray(first, day).reduce((sum, value) => sum + value, 0) / Math.max(day - first, 1);
    return stock + onOrder <= Math.ceil(mean * pointDays) && mean > 0
      ? Math.max(upInPacks(mean * orderDays, item.pack), item.pack)
      : 0;
  };

/** As the shop orders: by the forecast's quantiles over the lead times seen so far. */
const ours =
  (leadsOf: (item: Item) => readonly number[], dates: readonly string[]): Rule =>
  ({ item, day, stock, onOrder, forecast }) => {
    if (forecast === null) return 0;
    const horizon = horizonOf(leadsOf(item), { reviewDays: REVIEW_DAYS, orderDays: null }, 0);
    const outlook: Outlook | null = outlookFromForecast(forecast, dates[day]!, horizon);
    return reorder({
      available: new Dec(stock),
      onOrder: new Dec(onOrder),
      outlook,
      packSize: new Dec(item.pack),
      minimum: null,
      maximum: null,
      shelfDays: null,
      wanted: null,
    }).quantity.toNumber();
  };

interface Tally {
  demand: number;
  sold: number;
  cycles: number;
  emptyCycles: number;
  stockDays: number;
  stockValue: number;
  orders: number;
}

interface Shelf {
  readonly item: Item;
  readonly sold: Float64Array;
  readonly empty: Uint8Array;
  stock: number;
  readonly coming: { readonly day: number; readonly units: number }[];
  ranOut: boolean;
}

const setUp = ({ items, from }: World): Shelf[] =>
  items.map((item) => {
    const sold = new Float64Array(item.demand.length);
    sold.set(item.demand.subarray(0, from));
    const mean = item.demand.subarray(from - 56, from).reduce((sum, value) => sum + value, 0) / 56;
    return {
      item,
      sold,
      empty: new Uint8Array(item.demand.length),
      stock: upInPacks(mean * 10, item.pack),
      coming: [],
      ranOut: false,
    };
  });

/** Each product's forecast from what this rule's own shelves showed. */
function forecasts(
  world: World,
  shelves: readonly Shelf[],
  day: number,
): readonly (ProductForecast | null)[] {
  const dates = world.dates.slice(0, day);
  const events = new Map(
    [...argentineDays(dates[0]!, '2027-02-01')].map(([date, kind]) => [date, [kind]] as const),
  );
  const series = shelves.map(({ item, sold, empty }) => ({
    id: item.name,
    values: sold.subarray(0, day),
    start: 0,
    unseen: empty.subarray(0, day),
    events,
  }));
  const panel = { frequency: 'day' as const, dates, series };
  const future = world.dates.slice(day, day + HORIZON_DAYS);
  const pool = layPool(
    panel,
    future,
    DEFAULT_SETTINGS.day,
    preparePool(panel, HORIZON_DAYS, DEFAULT_SETTINGS.day),
  );
  return series.map((one) => forecastProductSeries(pool, one, NO_SCORE));
}

function simulate(world: World, rule: Rule, usesForecast: boolean): Tally {
  const shelves = setUp(world);
  const tally: Tally = {
    demand: 0,
    sold: 0,
    cycles: 0,
    emptyCycles: 0,
    stockDays: 0,
    stockValue: 0,
    orders: 0,
  };
  let made: readonly (ProductForecast | null)[] = shelves.map(() => null);
  for (let day = world.from; day < world.dates.length; day++) {
    const isCounted = day >= world.from + WARM_UP;
    if (usesForecast && (day - world.from) % REFRESH_DAYS === 0) made = forecasts(world, shelves, day);
    for (const [i, shelf] of shelves.entries()) {
      receive(shelf, day, isCounted ? tally : null);
      order(shelf, { rule, day, forecast: made[i]!, tally: isCounted ? tally : null });
      sell(shelf, day, isCounted ? tally : null);
    }
  }
  return tally;
}

function receive(shelf: Shelf, day: number, tally: Tally | null): void {
  for (let i = shelf.coming.length - 1; i >= 0; i--) {
    if (shelf.coming[i]!.day > day) continue;
    shelf.stock += shelf.coming[i]!.units;
    shelf.coming.splice(i, 1);
    if (tally !== null) {
      tally.cycles += 1;
      if (shelf.ranOut) tally.emptyCycles += 1;
    }
    shelf.ranOut = false;
  }
}

function order(
  shelf: Shelf,
  at: { rule: Rule; day: number; forecast: ProductForecast | null; tally: Tally | null },
): void {
  const { item, stock, sold, empty, coming } = shelf;
  const onOrder = coming.reduce((sum, one) => sum + one.units, 0);
  const units = at.rule({ item, day: at.day, stock, onOrder, sold, empty, forecast: at.forecast });
  if (units <= 0) return;
  coming.push({ day: at.day + item.leadOn[at.day]!, units });
  if (at.tally !== null) at.tally.orders += 1;
}

/** What is not there is not sold, and nobody comes back for it. */
function sell(shelf: Shelf, day: number, tally: Tally | null): void {
  const wanted = shelf.item.demand[day]!;
  const sold = Math.min(wanted, shelf.stock);
  shelf.empty[day] = sold === 0 && shelf.stock === 0 ? 1 : 0;
  shelf.stock -= sold;
  shelf.sold[day] = sold;
  if (sold < wanted) shelf.ranOut = true;
  if (tally === null) return;
  tally.demand += wanted;
  tally.sold += sold;
  tally.stockDays += shelf.stock;
  tally.stockValue += shelf.stock * shelf.item.cost;
}

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      days: { type: 'string', default: '182' },
      seed: { type: 'string', default: '7' },
      help: { type: 'boolean' },
    },
  });
  const days = Number(values.days);
  if (values.help === true || !(days > WARM_UP)) {
    process.stdout.write(`${USAGE}\n`);
    return values.help === true ? 0 : 2;
  }
  const world = makeWorld(days, Number(values.seed));
  const rules: readonly (readonly [string, Rule, boolean])[] = [
    ['ours, 95 %', ours(({ leads }) => leads, world.dates), true],
    ['ours, usual lead time', ours(({ leads }) => [learnedLeadTime(leads)], world.dates), true],
    ['textbook, 95 %', textbook(1.645), false],
    ['textbook, 99 %', textbook(2.326), false],
    ['textbook, 95 %, day more', textbook(1.645, 1), false],
    ['textbook, 99 %, day more', textbook(2.326, 1), false],
    ['by hand, 5 days left + 10', byHand(5, 10), false],
    ['by hand, 7 days left + 14', byHand(7, 14), false],
    ['by hand, 10 days left + 14', byHand(10, 14), false],
  ];
  process.stdout.write(
    `${world.items.length} products, ${days - WARM_UP} open days; cycles: deliveries that came before the shelf was empty\n\n`,
  );
  process.stdout.write(
    `${'rule'.padEnd(28)}${'sold'.padStart(9)}${'cycles'.padStart(9)}${'days of stock'.padStart(15)}${'stock, $ 1000'.padStart(15)}${'orders'.padStart(9)}\n`,
  );
  for (const [name, rule, usesForecast] of rules) {
    const tally = simulate(world, rule, usesForecast);
    const percent = (part: number, all: number) => `${((100 * part) / Math.max(all, 1)).toFixed(2)} %`;
    process.stdout.write(
      `${name.padEnd(28)}${percent(tally.sold, tally.demand).padStart(9)}${percent(tally.cycles - tally.emptyCycles, tally.cycles).padStart(9)}${(tally.stockDays / tally.demand).toFixed(2).padStart(15)}${Math.round(
        tally.stockValue / (days - WARM_UP) / 1000,
      )
        .toString()
        .padStart(15)}${String(tally.orders).padStart(9)}\n`,
    );
  }
  return 0;
}
