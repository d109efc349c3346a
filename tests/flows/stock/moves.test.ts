import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Shop } from '../support/shop.ts';
import { openDemoShop } from './demo-goods.ts';

describe('movements in the words of the shop', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openDemoShop();
  });
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When staff say what they left, then they see before and after, confirm, and may undo it', async () => {
    shop.staff.sends('dejé 4 bananas ecuador, 2 tomates, 1 elementos malbec');
    const card = await shop.staff.sees(/📥 Entrada/);
    expect(card.text).toContain('12 → 16 kg');
    expect(card.text).toContain('9,5 → 11,5 kg');
    expect(card.text).toContain('12 → 13 u.');
    expect(await shop.stockOf('Banana')).toBe('12');
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/✅ .*Entrada/);
    expect(await shop.stockOf('Banana')).toBe('16');
    expect(await shop.stockOf('Malbec')).toBe('13');
    await shop.staff.taps('Deshacer');
    await shop.staff.sees(/↩️ Deshecho|Deshecho\./);
    expect(await shop.stockOf('Banana')).toBe('12');
    expect(await shop.audited('stock.undo')).toBe(1);
  });

  it('When a size is not sold, then the ones that are sold are offered and one is chosen', async () => {
    shop.staff.sends('saqué 2 paquetes de Oreo y 1 Coca de 2 litros');
    const card = await shop.staff.sees(/📤 Salida/);
    expect(card.text).toContain('28 → 26 u.');
    expect(card.text).toContain('«Coca de 2 litros»: ¿cuál es?');
    expect(card.buttons.map((button) => button.text)).not.toContain('✅ Confirmar');
    await shop.staff.taps('Coca-Cola 2,25 l');
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/✅ .*Salida/);
    expect(await shop.stockOf('Coca-Cola 2,25')).toBe('23');
    expect(await shop.stockOf('Oreo')).toBe('26');
  });

  it('When the owner’s example is said, then it is understood as well', async () => {
    shop.staff.sends('saqué 2 Oreo y una Coca de 2');
    await shop.staff.taps('Coca-Cola 2,25 l');
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/✅ .*Salida/);
    expect(await shop.stockOf('Coca-Cola 2,25')).toBe('23');
  });

  it('When no number is said, then it is asked for, and a bare number answers', async () => {
    shop.staff.sends('se rompió el aceite natura');
    await shop.staff.sees(/Aceite Girasol Natura 900 ml<\/b>: ¿cuánto\?/);
    shop.staff.sends('2');
    await shop.staff.sees(/14 → 12 u\./);
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/✅ .*Merma/);
    expect(await shop.stockOf('Aceite')).toBe('12');
  });

  it('When packs are said, then the card shows units, and they may be loose after all', async () => {
    shop.staff.sends('/entrada 2 cajas de Oreo');
    await shop.staff.sees(/28 → 76 u\./);
    await shop.staff.taps('2 sueltas');
    await shop.staff.sees(/28 → 30 u\./);
    await shop.staff.taps('Cantidad');
    await shop.staff.sees(/Escribí la cantidad/);
    shop.staff.sends('son 5');
    await shop.staff.sees(/28 → 33 u\./);
  });

  it('When a product is unknown, then it can be created from what was said', async () => {
    shop.staff.sends('dejé 6 alfajores Guaymallén');
    await shop.staff.taps('Crear');
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/✅ .*Entrada/);
    expect(await shop.stockOf('Guaymallén')).toBe('6');
  });

  it('When a manager says how much there is, then the difference is written; staff may not', async () => {
    shop.staff.sends('/corregir yerba playadito 20');
    await shop.staff.sees(/No tenés permiso/);
    shop.colleague.sends('/corregir yerba playadito 20');
    await shop.colleague.sees(/✏️ Corrección[\s\S]*18 → 20 u\./);
    await shop.colleague.taps('Confirmar');
    await shop.colleague.sees(/✅ .*Corrección/);
    expect(await shop.stockOf('Playadito')).toBe('20');
  });

  it('When a button is pressed twice, then it is written once', async () => {
    shop.staff.sends('vendí 3 coca de litro y medio');
    const confirm = await shop.staff.finds('Confirmar');
    shop.staff.presses(confirm);
    shop.staff.presses(confirm);
    await shop.settled();
    expect(await shop.stockOf('Coca-Cola 1,5')).toBe('15');
    expect(shop.staff.popUps()).toEqual(['Eso ya está resuelto: no lo anoto dos veces.']);
  });

  it('When two people move one product, then each card’s effect is kept', async () => {
    shop.staff.sends('saqué 2 yerba playadito');
    shop.colleague.sends('saqué 3 yerba playadito');
    await shop.staff.taps('Confirmar');
    await shop.colleague.taps('Confirmar');
    await shop.colleague.sees(/✅ .*Salida[\s\S]*16 → <b>13/);
    expect(await shop.stockOf('Playadito')).toBe('13');
  });

  it('When much leaves at once, then the owner is asked, and yes or no decides', async () => {
    shop.staff.sends('saqué 20 coca de 2,25 y 40 quilmes');
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/ya le pregunté/);
    expect(await shop.stockOf('Quilmes')).toBe('48');
    await shop.owner.sees(/20 Coca-Cola 2,25 l/);
    await shop.owner.taps('Aprobar');
    await shop.staff.sees(/✅ .*Salida/);
    expect(await shop.stockOf('Quilmes')).toBe('8');
    shop.staff.sends('tiré 6 pañales pampers y 10 café la virginia');
    await shop.staff.taps('Confirmar');
    await shop.owner.taps('Rechazar');
    await shop.staff.sees(/Cancelado/);
    expect(await shop.stockOf('Pampers')).toBe('6');
  });

  it('When they give up, then /cancelar leaves everything as it was', async () => {
    shop.staff.sends('saqué 2 yerba playadito');
    await shop.staff.sees(/¿Lo anoto\?/);
    shop.staff.sends('/cancelar');
    await shop.staff.sees(/Cancelado/);
    shop.staff.sends('/cancelar');
    await shop.staff.sees(/No hay nada para cancelar/);
    expect(await shop.stockOf('Playadito')).toBe('18');
  });

  it('When they ask, then they are told', async () => {
    shop.staff.sends('¿cuánta yerba queda?');
    const answer = await shop.staff.sees(/Yerba Playadito 1 kg/);
    expect(answer.text).toContain('Yerba Taragüí 500 g');
    shop.staff.sends('hola');
    await shop.staff.sees(/¡Hola, Lucía!/);
    shop.staff.sends('/estado');
    expect((await shop.staff.sees(/Todo anda bien/)).text).not.toContain('Versión');
    shop.owner.sends('/estado');
    await shop.owner.sees(/Base de datos \d+/);
    shop.staff.sends('/soporte');
    await shop.staff.sees(/hablá con Marta[\s\S]*código: <code>[0-9A-F]{8}/);
  });

  it('When /deshacer is sent, then it offers the last thing of today, and nothing once that is undone', async () => {
    shop.staff.sends('/merma 1 leche descremada');
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/✅ .*Merma/);
    shop.staff.sends('/deshacer');
    await shop.staff.taps('Sí, deshacer');
    await shop.staff.sees(/Deshecho/);
    expect(await shop.stockOf('Leche descremada')).toBe('36');
    shop.staff.sends('deshacé lo último');
    await shop.staff.sees(/no hiciste nada/);
  });

  it('When several things were done, then each of them is listed and taken back on its own, also a count and a transfer', async () => {
    const { staff, owner, colleague } = shop;
    owner.sends('/depositos nuevo depósito: Fondo');
    await owner.sees(/ya está <b>Fondo/);
    staff.sends('/merma 1 leche descremada');
    await staff.taps('Confirmar');
    await staff.sees(/✅ .*Merma/);
    staff.sends('/calibrar leche descremada');
    await staff.sees(/¿Cuántas hay/);
    staff.sends('33');
    await staff.taps('Ajustar');
    await staff.sees(/Stock ajustado/);
    staff.sends('pasá 4 leche descremada al fondo');
    await staff.taps('Ya está allá');
    await staff.sees(/✅ Recibido/);
    expect(await shop.stockOf('Leche descremada')).toBe('29');

    staff.sends('/deshacer');
    const list = await staff.sees(/Es lo último que hiciste hoy/);
    expect(list.text).toMatch(/🚚 Transferencia<\/b> .* → Fondo/);
    expect(list.buttons.map((one) => one.text)).toEqual([
      '↩️ Sí, deshacer',
      expect.stringMatching(/^↩️ \d\d:\d\d 📋 Conteo Un producto · Local/),
      expect.stringMatching(/^↩️ \d\d:\d\d 🗑 Merma Leche/),
    ]);
    const undoTransfer = await staff.finds('Sí, deshacer');
    colleague.presses(undoTransfer);
    await shop.settled();
    expect(colleague.popUps().at(-1)).toMatch(/quien trabaja en ese lugar/);
    await staff.taps('Sí, deshacer');
    await staff.sees(/🚚[\s\S]*↩️ Deshecho .*: el stock volvió/);
    expect(await shop.stockOf('Leche descremada')).toBe('33');

    staff.sends('/deshacer');
    await staff.taps('Merma', { under: /lo último/ });
    await staff.sees(/Deshecho\./);
    expect(await shop.stockOf('Leche descremada')).toBe('34');
    staff.sends('/deshacer');
    await staff.taps('Sí, deshacer', { under: /📋/ });
    await shop.settled();
    expect(await shop.stockOf('Leche descremada')).toBe('36');
    staff.sends('/deshacer');
    await staff.sees(/no hiciste nada/);
  });

  it('When what was transferred has moved on, then undoing says so and changes nothing', async () => {
    const { staff, owner } = shop;
    owner.sends('/depositos nuevo depósito: Fondo');
    await owner.sees(/ya está <b>Fondo/);
    staff.sends('pasá 4 leche descremada al fondo');
    await staff.taps('Ya está allá');
    await staff.sees(/✅ Recibido/);
    owner.sends('pasá 1 leche descremada del fondo al local');
    await owner.taps('Ya está allá', { under: /Fondo → / });
    await shop.settled();
    staff.sends('/deshacer');
    await staff.taps('Sí, deshacer');
    await shop.settled();
    expect(staff.popUps().at(-1)).toMatch(/parte de lo que llegó ya salió/);
    expect(await shop.stockOf('Leche descremada')).toBe('33');
  });
});
