import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDraft } from '../../support/factories.ts';
import type { Shop } from '../support/shop.ts';
import { openDemoShop } from './demo-goods.ts';

const CODE = '7791234567898';
const NO_PAPER = aDraft({ lines: [], taxes: [] });

describe('a photo of a barcode', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openDemoShop({
      drafts: { 'un código': { ...NO_PAPER, status: 'unreadable', reason: 'not_an_invoice' } },
      barcodes: { 'un código': CODE },
    });
  });
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When the code is unknown, then the answer names the product, and the next photo finds it', async () => {
    shop.staff.sendsPhoto('un código');
    const question = await shop.staff.sees(/No conozco el código/);
    shop.staff.sends('yerba playadito', { answering: question });
    await shop.staff.taps('Es Yerba Playadito');
    await shop.staff.sees(/7791234567898[\s\S]*Yerba Playadito 1 kg<\/b>: 18/);
    shop.colleague.sendsPhoto('un código~2');
    await shop.colleague.sees(/7791234567898[\s\S]*Yerba Playadito 1 kg<\/b>: 18/);
    expect(await shop.audited('product.barcode')).toBe(1);
  });

  it('When no product is called so, then a new one is created with the code, once', async () => {
    shop.staff.sendsPhoto('un código');
    const question = await shop.staff.sees(/No conozco el código/);
    shop.staff.sends('Alfajor Guaymallén', { answering: question });
    const create = await shop.staff.finds('Crear');
    shop.staff.presses(create);
    shop.staff.presses(create);
    await shop.staff.sees(/Alfajor Guaymallén<\/b>: 0/);
    await shop.settled();
    expect(shop.staff.popUps()).toEqual(['Ese código ya es de un producto.']);
  });
});
