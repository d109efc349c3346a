import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import type { PageReading, Word } from '../../../core/invoice/page.ts';
import { understand } from '../../../core/invoice/understand.ts';
import { fiscalCode, typed } from './typed-paper.ts';

interface TrueLine {
  readonly quantity: number;
  readonly cents: number;
}

const money = (cents: number): string =>
  `${String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, '.')},${String(cents % 100).padStart(2, '0')}`;
const plainMoney = (cents: number): string => String(cents / 100);

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 144 }),
  cents: fc.integer({ min: 1_01, max: 99_999_99 }),
});
const invoice = fc.array(line, { minLength: 1, maxLength: 8 });

function printed(lines: readonly TrueLine[]): { page: PageReading; total: number } {
  const total = lines.reduce((sum, { quantity, cents }) => sum + quantity * cents, 0);
  const rows = lines.map(
    ({ quantity, cents }, index) =>
      `${String(1000 + index).padEnd(9)}${`PRODUCTO ${'ABCDEFGH'[index]}`.padEnd(22)}${String(quantity).padStart(8)}${money(cents).padStart(15)}${money(quantity * cents).padStart(18)}`,
  );
  const text = `
DISTRIBUIDORA DEL SUR S.A.            B          FACTURA
CUIT: 30-69499761-5                Cod. 06       N° 00005-00574771
Inicio de actividades: 15/08/2009                Fecha: 02/06/2026
A CONSUMIDOR FINAL
Codigo   Producto              Cantidad   Precio Unit.          Subtotal
${rows.join('\n')}
                                       Importe Total: $ ${money(total).padStart(16)}`;
  const code = fiscalCode({
    fecha: '2026-06-02',
    cuit: 30694997615,
    ptoVta: 5,
    tipoCmp: 6,
    nroCmp: 574771,
    importe: total / 100,
    codAut: 74657284811563,
  });
  return { page: typed(text, { source: 'ppocr', confidence: 0.93, barcodes: [code] }), total };
}

/** Digits changed at random in the table's words: which word, which of its digits, into what. */
const change = fc.record({ word: fc.nat(), digit: fc.nat(), into: fc.integer({ min: 0, max: 9 }) });

function misread(
  page: PageReading,
  changes: readonly { word: number; digit: number; into: number }[],
  doubted: boolean,
): PageReading {
  const words: Word[] = [...page.words];
  const figures = words
    .map((word, index) => ({ word, index }))
    .filter(({ word }) => /^\d[\d.]*(,\d\d)?$/.test(word.text) && !/^\d{4}$/.test(word.text));
  for (const { word, digit, into } of changes) {
    const chosen = figures[word % figures.length]!;
    const text = words[chosen.index]!.text;
    const places = [...text.matchAll(/\d/g)].map((match) => match.index);
    const at = places[digit % places.length]!;
    const [before, after] = [text.slice(0, at), text.slice(at + 1)];
    // As engines do, it says that it is not sure of this digit, not which one is right.
    const alternatives = doubted ? [{ text: `${before}${after}`, confidence: 0.2 }] : [];
    words[chosen.index] = { ...chosen.word, text: `${before}${into}${after}`, alternatives };
  }
  return { ...page, words };
}

const right = (draft: InvoiceDraft, lines: readonly TrueLine[]): boolean =>
  draft.lines.length === lines.length &&
  draft.lines.every((given, index) => {
    const truth = lines[index]!;
    return (
      given.quantity === String(truth.quantity) &&
      Number(given.unitPrice) === Number(plainMoney(truth.cents)) &&
      Number(given.amount) === Number(plainMoney(truth.quantity * truth.cents))
    );
  });

describe('random true invoices', () => {
  it('When nothing is misread, then every line is right', () => {
    fc.assert(
      fc.property(invoice, (lines) => {
        expect(right(understand([printed(lines).page]), lines)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('When digits are misread at random and the engine doubts them, then nothing wrong is ever certified', () => {
    fc.assert(
      fc.property(invoice, fc.array(change, { minLength: 1, maxLength: 5 }), (lines, changes) => {
        const draft = understand([misread(printed(lines).page, changes, true)]);
        if (draft.status === 'certified') expect(right(draft, lines)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('When one digit is misread and the document is certified all the same, then the repair is the truth', () => {
    let certified = 0;
    fc.assert(
      fc.property(invoice, change, (lines, one) => {
        const draft = understand([misread(printed(lines).page, [one], false)]);
        if (draft.status !== 'certified') return;
        certified += 1;
        expect(right(draft, lines)).toBe(true);
        expect(Number(draft.header.total)).toBe(printed(lines).total / 100);
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(certified).toBeGreaterThan(100);
  });
});
