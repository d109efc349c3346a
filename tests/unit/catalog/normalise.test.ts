import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliasesOf } from '../../../core/catalog/aliases.ts';
import {
  descriptionKey,
  isGtin,
  normaliseCode,
  readDescription,
  readKey,
} from '../../../core/catalog/normalise.ts';
import { compareDescriptions } from '../../../core/catalog/resemblance.ts';

describe('a supplier code', () => {
  it.each([
    ['GO-8618', 'G08618'],
    ['go 86l8', 'G08618'],
    ['0604', '0604'],
    ['QI/L', '011'],
    [' - ', null],
    ['', null],
    [null, null],
  ])('%s is kept as %s', (code, key) => {
    expect(normaliseCode(code)).toBe(key);
  });
});

describe('a description', () => {
  it.each([
    ['Yerba 500grs', ['500g'], []],
    ['Yerba 1/2 kg', ['500g'], []],
    ['Yerba ½ kilo', ['500g'], []],
    ['medio litro de leche', ['500ml'], []],
    ['Gaseosa 2,25 LT.', ['2250ml'], []],
    ['Aceite 900 c.c.', ['900ml'], []],
    ['Constructor 1 kg', ['1000g'], []],
    ['Aceite 900CC', ['900ml'], []],
    ['Café 1.000 g', ['1000g'], []],
    ['Queso 1,250 kg', ['1250g'], []],
    ['Alfajor x 12', [], ['12']],
    ['Alfajor X12 UNIDADES', [], ['12']],
    ['Papel 4u', [], ['4']],
    ['Fideos 20X500', ['500'], ['20']],
    ['Coca 6x1,5 l', ['1500ml'], ['6']],
    ['Oreo 6x4x118g', ['118g'], ['24']],
    ['Pack x6 Cerveza 473 ml', ['473ml'], ['6']],
    ['Harina 0000 x 1 kg', ['1000g'], []],
    ['Cable 2 m', ['2m'], []],
  ])('%s holds %j in packs of %j', (text, sizes, packs) => {
    expect(readDescription(text)).toMatchObject({ sizes, packs });
  });

  it('has one key in every dress', () => {
    const keys = [
      'Fideos Matarazzo tallarín 500 g',
      'FID. MATARAZZO  TALLARINES X 500GRS',
      'tallarin matarazzo fideos 0,5 kg',
    ];
    expect(new Set(keys.map(descriptionKey)).size).toBe(1);
  });

  it('has no key without words', () => {
    expect(descriptionKey('500 g x 12')).toBeNull();
    expect(descriptionKey(null)).toBeNull();
  });

  it('can be read from its key again, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const read = readDescription(text);
        const again = readKey(read.key);
        expect(again.sizes).toEqual(read.sizes);
        expect(again.packs).toEqual(read.packs);
        expect(again.words).toEqual([...read.words].sort());
      }),
    );
  });

  it('is read in linear time', () => {
    const hostile = [
      `${'1x'.repeat(50_000)}`,
      `${'1 '.repeat(50_000)}`,
      `${'9'.repeat(100_000)}`,
      `${'x 1'.repeat(30_000)}`,
    ];
    for (const text of hostile) {
      const start = performance.now();
      readDescription(text);
      expect(performance.now() - start).toBeLessThan(2_000);
    }
  });
});

describe('two descriptions', () => {
  const compare = (printed: string, name: string, options = {}) =>
    compareDescriptions(readDescription(printed), readDescription(name), options).verdict;

  it('are the same but for a slip, unless the slip is a word', () => {
    expect(compare('VINO TORO TLNTO 1 L', 'Vino Toro tinto 1 l')).toBe('same');
    expect(compare('VINO TORO TINTA 1 L', 'Vino Toro tinto 1 l', { knownWords: new Set(['tinta']) })).toBe(
      'doubt',
    );
    expect(compare('SAL FINO 1 KG', 'Sal fina 1 kg')).toBe('doubt');
  });

  it('are different where a size or a pack says so', () => {
    expect(compare('Coca Cola 2,25 l', 'Coca Cola 1,5 l')).toBe('different');
    expect(compare('Salchichas x 12', 'Salchichas x 6')).toBe('different');
    expect(compare('Fideos 20X500', 'Fideos 1 kg')).toBe('different');
  });

  it('are in doubt where only one says how much or how many', () => {
    expect(compare('Coca Cola', 'Coca Cola 1,5 l')).toBe('doubt');
    expect(compare('Coca Cola 1,5 l x 6', 'Coca Cola 1,5 l')).toBe('doubt');
    expect(compare('Coca Cola 1,5 l x 6', 'Coca Cola 1,5 l', { pack: '6' })).toBe('same');
  });

  it('never are the same when they share no word', () => {
    const word = fc.constantFrom('yerba', 'azucar', 'arroz', 'aceite', 'vino', 'queso');
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 6 }), fc.nat(5), (words, cut) => {
        const at = 1 + (cut % (words.length - 1));
        expect(compare(words.slice(0, at).join(' '), words.slice(at).join(' '))).not.toBe('same');
      }),
    );
  });
});

describe('what confirmed lines teach', () => {
  it('leaves out a code that stands for two products on one paper', () => {
    const line = (code: string, description: string, productId: string) => ({
      code,
      description,
      productId,
      unitsPerPack: '1',
    });
    const learned = aliasesOf([
      line('999', 'Yerba', 'a'),
      line('999', 'Azúcar', 'b'),
      line('1', 'Yerba', 'a'),
    ]);
    expect(learned.map((alias) => `${alias.kind} ${alias.key} ${alias.productId}`)).toEqual([
      'code 1 a',
      'description azucar b',
      'description yerba a',
    ]);
  });
});

describe('a barcode', () => {
  it.each(['7791234567898', '96385074', '036000291452', '17791234567895'])('%s is one', (code) => {
    expect(isGtin(code)).toBe(true);
  });
  it.each(['7791234567890', '1234', '', '77912345678AB'])('%s is none', (code) => {
    expect(isGtin(code)).toBe(false);
  });
});
