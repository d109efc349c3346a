import { describe, expect, it } from 'vitest';
import { decodeWords, type Posterior } from '../../../core/reading/ppocr/ctc.ts';

const CHARACTERS = ['', '0', '1', '2', '.', ',', 'u', ' '];

/** A posterior from one record a step; what is left of 1 goes to the blank. */
function posterior(...steps: Readonly<Record<string, number>>[]): Posterior {
  const values = new Float32Array(steps.length * CHARACTERS.length);
  steps.forEach((step, row) => {
    let rest = 1;
    for (const [character, probability] of Object.entries(step)) {
      values[row * CHARACTERS.length + CHARACTERS.indexOf(character)] = probability;
      rest -= probability;
    }
    values[row * CHARACTERS.length] = rest;
  });
  return { steps: steps.length, characters: CHARACTERS, values };
}

const sure = (text: string): Readonly<Record<string, number>>[] =>
  [...text].flatMap((character) => [{ [character]: 0.99 }, {}]);

const texts = (from: Posterior): string[] => decodeWords(from).map(({ text }) => text);

describe('decodeWords', () => {
  it('When a character lasts several steps, then it is read once', () => {
    expect(texts(posterior({ '1': 0.9 }, { '1': 0.9 }, { '1': 0.9 }))).toEqual(['1']);
  });

  it('When a blank stands between two equal characters, then both are read', () => {
    expect(texts(posterior({ '1': 0.9 }, {}, { '1': 0.9 }))).toEqual(['11']);
  });

  it('When a space is read, then it parts two words and belongs to neither', () => {
    const words = decodeWords(posterior(...sure('12 20')));
    expect(words.map(({ text }) => text)).toEqual(['12', '20']);
    expect(words.map(({ first, last }) => [first, last])).toEqual([
      [0, 2],
      [6, 8],
    ]);
  });

  it('When a space is only suspected between two characters, then it parts them too', () => {
    expect(texts(posterior({ '2': 0.99 }, { ' ': 0.2 }, { u: 0.99 }))).toEqual(['2', 'u']);
  });

  it('When a character is unsure, then the other readings follow with their share', () => {
    const [word] = decodeWords(posterior(...sure('12'), { '.': 0.6, ',': 0.39 }, {}, ...sure('0')));
    expect(word?.text).toBe('12.0');
    expect(word?.confidence).toBeCloseTo(0.6, 5);
    expect(word?.alternatives[0]?.text).toBe('12,0');
    expect(word?.alternatives[0]?.confidence).toBeCloseTo(0.39, 1);
  });

  it('When a character may be missing altogether, then the text without it is an alternative', () => {
    const [word] = decodeWords(posterior(...sure('1'), { '0': 0.7 }, {}, ...sure('2')));
    expect(word?.text).toBe('102');
    expect(word?.alternatives.map(({ text }) => text)).toContain('12');
  });

  it('When every character is sure, then there are no alternatives', () => {
    expect(decodeWords(posterior(...sure('120,00')))[0]?.alternatives).toEqual([]);
  });

  it('When nothing but blanks is seen, then there are no words', () => {
    expect(texts(posterior({}, {}, {}))).toEqual([]);
  });
});
