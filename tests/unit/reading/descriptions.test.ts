import { describe, expect, it } from 'vitest';
import { mergeDescription } from '../../../core/reading/descriptions.ts';

describe('mergeDescription', () => {
  it.each([
    [
      'accents come from the Spanish reading',
      'Jabon en polvo Ala',
      'Jabón en polvo Ala',
      'Jabón en polvo Ala',
    ],
    ['ñ too, where the other engine left it out', 'Cauelas1kg', 'Cañuelas 1 kg', 'Cañuelas 1 kg'],
    ['or took it for another letter', 'Cafuelas', 'Cañuelas', 'Cañuelas'],
    ['capitals keep their case', 'NANDU', 'ñandú', 'ÑANDÚ'],
    ['spaces come from the Spanish reading', 'AAx4', 'AA x 4', 'AA x 4'],
    ['digits come from the first', 'Bolsas 45x60 x30', 'Bolsas 45x60 x 3€', 'Bolsas 45x60 x 30'],
    ['units too', 'Oreo 118g', 'Oreo 118 y', 'Oreo 118 g'],
    ['and letters where they disagree', 'Bic maxi x 25', 'Bic mano x 25', 'Bic maxi x 25'],
    [
      'a letter that only one saw between two agreed ones is kept',
      'Quimes lata',
      'Quilmes lata',
      'Quilmes lata',
    ],
    [
      'a lone stroke after a number is a litre',
      'Vinagre Menoyo 11',
      'Vinagre Menoyo 1 |',
      'Vinagre Menoyo 1 l',
    ],
    ['round letters among zeros are zeros', 'Harina 00oo', 'Harina 0000', 'Harina 0000'],
  ])('%s', (_rule, ppocr, spanish, merged) => {
    expect(mergeDescription(ppocr, spanish)).toBe(merged);
  });

  it('When the second reading is of something else, then the first stands', () => {
    expect(mergeDescription('Arroz Gallo Oro 1 kg', 'Subtotal')).toBe('Arroz Gallo Oro 1 kg');
  });

  it('When one reading is empty, then the other stands', () => {
    expect(mergeDescription('Arroz', '')).toBe('Arroz');
    expect(mergeDescription('', 'Arroz')).toBe('Arroz');
  });
});
