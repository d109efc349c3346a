import { afterEach, describe, expect, it } from 'vitest';
import { ACEITE, FACTURA, YERBA } from '../../support/goods.ts';
import { draftOf } from '../../support/papers.ts';
import { openShop, type Shop } from '../support/shop.ts';

const CREDIT = draftOf({
  kind: 'credit_note',
  documentType: 3,
  number: 900,
  lines: [{ ...YERBA, quantity: '4' }],
});

describe('a credit note', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  const withStock = async (): Promise<void> => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA), credit: CREDIT } });
    shop.staff.sendsPhoto('factura');
    await shop.staff.taps('Crear los 2');
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/✅/);
    shop.staff.sendsPhoto('credit');
    const card = await shop.staff.sees(/¿Vuelve mercadería/);
    expect(card.buttons.some((button) => button.text.startsWith('Confirmar'))).toBe(false);
  };

  it('When the goods go back, then they leave the stock', async () => {
    await withStock();
    await shop.staff.taps('Vuelve mercadería');
    await shop.staff.taps('Confirmar', { under: /00000900/ });
    await shop.staff.sees(/✅.*00000900/s);
    expect(await shop.stockOf('yerba playadito')).toBe('6');
  });

  it('When it is only money, then the stock stays as it is', async () => {
    await withStock();
    await shop.staff.taps('Solo plata');
    await shop.staff.taps('Confirmar', { under: /00000900/ });
    await shop.staff.sees(/✅.*00000900/s);
    expect(await shop.stockOf('yerba playadito')).toBe('10');
    expect(await shop.receipts()).toBe(2);
  });
});

describe('a delivery note and its invoice', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  const remito = draftOf({
    kind: 'delivery_note',
    documentType: 91,
    letter: 'R',
    number: 450,
    priceless: true,
    lines: [YERBA, ACEITE],
  });

  const withNote = async (): Promise<void> => {
    shop = await openShop({ drafts: { remito, factura: draftOf(FACTURA) } });
    shop.staff.sendsPhoto('remito');
    await shop.staff.taps('Crear los 2');
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/✅/);
    expect(await shop.stockOf('yerba playadito')).toBe('10');
    shop.staff.sendsPhoto('factura');
    await shop.staff.sees(/Ya recibiste el remito/);
  };

  it('When the invoice is of the same delivery, then the goods came in once and get their cost', async () => {
    await withNote();
    await shop.staff.taps('Sí, es la misma');
    await shop.staff.taps('Confirmar', { under: /00012345/ });
    await shop.staff.sees(/✅.*00012345/s);
    expect(await shop.stockOf('yerba playadito')).toBe('10');
    expect(await shop.costOf('yerba playadito')).toBe('1500');
  });

  it('When it is of another delivery, then the goods come in a second time', async () => {
    await withNote();
    await shop.staff.taps('No, es otra');
    await shop.staff.taps('Confirmar', { under: /00012345/ });
    await shop.staff.sees(/✅.*00012345/s);
    expect(await shop.stockOf('yerba playadito')).toBe('20');
  });
});

describe('papers that move no stock', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When a price list is photographed, then there is nothing to confirm', async () => {
    shop = await openShop({ drafts: { lista: { ...draftOf(FACTURA), kind: 'price_list' } } });
    shop.staff.sendsPhoto('lista');
    const card = await shop.staff.sees(/lista de precios/);
    expect(card.buttons.some((button) => button.text.startsWith('Confirmar'))).toBe(false);
  });
});
