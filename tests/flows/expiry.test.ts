import { afterEach, describe, expect, it } from 'vitest';
import { DELIVERY, receiveDelivery, sellsAtTheTill } from './support/goods.ts';
import { openShop, type Shop } from './support/shop.ts';

const DAY = 24 * 60 * 60 * 1000;
const day = (ahead: number): string =>
  new Intl.DateTimeFormat('es-AR', {
    timeZone: 'America/Argentina/Buenos_Aires',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(new Date(Date.now() + ahead * DAY));

describe('/vencimientos', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When somebody says when goods expire, then the list says in how many days and what will be left over', async () => {
    shop = await openShop(DELIVERY);
    const { staff, stranger } = shop;
    await receiveDelivery(staff);
    staff.sends('/vencimientos');
    await staff.sees(/Todavía nadie dijo cuándo vence/);
    staff.sends(`4 yerbas vencen el ${day(5)}`);
    await staff.sees(/4 de <b>YERBA PLAYADITO 500 GR<\/b> vencen el/);
    staff.sends(`/vencimientos yerba ${day(20)}`);
    await staff.sees(/6 de <b>YERBA/);
    await sellsAtTheTill(shop, staff, 'yerba', '1');
    staff.sends('/vencimientos');
    const list = await staff.sees(/YERBA.*: 3 u\. \(Local\)\n {3}vence en 5 días/);
    expect(list.text).toMatch(/van a sobrar 3/);
    await staff.taps('Quitar la fecha', { under: /6 de/ });
    await staff.sees(/6 quedaron sin la fecha/);
    staff.sends(`7 yerbas vencen el ${day(9)}`);
    await staff.sees(/quedan 6 sin fecha/);
    staff.sends(`el dulce de leche vence el ${day(9)}`);
    await staff.sees(/No conozco «dulce de leche»/);
    stranger.sends('/vencimientos');
    await stranger.sees(/uso privado/);
  });

  it('When a product has dates, then the next delivery of it asks for one, and a bare date answers', async () => {
    shop = await openShop({
      drafts: { ...DELIVERY.drafts, otra: DELIVERY.drafts.factura }, // The same goods again.
    });
    const { staff } = shop;
    await receiveDelivery(staff);
    staff.sends(`/vencimientos yerba ${day(20)}`);
    await staff.sees(/10 de <b>YERBA/);
    await staff.taps('Deshacer', { under: /✅/ });
    await staff.taps('Sí, deshacer');
    await staff.sees(/↩️/);
    staff.sendsPhoto('otra');
    await staff.taps('Confirmar');
    await staff.sees(/¿Cuándo vence lo que llegó\?/);
    await staff.taps('YERBA');
    await staff.sees(/¿Cuándo vence <b>YERBA PLAYADITO 500 GR<\/b> \(10 u\.\)\?/);
    staff.sends('mañana');
    await staff.sees(/No te entendí/);
    staff.sends(day(30));
    await staff.sees(new RegExp(`10 de <b>YERBA.*vencen el ${day(30)}`));
    staff.sends('/vencimientos');
    await staff.sees(/YERBA.*: 10 u\. \(Local\)\n {3}vence en 30 días/);
  });
});
