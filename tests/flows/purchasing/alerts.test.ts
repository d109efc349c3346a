import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { tellNotice } from '../../../bot/features/alerts/notice.ts';
import { formatDate } from '../../../bot/format.ts';
import { scanAlerts } from '../../../core/alerts/scan.ts';
import { dayOf } from '../../../core/platform/clock.ts';
import { newId } from '../../../core/platform/ids.ts';
import { recordMovements } from '../../../core/stock/ledger.ts';
import { virtualLocation } from '../../../drizzle/queries/ledger.ts';
import {
  alert,
  location,
  type MovementSource,
  person,
  product,
  scheduledJob,
  stockRule,
} from '../../../drizzle/schema/index.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
import { FACTURA, YERBA } from '../../support/goods.ts';
import { draftOf } from '../../support/papers.ts';
import { openShop, type Shop } from '../support/shop.ts';

/** Noon in the shop, so that nobody sleeps. */
const TODAY = new Date().toISOString().slice(0, 10);
const at = (hour: number): Date => new Date(new Date(`${TODAY}T00:00:00-03:00`).getTime() + hour * 3_600_000);

describe('alerts', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  const DRAFTS = {
    factura: draftOf(FACTURA),
    aumento: draftOf({ number: 12346, lines: [{ ...YERBA, unitPrice: '1800' }] }),
  };
  const scan = async (hour = 12): Promise<void> => {
    await scanAlerts(shop.database.db, { now: at(hour), tell: tellNotice });
    await shop.settled();
  };
  const told = (words: RegExp): number =>
    shop.owner.chat.filter((message) => words.test(message.text)).length;
  const alerts = async () =>
    (await shop.database.db.select().from(alert)).map((row) => `${row.kind} ${row.clearedBy}`);
  const receive = async (paper: string, create?: string): Promise<void> => {
    shop.owner.sendsPhoto(paper);
    if (create !== undefined) await shop.owner.taps(create);
    await shop.owner.taps('Confirmar');
    await shop.settled();
  };
  const yerba = async () => {
    const rows = await shop.database.db.select().from(product);
    return rows.find((row) => row.name.startsWith('YERBA'))!;
  };
  const place = async () =>
    (await shop.database.db.select().from(location).where(eq(location.kind, 'shop')))[0]!;
  const takesOut = async (
    quantity: string,
    { source, to, hour }: { source: MovementSource; to: 'customer' | 'loss' | 'count'; hour: number },
  ): Promise<void> => {
    const { id: productId, companyId } = await yerba();
    const { id: fromLocationId } = await place();
    const people = await shop.database.db.select().from(person);
    const someone = people.find((one) => one.role === 'staff');
    await inTransaction(shop.database.db, async (tx) => {
      const done = await recordMovements(tx, {
        companyId,
        actorId: someone!.id,
        now: at(hour),
        movements: [
          {
            productId,
            fromLocationId,
            toLocationId: await virtualLocation(tx, companyId, to),
            quantity,
            sourceType: source,
            sourceId: newId(),
            lineNo: 1,
          },
        ],
      });
      if (!done.ok) throw new Error(done.error.code);
    });
  };
  const sell = (quantity: string): Promise<void> =>
    takesOut(quantity, { source: 'sale', to: 'customer', hour: 11 });
  /** Ten of yerba and a minimum of six. */
  const begin = async (): Promise<void> => {
    shop = await openShop({ drafts: DRAFTS });
    await receive('factura', 'Crear los 2');
    const { id: productId } = await yerba();
    const { id: locationId } = await place();
    await shop.database.db.insert(stockRule).values({ productId, locationId, minimum: '6' });
  };

  it('When stock falls to the minimum, then it is raised once, followed, and cleared by new goods', async () => {
    await begin();
    await scan();
    expect(await alerts()).toEqual([]);
    await sell('4');
    await scan();
    await shop.owner.sees(/Queda poco[\s\S]*YERBA PLAYADITO 500 GR: 6 u\..*mínimo 6/);
    await shop.colleague.sees(/Queda poco/);
    expect(shop.staff.transcript()).not.toContain('Queda poco');
    await scan();
    expect(told(/Queda poco/)).toBe(1);
    await receive('aumento');
    await scan();
    await shop.owner.sees(/Resuelto[\s\S]*✓ <s>YERBA/);
    expect(await alerts()).toContain('low_stock solved');
  });

  it('When it is ordered, then the alert says so and stays quiet, also at zero, until the order is cancelled', async () => {
    await begin();
    await sell('5');
    await scan();
    await shop.owner.taps('Anotar en faltantes');
    await shop.owner.taps('Anotar', { under: /¿Lo anoto/ });
    await shop.owner.taps('Pedir', { under: /Queda poco/ });
    await shop.owner.taps('Pedir a Distribuidora');
    await shop.owner.taps('Enviar');
    await shop.settled();
    await scan();
    await shop.owner.sees(/<s>YERBA[^<]*<\/s> pedido/);
    await sell('5');
    await scan();
    expect(told(/🔴/)).toBe(0);
    await shop.owner.taps('Cancelar pedido');
    await shop.owner.taps('Sí');
    await shop.settled();
    await scan();
    await shop.owner.sees(/🔴 <b>Sin stock[\s\S]*YERBA PLAYADITO 500 GR: 0 u\./);
  });

  it('When a minimum is set by hand, then before and after are shown first, and it can be taken back', async () => {
    shop = await openShop({ drafts: DRAFTS });
    await receive('factura', 'Crear los 2');
    shop.owner.sends('/alertas yerba playadito 12');
    await shop.owner.sees(/¿Cambio el mínimo[\s\S]*sin mínimo → <b>12 u\./);
    await shop.owner.taps('Guardar');
    await shop.owner.sees(/✅ Mínimo/);
    await scan();
    await shop.owner.sees(/Queda poco[\s\S]*YERBA[^\n]*: 10 u\..*mínimo 12/);
    await shop.owner.taps('Deshacer', { under: /✅ Mínimo/ });
    await shop.owner.sees(/12 u\. → <b>sin mínimo/);
    await scan();
    await shop.owner.sees(/Resuelto/);
    shop.staff.sends('/alertas yerba playadito 12');
    await shop.staff.sees(/los reciben el encargado y el dueño/);
  });

  it('When it is night, then it waits until morning; what somebody muted is never said', async () => {
    await begin();
    shop.colleague.sends('/alertas');
    await shop.colleague.taps('Queda poco');
    await shop.colleague.finds('🔕 Queda poco');
    await sell('5');
    await scan(23.5);
    expect(told(/Queda poco/)).toBe(0);
    await scan(32.2);
    expect(told(/Queda poco/)).toBe(1);
    expect(shop.colleague.chat.filter((message) => /🟠/.test(message.text))).toEqual([]);
  });

  it('When a purchase is much dearer, then those who did not receive it are told once, and say that they saw it', async () => {
    await begin();
    await receive('aumento');
    await scan();
    await shop.colleague.sees(/Salto de precio[\s\S]*subió 1 producto, 20 %/);
    expect(told(/Salto de precio/)).toBe(0);
    await shop.colleague.taps('Visto');
    await shop.colleague.sees(/Resuelto[\s\S]*visto/);
    await scan();
    expect(await alerts()).toEqual(['price_jump seen']);
  });

  it('When goods are about to expire, then it is said once, and sold out it is solved', async () => {
    await begin();
    shop.staff.sends(`4 yerbas vencen el ${formatDate(dayOf(at(12 + 24 * 5)))}`);
    await shop.staff.sees(/4 de <b>YERBA/);
    shop.staff.sends(`6 yerbas vencen el ${formatDate(dayOf(at(12 + 24 * 60)))}`);
    await shop.staff.sees(/6 de <b>YERBA/);
    await scan();
    await scan();
    const notice = await shop.owner.sees(/YERBA PLAYADITO 500 GR: 4 u\. al \d\d\/\d\d\/\d{4}/);
    expect(told(/YERBA PLAYADITO 500 GR: 4 u\. al/)).toBe(1);
    expect(notice.buttons.map((one) => one.text)).toEqual([expect.stringContaining('Visto')]);
    await sell('4');
    await scan();
    await shop.owner.sees(/✓ <s>YERBA[^<]* al [^<]*<\/s> resuelto/);
  });

  it('When an order is late, then it is said once with a way to it, and cancelled it is solved', async () => {
    await begin();
    await sell('5');
    await scan();
    await shop.owner.taps('Anotar en faltantes');
    await shop.owner.taps('Anotar', { under: /¿Lo anoto/ });
    await shop.owner.taps('Pedir', { under: /Queda poco/ });
    await shop.owner.taps('Pedir a Distribuidora');
    await shop.owner.taps('Enviar');
    await shop.settled();
    await scan(12 + 24 * 3);
    expect(told(/Nº 1 a/)).toBe(0);
    await scan(12 + 24 * 40);
    await scan(13 + 24 * 40);
    await shop.owner.sees(/Nº 1 a Distribuidora/);
    expect(told(/Nº 1 a Distribuidora[^\n]*, enviado/)).toBe(1);
    await shop.owner.taps('Ver', { under: /enviado/ });
    await shop.owner.taps('Cancelar pedido');
    await shop.owner.taps('Sí');
    await shop.settled();
    await scan(14 + 24 * 40);
    await shop.owner.sees(/✓ <s>Nº 1 a Distribuidora/);
  });

  it('When goods leave oddly (much at once, at night, corrected again and again), then the owner alone is told why', async () => {
    shop = await openShop({ drafts: { mayorista: draftOf({ lines: [{ ...YERBA, quantity: '200' }] }) } });
    await receive('mayorista', 'Crear');
    await takesOut('40', { source: 'exit', to: 'customer', hour: 10 });
    await takesOut('2', { source: 'waste', to: 'loss', hour: 3 });
    for (const hour of [9, 10, 11]) await takesOut('1', { source: 'count', to: 'count', hour });
    await scan();
    await scan();
    const notice = await shop.owner.sees(/👀 <b>Movimientos para mirar/);
    expect(notice.text).toMatch(/YERBA PLAYADITO 500 GR: Lucía sacó 40 u\. de una vez/);
    expect(notice.text).toMatch(/YERBA PLAYADITO 500 GR: Lucía sacó 2 u\. de noche/);
    expect(notice.text).toMatch(/Lucía corrigió el stock para abajo 3 veces en una semana, 3 u\. en total/);
    expect(told(/👀/)).toBe(1);
    expect(shop.colleague.transcript()).not.toContain('👀');
    await shop.owner.taps('Visto', { under: /👀/ });
    await shop.owner.sees(/Resuelto/);
  });

  it('When a job keeps failing, then the owner hears of it even at night, and once it works it is solved', async () => {
    await begin();
    const { db } = shop.database;
    await db
      .insert(scheduledJob)
      .values({ name: 'nightly', pattern: '0 3 * * *', dueAt: at(3), availableAt: at(3) });
    const ends = (error: string | null, attempts: number) =>
      db.update(scheduledJob).set({ error, attempts }).where(eq(scheduledJob.name, 'nightly'));
    await ends('sin espacio en el disco', 1);
    await scan(3);
    expect(told(/No se pudo|no se pudo/)).toBe(0);
    await ends('sin espacio en el disco', 2);
    await scan(3.1);
    await shop.owner.sees(/⚠️ <b>Algo no se pudo hacer[\s\S]*sin espacio en el disco/);
    await ends(null, 0);
    await scan(3.2);
    await shop.owner.sees(/Resuelto[\s\S]*✓ <s>nightly/);
    expect(told(/nightly/)).toBe(1);
  });

  it('When somebody looks at /alertas, then the messages at set times are one tap away', async () => {
    shop = await openShop({ drafts: DRAFTS });
    shop.colleague.sends('/alertas');
    await shop.colleague.taps('Mensajes a hora fija');
    await shop.colleague.sees(/Avisos a hora fija/);
    await shop.colleague.finds('Los lunes');
  });
});
