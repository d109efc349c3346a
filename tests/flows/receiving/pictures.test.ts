import { afterEach, describe, expect, it } from 'vitest';
import { ACEITE, FACTURA, YERBA } from '../../support/goods.ts';
import { draftOf, headerOnly, unreadable } from '../../support/papers.ts';
import { openShop, type Shop } from '../support/shop.ts';

const TOTAL = draftOf(FACTURA).header.total ?? '0';
const WITHOUT_HEADER = draftOf({ ...FACTURA, number: null, pointOfSale: null, issuerCuit: null });
const QR = headerOnly({ total: TOTAL });

describe('pictures that are hard to read', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When a picture is blurred, then it says so and what to do', async () => {
    shop = await openShop({ drafts: { movida: unreadable('blurred'), factura: draftOf(FACTURA) } });
    const { staff } = shop;
    staff.sendsPhoto('movida');
    await staff.sees(/Salió movida/);
    staff.sendsPhoto('factura');
    await staff.taps('Crear los 2');
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
  });

  it('When a file is damaged, then it says so', async () => {
    shop = await openShop({ drafts: {}, failures: { roto: 'damaged' } });
    shop.staff.sendsPhoto('roto');
    await shop.staff.sees(/está dañado/);
  });

  it('When a file is of another kind, then it is turned down kindly', async () => {
    shop = await openShop({ drafts: {} });
    shop.telegram.sendPhoto(shop.staff.who, Buffer.from('PK'), { fileName: 'carta.docx' });
    await shop.staff.sees(/no lo sé leer/);
    expect(await shop.documentsIn('reading')).toBe(0);
  });

  it('When the header could not be read, then a photo of the QR from close by completes it', async () => {
    shop = await openShop({
      drafts: { hoja: WITHOUT_HEADER, qr: QR, 'hoja+qr': draftOf(FACTURA) },
    });
    const { staff } = shop;
    staff.sendsPhoto('hoja');
    const card = await staff.sees(/Sacale una foto de cerca al QR/);
    expect(card.buttons.some((button) => button.text.startsWith('Confirmar'))).toBe(false);
    staff.sendsPhoto('qr');
    await staff.sees(/completó el comprobante anterior/);
    await staff.taps('Crear los 2');
    await staff.taps('Confirmar');
    await staff.sees(/✅.*00012345/s);
    expect(await shop.receipts()).toBe(1);
  });

  it('When the QR came first, then the page completes it', async () => {
    shop = await openShop({
      drafts: { hoja: WITHOUT_HEADER, qr: QR, 'qr+hoja': draftOf(FACTURA) },
    });
    const { staff } = shop;
    staff.sendsPhoto('qr');
    await staff.sees(/No encontré los renglones/);
    staff.sendsPhoto('hoja');
    await staff.taps('Crear los 2');
    await staff.finds('Confirmar', { under: /00012345/ });
  });

  it('When a photo answers the card, then it is a page of that paper', async () => {
    shop = await openShop({
      drafts: { hoja: WITHOUT_HEADER, otra: unreadable('no_lines'), 'hoja+otra': draftOf(FACTURA) },
    });
    const { staff } = shop;
    staff.sendsPhoto('hoja');
    const card = await staff.sees(/Sacale una foto/);
    staff.sendsPhoto('otra', { answering: card });
    await staff.sees(/00012345/);
    expect(await shop.documentsIn('review')).toBe(1);
  });

  it('When lines were corrected before the QR came, then the corrections stay', async () => {
    shop = await openShop({
      drafts: { hoja: WITHOUT_HEADER, qr: QR, 'hoja+qr': draftOf(FACTURA) },
    });
    const { staff } = shop;
    staff.sendsPhoto('hoja');
    await staff.sees(/Sacale una foto/);
    staff.sends('renglón 1 son 12');
    await staff.sees(/Correg/);
    staff.sendsPhoto('qr');
    const card = await staff.sees(/00012345/);
    expect(card.text).toContain('12 × 1.500,00');
  });

  it('When a doubtful page is photographed again, then the better picture replaces it', async () => {
    const doubtful = draftOf({ lines: [{ ...YERBA, evidence: 'doubtful' }, ACEITE] });
    const doubled = draftOf({
      lines: [{ ...YERBA, evidence: 'doubtful' }, ACEITE, YERBA, ACEITE],
      reason: 'sum_mismatch',
    });
    shop = await openShop({
      drafts: { mala: doubtful, buena: draftOf(FACTURA), 'mala+buena': { ...doubled, status: 'review' } },
    });
    const { staff } = shop;
    staff.sendsPhoto('mala');
    await staff.sees(/Falta mirar/);
    staff.sendsPhoto('buena');
    await staff.sees(/completó el comprobante anterior/);
    await staff.taps('Crear los 2');
    await staff.finds('Confirmar', { under: /00012345/ });
    expect(await shop.documentsIn('review')).toBe(1);
  });
});

