import { asc } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { salePrice } from '../../../drizzle/schema/index.ts';
import { ACEITE, FACTURA, YERBA } from '../../support/goods.ts';
import { draftOf } from '../../support/papers.ts';
import { openShop, type Player, type Shop } from '../support/shop.ts';

describe('prices', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  const DRAFTS = {
    factura: draftOf(FACTURA),
    /** Yerba 20 % dearer, oil as before. */
    aumento: draftOf({ number: 12346, lines: [{ ...YERBA, unitPrice: '1800' }, ACEITE] }),
  };
  const prices = async () =>
    (await shop.database.db.select().from(salePrice).orderBy(asc(salePrice.id))).map((row) =>
      row.price === null ? null : Number(row.price),
    );
  const receive = async (who: Player, paper: string, create?: string): Promise<void> => {
    who.sendsPhoto(paper);
    if (create !== undefined) await who.taps(create);
    await who.taps('Confirmar');
    await shop.settled();
  };
  const begin = async (): Promise<void> => {
    shop = await openShop({ drafts: DRAFTS });
    await receive(shop.owner, 'factura', 'Crear los 2');
  };
  const setYerba = async (who: Player, price: string): Promise<void> => {
    who.sends(`/precios yerba a ${price}`);
    await who.taps('Aplicar', { under: /¿Cambio este precio\?/ });
    await shop.settled();
  };

  it('When a price is set by hand, then before and after are shown first, it is found, and the same day undone', async () => {
    await begin();
    shop.owner.sends('/precios yerba a 2.600');
    const card = await shop.owner.sees(/¿Cambio este precio\?/);
    expect(card.text).toContain('YERBA PLAYADITO 500 GR 2.600');
    expect(await prices()).toEqual([]);
    const apply = await shop.owner.finds('Aplicar');
    shop.owner.presses(apply);
    shop.owner.presses(apply);
    await shop.owner.sees(/✅ Aplicado/);
    await shop.settled();
    expect(await prices()).toEqual([2600]);
    shop.owner.sends('¿cuánto sale la yerba?');
    const told = await shop.owner.sees(/YERBA PLAYADITO 500 GR<\/b>: \$ 2\.600/);
    expect(told.text).toContain('costo $ 1.500,00 · margen 30,2 %');
    shop.staff.sends('/precios yerba');
    const public_ = await shop.staff.sees(/YERBA PLAYADITO 500 GR<\/b>: \$ 2\.600/);
    expect(public_.text).not.toContain('costo');
    await shop.owner.taps('Deshacer', { under: /Aplicado/ });
    await shop.owner.sees(/volvieron los precios de antes/);
    expect(await prices()).toEqual([2600, null]);
  });

  it('When an invoice is dearer, then one card says what rose and the margin, and applies it once', async () => {
    await begin();
    await setYerba(shop.owner, '2600');
    await receive(shop.owner, 'aumento');
    const card = await shop.owner.sees(/Subió 1 producto/);
    expect(card.text).toContain('Tu margen baja de 30,2 % a <b>16,2 %</b>');
    expect(card.text).toContain('2.600 → 3.120');
    expect(card.text).not.toContain('ACEITE');
    await shop.owner.taps('Aplicar', { under: /Subió/ });
    await shop.owner.sees(/Subió[\s\S]*✅ Aplicado/);
    expect(await prices()).toEqual([2600, 3120]);
  });

  it('When the card is edited or ignored, then prices follow what was said', async () => {
    await begin();
    await setYerba(shop.owner, '2600');
    await receive(shop.owner, 'aumento');
    await shop.owner.taps('Editar');
    await shop.owner.taps('1', { under: /Tocá el número/ });
    await shop.owner.taps('− 10');
    await shop.owner.sees(/\$ 2\.600 → <b>\$ 3\.110/);
    await shop.owner.taps('Volver');
    await shop.owner.taps('Volver', { under: /Tocá el número/ });
    await shop.owner.taps('Ignorar');
    await shop.owner.sees(/Quedaron los precios de antes/);
    expect(await prices()).toEqual([2600]);
  });

  it('When the receipt is undone, then its card is void', async () => {
    await begin();
    await setYerba(shop.owner, '2600');
    await receive(shop.owner, 'aumento');
    await shop.owner.sees(/Subió 1 producto/);
    await shop.owner.taps('Deshacer', { under: /0003-00012346/ });
    await shop.owner.taps('Sí, deshacer');
    await shop.owner.sees(/Subió[\s\S]*La compra se deshizo/);
    expect(await prices()).toEqual([2600]);
  });

  it('When staff receive it, then those who set prices get the card; beyond a limit the owner is asked', async () => {
    await begin();
    await setYerba(shop.owner, '2600');
    await receive(shop.staff, 'aumento');
    await shop.owner.sees(/Subió 1 producto/);
    await shop.colleague.sees(/Subió 1 producto/);
    expect(shop.staff.transcript()).not.toContain('Subió');
    await shop.colleague.taps('Editar', { under: /Subió/ });
    await shop.colleague.taps('1', { under: /Tocá el número/ });
    await shop.colleague.taps('+ 10');
    await shop.settled();
    await shop.colleague.taps('Volver');
    await shop.colleague.taps('Volver', { under: /Tocá el número/ });
    await shop.colleague.taps('Aplicar', { under: /Subió/ });
    await shop.colleague.sees(/Espera el visto bueno/);
    expect(await prices()).toEqual([2600]);
    await shop.owner.sees(/Cambio de precio[\s\S]*\$ 2\.600 → \$ 3\.130/);
    await shop.owner.taps('Aprobar');
    await shop.colleague.sees(/Subió[\s\S]*✅ Aplicado/);
    expect(await prices()).toEqual([2600, 3130]);
  });

  it('When the price changes meanwhile, then neither an old card nor an approval asked before holds', async () => {
    await begin();
    await setYerba(shop.owner, '2600');
    await shop.settled();
    shop.colleague.sends('/precios yerba a 2.700');
    const old = await shop.colleague.finds('Aplicar', { under: /2\.700/ });
    shop.colleague.sends('/precios yerba a 4.000');
    await shop.colleague.taps('Aplicar', { under: /4\.000/ });
    await shop.owner.sees(/Cambio de precio[\s\S]*4\.000/);
    await setYerba(shop.owner, '5000');
    await shop.owner.taps('Aprobar');
    await shop.settled();
    expect(shop.owner.popUps().at(-1)).toMatch(/lo que pedía ya cambió/);
    shop.colleague.presses(old);
    await shop.settled();
    expect(shop.colleague.popUps().at(-1)).toMatch(/ya cambió después de esa tarjeta/);
    expect(await prices()).toEqual([2600, 5000]);
    await shop.owner.taps('Rechazar');
    await shop.colleague.sees(/Marta rechazó/);
  });

  it('When there is a margin rule, then goods without a price are proposed one; only the owner makes rules', async () => {
    shop = await openShop({ drafts: DRAFTS });
    shop.colleague.sends('/precios margen 30');
    await shop.colleague.sees(/los manejan/);
    shop.owner.sends('/precios margen 30');
    await shop.owner.sees(/Todo: margen 30 % \(recargo 42,9 %\)/);
    await receive(shop.owner, 'factura', 'Crear los 2');
    await shop.owner.taps('Aplicar los 2');
    await shop.settled();
    expect((await prices()).sort()).toEqual([2600, 3640]);
    shop.owner.sends('/precios');
    await shop.owner.taps('Lista de precios');
    await shop.settled();
    expect(shop.telegram.callsOf('sendDocument')).toHaveLength(1);
  });

  it('When the owner sends the index as a table, then its months are kept; what is no index is said to be none', async () => {
    shop = await openShop({ drafts: DRAFTS });
    const sends = (fileName: string, text: string) =>
      shop.telegram.sendPhoto(shop.owner.who, Buffer.from(text), { fileName });
    sends('ipc.csv', 'mes;porcentaje\n09/2026;1,9\n10/2026;2,4\n');
    await shop.owner.sees(/✅ Listo[\s\S]*Último índice: 10\/2026, 2,4 %/);
    await shop.owner.finds('Actualizar por el índice');
    sends('IPC octubre.csv', 'producto;precio\nyerba;100\n');
    await shop.owner.sees(/No pude leer ese índice/);
  });
});
