import { findCaes, fitsCaeDue } from '../fiscal/cae.ts';
import { daysBetween, findDates } from '../fiscal/dates.ts';
import { type FoundNumber, findInvoiceNumbers } from '../fiscal/invoice-number.ts';
import { fold } from '../platform/text.ts';
import { type PrintedParties, printedName, printedParties } from './header-parties.ts';
import { digitsLike, type Printed, readingOf } from './header-text.ts';
import { type PrintedType, printedType } from './header-type.ts';
import type { Row } from './rows.ts';

/** The header as the print alone gives it. */
export interface PrintedHeader {
  readonly type: PrintedType;
  readonly parties: PrintedParties;
  readonly issuerName: string | null;
  readonly pointOfSale: Printed<number> | null;
  readonly number: Printed<number> | null;
  /** How many numbers of the form point-of-sale + number stand where the paper's own could; 0: none with a label or above the table. */
  readonly numberCandidates: number;
  readonly date: Printed<string> | null;
  readonly cae: Printed<string> | null;
  readonly caeDueDate: string | null;
  readonly currency: string | null;
}

/** What codes on the page already told. */
export interface KnownHeader {
  readonly issuerCuit: string | null;
  readonly pointOfSale: number | null;
  readonly cae: string | null;
}

interface NumberCandidate extends FoundNumber {
  readonly row: Row;
  readonly score: number;
}

const OTHER_PAPER =
  /remito|pedido|orden|asoc|\bcai\b|referencia|o\.c|ref\.|presupuesto|habilit|desde el|hasta el|recibo|cuenta|cbu/;

interface NumberContext {
  readonly firstTableRow: number;
  readonly kindWord: RegExp;
  readonly pointOfSale: number | null;
  /** Receipts and notes name the invoice that they belong to. */
  readonly notAnInvoice: boolean;
}

/** The words before a number, back to the number before it. */
const labelBefore = (text: string, index: number): string => {
  const before = text.slice(Math.max(0, index - 45), index);
  return fold(/\d{4,}\s(?!.*\d{4,}\s)(.*)$/.exec(before)?.[1] ?? before);
};

/** How much a printed number looks like the document's own. */
function numberScore(found: FoundNumber, row: Row, index: number, context: NumberContext): number {
  const before = labelBefore(row.text, found.index);
  let score = found.form === 'glued' ? -0.5 : 0;
  if (found.form === 'labelled') score += 1.5;
  if (/n[°ºo]|nro|numero|comp|factura|tique/.test(before)) score += 1;
  if (OTHER_PAPER.test(before.replace(context.kindWord, ''))) score -= 8;
  if (context.notAnInvoice && /factura|asociad|pago de/.test(before)) score -= 3;
  if (index < context.firstTableRow) score += 2;
  if (context.pointOfSale !== null) score += found.pointOfSale === context.pointOfSale ? 3 : -2;
  return score - index * 0.02;
}

/** Number and point of sale in two cells count only under or beside words that name them. */
const namesNumber = (text: string): boolean =>
  /n[uú]mero|nro|n[°º]|comprobante/i.test(text) && /p(un|)to|p\.? ?v/i.test(text);

const numberCandidates = (rows: readonly Row[], context: NumberContext): NumberCandidate[] =>
  rows.flatMap((row, index) =>
    findInvoiceNumbers(digitsLike(row.text))
      .filter(({ form }) => form !== 'cells' || namesNumber(`${rows[index - 1]?.text ?? ''} ${row.text}`))
      .map((found) => ({ ...found, row, score: numberScore(found, row, index, context) })),
  );

