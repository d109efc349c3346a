import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProduct } from '../../../core/catalog/products.ts';
import { ensureSupplier } from '../../../core/catalog/suppliers.ts';
import { findActor } from '../../../core/people/enrolment.ts';
import { stockRule, supplierTerms } from '../../../drizzle/schema/index.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
import { openShop, type Shop } from '../support/shop.ts';

describe('how one buys from a supplier, said in the chat', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop({ drafts: {} });
    const { db } = shop.database;
    const actor = (await findActor(db, shop.owner.who.id))!;
    await inTransaction(db, async (tx) => {
      for (const [cuit, name] of [
        ['30500000127', 'Golosinas del Sur SA'],
        ['30500001735', 'Bebidas del Sur SRL'],
      ] as const)
        await ensureSupplier(tx, { companyId: actor.companyId, cuit, name });
    });
    await createProduct(db, actor, { name: 'Leche entera 1 l' }, shop.now());
  });
  afterAll(async () => {
    expect(await shop.close()).toEqual([]);
  });
  const terms = async () => (await shop.database.db.select().from(supplierTerms))[0];
  const saves = async (words: string, asked: RegExp): Promise<void> => {
    shop.owner.sends(words);
    await shop.owner.sees(asked);
    await shop.owner.taps('Guardar');
    await shop.settled();
  };

  it('When terms are said, then each is asked before and shown after, and can be taken back', async () => {
    await saves('golosinas tarda 3 días', /Golosinas del Sur SA<\/b>, tarda\? lo que vea[^→]*→ <b>3 días/);
    await saves(
      'Golosinas toma pedidos los lunes, miércoles y viernes',
      /toma pedidos\? cualquier día → <b>los lunes, los miércoles, los viernes/,
    );
    await saves('/pedido golosinas mínimo 50.000', /pedido mínimo\? sin mínimo → <b>\$ 50\.000,00/);
    await saves('/pedido golosinas presupuesto 200.000', /sin tope → <b>\$ 200\.000,00/);
    expect(await terms()).toMatchObject({ leadTimeDays: 3, orderDays: [0, 2, 4], reviewDays: null });
    shop.owner.sends('/pedido golosinas');
    const card = await shop.owner.sees(/🚚 <b>Golosinas del Sur SA/);
    expect(card.text).toContain('Tarda: <b>3 días</b> (lo dijiste vos)');
    expect(card.text).toContain('Pedido mínimo: <b>$ 50.000,00');
    await saves('golosinas sin mínimo', /\$ 50\.000,00 → <b>sin mínimo/);
    expect((await terms())?.minimumOrder).toBeNull();
    await shop.owner.taps('Deshacer');
    await shop.settled();
    expect(Number((await terms())?.minimumOrder)).toBe(50_000);
  });

  it('When the name fits several or nobody, or the value is none, then that is said and nothing changes', async () => {
    shop.owner.sends('/pedido sur tarda 9 días');
    await shop.owner.sees(/¿Cuál de estos\?.*Bebidas del Sur SRL · Golosinas del Sur SA/);
    shop.owner.sends('/pedido verdulería');
    await shop.owner.sees(/No conozco al proveedor «verdulería»/);
    shop.owner.sends('golosinas tarda 500 días');
    await shop.owner.taps('Guardar', { under: /500 días/ });
    await shop.settled();
    expect(shop.owner.popUps().at(-1)).toContain('no lo puedo usar');
    expect((await terms())?.leadTimeDays).toBe(3);
  });

  it('When staff say it, then they are told whose it is', async () => {
    shop.staff.sends('golosinas tarda 1 día');
    await shop.staff.sees(/Los pedidos los hace el encargado o el dueño/);
  });

  it('When a product keeps few days or little of it fits, then that is said with its minimum', async () => {
    await saves(
      '/alertas leche dura 7 días',
      /tiempo que dura de <b>Leche entera 1 l.*sin límite → <b>7 días/,
    );
    await saves('/alertas leche máximo 48', /máximo de <b>Leche entera 1 l.*sin máximo → <b>48 u\./);
    const [rule] = await shop.database.db.select().from(stockRule);
    expect([rule?.shelfDays, Number(rule?.maximum), rule?.minimum]).toEqual([7, 48, null]);
  });
});
