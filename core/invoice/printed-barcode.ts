import { type FiscalBarcode, readFiscalBarcode } from '../fiscal/barcode40.ts';
import type { PageReading } from './page.ts';

const RUN = /(?<!\d)(?:\d{42}|\d{40})(?!\d)/;

const digitsOf = (text: string): string => text.replaceAll(/[\s.]/g, '');

/**
 * The digits that stand in clear below the older barcode, where its bars were not read. Their own check digit, the CUIT's
 * and a CAE that the paper prints a second time must all hold: two misread digits would pass the first alone once in ten.
 */
export function printedBarcode(pages: readonly PageReading[]): FiscalBarcode | null {
  const texts = pages.flatMap(({ words }) => words.map(({ text }) => digitsOf(text)));
  for (const text of texts) {
    const run = RUN.exec(text)?.[0];
    const barcode = run === undefined ? null : readFiscalBarcode(run);
    if (barcode !== null && texts.some((other) => other !== text && other.includes(barcode.cae)))
      return barcode;
  }
  return null;
}
