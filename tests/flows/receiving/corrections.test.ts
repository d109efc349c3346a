import { afterEach, describe, expect, it } from 'vitest';
import { ACEITE, FACTURA, YERBA } from '../../support/goods.ts';
import { draftOf } from '../../support/papers.ts';
import { openShop, type Shop } from '../support/shop.ts';

const DOUBTFUL = draftOf({
  lines: [
    {
      ...YERBA,
      quantity: '16',
      evidence: 'doubtful',
      doubt: 'ambiguous',
      alternatives: [{ quantity: '10', unitPrice: '1500', discountPercent: '0', amount: '15000' }],
    },
    ACEITE,
  ],
});

describe('a paper in dollars', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When nobody knows what a dollar costs, then it is asked, and goods come in at pesos', async () => {
    const pesos = draftOf(FACTURA);
    shop = await openShop({
      drafts: {
        factura: {
          ...pesos,
          header: { ...pesos.header, currency: 'DOL' },
          warnings: ['foreign_currency'],
        },
      },
    });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    await staff.taps('Crear los 2');
    const card = await staff.sees(/Decime a cuánto la tomo: «dólar a/);
    expect(card.text).toContain('Está en dólares.');
    expect(card.buttons.some((button) => button.text.startsWith('Confirmar'))).toBe(false);
    staff.sends('dólar a 1.200');
    expect((await staff.sees(/tomado a \$ 1\.200,00/)).text).toContain('Está en dólares');
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    expect(await shop.costOf('yerba playadito')).toBe('1800000');
  });
});

describe('a doubtful line', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When nobody has looked at it, then there is no Confirmar; one tap on the line settles it', async () => {
    shop = await openShop({ drafts: { factura: DOUBTFUL } });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    const card = await staff.sees(/Para mirar/);
    expect(card.buttons.some((button) => button.text.startsWith('Confirmar'))).toBe(false);
    await staff.taps('Crear los 2');
    await staff.taps('1 · Está bien');
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    expect(await shop.stockOf('yerba playadito')).toBe('16');
  });

  it('When another reading of it is chosen, then that is what comes in', async () => {
    shop = await openShop({ drafts: { factura: DOUBTFUL } });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    await staff.taps('Crear los 2');
    await staff.taps('✎ 1');
    await staff.sees(/Renglón 1/);
    await staff.taps('10 ×');
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    expect(await shop.stockOf('yerba playadito')).toBe('10');
  });

  it('When it is said how many come in each before the product is known, then the card counts units and so does the stock', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    await staff.finds('Crear los 2');
    staff.sends('el 1 viene por 12');
    await staff.sees(/al stock 120/);
    await staff.taps('Crear los 2');
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    expect(await shop.stockOf('yerba playadito')).toBe('120');
    expect(await shop.costOf('yerba playadito')).toBe('125');
  });

  it('When it is corrected by a phrase, then the card follows and the phrase is answered', async () => {
    shop = await openShop({ drafts: { factura: DOUBTFUL } });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    await staff.taps('Crear los 2');
    await staff.finds('1 · Está bien');
    staff.sends('renglón 1 son 10');
    await staff.sees(/Correg/);
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    expect(await shop.stockOf('yerba playadito')).toBe('10');
  });

  it('When a phrase names a line that is not there, then it says so and nothing changes', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    await staff.finds('Crear los 2');
    staff.sends('borrá el 9');
    await staff.sees(/No hay un renglón 9/);
    expect(await shop.audited('document.edit')).toBe(0);
  });

  it('When a phrase answers one of two cards, then that one is corrected', async () => {
    const other = draftOf({ number: 77, lines: [{ ...YERBA, quantity: '3' }] });
    shop = await openShop({ drafts: { factura: draftOf(FACTURA), other } });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    const first = await staff.sees(/00012345/);
    staff.sendsPhoto('other');
    await staff.sees(/00000077/);
    staff.sends('borrá el 2', { answering: first });
    await staff.sees(/Correg/);
    expect((await staff.sees(/00012345/)).text).not.toContain('ACEITE');
    expect((await staff.sees(/00000077/)).text).toContain('YERBA');
  });

  it('When no invoice waits, then the same words are left to whoever understands them', async () => {
    shop = await openShop({ drafts: {} });
    shop.staff.sends('borrá el 2');
    await shop.staff.sees(/./);
    expect(await shop.audited('document.edit')).toBe(0);
  });
});

describe('products', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When one line is like a product we have, then it can be mapped, and the other one created', async () => {
    const second = draftOf({
      number: 500,
      issuerCuit: '30500001735',
      issuerName: 'Otro Mayorista',
      lines: [
        { code: '77', description: 'PLAYADITO YERBA SUAVE 500G', quantity: '2', unitPrice: '1600' },
        { code: '78', description: 'FIDEOS TIRABUZON 500 GR', quantity: '20', unitPrice: '700' },
      ],
    });
    shop = await openShop({ drafts: { first: draftOf({ lines: [YERBA] }), second } });
    const { staff } = shop;
    staff.sendsPhoto('first');
    await staff.taps('Crear');
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    staff.sendsPhoto('second');
    await staff.sees(/00000500/);
    await staff.taps('Es YERBA PLAYADITO', { under: /00000500/ });
    await staff.taps('Crear «FIDEOS', { under: /00000500/ });
    await staff.taps('Confirmar', { under: /00000500/ });
    await staff.sees(/✅.*00000500/s);
    expect(await shop.stockOf('yerba playadito')).toBe('12');
    expect(await shop.stockOf('fideos')).toBe('20');
  });

  it('When a case holds twelve, then saying so once brings in twelve times as many', async () => {
    shop = await openShop({ drafts: { factura: draftOf({ lines: [ACEITE] }) } });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    await staff.taps('Crear');
    await staff.finds('Confirmar');
    staff.sends('el 1 viene por 12');
    await staff.sees(/Correg/);
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    expect(await shop.stockOf('aceite natura')).toBe('72');
  });
});
