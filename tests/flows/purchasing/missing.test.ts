import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { missingItem } from '../../../drizzle/schema/index.ts';
import { FACTURA } from '../../support/goods.ts';
import { draftOf } from '../../support/papers.ts';
import { openShop, type Shop } from '../support/shop.ts';

const COCAS = {
  number: 777,
  lines: ['COCA COLA 1,5 LT', 'COCA COLA 2,25 LT', 'COCA COLA ZERO 1,5 LT', 'CERVEZA BRAHMA 1 LT'].map(
    (description, i) => ({ code: `C${i}`, description, quantity: '6', unitPrice: '900' }),
  ),
};

describe('the notebook of what is missing', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  const begin = async (): Promise<void> => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA), cocas: draftOf(COCAS) } });
    for (const [paper, create] of [
      ['factura', 'Crear los 2'],
      ['cocas', 'Crear los 4'],
    ] as const) {
      shop.staff.sendsPhoto(paper);
      await shop.staff.taps(create);
      await shop.staff.taps('Confirmar');
      await shop.settled();
    }
  };
  const open = async (): Promise<string[]> => {
    const rows = await shop.database.db.select().from(missingItem).where(eq(missingItem.state, 'open'));
    return rows.map((row) => row.words).sort();
  };

  it('When somebody says what is missing, then it asks, writes it once confirmed, and takes it back', async () => {
    await begin();
    const { staff } = shop;
    staff.sends('falta yerba playadito y brahma');
    await staff.sees(/¿Lo anoto en faltantes\?[\s\S]*YERBA[\s\S]*BRAHMA/);
    expect(await open()).toEqual([]);
    const confirm = await staff.finds('Anotar');
    staff.presses(confirm);
    staff.presses(confirm);
    await staff.sees(/Anotado en faltantes/);
    await shop.settled();
    expect(await open()).toHaveLength(2);
    await staff.taps('Deshacer');
    await staff.sees(/lo saqué de faltantes/);
    expect(await open()).toEqual([]);
  });

  it('When a name may be several products, then it asks which; an unknown one stays words', async () => {
    await begin();
    const { staff } = shop;
    staff.sends('/faltante coca y velas de citronela');
    await staff.sees(/¿Cuál es «/);
    await staff.taps('COCA COLA 1,5');
    await staff.sees(/<b>COCA COLA 1,5 LT<\/b>\n✏️ velas de citronela/);
    await staff.taps('Anotar');
    await staff.sees(/Anotado/);
    staff.sends('/faltante');
    const list = await staff.sees(/Faltantes<\/b> \(2\)/);
    expect(list.text.indexOf('Distribuidora del Sur')).toBeLessThan(list.text.indexOf('Sin proveedor'));
  });

  it('When something is there after all, then anybody ticks it, and can put it back; the same thing is listed once', async () => {
    await begin();
    shop.staff.sends('no hay más brahma');
    await shop.staff.taps('Anotar');
    await shop.staff.sees(/Anotado/);
    shop.colleague.sends('falta brahma');
    await shop.colleague.taps('Anotar');
    await shop.colleague.sees(/Anotado/);
    expect(await open()).toHaveLength(1);
    shop.colleague.sends('/faltante');
    await shop.colleague.sees(/Faltantes<\/b> \(1\)/);
    await shop.colleague.taps('1', { under: /Faltantes/ });
    await shop.colleague.sees(/Lo anotó Lucía/);
    await shop.colleague.taps('Ya está');
    await shop.colleague.sees(/Taché/);
    expect(await open()).toEqual([]);
    await shop.colleague.taps('Deshacer');
    await shop.colleague.sees(/volvió a la lista/);
    expect(await open()).toHaveLength(1);
  });
});
