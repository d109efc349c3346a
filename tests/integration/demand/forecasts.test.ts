import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forecastProduct, refreshForecasts } from '../../../core/demand/forecasts.ts';
import { runningOut } from '../../../core/demand/outlook.ts';
import { readDemand, readShopDays } from '../../../core/demand/shop-history.ts';
import { settingsOf, tuneShop } from '../../../core/demand/tuning.ts';
import { dayNumber, isoDate } from '../../../core/forecast/calendar.ts';
import { dailyMean } from '../../../core/forecast/product-forecast.ts';
import { DEFAULT_SETTINGS } from '../../../core/forecast/settings.ts';
import { type NewMovement, recordMovements } from '../../../core/stock/ledger.ts';
import { saveSettings, storedForecasts } from '../../../drizzle/queries/forecasts.ts';
import { virtualLocation } from '../../../drizzle/queries/ledger.ts';
import { type MovementSource, product } from '../../../drizzle/schema/index.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aProduct, aShop, type Shop } from '../../support/factories.ts';

const TODAY = '2026-11-03';
const NOW = new Date('2026-11-03T15:00:00Z');
const daysAgo = (days: number) => isoDate(dayNumber(TODAY) - days);

describe.each(databaseKinds)('demand on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let places: Record<'supplier' | 'customer' | 'loss' | 'count', string>;
  let line = 0;

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
    const place = (name: keyof typeof places) => virtualLocation(database.db, shop.companyId, name);
    places = {
      supplier: await place('supplier'),
      customer: await place('customer'),
      loss: await place('loss'),
      count: await place('count'),
    };
  });
  afterAll(() => database.close());

  type Move = Partial<NewMovement> & { readonly source: MovementSource; readonly quantity: string };
  /** Moves goods at three in the afternoon of the shop's day. */
  async function on(day: string, productId: string, ...moves: readonly Move[]): Promise<void> {
    const outcome = await inTransaction(database.db, (tx) =>
      recordMovements(tx, {
        companyId: shop.companyId,
        actorId: shop.owner.personId,
        now: new Date(`${day}T18:00:00Z`),
        movements: moves.map(({ source, ...move }) => {
          line += 1;
          const comesIn = source === 'receipt' || source === 'reversal';
          const other = {
            receipt: places.supplier,
            exit: places.loss,
            waste: places.loss,
            count: places.count,
          }[source as string];
          return {
            productId,
            fromLocationId: comesIn ? (other ?? places.customer) : shop.shopId,
            toLocationId: comesIn ? shop.shopId : (other ?? places.customer),
            sourceType: source,
            sourceId: `${day}-${line}`,
            lineNo: 1,
            ...move,
          };
        }),
      }),
    );
    if (!outcome.ok) throw new Error(outcome.error.code);
  }
  const demandOf = async (productId: string) => {
    const place = { companyId: shop.companyId, locationId: shop.shopId };
    const days = await readShopDays(database.db, place, TODAY);
    const [series] = await readDemand(database.db, place, days, [{ productId, category: null }]);
    return Object.fromEntries(
      [...(series?.values ?? [])].map((value, i) => [
        days.past[series!.start + i],
        series!.unseen![i] === 1 ? 'unseen' : value,
      ]),
    );
  };

  it('counts sales and exits that stand; not waste, counts, purchases or what was taken back; not today', async () => {
    const till = await aProduct(database.db, shop.owner, 'Caramelos');
    for (let ago = 9; ago >= 0; ago--)
      await on(
        daysAgo(ago),
        till.id,
        { source: 'receipt', quantity: '5', cost: '50' },
        { source: 'sale', quantity: '5' },
      );
    const milk = await aProduct(database.db, shop.owner, 'Leche entera');
    await on(daysAgo(6), milk.id, { source: 'receipt', quantity: '20', cost: '2000' });
    await on(daysAgo(5), milk.id, { source: 'sale', quantity: '4' }, { source: 'exit', quantity: '1' });
    await on(daysAgo(4), milk.id, { source: 'waste', quantity: '2' }, { source: 'count', quantity: '1' });
    await on(daysAgo(3), milk.id, { source: 'sale', quantity: '9', sourceId: 'mistake' });
    await on(daysAgo(2), milk.id, {
      source: 'reversal',
      quantity: '9',
      sourceId: 'mistake',
      takesBack: undefined,
    });
    await on(daysAgo(1), milk.id, { source: 'sale', quantity: '12' });
    await on(TODAY, milk.id, { source: 'sale', quantity: '3' });
    expect(await demandOf(milk.id)).toEqual({
      [daysAgo(6)]: 'unseen',
      [daysAgo(5)]: 5,
      [daysAgo(4)]: 0,
      [daysAgo(3)]: 0,
      [daysAgo(2)]: 0,
      [daysAgo(1)]: 12,
    });
  });

  it('masks days without stock, and goes on to yesterday although the last sale was long ago', async () => {
    const beer = await aProduct(database.db, shop.owner, 'Cerveza');
    await on(daysAgo(8), beer.id, { source: 'receipt', quantity: '6', cost: '600' });
    await on(daysAgo(7), beer.id, { source: 'sale', quantity: '6' });
    await on(daysAgo(4), beer.id, { source: 'receipt', quantity: '6', cost: '600' });
    const demand = await demandOf(beer.id);
    expect(demand).toEqual({
      [daysAgo(8)]: 'unseen',
      [daysAgo(7)]: 6,
      [daysAgo(6)]: 'unseen',
      [daysAgo(5)]: 'unseen',
      [daysAgo(4)]: 'unseen',
      [daysAgo(3)]: 0,
      [daysAgo(2)]: 0,
      [daysAgo(1)]: 0,
    });
  });

  it('forecasts all products of the shop at night and keeps them; one that moved since is made anew when asked', async () => {
    const place = { companyId: shop.companyId, locationId: shop.shopId };
    const told: number[] = [];
    const made = await refreshForecasts(database.db, {
      ...place,
      now: NOW,
      onProgress: async (done) => void told.push(done),
    });
    expect(made).toBe(3);
    expect(told).toEqual([3]);
    const kept = await storedForecasts(database.db, place);
    expect(kept).toHaveLength(3);
    const [first] = kept;
    const same = await forecastProduct(database.db, {
      ...place,
      productId: first!.productId,
      now: new Date(NOW.getTime() + 60_000),
    });
    expect(same!.madeAt).toEqual(NOW);
    await on(TODAY, first!.productId, { source: 'sale', quantity: '1' });
    const anew = await forecastProduct(database.db, {
      ...place,
      productId: first!.productId,
      now: new Date(NOW.getTime() + 60_000),
    });
    expect(anew!.madeAt).not.toEqual(NOW);
    expect(dailyMean(anew!.forecast, TODAY)).toBeCloseTo(dailyMean(first!.forecast, TODAY), 6);
  });

  it('When a product is no longer kept, then its old forecast goes, and the others are not made anew at every question', async () => {
    const own = await aShop(database.db);
    const place = { companyId: own.companyId, locationId: own.shopId };
    const customer = await virtualLocation(database.db, own.companyId, 'customer');
    const supplier = await virtualLocation(database.db, own.companyId, 'supplier');
    const kept = (await aProduct(database.db, own.owner, 'Yerba')).id;
    const gone = (await aProduct(database.db, own.owner, 'Mate')).id;
    const moved = await inTransaction(database.db, (tx) =>
      recordMovements(tx, {
        companyId: own.companyId,
        actorId: own.owner.personId,
        now: new Date(`${daysAgo(9)}T18:00:00Z`),
        movements: [kept, gone].flatMap((productId, at) => [
          {
            productId,
            fromLocationId: supplier,
            toLocationId: own.shopId,
            quantity: '9',
            sourceType: 'receipt' as const,
            sourceId: `r${at}`,
            lineNo: 1,
          },
          {
            productId,
            fromLocationId: own.shopId,
            toLocationId: customer,
            quantity: '4',
            sourceType: 'sale' as const,
            sourceId: `s${at}`,
            lineNo: 1,
          },
        ]),
      }),
    );
    expect(moved.ok).toBe(true);
    await refreshForecasts(database.db, { ...place, now: NOW });
    await database.db.update(product).set({ active: false }).where(eq(product.id, gone));
    const tomorrow = new Date(NOW.getTime() + 86_400_000);
    await runningOut(database.db, { ...place, now: tomorrow });
    const later = new Date(tomorrow.getTime() + 60_000);
    await runningOut(database.db, { ...place, now: later });
    expect(await storedForecasts(database.db, place)).toMatchObject([{ productId: kept, madeAt: tomorrow }]);
  });

  it('When the time to keep it has passed, then a forecast is made anew although nothing moved', async () => {
    const place = { companyId: shop.companyId, locationId: shop.shopId };
    const [first] = await storedForecasts(database.db, place);
    const { productId } = first!;
    const madeAt = async (minutes: number) => {
      const now = new Date(NOW.getTime() + minutes * 60_000);
      return (await forecastProduct(database.db, { ...place, productId, now, keepSeconds: 1_800 }))!.madeAt;
    };
    const begun = await madeAt(60);
    expect(await madeAt(89)).toEqual(begun);
    expect(await madeAt(91)).toEqual(new Date(NOW.getTime() + 91 * 60_000));
  });

  it('When a product of a known category has only come today, then it is forecast by its category, widely', async () => {
    const place = { companyId: shop.companyId, locationId: shop.shopId };
    const wish = (name: string) => ({ name, category: 'Alfajores' });
    for (const [i, daily] of [2, 4, 6].entries()) {
      const { id } = await aProduct(database.db, shop.owner, wish(`Alfajor ${i}`));
      await on(daysAgo(31), id, { source: 'receipt', quantity: '900', cost: '9' });
      for (let ago = 30; ago >= 1; ago--)
        await on(daysAgo(ago), id, { source: 'sale', quantity: String(daily) });
    }
    const fresh = await aProduct(database.db, shop.owner, wish('Alfajor nuevo'));
    const alone = await aProduct(database.db, shop.owner, { name: 'Único', category: 'Sin pares' });
    for (const { id } of [fresh, alone]) await on(TODAY, id, { source: 'receipt', quantity: '9', cost: '9' });
    await refreshForecasts(database.db, { ...place, now: NOW });
    const [kept] = await storedForecasts(database.db, { ...place, productIds: [fresh.id] });
    expect(kept!.forecast).toMatchObject({ method: 'category', history: 0 });
    expect(dailyMean(kept!.forecast, TODAY)).toBeCloseTo(4, 0);
    // A week of one's peers is 28; not knowing which of them it will be like is most of the margin.
    const week = kept!.forecast.totals.find((one) => one.periods === 7)!;
    expect(week.quantiles[3]).toBeGreaterThan(40);
    const asked = await forecastProduct(database.db, {
      ...place,
      productId: fresh.id,
      now: NOW,
      keepSeconds: 0,
    });
    expect(asked!.forecast.means).toEqual(kept!.forecast.means);
    expect(await forecastProduct(database.db, { ...place, productId: alone.id, now: NOW })).toBeNull();
  });

  it('When a shop was tuned, then its nights use what was found, and the same history finds the same', async () => {
    const place = { companyId: shop.companyId, locationId: shop.shopId };
    expect(await settingsOf(database.db, shop.shopId)).toEqual(DEFAULT_SETTINGS.day);
    expect(await tuneShop(database.db, { ...place, now: NOW })).toBeNull();
    const kept = { levelPooling: 0, theoryShare: 0.5, seasonal: 'no longer a flag', forgotten: 3 };
    await saveSettings(database.db, {
      locationId: shop.shopId,
      settings: kept as never,
      loss: 3_600,
      defaultLoss: 3_700,
      madeAt: NOW,
    });
    expect(await settingsOf(database.db, shop.shopId)).toEqual({
      ...DEFAULT_SETTINGS.day,
      levelPooling: 0,
      theoryShare: 0.5,
    });
    const before = await storedForecasts(database.db, place);
    await refreshForecasts(database.db, { ...place, now: NOW });
    expect((await storedForecasts(database.db, place)).map((one) => one.forecast)).not.toEqual(
      before.map((one) => one.forecast),
    );
  });

  it('When nobody ever moved it, then there is no forecast', async () => {
    const never = await aProduct(database.db, shop.owner, 'Nunca visto');
    const wish = { companyId: shop.companyId, locationId: shop.shopId, productId: never.id, now: NOW };
    expect(await forecastProduct(database.db, wish)).toBeNull();
  });
});
