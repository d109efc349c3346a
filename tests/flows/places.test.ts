import { afterEach, describe, expect, it } from 'vitest';
import { draftOf } from '../support/papers.ts';
import { openShop, type Shop } from './support/shop.ts';

const YERBA = { code: 'Y1', description: 'YERBA PLAYADITO 500 G', quantity: '10', unitPrice: '1500' };

describe('/depositos and /aprobaciones', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When the owner adds, renames and closes a place, then the others see it and nobody else may', async () => {
    shop = await openShop({ drafts: {} });
    const { owner, staff, colleague } = shop;
    owner.sends('/depositos');
    await owner.sees(/Locales y depósitos.*Local.*Lucía/s);
    owner.sends('/depositos nuevo depósito: Fondo <b>');
    await owner.sees(/ya está <b>Fondo &lt;b&gt;<\/b>/);
    owner.sends('/depositos renombrar fondo <b>: Galpón');
    await owner.sees(/ahora se llama <b>Galpón/);
    owner.sends('/depositos nuevo depósito: GALPON');
    await owner.sees(/Ya hay un lugar con ese nombre/);
    colleague.sends('/depositos nuevo Otro');
    await colleague.sees(/los maneja el dueño/);
    staff.sends('/depositos');
    await staff.sees(/Galpón/);
    owner.sends('/depositos');
    await owner.taps('Galpón');
    await owner.taps('Cerrarlo');
    await owner.taps('Sí, cerrar');
    await owner.sees(/<b>Galpón<\/b> quedó cerrado/);
    expect(await shop.audited('location.close')).toBe(1);
  });

  it('When somebody moves to another place, then what they load goes there', async () => {
    shop = await openShop({ drafts: { factura: draftOf({ lines: [YERBA] }) } });
    const { owner, staff } = shop;
    owner.sends('/depositos nuevo local: Belgrano');
    await owner.sees(/ya está <b>Belgrano/);
    owner.sends('/depositos');
    await owner.taps('Belgrano');
    await owner.taps('Mandar a alguien');
    await owner.taps('Lucía');
    await owner.sees(/Lucía ahora trabaja en <b>Belgrano/);
    staff.sendsPhoto('factura');
    await staff.taps('Crear «');
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    owner.sends('/depositos');
    await owner.taps('Belgrano');
    await owner.taps('Cerrarlo');
    await owner.taps('Sí, cerrar');
    await owner.sees(/Todavía trabaja gente/);
    owner.sends('/depositos');
    await owner.taps('Local');
    await owner.taps('Mandar a alguien');
    await owner.taps('Lucía');
    await owner.sees(/Lucía ahora trabaja en <b>Local/);
    owner.sends('/depositos');
    await owner.taps('Belgrano');
    await owner.taps('Cerrarlo');
    await owner.taps('Sí, cerrar');
    await owner.sees(/Todavía tiene mercadería/);
  });

  it('When the owner looks at the limits and changes one, then it says the new one; staff may not', async () => {
    shop = await openShop({ drafts: {} });
    const { owner, staff } = shop;
    staff.sends('/aprobaciones');
    await staff.sees(/solo el dueño/);
    owner.sends('/aprobaciones');
    await owner.sees(/No hay nada esperando/);
    await owner.taps('Límites');
    await owner.sees(/Salidas: hasta \$ 100.000,00/);
    await owner.taps('Personal · Salidas');
    await owner.taps('hasta $ 20.000,00');
    await owner.sees(/Salidas: hasta \$ 20.000,00/);
    expect(await shop.audited('approval.limit')).toBe(1);
  });
});
