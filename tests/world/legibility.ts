import type { PageReading } from '../../core/invoice/page.ts';
import type { Sheet } from './paper/sheet.ts';

/** How much of one printed page was seen, before anything is understood. */
export interface Legibility {
  /** Figures with decimals on the sheet, and those of them whose digits were read. */
  readonly figures: number;
  readonly figuresRead: number;
  readonly codes: number;
  readonly codesRead: number;
}

const FIGURE = /^[-$]?\d[\d.,]*[.,]\d+$/;

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Whether a digit string is among those read; each reading serves once. */
function taker(words: PageReading['words']): (digits: string) => boolean {
  const left = new Map<string, number>();
  for (const { text } of words)
    for (const token of text.split(/[^\d.,]+/)) {
      const digits = digitsOf(token);
      if (digits !== '') left.set(digits, (left.get(digits) ?? 0) + 1);
    }
  return (digits) => {
    const count = left.get(digits) ?? 0;
    if (count > 0) left.set(digits, count - 1);
    return count > 0;
  };
}

/** Compares what a sheet prints with the words and codes read from its picture. */
export function measureLegibility(sheet: Sheet, page: PageReading): Legibility {
  const figures = sheet.items
    .flatMap((item) => (item.kind === 'run' && item.picture !== true ? item.text.split(/\s+/) : []))
    .filter((token) => FIGURE.test(token));
  const take = taker(page.words);
  const codes = sheet.items.flatMap((item) => (item.kind === 'code' ? [item.text] : []));
  const seen = new Set(page.barcodes.map(({ text }) => text));
  return {
    figures: figures.length,
    figuresRead: figures.filter((figure) => take(digitsOf(figure))).length,
    codes: codes.length,
    codesRead: codes.filter((text) => seen.has(text)).length,
  };
}
