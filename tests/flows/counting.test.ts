import { afterEach, describe, expect, it } from 'vitest';
import { DELIVERY, receiveDelivery, sellsAtTheTill } from './support/goods.ts';
import { openShop, type Shop } from './support/shop.ts';

describe('/calibrar', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When one product is counted, then before and after are shown, it is adjusted, and it can be undone', async () => {
    shop = await openShop(DELIVERY);
    const { staff } = shop;
    await receiveDelivery(staff);
    staff.sends('/calibrar yerba');
    const question = await staff.sees(/¿Cuántas hay de <b>YERBA PLAYADITO/);
    expect(question.text).not.toContain('10');
    staff.sends('ocho');
    await staff.sees(/No te entendí/);
    staff.sends('2x3+2');
    await staff.sees(/10 → <b>8<\/b> \(−2\) · −\$ 3\.000,00/);
    expect(await shop.stockOf('yerba')).toBe('10');
    await staff.taps('Ajustar el stock');
    expect((await staff.sees(/✅ Stock ajustado/)).text).toMatch(/<b>−2<\/b> · −\$ 3\.000,00/);
    expect(await shop.stockOf('yerba')).toBe('8');
    await staff.taps('Deshacer');
    await staff.sees(/Deshecho/);
    expect(await shop.stockOf('yerba')).toBe('10');
  });

  it('When two people count while a third sells, then each is asked something else and the shelf is right', async () => {
    shop = await openShop(DELIVERY);
    const { owner, staff, colleague } = shop;
    await receiveDelivery(staff);
    staff.sends('/calibrar');
    await staff.sees(/Recuento en Local/);
    await staff.taps('Todo Local');
    await staff.sees(/¿Cuántas hay de <b>ACEITE/);
    colleague.sends('/calibrar');
    await colleague.taps('Seguir: Todo');
    await colleague.sees(/¿Cuántas hay de <b>YERBA/);
    staff.sends('5');
    await staff.sees(/✔️ ACEITE NATURA 900 ML: <b>5 u\.<\/b>.*otra persona/s);
    colleague.sends('12');
    await colleague.sees(/Está todo contado/);
    await shop.settled();
    await sellsAtTheTill(shop, owner, 'aceite', '2');
    await colleague.taps('Diferencias');
    await colleague.sees(/ACEITE NATURA 900 ML\n {2}4 → <b>3<\/b> \(−1\).*10 → <b>12<\/b> \(\+2\)/s);
    await colleague.sees(/Falta \$ 2\.100,50 · Sobra \$ 3\.000,00/);
    await colleague.taps('Ajustar');
    await colleague.sees(/Stock ajustado/);
    expect([await shop.stockOf('aceite'), await shop.stockOf('yerba')]).toEqual(['3', '12']);
  });

  it('When two people count one product differently, then it is asked whose number holds, or whether to add', async () => {
    shop = await openShop(DELIVERY);
    const { staff, colleague } = shop;
    await receiveDelivery(staff);
    staff.sends('/calibrar yerba');
    await staff.sees(/¿Cuántas hay de <b>YERBA/);
    colleague.sends('/calibrar yerba');
    await colleague.sees(/¿Cuántas hay de <b>YERBA/);
    staff.sends('6');
    await staff.sees(/10 → <b>6/);
    colleague.sends('4');
    await colleague.sees(/⚠️ YERBA PLAYADITO 500 GR: Lucía 6 · Diego 4\n {2}contaron distinto/);
    const early = await staff.finds('Ajustar');
    staff.presses(early);
    await staff.sees(/contaron distinto/);
    expect(staff.popUps().at(-1)).toMatch(/resolver lo marcado/);
    await colleague.taps('⚠️ YERBA');
    await colleague.taps('Sumarlos');
    await colleague.sees(/1 sin diferencia/);
    staff.sends('/calibrar yerba');
    await staff.sees(/¿Cuántas hay/);
    staff.sends('7');
    await staff.taps('⚠️ YERBA');
    await staff.taps('7 (Lucía)');
    await staff.sees(/10 → <b>7<\/b>/);
    await staff.taps('Ajustar');
    await staff.sees(/Stock ajustado/);
    expect(await shop.stockOf('yerba')).toBe('7');
  });

  it('When a count is given up, then nothing changes', async () => {
    shop = await openShop(DELIVERY);
    const { staff } = shop;
    await receiveDelivery(staff);
    staff.sends('/calibrar yerba');
    await staff.sees(/¿Cuántas hay/);
    staff.sends('/cancelar');
    await staff.sees(/Lo contado queda guardado/);
    staff.sends('/calibrar yerba');
    await staff.sees(/¿Cuántas hay/);
    staff.sends('4');
    await staff.taps('Anular el recuento');
    await staff.taps('Sí, anular');
    await staff.sees(/Recuento anulado/);
    expect(await shop.stockOf('yerba')).toBe('10');
  });

  it('When something is sold between the question and the answer, then it is asked what the number means', async () => {
    shop = await openShop(DELIVERY);
    const { owner, staff } = shop;
    await receiveDelivery(staff);
    staff.sends('/calibrar yerba');
    await staff.sees(/¿Cuántas hay/);
    await sellsAtTheTill(shop, owner, 'yerba', '1');
    staff.sends('9');
    await staff.sees(/⚠️ YERBA.*se movió mientras/s);
    await staff.taps('⚠️ YERBA');
    await staff.sees(/se movieron −1\. ¿El número ya lo tiene en cuenta\?/);
    await staff.taps('ya está en el número');
    await staff.sees(/1 sin diferencia/);
    await staff.taps('está todo bien');
    await staff.sees(/Stock ajustado/);
    expect(await shop.stockOf('yerba')).toBe('9');
  });

  it('When the difference is large, then the owner is asked: rejected goes back to counting, approved adjusts once', async () => {
    shop = await openShop(DELIVERY);
    const { owner, staff, colleague } = shop;
    await receiveDelivery(staff);
    owner.sends('/aprobaciones');
    await owner.taps('Límites');
    await owner.taps('Personal · Recuentos');
    await owner.taps('siempre preguntar');
    await owner.sees(/Recuentos: siempre preguntar/);
    staff.sends('/calibrar yerba');
    await staff.sees(/¿Cuántas hay/);
    staff.sends('1');
    await staff.taps('Ajustar');
    await staff.sees(/le pedí el visto bueno al dueño/);
    await owner.sees(/Diferencia de recuento.*pide Lucía.*−9 \(−\$ 13\.500,00\)/s);
    expect(await shop.stockOf('yerba')).toBe('10');
    const card = await owner.finds('Aprobar');
    await owner.taps('Rechazar');
    await staff.sees(/Marta rechazó/);
    owner.presses(card);
    await shop.settled();
    expect(owner.popUps().at(-1)).toMatch(/ya estaba decidido/);
    staff.sends('/calibrar yerba');
    await staff.taps('Diferencias');
    await staff.taps('Ajustar');
    await owner.taps('Aprobar');
    await staff.sees(/Marta aprobó/);
    await shop.settled();
    expect(await shop.stockOf('yerba')).toBe('1');
    colleague.presses(card);
    await shop.settled();
    expect(await shop.stockOf('yerba')).toBe('1');
    expect(await shop.audited('approval.approve')).toBe(1);
  });

  it('When a stranger or somebody with a forged button comes, then nothing is said or changed', async () => {
    shop = await openShop(DELIVERY);
    const { staff, stranger } = shop;
    await receiveDelivery(staff);
    staff.sends('/calibrar yerba');
    await staff.sees(/¿Cuántas hay/);
    staff.sends('3');
    const close = await staff.finds('Ajustar');
    stranger.sends('/calibrar yerba');
    await stranger.sees(/uso privado/);
    stranger.presses(close);
    staff.presses({ ...close, data: close.data.replace(/[0-9a-f]{8}-/, '00000000-') });
    await shop.settled();
    expect(staff.popUps().at(-1)).toMatch(/no existe/);
    expect(await shop.stockOf('yerba')).toBe('10');
    staff.sends('/cancelar');
    await staff.sees(/No hay nada para cancelar/);
  });
});
