import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { arcaCheck } from '../../drizzle/schema/index.ts';
import { authorise, OUR_CUIT } from '../integration/arca/papers.ts';
import { LoopbackArca, type Trouble } from '../support/arca/server.ts';
import { eventually } from '../support/eventually.ts';
import { draftOf } from '../support/papers.ts';
import { askArcaFor } from './support/arca-queue.ts';
import { openShop, type Shop } from './support/shop.ts';

const PAPER = draftOf({ lines: [{ description: 'YERBA PLAYADITO 1KG', quantity: '10', unitPrice: '1000' }] });
const FACTURA = {
  ...PAPER,
  header: { ...PAPER.header, issuerCuit: '30645322858', cae: '75123456789012', recipientDocNumber: OUR_CUIT },
};

describe('the check against ARCA, on the card', () => {
  let shop: Shop;
  let arca: LoopbackArca;
  let stop: AbortController;
  let queue: Promise<void>;
  beforeEach(async () => {
    arca = await LoopbackArca.start();
    stop = new AbortController();
    shop = await openShop({ drafts: { factura: FACTURA } });
  });
  afterEach(async () => {
    stop.abort();
    await queue;
    await arca.close();
    expect(await shop.close()).toEqual([]);
  });

  const check = (...troubles: readonly Trouble[]): void => {
    arca.trouble('vouchers', ...troubles);
    queue = askArcaFor(shop, arca, { signal: stop.signal, pauses: [1] });
  };

  it('When ARCA knows the invoice, then the card says so, before and after it is received', async () => {
    authorise(arca, [FACTURA]);
    check();
    shop.staff.sendsPhoto('factura');
    await shop.staff.sees(/Verificada en ARCA/);
    await shop.staff.taps('Crear');
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/✅[\s\S]*Verificada en ARCA/);
  });

  it('When the amount is another one, then the card says what to do, and the goods can be received all the same', async () => {
    authorise(arca, [{ ...FACTURA, header: { ...FACTURA.header, total: '99999' } }]);
    check();
    shop.staff.sendsPhoto('factura');
    await shop.staff.sees(/no coincide el importe/);
    await shop.staff.taps('Crear');
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/✅/);
    expect(await shop.receipts()).toBe(1);
  });

  it('When ARCA is down, then the paper is received without it and verified once it is back', async () => {
    authorise(arca, [FACTURA]);
    check({ kind: 'page', status: 503, html: '<html>Mantenimiento</html>' });
    shop.staff.sendsPhoto('factura');
    await shop.staff.sees(/Todavía sin verificar/);
    await shop.staff.taps('Crear');
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/✅[\s\S]*Verificada en ARCA/);
  });

  it('When somebody is looking at a line while the answer comes, then the line stays until they leave it', async () => {
    authorise(arca, [FACTURA]);
    shop.staff.sendsPhoto('factura');
    await shop.staff.taps('✎ 1');
    const line = await shop.staff.sees(/[Rr]englón 1/);
    const before = line.text;
    check();
    await eventually('the answer is kept', async () => {
      const rows = await shop.database.db.select().from(arcaCheck);
      return rows.some((row) => row.standing === 'verified');
    });
    await shop.settled();
    expect(line.text).toBe(before);
    await shop.staff.taps('‹');
    await shop.staff.sees(/Verificada en ARCA/);
  });

  it("When ARCA's own words are hostile, then they are shown as words", async () => {
    check({ kind: 'observation', code: 106, text: '<a href="https://malo.example">tocá</a>' });
    shop.staff.sendsPhoto('factura');
    const card = await shop.staff.sees(/no la reconoce/);
    expect(card.text).toContain('&lt;a href');
  });
});
