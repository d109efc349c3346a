import { codeFor, documentType, type FiscalKind, findDocumentCodes } from '../fiscal/document-types.ts';
import { fold } from '../platform/text.ts';
import { DOUBTED } from './digit-doubt.ts';
import type { DocumentKind } from './draft.ts';
import { type Printed, readingOf, tokensIn } from './header-text.ts';
import type { Row } from './rows.ts';
import type { Token } from './tokens.ts';

/** What the paper says it is. */
export interface PrintedType {
  readonly kind: DocumentKind;
  readonly letter: string | null;
  readonly code: Printed<number> | null;
  /** Code, letter and title do not contradict each other. */
  readonly consistent: boolean;
  /** Code, letter and title were all found and say the same. */
  readonly corroborated: boolean;
}

type Style = 'plain' | 'fce' | 'ticket';

interface Title {
  readonly kind: DocumentKind;
  readonly style: Style;
  readonly letter: Letter | null;
  readonly tokens: readonly Token[];
  readonly row: Row;
}

/** A document's letter and the piece of print that holds it. */
interface Letter {
  readonly value: string;
  readonly token: Token;
}

/** Titles, most particular first. To teach a new kind of paper, add it here. */
const TITLES: readonly (readonly [RegExp, DocumentKind, Style])[] = [
  [/tique ?-? ?nota de credito|ticket ?nota de credito/, 'credit_note', 'ticket'],
  [/tique ?-? ?nota de debito/, 'debit_note', 'ticket'],
  [/nota ?(de )?credito.{0,25}mipyme|n\/?c.{0,20}mipyme/, 'credit_note', 'fce'],
  [/nota ?(de )?debito.{0,25}mipyme/, 'debit_note', 'fce'],
  [/factura ?(de )?credito/, 'invoice', 'fce'],
  [/nota ?(de )?credito/, 'credit_note', 'plain'],
  [/nota ?(de )?debito/, 'debit_note', 'plain'],
  [
    /orden de pago|comprobante de (pago|transferencia)|transferencia (realizada|exitosa)|constancia de pago/,
    'payment',
    'plain',
  ],
  [/presupuesto|cotizacion|proforma|nota de pedido/, 'quote', 'plain'],
  [/lista de precios/, 'price_list', 'plain'],
  [/tique ?-? ?factura|ticket ?-? ?factura|t[il1]que|\bticket\b/, 'invoice', 'ticket'],
  [/factura/, 'invoice', 'plain'],
  [/\bremito\b/, 'delivery_note', 'plain'],
  [/\brecibo\b/, 'receipt', 'plain'],
];

const REFERENCE =
  /(remito|factura|pedido|orden|cotizacion|presupuesto)s? ?(n[°ºro.]*|asociad|de compra|ref|:|\d)|no valid[oa] como|comprobantes? asociad|s\/ ?(remito|factura|pedido)|condicion/;

function titleOf(row: Row): Title | null {
  const text = fold(row.text);
  for (const [pattern, kind, style] of TITLES) {
    const match = pattern.exec(text);
    if (!match) continue;
    const rest = row.text.slice(0, 400);
    const letter =
      /(?:factura|cr[eé]dito|d[eé]bito|recibo|tique|mipymes?)\W{0,4}(?:\(mipymes?\))?\W{0,4}["'“”]?([ABCEMT])["'“”]?(?![\w.])/di.exec(
        rest,
      );
    const place = letter?.indices?.[1]?.[0];
    const token = place === undefined ? undefined : tokensIn(row, place, 1)[0];
    return {
      kind,
      style,
      letter: letter?.[1] && token ? { value: letter[1], token } : null,
      tokens: tokensIn(row, match.index, match[0].length),
      row,
    };
  }
  return null;
}

/** The best title among the top rows: tall letters and short rows are titles, references inside sentences are not. */
function findTitle(rows: readonly Row[]): Title | null {
  const typical = [...rows.map(({ height }) => height)].sort((a, b) => a - b)[rows.length >> 1] ?? 10;
  let best: Title | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  rows.forEach((row, index) => {
    const title = titleOf(row);
    if (!title) return;
    const tall = Math.max(
      ...row.tokens.filter(({ text }) => TITLE_WORD.test(fold(text))).map(({ height }) => height),
      0,
    );
    const score =
      (tall / typical) * 2 -
      index * 0.08 -
      row.tokens.length * 0.1 -
      (REFERENCE.test(fold(row.text)) ? 2.5 : 0) +
      (title.letter ? 1 : 0);
    if (score > bestScore) {
      bestScore = score;
      best = title;
    }
  });
  return best;
}

