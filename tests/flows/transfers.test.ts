import { afterEach, describe, expect, it } from 'vitest';
import { DELIVERY, receiveDelivery } from './support/goods.ts';
import { openShop, type Shop } from './support/shop.ts';

describe('/transferir', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  async function withDepot(): Promise<void> {
    shop = await openShop(DELIVERY);
    await receiveDelivery(shop.staff);
    shop.owner.sends('/depositos nuevo depósito: Fondo');
    await shop.owner.sees(/ya está <b>Fondo/);
  }

  it('When goods go to a depot where nobody works, then one tap moves them and the place shows in /stock', async () => {
    await withDepot();
    const { staff } = shop;
    staff.sends('pasá 4 yerbas y 2 aceites al depósito');
    const card = await staff.sees(/🚚 <b>Local → Fondo<\/b>/);
    expect(card.text).toContain('Local 10 → 6 · Fondo 0 → 4');
    expect(card.text).toContain('Todavía no se movió nada');
    expect(await shop.stockOf('yerba')).toBe('10');
    await staff.taps('Ya está allá');
    await staff.sees(/✅ Recibido/);
    expect(await shop.stockOf('yerba')).toBe('6');
    staff.sends('/stock yerba');
    await staff.sees(/Fondo 4 · Local 6/);
  });

  it('When another shop receives less and more than was sent, then each difference is recorded with its reason', async () => {
    shop = await openShop(DELIVERY);
    const { owner, staff, colleague } = shop;
    await receiveDelivery(staff);
    owner.sends('/depositos nuevo local: Belgrano');
    await owner.sees(/ya está <b>Belgrano/);
    colleague.sends('/depositos');
    await colleague.taps('Belgrano');
    await colleague.taps('Trabajo acá');
    await colleague.sees(/ahora trabaja en <b>Belgrano/);
    staff.sends('/transferir 4 yerba y 2 aceite a Belgrano');
    await staff.sees(/Local → Belgrano/);
    expect((await staff.sees(/Local → Belgrano/)).buttons.map((one) => one.text)).not.toContain(
      '✅ Ya está allá',
    );
    await staff.taps('Mandar');
    await staff.sees(/En camino desde/);
    staff.sends('/stock yerba');
    await staff.sees(/En tránsito 4 · Local 6/);
    await colleague.sees(/En camino desde.*mandó Lucía/);
    await colleague.taps('Hay diferencias');
    await colleague.taps('YERBA');
    await colleague.sees(/¿Cuántas llegaron de <b>YERBA/);
    colleague.sends('3');
    await colleague.sees(/mandaron 4, llegaron <b>3 u\.<\/b> ⚠️ ¿qué pasó/);
    await colleague.taps('Se rompió');
    await colleague.sees(/llegaron <b>3 u\.<\/b> \(se rompió\)/);
    await colleague.taps('Hay diferencias');
    await colleague.taps('ACEITE');
    colleague.sends('3');
    await colleague.taps('Recibir así', { under: /mandaron 2, llegaron <b>3/ });
    await colleague.sees(/✅ Recibido/);
    await staff.sees(/✅ Recibido/);
    staff.sends('/stock yerba');
    await staff.sees(/Belgrano 3 · En tránsito 0 · Local 6/);
    staff.sends('/stock aceite');
    await staff.sees(/Belgrano 3 · En tránsito 0 · Local 3/);
  });

  it('When it is cancelled on the way, then everything is as before, and a second press changes nothing', async () => {
    await withDepot();
    const { staff, owner } = shop;
    staff.sends('pasá 4 yerbas al fondo');
    await staff.taps('Mandar');
    await staff.sees(/En camino/);
    owner.sends('/transferir');
    await owner.sees(/🚚 <b>En camino<\/b>/);
    await owner.taps('Local → Fondo');
    const received = await owner.finds('Llegó todo');
    await staff.taps('cancelar el envío');
    await staff.sees(/✖️ Cancelado/);
    expect(await shop.stockOf('yerba')).toBe('10');
    owner.presses(received);
    await shop.settled();
    expect(owner.popUps().at(-1)).toMatch(/ya cambió/);
    expect(await shop.stockOf('yerba')).toBe('10');
  });

  it('When it is not clear what, how many or where, then it is asked and nothing is written', async () => {
    await withDepot();
    const { staff, stranger, owner } = shop;
    staff.sends('/transferir 4 dulce de leche al fondo');
    await staff.sees(/No conozco «dulce de leche»/);
    staff.sends('/transferir yerba al fondo');
    await staff.sees(/¿Cuántas unidades de <b>YERBA/);
    owner.sends('/depositos nuevo depósito: Terraza');
    await owner.sees(/ya está <b>Terraza/);
    staff.sends('/transferir 4 yerba');
    await staff.sees(/¿De dónde a dónde\?.*• Fondo.*• Terraza/s);
    staff.sends('/transferir 40 yerba al fondo');
    await staff.sees(/⚠️ no alcanza/);
    await staff.taps('Mandar');
    await shop.settled();
    expect(staff.popUps().at(-1)).toMatch(/No hay tanto/);
    const send = await staff.finds('Mandar');
    stranger.presses(send);
    await shop.settled();
    expect(await shop.stockOf('yerba')).toBe('10');
  });
});
