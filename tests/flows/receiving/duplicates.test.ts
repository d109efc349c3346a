import { afterEach, describe, expect, it } from 'vitest';
import { FACTURA, YERBA } from '../../support/goods.ts';
import { draftOf } from '../../support/papers.ts';
import { openShop, type Shop } from '../support/shop.ts';

describe('the same paper twice', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  const receive = async (): Promise<void> => {
    shop.staff.sendsPhoto('factura');
    await shop.staff.taps('Crear los 2');
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/✅/);
  };

  it('When the same picture comes again, then it says who received it and when, and nothing moves', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    await receive();
    shop.colleague.sendsPhoto('factura');
    const answer = await shop.colleague.sees(/Ya fue recibida/);
    expect(answer.text).toContain('Lucía');
    expect(await shop.receipts()).toBe(1);
  });

  it('When another picture of it comes, then its number gives it away', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    await receive();
    shop.colleague.sendsPhoto('factura~2');
    await shop.colleague.sees(/Ya fue recibida/);
    expect(await shop.documentsIn('duplicate')).toBe(1);
  });

  it('When it still waits for review, then a colleague is told so and can open its card', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    shop.staff.sendsPhoto('factura');
    await shop.staff.finds('Crear los 2');
    shop.colleague.sendsPhoto('factura~2');
    await shop.colleague.sees(/Ya está en revisión/);
    await shop.colleague.taps('Ver esa');
    await shop.colleague.taps('Crear los 2');
    await shop.colleague.taps('Confirmar');
    await shop.colleague.sees(/✅/);
    await shop.staff.sees(/✅/);
    expect(await shop.receipts()).toBe(1);
  });

  it('When a number was misread as one that was received, then a person says so and corrects it', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA), other: draftOf({ lines: [YERBA] }) } });
    await receive();
    shop.staff.sendsPhoto('other');
    await shop.staff.sees(/Ya fue recibida/);
    await shop.staff.taps('No es la misma');
    await shop.staff.finds('Confirmar');
    shop.staff.sends('el número es 3-12346');
    await shop.staff.sees(/Correg/);
    await shop.staff.taps('Confirmar', { under: /00012346/ });
    await shop.staff.sees(/✅.*00012346/s);
    expect(await shop.stockOf('yerba playadito')).toBe('20');
  });

  it('When two papers differ only in consecutive numbers, then both come in', async () => {
    const twin = draftOf({ ...FACTURA, number: 12346 });
    shop = await openShop({ drafts: { factura: draftOf(FACTURA), twin } });
    await receive();
    shop.staff.sendsPhoto('twin');
    await shop.staff.taps('Confirmar', { under: /00012346/ });
    await shop.staff.sees(/✅.*00012346/s);
    expect(await shop.stockOf('yerba playadito')).toBe('20');
  });

  it('When two people confirm one card at once, then it is received once, and both see by whom', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    const { staff, colleague } = shop;
    staff.sendsPhoto('factura');
    await staff.finds('Crear los 2');
    colleague.sendsPhoto('factura~2');
    await colleague.taps('Ver esa');
    await colleague.taps('Crear los 2');
    const [hers, his] = [await staff.finds('Confirmar'), await colleague.finds('Confirmar')];
    staff.presses(hers);
    colleague.presses(his);
    const seen = await Promise.all([staff.sees(/✅/), colleague.sees(/✅/)]);
    await shop.settled();
    expect(new Set(seen.map((message) => message.text.split('\n').at(-1))).size).toBe(1);
    expect(await shop.receipts()).toBe(1);
    expect(await shop.movements()).toBe(2);
  });

  it('When the owner asks what waits, then each paper can be opened and finished from there', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    const { owner, staff } = shop;
    owner.sends('/pendientes');
    await owner.sees(/No hay facturas esperando/);
    staff.sendsPhoto('factura');
    await staff.finds('Crear los 2');
    owner.sends('/pendientes');
    const list = await owner.sees(/Esperan que alguien/);
    expect(list.text).toContain('Lucía');
    await owner.taps('Ver la 1');
    await owner.taps('Crear los 2');
    await owner.taps('Confirmar');
    await staff.sees(/✅.*Marta/s);
  });

  it('When a card is pressed that changed meanwhile, then nothing is done and the present card is shown', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    await staff.taps('Crear los 2');
    const confirm = await staff.finds('Confirmar');
    staff.sends('renglón 1 son 12');
    await staff.sees(/Correg/);
    staff.presses(confirm);
    await shop.settled();
    expect(await shop.receipts()).toBe(0);
    expect(staff.popUps().join()).toMatch(/cambió/);
  });
});