/** Point of sale in one row and the number in the next ("Punto de Venta: 00003" over "Comp. Nro: 00001360"). */
function acrossRows(rows: readonly Row[], firstTableRow: number): NumberCandidate[] {
  const top = rows.slice(0, firstTableRow);
  return top.flatMap((row, index) => {
    const next = top[index + 1];
    if (!next || !/p(unto|to)?\.?\s*(de\s*)?v(en)?ta|p\.?\s?v\.?/i.test(row.text)) return [];
    const joined: Row = { ...row, tokens: [...row.tokens, ...next.tokens], text: `${row.text} ${next.text}` };
    return findInvoiceNumbers(digitsLike(joined.text))
      .filter(({ form }) => form === 'labelled')
      .map((found) => ({ ...found, row: joined, score: 2 - index * 0.02 }));
  });
}

interface DateCandidate {
  readonly iso: string;
  readonly row: Row;
  readonly index: number;
  readonly length: number;
  readonly label: string;
  readonly score: number;
}

const NOT_ISSUE =
  /vto|venc|inicio|activ|desde|hasta|c\.?a\.?[ei]|entrega|periodo|pago|remito|impresi|v[aá]lid|habilit/;

/** The words that name a date: before it on its row back to the previous date, else above it. */
function dateLabel(rows: readonly Row[], index: number, from: number, start: number): string {
  const own = fold(rows[index]!.text.slice(from, start));
  if (/[a-z]{3}/.test(own)) return own;
  const token = tokenAt(rows[index]!, start);
  const above = rows[index - 1];
  if (!token || !above || rows[index]!.y - above.y > token.height * 3.5) return own;
  return fold(
    above.tokens
      .filter((other) => other.x0 < token.x1 + token.height * 2 && other.x1 > token.x0 - token.height * 2)
      .map(({ text }) => text)
      .join(' '),
  );
}

function tokenAt(row: Row, index: number): Row['tokens'][number] | null {
  let at = 0;
  for (const token of row.tokens) {
    if (index < at + token.text.length) return token;
    at += token.text.length + 1;
  }
  return null;
}

/** How much a date looks like the date of issue. */
function dateScore(
  iso: string,
  label: string,
  index: number,
  firstTableRow: number,
  today: string | null,
): number {
  const tail = label.slice(-40);
  let score = index < firstTableRow ? 1.5 : 0;
  if (/fecha/.test(tail)) score += 2;
  if (/emisi|fecha( de)? (comp|fact)|f\. ?emi/.test(tail)) score += 3;
  if (NOT_ISSUE.test(tail)) score -= 5;
  const age = today === null ? 0 : daysBetween(iso, today);
  if (age < -1) score -= 5;
  if (age > 730) score -= 3;
  return score - index * 0.01;
}

function dateCandidates(rows: readonly Row[], firstTableRow: number, today: string | null): DateCandidate[] {
  return rows.flatMap((row, index) => {
    let from = 0;
    return findDates(digitsLike(row.text)).map((found) => {
      const label = dateLabel(rows, index, from, found.index);
      from = found.index + found.length;
      const score = dateScore(found.iso, label, index, firstTableRow, today);
      return { iso: found.iso, row, index: found.index, length: found.length, label, score };
    });
  });
}

function caeOf(rows: readonly Row[], known: string | null): { printed: Printed<string> | null; row: number } {
  let best: { printed: Printed<string>; row: number; score: number } | null = null;
  rows.forEach((row, index) => {
    const text = digitsLike(row.text);
    for (const found of findCaes(text)) {
      const around = fold(`${rows[index - 1]?.text ?? ''} ${text.slice(0, found.index)}`);
      const score =
        (/c\.? ?a\.? ?e/.test(around) ? 3 : 0) -
        (/c\.?a\.?i\b|cbu|cuenta|tarjeta/.test(fold(text.slice(0, found.index))) ? 4 : 0) +
        (found.cae === known ? 5 : 0) -
        (found.whole ? 0 : 2);
      if (score > (best?.score ?? -1))
        best = {
          printed: { value: found.cae, ...readingOf(row, found.index, 14), times: 1 },
          row: index,
          score,
        };
    }
  });
  const found = best as { printed: Printed<string>; row: number } | null;
  return { printed: found?.printed ?? null, row: found?.row ?? -1 };
}

