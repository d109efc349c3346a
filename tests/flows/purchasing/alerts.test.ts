import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { tellNotice } from '../../../bot/features/alerts/notice.ts';
import { scanAlerts } from '../../../core/alerts/scan.ts';
import { newId } from '../../../core/platform/ids.ts';
import { recordMovements } from '../../../core/stock/ledger.ts';
import { virtualLocation } from '../../../drizzle/queries/ledger.ts';
import { alert, location, person, product, stockRule } from '../../../drizzle/schema/index.ts';
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
  const sell = async (quantity: string): Promise<void> => {
    const { id: productId, companyId } = await yerba();
    const { id: fromLocationId } = await place();
    const [someone] = await shop.database.db.select().from(person);
    await inTransaction(shop.database.db, async (tx) => {
      const done = await recordMovements(tx, {
        companyId,
        actorId: someone!.id,
        now: at(11),
        movements: [
          {
            productId,
            fromLocationId,
            toLocationId: await virtualLocation(tx, companyId, 'customer'),
            quantity,
            sourceType: 'sale',
            sourceId: newId(),
            lineNo: 1,
          },
        ],
      });
      if (!done.ok) throw new Error(done.error.code);
    });
  };
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
});
