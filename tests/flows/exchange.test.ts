import { afterEach, describe, expect, it } from 'vitest';
import { formatDate } from '../../bot/format.ts';
import { readTable } from '../../core/exchange/table-file.ts';
import { dayOf } from '../../core/platform/clock.ts';
import { DELIVERY, receiveDelivery } from './support/goods.ts';
import { openShop, type Shop } from './support/shop.ts';

/** Tables in and out of the chat, as files. */
describe('/exportar and /importar', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  async function begin(): Promise<void> {
    shop = await openShop(DELIVERY);
    await receiveDelivery(shop.staff);
  }
  /** The newest file that the bot sent, as rows. */
  async function received() {
    await shop.settled();
    const bytes = shop.telegram.documents.at(-1);
    const table = bytes === undefined ? null : await readTable(bytes);
    if (table?.ok !== true) throw new Error('no table was sent');
    return table.value;
  }

  it.each(['CSV', 'XLSX'])(
    'When stock goes out as %s and comes back changed, then only the change is shown, saved and undone',
    async (format) => {
      await begin();
      const { owner } = shop;
      owner.sends('/exportar');
      await owner.taps(`Stock ${format}`, { under: /¿Qué querés bajar/ });
      const [heading, ...rows] = await received();
      expect(heading?.slice(1)).toEqual(['nombre', 'local', 'cantidad', 'costo']);
      expect(rows.map((row) => row.slice(1))).toEqual(
        [
          ['YERBA PLAYADITO 500 GR', 'Local', '10', '1500'],
          ['ACEITE NATURA 900 ML', 'Local', '6', '2100.5'],
        ].sort((a, b) => rows.findIndex((row) => row[1] === a[0]) - rows.findIndex((row) => row[1] === b[0])),
      );

      const changed = rows.map((row) => row.map((cell) => (cell === '10' ? '8' : cell)));
      await owner.sendsTable(`stock.${format.toLowerCase()}`, [heading!, ...changed]);
      const plan = await owner.sees(/Stock: 0 nuevos, 1 cambian, 1 quedan igual/);
      expect(plan.text).toContain('YERBA PLAYADITO 500 GR');
      expect(plan.text).toMatch(/10 → 8/);
      expect(await shop.stockOf('yerba')).toBe('10');
      const save = await owner.finds('Guardar todo');
      owner.presses(save);
      owner.presses(save);
      await owner.sees(/✅ <b>📄 stock/);
      await shop.settled();
      expect(owner.popUps().at(-1)).toMatch(/no la guardo dos veces/);
      expect(await shop.stockOf('yerba')).toBe('8');
      owner.sends('/deshacer');
      await owner.sees(/<b>📄 Planilla<\/b> stock/);
      await owner.taps('Sí, deshacer');
      await owner.sees(/Deshecho<\/b>: el stock volvió/);
      expect(await shop.stockOf('yerba')).toBe('10');
    },
  );

  it('When rows are wrong, then each is named with its reason and nothing can be saved until they are right', async () => {
    await begin();
    const { owner, staff } = shop;
    owner.sends('/importar');
    await owner.taps('Ventas', { under: /Mandame la planilla/ });
    await shop.settled();
    expect(shop.telegram.documents).toHaveLength(1);
    const heading = ['fecha', 'nombre', 'cantidad'];
    const today = formatDate(dayOf(shop.now()));
    await owner.sendsTable('ventas.csv', [
      heading,
      [today, 'Yerba Playadito 500 gr', '2'],
      [today, 'Alfajor fantasma', '1'],
      ['31/02/2026', 'Yerba Playadito 500 gr', '1'],
      [today, 'Aceite Natura 900 ml', 'dos'],
    ]);
    const errors = await owner.sees(/Hay 3 filas con problemas/);
    expect(errors.text).toContain('Fila 3: no conozco ese producto');
    expect(errors.text).toContain('Fila 4: la fecha va como 31/12/2026');
    expect(errors.text).toContain('Fila 5: la cantidad no es un número que sirva');
    expect(errors.buttons).toEqual([]);
    await staff.sendsTable('ventas.csv', [heading, [today, 'Yerba Playadito 500 gr', '2']]);
    await staff.sees(/no podés|encargado|dueño/i);
    expect(await shop.stockOf('yerba')).toBe('10');
  });

  it('When the sales of a day come in twice, then they sell once; undone, they may come in again', async () => {
    await begin();
    const { owner } = shop;
    const today = formatDate(dayOf(shop.now()));
    const sales = [
      ['fecha', 'nombre', 'cantidad'],
      [today, 'Yerba Playadito 500 gr', '2'],
      [today, 'Aceite Natura 900 ml', '1,5'],
    ];
    await owner.sendsTable('ventas.xlsx', sales);
    await owner.taps('Guardar todo');
    await owner.sees(/✅ <b>📄 ventas/);
    expect([await shop.stockOf('yerba'), await shop.stockOf('aceite')]).toEqual(['8', '4.5']);
    await owner.sendsTable('ventas.csv', sales);
    await shop.settled();
    const undo = await owner.finds('Deshacer', { under: /ventas\.xlsx/ });
    owner.presses(undo);
    owner.presses(undo);
    await owner.sees(/Deshecho<\/b>: el stock volvió/);
    expect([await shop.stockOf('yerba'), await shop.stockOf('aceite')]).toEqual(['10', '6']);
    await owner.taps('Guardar todo', { under: /ventas\.csv/ });
    await owner.sees(/✅ <b>📄 ventas\.csv/);
    await owner.sendsTable('ventas.csv', sales);
    await owner.taps('Guardar todo', { under: /¿Lo guardo/ });
    await shop.settled();
    expect(owner.popUps().at(-1)).toMatch(/no la guardo dos veces/);
    expect(await shop.stockOf('yerba')).toBe('8');
  });
});