function dueDate(
  dates: readonly DateCandidate[],
  rows: readonly Row[],
  caeRow: number,
  issued: string | null,
): string | null {
  const scored = dates
    .map((date) => {
      const at = rows.indexOf(date.row);
      let score = 0;
      if (/c\.? ?a\.? ?e/.test(date.label)) score += 3;
      if (/vto|venc/.test(date.label)) score += 1;
      if (/pago|activ/.test(date.label)) score -= 4;
      if (caeRow >= 0 && Math.abs(at - caeRow) <= 3) score += 2;
      if (issued !== null && !fitsCaeDue(issued, date.iso)) score -= 4;
      return { iso: date.iso, score };
    })
    .sort((a, b) => b.score - a.score);
  return scored[0] && scored[0].score >= 2 ? scored[0].iso : null;
}

function currencyOf(rows: readonly Row[], lastRows: readonly Row[]): string | null {
  const text = fold(rows.map((row) => row.text).join(' \n '));
  if (
    /moneda\s*:?\s*(u\$s|usd|dol|us\$)|importe total\s*:?\s*(usd|u\$s)|total (en )?(usd|u\$s|dolares)\s*:/.test(
      text,
    ) &&
    !/equivalente|total\s*:?\s*\$ ?\d/.test(text)
  )
    return 'DOL';
  return /\$|pesos|ars\b/.test(text) || lastRows.length > 0 ? 'PES' : null;
}

const times = <T>(all: readonly T[], value: T): number => all.filter((other) => other === value).length;

/** Reads everything that a header may hold from the rows of the print. `firstTableRow` ends the header proper. */
export function printedHeader(
  rows: readonly Row[],
  firstTableRow: number,
  options: { ourCuit: string | null; today: string | null; known: KnownHeader },
): PrintedHeader {
  const { known, today } = options;
  const top = rows.slice(0, Math.max(firstTableRow, 4));
  const type = printedType(top);
  const kindWord =
    type.kind === 'delivery_note' ? /remito/g : type.kind === 'receipt' ? /recibo/g : /factura/g;
  const numbers = [
    ...numberCandidates(rows, {
      firstTableRow,
      kindWord,
      pointOfSale: known.pointOfSale,
      notAnInvoice: type.kind !== 'invoice',
    }),
    ...acrossRows(rows, firstTableRow),
  ].sort((a, b) => b.score - a.score);
  const best = numbers[0] && numbers[0].score > -1.5 ? numbers[0] : null;
  const reading = best ? { ...readingOf(best.row, best.index, best.length) } : null;
  // The same print may be found by two patterns; only another place on the paper repeats it.
  const places = numbers.filter(
    (other) => other.number === best?.number && other.pointOfSale === best.pointOfSale,
  );
  const repeats = new Set(places.map(({ row }) => `${row.page}:${row.y}`)).size;
  const dates = dateCandidates(rows, firstTableRow, today);
  const date = [...dates].sort((a, b) => b.score - a.score)[0] ?? null;
  const issued = date && date.score > -2 ? date : null;
  const cae = caeOf(rows, known.cae);
  const parties = printedParties(rows, options.ourCuit, known.issuerCuit);
  return {
    type,
    parties,
    issuerName: printedName(rows, firstTableRow, parties.recipientCuit),
    pointOfSale: best && reading ? { value: best.pointOfSale, ...reading, times: repeats } : null,
    number: best && reading ? { value: best.number, ...reading, times: repeats } : null,
    numberCandidates: new Set(
      numbers.filter(({ score }) => score > 0).map(({ pointOfSale, number }) => `${pointOfSale}-${number}`),
    ).size,
    date: issued
      ? {
          value: issued.iso,
          ...readingOf(issued.row, issued.index, issued.length),
          times: times(
            dates.map(({ iso }) => iso),
            issued.iso,
          ),
        }
      : null,
    cae: cae.printed,
    caeDueDate: dueDate(dates, rows, cae.row, issued?.iso ?? null),
    currency: currencyOf(rows, rows.slice(firstTableRow)),
  };
}
