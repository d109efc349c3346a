import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dailyDigest, weeklyOutlook } from '../../bot/features/forecast/scheduled.ts';
import { formatInstant } from '../../bot/format.ts';
import { createProduct } from '../../core/catalog/products.ts';
import { dayNumber, isoDate } from '../../core/forecast/calendar.ts';
import { findActor } from '../../core/people/enrolment.ts';
import { dayOf } from '../../core/platform/clock.ts';
import type { Job } from '../../core/platform/schedule.ts';
import { recordMovements } from '../../core/stock/ledger.ts';
import { virtualLocation } from '../../drizzle/queries/ledger.ts';
import { outboxMessage } from '../../drizzle/schema/index.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import { openShop, type Shop } from './support/shop.ts';

const DAYS = 60;

describe('asking how long it lasts', () => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await openShop({ drafts: {} });
  });
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  /** Sells `daily` of a product on each of the last sixty days, so that `left` remain this morning. */
  async function hasSold(name: string, daily: number, left: number): Promise<void> {
    const { db } = shop.database;
    const actor = (await findActor(db, shop.owner.who.id))!;
    const created = await createProduct(db, actor, { name }, shop.now());
    if (!created.ok) throw new Error(created.error);
    const today = dayNumber(dayOf(shop.now()));
    const [opening, customer] = await Promise.all([
      virtualLocation(db, actor.companyId, 'opening'),
      virtualLocation(db, actor.companyId, 'customer'),
    ]);
    const base = { productId: created.value.id, lineNo: 1 };
    for (let ago = DAYS; ago >= 1; ago--) {
      const first = ago === DAYS;
      const movements = [
        ...(first
          ? [
              {
                ...base,
                fromLocationId: opening,
                toLocationId: actor.locationId,
                quantity: String(daily * DAYS + left),
                cost: '1000',
                sourceType: 'opening' as const,
                sourceId: `${name}-in`,
              },
            ]
          : []),
        {
          ...base,
          fromLocationId: actor.locationId,
          toLocationId: customer,
          quantity: String(daily),
          sourceType: 'sale' as const,
          sourceId: `${name}-${ago}`,
        },
      ];
      const at = new Date(`${isoDate(today - ago)}T15:00:00Z`);
      const done = await inTransaction(db, (tx) =>
        recordMovements(tx, { companyId: actor.companyId, actorId: actor.personId, now: at, movements }),
      );
      if (!done.ok) throw new Error(done.error.code);
    }
  }

  it('When somebody asks for a product, then the days and the date come first, with a picture', async () => {
    await hasSold('Yerba Playadito 1 kg', 6, 20);
    shop.staff.sends('/pronostico yerba');
    const answer = await shop.staff.sees(/Yerba Playadito/);
    expect(answer.text).toMatch(/Te alcanza \d días?: se termina el \p{L}+ \d\d\/\d\d\./u);
    expect(answer.text).toMatch(/Hay 20 unidades; salen 6 unidades por día/);
    expect(answer.text).toContain('Suelo errar menos de 1 por semana');
    expect(answer.photo).not.toBeNull();
    await shop.staff.taps('Qué se termina');
    const list = await shop.staff.sees(/Se termina antes de que llegue un pedido/);
    expect(list.text).toMatch(/Yerba Playadito 1 kg — \p{L}+ \d\d\/\d\d \(quedan 20\)/u);
  });

  it('When somebody asks in their own words, then it is the same answer', async () => {
    await hasSold('Yerba Playadito 1 kg', 6, 20);
    shop.staff.sends('¿cuánto me dura la yerba playadito?');
    await shop.staff.sees(/Te alcanza/);
    shop.staff.sends('qué se va a terminar esta semana?');
    await shop.staff.sees(/Se termina antes de que llegue un pedido/);
  });

  it('When the words fit several, then it asks which; when none, it says so; without history, that', async () => {
    await hasSold('Coca-Cola 1,5 l', 3, 30);
    await hasSold('Coca-Cola 2,25 l', 2, 4);
    shop.staff.sends('/pronostico coca');
    await shop.staff.sees(/¿Cuál de estos\?/);
    await shop.staff.taps('Coca-Cola 2,25 l');
    await shop.staff.sees(/Te alcanza 2 días|Te alcanza 1 día/);
    shop.staff.sends('/pronostico zapallo relleno');
    await shop.staff.sees(/No encontré «zapallo relleno»/);
    const actor = (await findActor(shop.database.db, shop.owner.who.id))!;
    await createProduct(shop.database.db, actor, { name: 'Turrón Arcor' }, shop.now());
    shop.staff.sends('/pronostico turrón');
    await shop.staff.sees(/Todavía no hay ventas anotadas de <b>Turrón Arcor/);
  });

  it('When somebody says that tomorrow is closed, then it is asked, foreseen, and can be taken back', async () => {
    await hasSold('Yerba Playadito 1 kg', 6, 20);
    const before = await cover();
    shop.owner.sends('mañana cerramos');
    await shop.owner.sees(/¿Anoto que el \p{L}+ \d\d\/\d\d está cerrado\?/u);
    await shop.owner.taps('Guardar');
    await shop.owner.sees(/✅ Cuento con que/);
    await shop.settled();
    expect(await cover()).toBe(before + 1);
    await shop.owner.taps('Deshacer', { under: /Cuento con que/ });
    await shop.owner.sees(/↩️ Listo: .*como siempre/);
    await shop.settled();
    expect(await cover()).toBe(before);
    shop.staff.sends('mañana cerramos');
    await shop.staff.sees(/cuándo se cierra lo dice/);
  });

  /** Whole days that the yerba lasts. */
  async function cover(): Promise<number> {
    shop.owner.sends('/pronostico yerba');
    await shop.settled();
    const told = shop.owner.chat.at(-1)?.text ?? '';
    return Number(/Te alcanza (\d+) día/.exec(told)?.[1]);
  }

  /** One run of a job that was due at eight of a Monday, at this hour of today. */
  const run = (job: Job, hour = '12:00') =>
    job.run({
      dueAt: new Date('2030-01-07T11:00:00Z'),
      now: new Date(`${dayOf(shop.now())}T${hour}:00-03:00`),
      signal: new AbortController().signal,
      progress: async () => undefined,
    });
  const told = (player: Shop['staff'], words: RegExp) =>
    player.chat.filter((one) => words.test(one.text)).length;

  it('When it strikes eight, then everybody who wants it is told once, though two processes run it', async () => {
    await hasSold('Yerba Playadito 1 kg', 6, 20);
    await run(dailyDigest(shop.deps));
    await shop.owner.sees(/Hay que pedir hoy/);
    await shop.owner.taps('Qué avisos recibo');
    await shop.owner.taps('Todos los días');
    await shop.owner.sees(/Avisos a hora fija/);
    await shop.settled();
    await Promise.all([run(dailyDigest(shop.deps)), run(dailyDigest(shop.deps))]);
    await shop.settled();
    const digest = /Hay que pedir hoy/;
    expect([told(shop.owner, digest), told(shop.staff, digest), told(shop.stranger, digest)]).toEqual([
      1, 1, 0,
    ]);
  });

  it('When it is Monday, then the week is told once, with its closed days, and to nobody who turned it off', async () => {
    await hasSold('Yerba Playadito 1 kg', 6, 20);
    shop.owner.sends('mañana cerramos');
    await shop.owner.taps('Guardar');
    shop.owner.sends('/pronostico');
    await shop.settled();
    const [outlook, week] = [weeklyOutlook(shop.deps), /Esta semana se termina/];
    await Promise.all([run(outlook), run(outlook)]);
    const message = await shop.owner.sees(week);
    expect(message.text).toMatch(/📅 \p{L}+ \d\d\/\d\d: cerrado/u);
    await shop.owner.taps('Qué avisos recibo', { under: week });
    await shop.owner.taps('Los lunes');
    await shop.settled();
    await run(outlook, '13:00');
    await shop.settled();
    expect([told(shop.owner, week), told(shop.staff, week), told(shop.stranger, week)]).toEqual([1, 1, 0]);
  });

  it('When it was missed and comes late into the quiet hours, then it waits for their end', async () => {
    await hasSold('Yerba Playadito 1 kg', 6, 20);
    await run(dailyDigest(shop.deps), '23:45');
    const waiting = await shop.database.db.select().from(outboxMessage);
    const digests = waiting.filter((row) => row.slot.startsWith('daily:'));
    expect(digests.length).toBeGreaterThan(0);
    for (const row of digests)
      expect([row.sentVersion, formatInstant(row.availableAt).slice(-5)]).toEqual([0, '08:00']);
  });
});
