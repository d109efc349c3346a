import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchLines } from '../../../core/catalog/matching.ts';
import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import { revokePerson } from '../../../core/people/enrolment.ts';
import { type PostWish, postReceipt } from '../../../core/stock/post-receipt.ts';
import { priceChanges } from '../../../core/stock/price-changes.ts';
import {
  audit,
  document,
  movement,
  priceHistory,
  receipt,
  receiptLine,
} from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  aDocument,
  aDraft,
  aLine,
  aMatch,
  aPerson,
  aProduct,
  aShop,
  NOON,
  type Shop,
} from '../../support/factories.ts';
import { expectSoundLedger, stockAndCost } from '../../support/ledger.ts';

describe.each(databaseKinds)('posting a receipt on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
  });
  afterAll(async () => {
    await expectSoundLedger(database.db);
    await database.close();
  });

  const post = (documentId: string, more: Partial<PostWish> = {}) =>
    postReceipt(database.db, {
      documentId,
      actor: shop.staff,
      acceptDifference: false,
      now: NOON,
      ...more,
    });
  const received = async (
    draft: InvoiceDraft,
    products: readonly { id: string; name: string }[],
    more = {},
  ) =>
    post(
      await aDocument(database.db, {
        uploader: shop.staff,
        draft,
        matches: products.map((one, index) => aMatch(index + 1, one)),
        more,
      }),
    );

  it('When a certified invoice is confirmed, then its goods, cost, price, alias and audit row are there', async () => {
    const { db } = database;
    const yerba = await aProduct(db, shop.owner, 'Yerba Playadito 500 g');
    const draft = aDraft({
      lines: [
        aLine(1, { quantity: '10', unitPrice: '1500.5', code: 'Y-500', description: 'YERBA PLAY. 1/2' }),
      ],
    });
    const id = await aDocument(db, { uploader: shop.staff, draft, matches: [aMatch(1, yerba)] });
    const announced: string[] = [];
    const posted = await post(id, {
      announce: async (tx, { documentId }) => {
        const [row] = await tx
          .select({ state: document.state })
          .from(document)
          .where(eq(document.id, documentId));
        announced.push(row!.state);
      },
    });
    expect(posted).toMatchObject({
      ok: true,
      value: {
        kind: 'goods_in',
        supplierName: 'GOLOSINAS CAÑADA S.R.L.',
        goods: [{ lineNo: 1, productId: yerba.id, units: '10', unitCost: '1500.5' }],
        postedBy: { name: 'Empleado' },
      },
    });
    expect(announced).toEqual(['posted']);
    expect(await stockAndCost(db, shop, yerba)).toEqual({ total: '10', averageCost: '1500.5' });
    const [kept] = await db.select().from(receipt).where(eq(receipt.documentId, id));
    expect(kept).toMatchObject({ postedBy: shop.staff.personId, acceptedDifference: '0.000000' });
    expect(await db.select().from(receiptLine).where(eq(receiptLine.receiptId, kept!.id))).toHaveLength(1);
    expect(await db.select().from(priceHistory).where(eq(priceHistory.receiptId, kept!.id))).toMatchObject([
      { productId: yerba.id, unitCost: '1500.500000' },
    ]);
    expect(await db.select().from(audit).where(eq(audit.subjectId, kept!.id))).toMatchObject([
      { action: 'receipt.post', actorId: shop.staff.personId },
    ]);
    const [again] = await matchLines(db, { companyId: shop.companyId, draft });
    expect(again).toMatchObject({ productId: yerba.id, via: 'alias_code' });
  });

  it('When it is confirmed again, then nothing happens and it says who received it and when', async () => {
    const { db } = database;
    const azucar = await aProduct(db, shop.owner, 'Azúcar Ledesma 1 kg');
    const id = await aDocument(db, { uploader: shop.staff, draft: aDraft(), matches: [aMatch(1, azucar)] });
    expect((await post(id)).ok).toBe(true);
    expect(await post(id, { actor: shop.owner })).toMatchObject({
      ok: false,
      error: { code: 'already_posted', by: 'Empleado', at: NOON, documentId: id },
    });
    expect((await stockAndCost(db, shop, azucar)).total).toBe('12');
  });

  it('When another photo has the same fiscal key, then it is refused and names the first', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Arroz Gallo Oro 1 kg');
    const draft = aDraft();
    const first = await aDocument(db, { uploader: shop.staff, draft, matches: [aMatch(1, product)] });
    const second = await aDocument(db, { uploader: shop.owner, draft, matches: [aMatch(1, product)] });
    expect((await post(first)).ok).toBe(true);
    expect(await post(second, { actor: shop.owner })).toMatchObject({
      ok: false,
      error: { code: 'already_received', documentId: first, by: 'Empleado', locationName: 'Local' },
    });
    const [row] = await db.select({ state: document.state }).from(document).where(eq(document.id, second));
    expect(row!.state).toBe('review');
  });

  it('When a case of 24 is bought, then 24 units come in at the cost of one', async () => {
    const { db } = database;
    const beer = await aProduct(db, shop.owner, { name: 'Cerveza Quilmes lata 473 ml', packSize: '24' });
    const draft = aDraft({
      lines: [aLine(1, { quantity: '2', unitPrice: '24000', description: 'QUILMES LATA' })],
    });
    const id = await aDocument(db, { uploader: shop.staff, draft, matches: [aMatch(1, beer, '24')] });
    expect((await post(id)).ok).toBe(true);
    expect(await stockAndCost(db, shop, beer)).toEqual({ total: '48', averageCost: '1000' });
    const [next] = await matchLines(db, { companyId: shop.companyId, draft });
    expect(next).toMatchObject({ productId: beer.id, unitsPerPack: '24' });
  });

  it('When the buyer is a monotributo, then VAT is part of the cost', async () => {
    const other = await aShop(database.db, { vatCondition: 'monotributo' });
    const product = await aProduct(database.db, other.owner, 'Sal fina 500 g');
    const id = await aDocument(database.db, {
      uploader: other.staff,
      draft: aDraft(),
      matches: [aMatch(1, product)],
    });
    expect((await post(id, { actor: other.staff })).ok).toBe(true);
    expect(await stockAndCost(database.db, other, product)).toEqual({ total: '12', averageCost: '121' });
  });

  it('When a bonus line brings more of the same, then the price history has the cost of all of it', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Fernet Branca 750 ml');
    const draft = aDraft({
      lines: [
        aLine(1, { quantity: '10', unitPrice: '120' }),
        aLine(2, { quantity: '2', unitPrice: '0', amount: '0' }),
      ],
    });
    const posted = await received(draft, [product, product]);
    expect(posted.ok).toBe(true);
    const history = await db.select().from(priceHistory).where(eq(priceHistory.productId, product.id));
    expect(history.map((row) => row.unitCost)).toEqual(['100.000000']);
    expect(await stockAndCost(db, shop, product)).toEqual({ total: '12', averageCost: '100' });
    const dearer = aDraft({ lines: [aLine(1, { unitPrice: '123.5' })] });
    const changes = await priceChanges(db, {
      companyId: shop.companyId,
      draft: dearer,
      matches: [aMatch(1, product)],
    });
    expect(changes).toMatchObject([{ lineId: 1, before: '100', now: '123.5', percent: '23.5' }]);
  });

  it('When a credit note brings goods back, then they leave; when it is about money, then nothing moves', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Galletitas Oreo 118 g');
    expect((await received(aDraft(), [product])).ok).toBe(true);
    const note = (number: number) =>
      aDraft({
        kind: 'credit_note',
        lines: [aLine(1, { quantity: '5' })],
        header: { documentType: 3, number },
      });
    const asked = await received(note(1), [product]);
    expect(asked).toMatchObject({
      ok: false,
      error: { code: 'not_ready', missing: [{ what: 'treatment' }] },
    });
    const goods = await received(note(2), [product], { treatment: 'goods' });
    expect(goods).toMatchObject({ ok: true, value: { kind: 'goods_out' } });
    expect((await stockAndCost(db, shop, product)).total).toBe('7');
    const money = await received(note(3), [], { treatment: 'money' });
    expect(money).toMatchObject({ ok: true, value: { kind: 'money_only', goods: [] } });
    expect((await stockAndCost(db, shop, product)).total).toBe('7');
  });

  it('When goods go back within an invoice, then they leave', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Alfajor Jorgito x 24');
    const draft = aDraft({ lines: [aLine(1), aLine(2, { quantity: '-2' })] });
    expect((await received(draft, [product, product])).ok).toBe(true);
    expect(await stockAndCost(db, shop, product)).toEqual({ total: '10', averageCost: '100' });
  });

  it('When something is missing, then nothing is written and all of it is said', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Té Green Hills x 50');
    const draft = aDraft({
      lines: [
        aLine(1, { evidence: 'read' }),
        aLine(2, { quantity: null, amount: '100' }),
        aLine(3, { unitPrice: null }),
        aLine(4, { evidence: 'doubtful', seen: true }),
        aLine(5, { evidence: 'read', confirmedFields: ['quantity', 'unitPrice', 'amount'] }),
        aLine(6, { isGoods: false, description: 'FLETE' }),
      ],
      header: { issuerCuit: '30645322859', number: null },
    });
    const id = await aDocument(db, {
      uploader: shop.staff,
      draft,
      matches: [1, 2, 3, 4].map((lineId) => aMatch(lineId, product)),
    });
    expect(await post(id)).toEqual({
      ok: false,
      error: {
        code: 'not_ready',
        missing: [
          { what: 'issuer_cuit' },
          { what: 'number' },
          { what: 'unseen', lineId: 1 },
          { what: 'quantity', lineId: 2 },
          { what: 'price', lineId: 3 },
          { what: 'product', lineId: 5 },
        ],
      },
    });
    expect(await db.select().from(movement).where(eq(movement.productId, product.id))).toEqual([]);
  });

  it('When lines and taxes do not give the total, then a named person must accept the difference', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Vinagre Menoyo 1 l');
    const draft = aDraft({ header: { total: '1500' } });
    const id = await aDocument(db, { uploader: shop.staff, draft, matches: [aMatch(1, product)] });
    expect(await post(id)).toMatchObject({
      ok: false,
      error: { code: 'not_ready', missing: [{ what: 'difference', amount: '48' }] },
    });
    const accepted = await post(id, { acceptDifference: true });
    expect(accepted).toMatchObject({ ok: true, value: { acceptedDifference: '48' } });
  });

  it('When the paper is in dollars, then it needs their price in pesos', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Whisky importado 750 ml');
    const draft = aDraft({ header: { currency: 'DOL' } });
    const id = await aDocument(db, { uploader: shop.staff, draft, matches: [aMatch(1, product)] });
    expect(await post(id)).toMatchObject({ error: { missing: [{ what: 'exchange_rate' }] } });
    const priced = await aDocument(db, {
      uploader: shop.staff,
      draft: { ...draft, exchangeRate: '1400' },
      matches: [aMatch(1, product)],
    });
    expect((await post(priced)).ok).toBe(true);
    expect((await stockAndCost(db, shop, product)).averageCost).toBe('140000');
  });

  it.each(['quote', 'price_list', 'payment'] as const)(
    'When the paper is a %s, then it never moves stock',
    async (paper) => {
      const product = await aProduct(database.db, shop.owner, `Cosa de ${paper}`);
      expect(await received(aDraft({ kind: paper }), [product])).toMatchObject({
        error: { code: 'not_ready', missing: [{ what: 'not_goods' }] },
      });
    },
  );

  it('When somebody looked at an older version, then they must look again', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Lavandina Ayudín 1 l');
    const id = await aDocument(db, {
      uploader: shop.staff,
      draft: aDraft(),
      matches: [aMatch(1, product)],
      more: { version: 4 },
    });
    expect(await post(id, { expectedVersion: 3 })).toEqual({
      ok: false,
      error: { code: 'stale', version: 4 },
    });
    expect((await post(id, { expectedVersion: 4 })).ok).toBe(true);
  });

  it('When the person was revoked meanwhile or works elsewhere, then nothing happens', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Detergente Magistral 500 ml');
    const id = await aDocument(db, { uploader: shop.staff, draft: aDraft(), matches: [aMatch(1, product)] });
    const leaving = await aPerson(db, { companyId: shop.companyId, locationId: shop.shopId, role: 'staff' });
    expect((await revokePerson(db, shop.owner, { personId: leaving.personId, now: NOON })).ok).toBe(true);
    expect(await post(id, { actor: leaving })).toEqual({ ok: false, error: { code: 'revoked' } });
    const stranger = await aShop(db);
    expect(await post(id, { actor: stranger.owner })).toEqual({ ok: false, error: { code: 'not_found' } });
    const forged = { ...stranger.owner, companyId: shop.companyId };
    expect(await post(id, { actor: forged })).toEqual({ ok: false, error: { code: 'revoked' } });
  });

  it('When a line names a product of another company, then it counts as unknown', async () => {
    const stranger = await aShop(database.db);
    const foreign = await aProduct(database.db, stranger.owner, 'Ajeno');
    expect(await received(aDraft(), [foreign])).toMatchObject({
      error: { code: 'not_ready', missing: [{ what: 'product', lineId: 1 }] },
    });
  });

  it('When what is announced fails, then nothing is in stock', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Esponja Mortimer x 3');
    const id = await aDocument(db, { uploader: shop.staff, draft: aDraft(), matches: [aMatch(1, product)] });
    const failing = post(id, {
      announce: () => Promise.reject(new Error('outbox is broken')),
    });
    await expect(failing).rejects.toThrow('outbox is broken');
    expect((await stockAndCost(db, shop, product)).total).toBe('0');
    const rows = await db
      .select({ id: document.id })
      .from(document)
      .where(and(eq(document.id, id), eq(document.state, 'review')));
    expect(rows).toHaveLength(1);
  });

  it('When the document is not in review, then it is refused', async () => {
    const product = await aProduct(database.db, shop.owner, 'Pilas Duracell AA x 4');
    expect(await received(aDraft(), [product], { state: 'reading' })).toEqual({
      ok: false,
      error: { code: 'wrong_state', state: 'reading' },
    });
  });
});
