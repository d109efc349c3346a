import { afterEach, describe, expect, it } from 'vitest';
import { missingItem, purchaseOrder } from '../../../drizzle/schema/index.ts';
import { ACEITE, FACTURA, YERBA } from '../../support/goods.ts';
import { draftOf } from '../../support/papers.ts';
import { openShop, type Shop } from '../support/shop.ts';

const FIDEOS = { code: 'FI500', description: 'FIDEOS TALLARIN 500 G', quantity: '20', unitPrice: '800' };

describe('an order, from the list to the invoice', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  const DRAFTS = {
    factura: draftOf(FACTURA),
    /** Yerba short and dearer, no oil, and noodles that nobody ordered. */
    entrega: draftOf({
      number: 12346,
      lines: [{ ...YERBA, quantity: '8', unitPrice: '1800' }, FIDEOS],
    }),
    resto: draftOf({ number: 12347, lines: [{ ...YERBA, quantity: '2', unitPrice: '1500' }, ACEITE] }),
  };
  const receive = async (paper: string, create?: string): Promise<void> => {
    shop.owner.sendsPhoto(paper);
    if (create !== undefined) await shop.owner.taps(create);
    await shop.owner.taps('Confirmar');
    await shop.settled();
  };
  const states = async () => (await shop.database.db.select().from(purchaseOrder)).map((row) => row.state);
  const listed = async (state: string) =>
    (await shop.database.db.select().from(missingItem)).filter((row) => row.state === state).length;

  /** Ten of yerba and six of oil on the list, ordered and sent. */
  const sendOrder = async (): Promise<void> => {
    shop = await openShop({ drafts: DRAFTS });
    await receive('factura', 'Crear los 2');
    shop.owner.sends('falta 10 yerba playadito y 6 aceite natura');
    await shop.owner.taps('Anotar');
    shop.owner.sends('/pedido');
    await shop.owner.taps('Pedir a Distribuidora');
    await shop.owner.sees(/Pedido Nº 1[\s\S]*10 u\. YERBA/);
    await shop.owner.taps('Enviar');
    await shop.owner.sees(/Pedido de Almacén/);
    await shop.settled();
  };

  it('When it is sent, then there is a text to forward, the list is empty and nothing is suggested again', async () => {
    await sendOrder();
    const text = await shop.owner.sees(/Pedido de Almacén/);
    expect(text.text).toContain('YERBA PLAYADITO 500 GR: 10 u.');
    expect(text.buttons).toEqual([]);
    expect(await states()).toEqual(['sent']);
    expect(await listed('ordered')).toBe(2);
    shop.owner.sends('/pedido');
    await shop.owner.sees(/No hay nada para pedir[\s\S]*Nº 1 · Distribuidora del Sur SA · enviado/);
  });

  it('When the invoice brings part of it, then the card says what is missing, dearer and not ordered; the rest closes it', async () => {
    await sendOrder();
    await receive('entrega', 'Crear «');
    const card = await shop.owner.sees(/Es parte del pedido Nº 1/);
    expect(card.text).toContain('Falta YERBA PLAYADITO 500 GR: 2');
    expect(card.text).toContain('Falta ACEITE NATURA 900 ML: 6');
    expect(card.text).toMatch(/Más caro YERBA.*\$ 1\.500,00 → \$ 1\.800,00 \(\+20 %\)/);
    expect(card.text).toContain('No pedido FIDEOS TALLARIN 500 G: 20');
    expect(await states()).toEqual(['partly_received']);
    await receive('resto');
    await shop.owner.sees(/Cierra el pedido Nº 1/);
    expect(await states()).toEqual(['closed']);
    expect(await listed('done')).toBe(2);
    await shop.owner.taps('Deshacer', { under: /Cierra el pedido/ });
    await shop.owner.taps('Sí, deshacer');
    await shop.owner.sees(/Deshecha/);
    expect(await states()).toEqual(['partly_received']);
  });

  it('When a line is changed by button or phrase, then the draft follows; taken out, it does not come back', async () => {
    shop = await openShop({ drafts: DRAFTS });
    await receive('factura', 'Crear los 2');
    shop.owner.sends('falta 10 yerba playadito y 6 aceite natura');
    await shop.owner.taps('Anotar');
    shop.owner.sends('/pedido');
    await shop.owner.taps('Pedir a Distribuidora');
    await shop.owner.taps('1', { under: /Pedido Nº 1/ });
    await shop.owner.sees(/Stock 6 u\. · en camino 0 u\./);
    await shop.owner.taps('+ 1');
    await shop.owner.sees(/Pedir <b>7 u\.<\/b>/);
    await shop.owner.taps('Volver');
    const card = await shop.owner.sees(/7 u\. ACEITE/);
    shop.owner.sends('el 2 son 24 y borrá el 1', { answering: card });
    const changed = await shop.owner.sees(/Cambié 2 renglones/);
    expect(changed.text).toContain('24 u. YERBA');
    expect(changed.text).not.toContain('ACEITE');
    shop.owner.sends('/pedido');
    await shop.owner.taps('Pedir a Distribuidora');
    const again = await shop.owner.sees(/Pedido Nº 1<\/b> · Distribuidora/);
    expect(again.text).not.toContain('ACEITE');
  });

  it('When it was not sent after all, or is cancelled, then what was missing is on the list again', async () => {
    await sendOrder();
    await shop.owner.taps('No lo envié');
    await shop.owner.sees(/Borrador/);
    expect(await listed('open')).toBe(2);
    await shop.owner.taps('Enviar');
    await shop.settled();
    await shop.owner.taps('Cancelar pedido');
    await shop.owner.taps('Sí');
    await shop.owner.sees(/Cancelado/);
    expect(await listed('open')).toBe(2);
    expect(await states()).toEqual(['cancelled']);
  });

  it('When staff ask for orders, then they are told whose they are', async () => {
    shop = await openShop({ drafts: DRAFTS });
    shop.staff.sends('/pedido');
    await shop.staff.sees(/Los pedidos los hace el encargado o el dueño/);
  });
});