const TITLE_WORD = /factura|credito|debito|nota|tique|ticket|recibo|remito|presupuesto|cotizacion|lista|pago/;

/** A province's letter behind a town's name. */
const BRACKETED = /^\(.\)$/;

/** The letter in its box: one tall capital alone. */
function boxedLetter(rows: readonly Row[]): Letter | null {
  const typical = [...rows.map(({ height }) => height)].sort((a, b) => a - b)[rows.length >> 1] ?? 10;
  let best: Letter | null = null;
  let bestHeight = typical * 1.15;
  for (const row of rows)
    for (const token of row.tokens) {
      const letter = /^["'“”(]?([ABCEMRTX])["'“”)]?$/.exec(token.text)?.[1];
      if (letter && !BRACKETED.test(token.text) && token.height > bestHeight) {
        bestHeight = token.height;
        best = { value: letter, token };
      }
    }
  return best;
}

interface FoundCode {
  readonly code: number;
  readonly printed: Printed<number>;
}

function printedCode(rows: readonly Row[]): FoundCode | null {
  for (const row of rows)
    for (const { code, index } of findDocumentCodes(row.text))
      return { code, printed: { value: code, ...readingOf(row, index, 12), times: 1 } };
  return null;
}

/** Letters that papers carry; an engine that hesitates between two of them doubts the document's type. */
const anotherLetter = ({ value, token }: Letter): boolean =>
  token.alternatives.some(
    ({ text, confidence }) =>
      confidence >= DOUBTED && (/[ABCEM]/.exec(text.toUpperCase())?.[0] ?? value) !== value,
  );

/** The type as title and letter give it together; digits that stand beside them say nothing about it. */
function wordedCode(code: number, title: Title, letter: Letter | null): Printed<number> {
  const tokens = letter === null ? title.tokens : [...title.tokens, letter.token];
  return {
    value: code,
    confidence: Math.min(...tokens.map(({ confidence }) => confidence)),
    exact: tokens.every(({ exact }) => exact),
    firm: tokens.every(({ firm }) => firm),
    disputed: letter !== null && anotherLetter(letter),
    times: 1,
  };
}

const isFiscalKind = (kind: DocumentKind): kind is FiscalKind =>
  kind === 'invoice' ||
  kind === 'credit_note' ||
  kind === 'debit_note' ||
  kind === 'receipt' ||
  kind === 'delivery_note';

/** The type that a printed code names; letter and title can only agree with it or not. */
function codedType(found: FoundCode, title: Title | null, letter: string | null): PrintedType {
  const type = documentType(found.code)!;
  const letterAgrees = letter === null || letter === type.letter;
  const titleAgrees = title === null || title.kind === type.kind;
  return {
    kind: type.kind,
    letter: type.letter,
    code: found.printed,
    consistent: letterAgrees && titleAgrees,
    corroborated: letter === type.letter && title?.kind === type.kind,
  };
}

/** The type that title and letter name where no code is printed; a paper that says it is no invoice has none. */
function wordedType(title: Title, letter: Letter | null, notFiscal: boolean): PrintedType {
  const read = letter?.value ?? null;
  const uncoded = { code: null, consistent: true, corroborated: false } as const;
  if (!isFiscalKind(title.kind))
    return { ...uncoded, kind: title.kind, letter: read ?? (notFiscal ? 'X' : null) };
  if (notFiscal && title.kind !== 'delivery_note')
    return { ...uncoded, kind: read === 'X' ? 'quote' : title.kind, letter: read ?? 'X' };
  const wanted = read ?? (title.kind === 'delivery_note' ? 'R' : null);
  const code = wanted ? codeFor(title.kind, wanted, title.style) : null;
  const printed = code === null ? null : wordedCode(code, title, letter);
  return { ...uncoded, kind: title.kind, letter: wanted, code: printed };
}

/**
 * The document's type from its printed code, its boxed letter and its title. The code decides when it is known; letter and
 * title decide together when it is missing.
 */
export function printedType(topRows: readonly Row[]): PrintedType {
  const title = findTitle(topRows);
  const found = printedCode(topRows);
  const letter = boxedLetter(topRows) ?? title?.letter ?? null;
  if (found) return codedType(found, title, letter?.value ?? null);
  if (title === null)
    return {
      kind: 'unknown',
      letter: letter?.value ?? null,
      code: null,
      consistent: false,
      corroborated: false,
    };
  const notFiscal = topRows.some((row) => /no v[aá]lid[oa] como factura/i.test(row.text));
  return wordedType(title, letter, notFiscal);
}
