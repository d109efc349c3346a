import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { understandMessage } from '../../../core/language/understand.ts';
import { type CorpusEntry, catalogueNamed, corpus, expectedOf, understoodAs } from './corpus.ts';

const catalogues = {
  almacen: catalogueNamed('almacen'),
  kiosco: catalogueNamed('kiosco'),
  despensa: catalogueNamed('despensa'),
  mayorista: catalogueNamed('mayorista'),
  autoservicio: catalogueNamed('autoservicio'),
};

const understand = (text: string, name: CorpusEntry['catalogue'] = 'almacen') =>
  understandMessage(text, catalogues[name]);

function measure(part: CorpusEntry['part']) {
  const read = corpus
    .filter((entry) => entry.part === part)
    .map((entry) => ({ entry, got: understand(entry.text, entry.catalogue) }));
  const missed = read.filter(({ entry, got }) => understoodAs(got) !== expectedOf(entry));
  const intents = read.filter(({ entry, got }) => got.intent === entry.intent);
  const share = (count: number): number => Math.round((1000 * count) / read.length) / 10;
  return {
    sentences: read.length,
    whole: share(read.length - missed.length),
    intents: share(intents.length),
    missed: missed.map(({ entry }) => entry.text),
  };
}

describe('the corpus of sentences', () => {
  it('When it is counted, then it has three hundred sentences or more and a part held back', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(300);
    expect(corpus.filter((entry) => entry.part === 'held').length).toBeGreaterThanOrEqual(60);
    expect(new Set(corpus.map((entry) => `${entry.catalogue} ${entry.text}`)).size).toBe(corpus.length);
  });

  it.each([
    ['dev', 97],
    ['held', 90],
  ] as const)(
    'When the %s part is read, then at least %d percent of it is understood whole',
    (part, atLeast) => {
      const { missed, ...figures } = measure(part);
      console.info(
        `understand, ${part}: ${JSON.stringify(figures)}${missed.length > 0 ? `\n  missed: ${missed.join('\n  missed: ')}` : ''}`,
      );
      expect(figures.whole).toBeGreaterThanOrEqual(atLeast);
      expect(figures.intents).toBeGreaterThanOrEqual(atLeast);
    },
  );
});

describe('a question', () => {
  it.each([
    '¿qué proveedor me aumentó más este mes?',
    '¿cuánto le compré a Arcor?',
    'cuanto vendi de coca',
    'quién trajo la yerba',
    'che, contame cómo viene la cosa',
    '¿dónde dejé las galletitas?',
  ])('When somebody asks %j, then nothing is to be written', (text) => {
    expect(understand(text)).toEqual({ text, intent: 'unknown', items: [] });
  });

  it('When somebody asks what to order, then no product is made of the question', () => {
    expect(understand('¿qué me conviene pedir hoy?')).toMatchObject({ intent: 'order', items: [] });
  });

  it.each([
    ['contame 12 yerbas', 'count'],
    ['¿me anotás 2 oreo que saqué?', 'stock_out'],
    ['que me llevo 2 oreo', 'stock_out'],
  ])('When %j is no question, then it is %s', (text, intent) => {
    expect(understand(text).intent).toBe(intent);
  });
});

describe('what is promised by name', () => {
  it.each([
    [
      'dejé 4 bananas ecuador, 2 tomates, 1 elementos malbec',
      'stock_in | 4 - BANANA-E | 2 - TOMATE | 1 - ELEM-MALBEC',
    ],
    ['saqué 2 paquetes de Oreo y 1 Coca de 2 litros', 'stock_out | 2 paquete OREO | 1 - COCA-2'],
    [
      'pedir salchichas Paladini x 6 y también x 12. Y falta Coca de litro y medio',
      'order | - - SALCH-6 | - - SALCH-12 | - - COCA-15',
    ],
    [
      'anotame que no hay más Brahma, ni Quilmes, ni Andes',
      'missing | - - BRAHMA-LATA | - - ambiguous | - - ANDES-ROJA',
    ],
    ['falta queso', 'missing | - - ambiguous'],
    ['¿cuánta yerba queda?', 'stock_query | - - ambiguous'],
    ['vendí 3 coca', 'sale | 3 - ambiguous'],
    ['saqué media docena de oreo', 'stock_out | 6 - OREO'],
    ['saqué 3 y medio de queso barra', 'stock_out | 3.5 - QBARRA'],
  ])('When somebody says %j, then it means %s', (text, meaning) => {
    expect(understoodAs(understand(text))).toBe(meaning);
  });

  it('When several products could be meant, then they are named, and none is taken', () => {
    const [queso] = understand('falta queso').items;
    expect(queso).toMatchObject({ sku: null, phrase: 'queso' });
    expect(queso?.candidates).toEqual(expect.arrayContaining(['QCREM', 'QBARRA', 'QRALL']));
  });

  it('When a size is said that the shop does not have, then it is another product, and the nearest are named', () => {
    const [coca] = understand('llegaron 3 coca de 3 litros').items;
    expect(coca).toMatchObject({ status: 'unknown', sku: null, quantity: '3' });
    expect(coca?.candidates).toContain('COCA-225');
  });

  it('When a brand is said that the shop does not have, then no other brand is taken for it', () => {
    for (const text of [
      'saqué 1 mayonesa hellmanns',
      'saqué 2 aceite cocinero',
      'falta yerba amanda',
      'vendí 2 vino toro blanco',
    ])
      expect(understand(text).items.map((item) => item.sku)).toEqual([null]);
  });
});

it('When anything at all is typed, then it is read quickly, and every product taken is one of the catalogue', () => {
  const word = fc.constantFrom(
    'saqué',
    'falta',
    '2',
    '1,5',
    'media',
    'docena',
    'de',
    'coca',
    'y',
    ',',
    'x',
    '6',
    'kg',
    'litro',
    'medio',
    'oreo',
    'queda',
    '?',
    'no',
    'hay',
    ':',
    '-',
    'al',
    'depósito',
    '$',
    '0000',
  );
  const known = new Set(catalogues.almacen.entries.map((entry) => entry.product.sku));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 120 }),
        fc.array(word, { maxLength: 25 }).map((words) => words.join(' ')),
      ),
      (text) => {
        const { items } = understand(text);
        for (const item of items) {
          expect(item.sku === null || known.has(item.sku)).toBe(true);
          expect(item.status === 'matched').toBe(item.sku !== null);
          expect(item.quantity === null || /^\d+(\.\d+)?$/.test(item.quantity)).toBe(true);
        }
      },
    ),
    { numRuns: 120 },
  );
});
