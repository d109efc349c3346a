import { describe, expect, it } from 'vitest';
import { readDigits } from '../../../core/language/numbers.ts';
import { tokenize } from '../../../core/language/tokens.ts';

const numbersIn = (text: string): readonly string[] =>
  tokenize(text)
    .filter((token) => token.kind === 'number')
    .map((token) => token.text);

describe('numbers as people say and write them', () => {
  it.each([
    ['doce', '12'],
    ['media docena', '6'],
    ['una docena y media', '18'],
    ['dos docenas', '24'],
    ['un par de', '2'],
    ['3 y medio', '3.5'],
    ['2 y 1/2', '2.5'],
    ['2 1/2', '2.5'],
    ['tres cuartos', '0.75'],
    ['un cuarto', '0.25'],
    ['dos y cuarto', '2.25'],
    ['treinta y dos', '32'],
    ['ciento veinte', '120'],
    ['mil doscientos cincuenta', '1250'],
    ['dos mil', '2000'],
    ['12 mil', '12000'],
    ['12 lucas', '12000'],
    ['½', '0.5'],
    ['1.250', '1250'],
    ['1.250,50', '1250.5'],
    ['12,5', '12.5'],
    ['2.25', '2.25'],
    ['0.750', '0.75'],
  ])('When somebody writes %j, then it is %s', (text, value) => {
    expect(numbersIn(text)).toEqual([value]);
  });

  it('When a word only sounds like a number, then it stays a word', () => {
    expect(numbersIn('el cuarto renglón')).toEqual([]);
    expect(numbersIn('medialunas')).toEqual([]);
  });

  it('When digits make no number, then there is none', () => {
    for (const text of ['1.2.3', '12-34', 'abc', '']) expect(readDigits(text)).toBeNull();
  });
});
