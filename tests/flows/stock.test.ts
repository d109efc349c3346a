import { afterEach, describe, expect, it } from 'vitest';
import { draftOf } from '../support/papers.ts';
import { openShop, type Shop } from './support/shop.ts';

const LINES = Array.from({ length: 12 }, (_, i) => ({
  code: `G${i}`,
  description: `GALLETITAS SURTIDAS TIPO ${'ABCDEFGHIJKL'[i]}`,
  quantity: String(i + 1),
  unitPrice: '100',
}));

describe('/stock', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When there is nothing yet, then it says how to begin', async () => {
    shop = await openShop({ drafts: {} });
    shop.staff.sends('/stock');
    await shop.staff.sees(/Todavía no hay productos/);
  });

  it('When words are given, then what is there is shown with its cost, and nothing to strangers', async () => {
    shop = await openShop({ drafts: { factura: draftOf({ lines: LINES }) } });
    const { staff, stranger } = shop;
    staff.sendsPhoto('factura');
    await staff.taps('Crear los 12');
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    staff.sends('/stock galletitas tipo C');
    const answer = await staff.sees(/TIPO C.*: 3 unidad/s);
    expect(answer.text).toContain('costo promedio $ 100,00');
    staff.sends('/stock <b>nada</b>');
    await staff.sees(/No encontré «&lt;b&gt;nada/);
    stranger.sends('/stock galletitas');
    await stranger.sees(/uso privado/);
  });

  it('When the report is asked for, then the owner sees what it is all worth, and staff see how much there is', async () => {
    shop = await openShop({ drafts: { factura: draftOf({ lines: LINES }) } });
    const { staff, owner } = shop;
    staff.sendsPhoto('factura');
    await staff.taps('Crear los 12');
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    owner.sends('/informe_stock');
    const report = await owner.sees(/Informe de stock/);
    expect(report.text).toContain('12 de 12 productos');
    expect(report.text).toContain('$ 7.800,00');
    expect(report.text).toContain('Sin categoría: 12 productos');
    staff.sends('/informe_stock');
    expect((await staff.sees(/Informe de stock/)).text).not.toContain('$');
  });

  it('When there is more than a page, then the rest is one tap away in the same message', async () => {
    shop = await openShop({ drafts: { factura: draftOf({ lines: LINES }) } });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    await staff.taps('Crear los 12');
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    staff.sends('/stock galletitas');
    const first = await staff.sees(/• <b>GALLETITAS/);
    const before = first.text.match(/TIPO \w/g) ?? [];
    expect(before).toHaveLength(10);
    await staff.taps('›');
    await shop.settled();
    const after = first.text.match(/TIPO \w/g) ?? [];
    expect(new Set([...before, ...after]).size).toBe(12);
  });
});
