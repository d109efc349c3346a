import { afterEach, describe, expect, it } from 'vitest';
import { ACEITE, FACTURA, YERBA } from '../../support/goods.ts';
import { draftOf } from '../../support/papers.ts';
import { openShop, type Shop } from '../support/shop.ts';

describe('a certified invoice', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When it lists new products, then two taps put it into stock at its true unit cost', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    await staff.sees(/Recibida/);
    await staff.sees(/Distribuidora del Sur/);
    await staff.taps('Crear los 2');
    await staff.taps('Confirmar');
    const posted = await staff.sees(/✅/);
    expect(posted.text).toContain('Lucía');
    expect(await shop.stockOf('yerba playadito')).toBe('10');
    expect(await shop.stockOf('aceite natura')).toBe('6');
    expect(await shop.costOf('yerba playadito')).toBe('1500');
    expect(await shop.receipts()).toBe(1);
    expect(staff.chat.filter((message) => /✅/.test(message.text))).toHaveLength(1);
  });

  it('When a second invoice of the supplier comes, then what was learned leaves only Confirmar to tap', async () => {
    const second = draftOf({
      number: 12399,
      lines: [
        { ...ACEITE, quantity: '12' },
        { ...YERBA, description: 'YERBA PLAYADITO X 500', quantity: '5' },
      ],
    });
    shop = await openShop({ drafts: { first: draftOf(FACTURA), second } });
    const { staff } = shop;
    staff.sendsPhoto('first');
    await staff.taps('Crear los 2');
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    staff.sendsPhoto('second');
    const card = await staff.sees(/00012399/);
    expect(card.buttons.map((button) => button.text).join('\n')).not.toMatch(/Crear/);
    await staff.taps('Confirmar', { under: /00012399/ });
    await staff.sees(/✅.*00012399/s);
    expect(await shop.stockOf('yerba playadito')).toBe('15');
    expect(await shop.stockOf('aceite natura')).toBe('18');
  });

  it('When Confirmar is tapped twice, then the goods come in once', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    await staff.taps('Crear los 2');
    const confirm = await staff.finds('Confirmar');
    staff.presses(confirm);
    staff.presses(confirm);
    await staff.sees(/✅/);
    await shop.settled();
    expect(await shop.stockOf('yerba playadito')).toBe('10');
    expect(await shop.movements()).toBe(2);
  });

  it('When it was confirmed by mistake, then it can be undone on the same day, and the stock is as before', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    await staff.taps('Crear los 2');
    await staff.taps('Confirmar');
    await staff.taps('Deshacer');
    await staff.sees(/¿Deshacés/);
    await staff.taps('Sí, deshacer');
    const undone = await staff.sees(/Deshecha/);
    expect(undone.text).toContain('Lucía');
    expect(await shop.stockOf('yerba playadito')).toBe('0');
    expect(await shop.receipts()).toBe(0);
    expect(await shop.movements()).toBe(4);
  });

  it('When a day has passed, then only the owner can revert it, with a reason', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    const { owner } = shop;
    owner.sendsPhoto('factura');
    await owner.taps('Crear los 2');
    await owner.taps('Confirmar');
    const posted = await owner.sees(/✅/);
    const undo = await owner.finds('Deshacer');
    shop.later(26 * 60 * 60_000);
    owner.presses(undo);
    owner.sends('revertir', { answering: posted });
    await owner.sees(/Falta el motivo/);
    owner.sends('revertir, vino equivocada', { answering: posted });
    await owner.sees(/Revertida/);
    await owner.sees(/Deshecha/);
    expect(await shop.stockOf('yerba playadito')).toBe('0');
    expect(await shop.audited('receipt.reverse')).toBe(1);
  });
});