describe('albums', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When three pages come as an album, then they are one invoice', async () => {
    const page = unreadable('no_total');
    shop = await openShop({
      drafts: { a: page, b: page, c: page, 'a+b+c': draftOf(FACTURA) },
    });
    const { staff } = shop;
    staff.sendsAlbum('a', 'b', 'c');
    await staff.sees(/Recibida.*3/s);
    await staff.taps('Crear los 2');
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    expect(await shop.receipts()).toBe(1);
    expect(staff.chat.filter((message) => message.photo === null)).toHaveLength(1);
  });

  it('When an album holds two invoices, then each gets a card of its own', async () => {
    const first = draftOf(FACTURA);
    const second = draftOf({ ...FACTURA, number: 777 });
    shop = await openShop({
      drafts: { a: first, b: second, 'a+b': { ...first, status: 'review', reason: 'several_documents' } },
    });
    const { staff } = shop;
    staff.sendsAlbum('a', 'b');
    await staff.sees(/00012345/);
    await staff.sees(/00000777/);
    expect(await shop.documentsIn('review')).toBe(2);
  });

  it('When an invoice has thirty lines, then every one can be reached and confirmed', async () => {
    const lines = Array.from({ length: 30 }, (_, i) => ({
      code: `P${100 + i}`,
      description: `PRODUCTO NUMERO ${['CERO', 'UNO', 'DOS', 'TRES', 'CUATRO', 'CINCO'][i % 6]} ${'ABCDE'[Math.floor(i / 6)]}`,
      quantity: String(i + 1),
      unitPrice: '100',
    }));
    shop = await openShop({ drafts: { larga: draftOf({ lines }) } });
    const { staff } = shop;
    staff.sendsPhoto('larga');
    await staff.taps('Crear los 30');
    const seen = new Set<string>();
    for (let page = 0; page < 10 && seen.size < 30; page += 1) {
      const card = await staff.finds('Confirmar');
      for (const [, id] of card.message.text.matchAll(/🟢 +(\d+) PRODUCTO/g)) seen.add(id ?? '');
      const next = card.message.buttons.find((button) => button.text.includes('›'));
      if (next === undefined) break;
      await staff.taps('›');
      await shop.settled();
    }
    expect(seen.size).toBe(30);
    await staff.taps('Confirmar');
    await staff.sees(/✅/);
    expect(await shop.movements()).toBe(30);
  });
});

describe('who may', () => {
  let shop: Shop;
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  it('When a stranger sends an invoice, then nothing is kept and one neutral line answers', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    shop.stranger.sendsPhoto('factura');
    await shop.stranger.sees(/uso privado/);
    await shop.settled();
    expect(shop.stranger.chat).toHaveLength(1);
    for (const state of ['reading', 'review', 'gathering']) expect(await shop.documentsIn(state)).toBe(0);
  });

  it('When a stranger presses a button of somebody’s card, then nothing happens', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    shop.staff.sendsPhoto('factura');
    const create = await shop.staff.finds('Crear los 2');
    shop.stranger.presses(create);
    await shop.settled();
    expect(await shop.audited('product.create')).toBe(0);
  });

  it('When a paper is discarded by mistake, then it can be taken back', async () => {
    shop = await openShop({ drafts: { factura: draftOf(FACTURA) } });
    const { staff } = shop;
    staff.sendsPhoto('factura');
    await staff.taps('Descartar');
    await staff.taps('Sí, descartar');
    await staff.sees(/Descartada por Lucía/);
    await staff.taps('Recuperar');
    await staff.finds('Crear los 2');
    expect(await shop.documentsIn('review')).toBe(1);
  });
});
