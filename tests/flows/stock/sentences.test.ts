import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Shop } from '../support/shop.ts';
import { openDemoShop } from './demo-goods.ts';

/** What the product promises to understand, word for word, on the shop it is tried with. */
const SENTENCES: readonly (readonly [says: string, sees: RegExp])[] = [
  [
    'dejé 4 bananas ecuador, 2 tomates, 1 elementos malbec',
    /📥 Entrada[\s\S]*12 → 16[\s\S]*9,5 → 11,5[\s\S]*12 → 13/,
  ],
  [
    'saqué 2 paquetes de Oreo y 1 Coca de 2 litros',
    /📤 Salida[\s\S]*28 → 26[\s\S]*«Coca de 2 litros»: ¿cuál es\?/,
  ],
  ['saqué 2 Oreo y una Coca de 2', /📤 Salida[\s\S]*28 → 26[\s\S]*«Coca de 2»: ¿cuál es\?/],
  [
    'pedir salchichas Paladini x 6 y también x 12. Y falta Coca de litro y medio',
    /Salchichas Paladini x 6[\s\S]*Salchichas Paladini x 12[\s\S]*Coca-Cola 1,5 l/,
  ],
  ['anotame que no hay más Brahma, ni Quilmes, ni Andes', /Brahma[\s\S]*Quilmes[\s\S]*Andes/],
  ['falta queso', /Queso cremoso/],
  ['¿cuánta yerba queda?', /Yerba Playadito 1 kg[\s\S]*18[\s\S]*Yerba Taragüí/],
  ['vendí 3 coca', /🛒 Venta[\s\S]*«coca»: ¿cuál es\?/],
];

describe('the sentences that the product promises', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openDemoShop();
  });
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When each is said, then it is understood, and nothing is written without a yes', async () => {
    const before = await shop.movements();
    for (const [says, sees] of SENTENCES) {
      shop.owner.sends(says);
      await shop.owner.sees(sees);
    }
    expect(await shop.movements()).toBe(before);
  });
});
