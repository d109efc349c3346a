import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { learnAliases } from '../../../core/catalog/aliases.ts';
import type { LineMatch } from '../../../core/catalog/line-match.ts';
import { chooseProduct, matchLines } from '../../../core/catalog/matching.ts';
import type { Product } from '../../../core/catalog/products.ts';
import { ensureSupplier, updateProfile } from '../../../core/catalog/suppliers.ts';
import type { DraftLine } from '../../../core/invoice/draft.ts';
import { newId } from '../../../core/platform/ids.ts';
import { productBarcode } from '../../../drizzle/schema/index.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  aDraft,
  aLine,
  aProduct,
  aShop,
  NOON,
  OTHER_SUPPLIER_CUIT,
  type Shop,
  SUPPLIER_CUIT,
} from '../../support/factories.ts';
import { CATALOGUE, GOLDEN_LINES } from './golden-lines.ts';

describe.each(databaseKinds)('matching lines to products on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  const products = new Map<string, Product>();
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
    for (const name of CATALOGUE) products.set(name, await aProduct(database.db, shop.owner, name));
  });
  afterAll(() => database.close());

  const product = (name: (typeof CATALOGUE)[number]): Product => products.get(name)!;
  const match = (
    lines: readonly DraftLine[],
    issuerCuit: string = SUPPLIER_CUIT,
  ): Promise<readonly LineMatch[]> =>
    matchLines(database.db, { companyId: shop.companyId, draft: aDraft({ lines, header: { issuerCuit } }) });
  const learn = (
    cuit: string,
    lines: readonly { code?: string; description?: string; product: Product; unitsPerPack?: string }[],
  ) =>
    inTransaction(database.db, async (tx) => {
      const supplier = await ensureSupplier(tx, { companyId: shop.companyId, cuit, name: 'Proveedor' });
      await learnAliases(tx, {
        companyId: shop.companyId,
        supplierId: supplier.id,
        lines: lines.map((line) => ({
          code: line.code ?? null,
          description: line.description ?? null,
          productId: line.product.id,
          unitsPerPack: line.unitsPerPack ?? '1',
        })),
        learnedFrom: newId(),
        learnedBy: shop.owner.personId,
        now: NOON,
      });
      return supplier;
    });

  it('When the golden lines are read, then nothing is decided wrongly and little is asked in vain', async () => {
    const lines = GOLDEN_LINES.map((golden, index) =>
      aLine(index + 1, {
        description: golden.printed,
        unitsPerPack: 'packs' in golden ? (golden.packs ?? null) : null,
      }),
    );
    const matches = await match(lines);
    const wrong = GOLDEN_LINES.flatMap((golden, index) => {
      const chosen = matches[index]!.productName;
      const allowed = 'decided' in golden ? golden.decided : null;
      return chosen === null || chosen === allowed ? [] : [`${golden.printed} → ${chosen}`];
    });
    const missed = GOLDEN_LINES.flatMap((golden, index) => {
      if (!('decided' in golden) || matches[index]!.productName !== null) return [];
      return [golden.printed];
    });
    const notOffered = GOLDEN_LINES.flatMap((golden, index) => {
      if ('none' in golden) return [];
      const name = 'decided' in golden ? golden.decided : golden.offered;
      return matches[index]!.candidates.some((candidate) => candidate.name === name) ? [] : [golden.printed];
    });
    expect(wrong, 'decided wrongly').toEqual([]);
    expect(missed, 'asked in vain').toEqual([]);
    expect(notOffered, 'right product not among the candidates').toEqual([]);
  });

  it("When a supplier's code was learned, then it decides, with its pack", async () => {
    await learn(SUPPLIER_CUIT, [
      {
        code: 'GO-0l5',
        description: 'ALF JORG TRIP',
        product: product('Alfajor Jorgito triple x 24'),
        unitsPerPack: '2',
      },
    ]);
    const [line] = await match([aLine(1, { code: 'GO-O15', description: 'ALF JORG TRIP' })]);
    expect(line).toMatchObject({
      productName: 'Alfajor Jorgito triple x 24',
      via: 'alias_code',
      unitsPerPack: '2',
    });
    const [byWords] = await match([aLine(1, { code: null, description: 'alf. jorg. trip.' })]);
    expect(byWords).toMatchObject({ productName: 'Alfajor Jorgito triple x 24', via: 'alias_description' });
    const [elsewhere] = await match(
      [aLine(1, { code: 'GO-O15', description: 'ALF JORG TRIP' })],
      OTHER_SUPPLIER_CUIT,
    );
    expect(elsewhere).toMatchObject({ productId: null, via: null });
  });

  it('When a learned code comes with words of another product, then a person is asked', async () => {
    await learn(SUPPLIER_CUIT, [
      {
        code: '9350',
        description: 'Fideos Matarazzo tallarín 500 g',
        product: product('Fideos Matarazzo tallarín 500 g'),
      },
      { code: '7777', description: 'Sal fina Celusal 500 g', product: product('Sal fina Celusal 500 g') },
    ]);
    const [unknownWords, otherSize, otherAlias] = await match([
      aLine(1, { code: '9350', description: 'Lavandina Querubín 1 l' }),
      aLine(2, { code: '9350', description: 'Fideos Matarazzo tallarín 1 kg' }),
      aLine(3, { code: '9350', description: 'Sal fina Celusal 500 g' }),
    ]);
    expect(unknownWords).toMatchObject({ productId: null });
    expect(unknownWords!.candidates[0]!.name).toBe('Fideos Matarazzo tallarín 500 g');
    expect(otherSize).toMatchObject({ productId: null });
    expect(otherAlias).toMatchObject({ productId: null });
  });

  it('When the learned words were misread by a letter, then they are still recognised', async () => {
    await learn(SUPPLIER_CUIT, [
      { description: 'GASEOSA LIMALIMON SPRITE CHICA 1,5', product: product('Sprite 1,5 l') },
    ]);
    const [line] = await match([aLine(1, { description: 'GASEOSA L1MALIMON SPRITE CHICA 1,5' })]);
    const [slip] = await match([aLine(1, { description: 'GASEOSA LIMALIMON SPRLTE CHICA 1,5' })]);
    expect(line!.productId).toBeNull();
    expect(line!.candidates[0]!.name).toBe('Sprite 1,5 l');
    expect(slip).toMatchObject({ productName: 'Sprite 1,5 l', via: 'fuzzy' });
  });

  it("When the code or a word is a known barcode, then it decides; a case's barcode stands for its units", async () => {
    await database.db.insert(productBarcode).values([
      { companyId: shop.companyId, barcode: '7791234567898', productId: product('Sprite 1,5 l').id },
      {
        companyId: shop.companyId,
        barcode: '17791234567895',
        productId: product('Sprite 1,5 l').id,
        units: '6',
      },
    ]);
    const [byCode, inWords, aCase, wrongDigit] = await match([
      aLine(1, { code: '7791234567898', description: 'GASEOSA' }),
      aLine(2, { code: '1', description: 'BEBIDA 7791234567898' }),
      aLine(3, { code: '17791234567895', description: 'GASEOSA' }),
      aLine(4, { code: '7791234567890', description: 'GASEOSA' }),
    ]);
    expect(byCode).toMatchObject({ productName: 'Sprite 1,5 l', via: 'barcode', unitsPerPack: '1' });
    expect(inWords).toMatchObject({ productName: 'Sprite 1,5 l', via: 'barcode' });
    expect(aCase).toMatchObject({ productName: 'Sprite 1,5 l', via: 'barcode', unitsPerPack: '6' });
    expect(wrongDigit).toMatchObject({ productId: null });
  });

  it('When the paper says how many come in a case, then that is the pack, unless the name holds it already', async () => {
    const [cases, boxed] = await match([
      aLine(1, { description: 'GALLETITAS OREO 36X118', unitsPerPack: '36' }),
      aLine(2, { description: 'Alfajor Jorgito simple x 24', unitsPerPack: '24' }),
    ]);
    expect(cases).toMatchObject({ productName: 'Galletitas Oreo 118 g', unitsPerPack: '36' });
    expect(boxed).toMatchObject({ productName: 'Alfajor Jorgito simple x 24', unitsPerPack: '1' });
  });

  it("When a supplier is known to count in cases, then the product's usual pack is taken", async () => {
    const beer = await aProduct(database.db, shop.owner, {
      name: 'Cerveza Andes lata 473 ml',
      packSize: '24',
    });
    const supplier = await learn(OTHER_SUPPLIER_CUIT, []);
    const line = aLine(1, { description: 'CERVEZA ANDES LATA 473 ML' });
    const [before] = await match([line], OTHER_SUPPLIER_CUIT);
    await inTransaction(database.db, (tx) => updateProfile(tx, supplier, { quantityIn: 'pack' }));
    const [after] = await match([line], OTHER_SUPPLIER_CUIT);
    expect([before!.unitsPerPack, after!.unitsPerPack]).toEqual(['1', '24']);
    const chosen = await chooseProduct(database.db, {
      companyId: shop.companyId,
      draft: aDraft({ lines: [aLine(1)], header: { issuerCuit: OTHER_SUPPLIER_CUIT } }),
      lineId: 1,
      productId: beer.id,
      via: 'person',
    });
    expect(chosen).toMatchObject({ productId: beer.id, via: 'person', unitsPerPack: '24' });
  });

  it('When two products have the same name, then neither is decided', async () => {
    await aProduct(database.db, shop.owner, 'Caramelos Sugus 700 g');
    await aProduct(database.db, shop.owner, 'CARAMELOS SUGUS 700g');
    const [line] = await match([aLine(1, { description: 'Caramelos Sugus 700 g' })]);
    expect(line).toMatchObject({ productId: null, via: null });
    expect(line!.candidates).toHaveLength(2);
  });

  it('When another company has the product, then it is neither decided nor offered', async () => {
    const other = await aShop(database.db);
    const foreign = await aProduct(database.db, other.owner, 'Turrón Misky 25 g');
    const [line] = await match([aLine(1, { description: 'Turrón Misky 25 g' })]);
    expect(line).toMatchObject({ productId: null, candidates: [] });
    const chosen = await chooseProduct(database.db, {
      companyId: shop.companyId,
      draft: aDraft(),
      lineId: 1,
      productId: foreign.id,
      via: 'person',
    });
    expect(chosen).toBeNull();
  });

  it('When a line is freight, then it has no product and no candidates', async () => {
    const [line] = await match([aLine(1, { description: 'Yerba Playadito 500 g', isGoods: false })]);
    expect(line).toMatchObject({ productId: null, candidates: [], via: null });
  });
});
