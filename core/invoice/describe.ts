import { isVatRate } from '../fiscal/vat-rates.ts';
import { fold } from '../platform/text.ts';
import type { TableHeading } from './column-words.ts';
import { columnUnder } from './columns.ts';
import type { Item } from './items.ts';
import type { Numeral } from './numerals.ts';
import type { Quad } from './page.ts';
import type { Row } from './rows.ts';
import type { Token } from './tokens.ts';

/** The words of an item: what it is called, in which unit it is sold, and where that stands. */
export interface ItemWords {
  readonly code: string | null;
  readonly description: string | null;
  readonly unit: string | null;
  readonly vatRate: string | null;
  readonly unitsPerPack: string | null;
  readonly isGoods: boolean;
  readonly box: Quad | null;
  readonly descriptionBox: Quad | null;
}

const UNIT =
  /^(un|u|uni|unid|und|unidad|unidades|uds?|kg|kgs|kilo|kilos|kilogramos|gr|grs|lt|lts|litro|litros|bulto|bultos|bto|btos|bt|caja|cajas|cj|cja|pack|packs|pk|paq|paquete|paquetes|bolsa|bolsas|bls|bol|docena|docenas|doc|mt|mts|metro|metros|par|pares|pza|pieza|piezas|fardo|fdo|hora|horas|cajon|cajones|maple|display|disp|otras)\.?$/;

const SERVICE =
  /\b(flete|envio|envios|acarreo|transporte|servicios?|seguro|comision|interes(es)?|gastos?|honorarios?|alquiler|deposito (de )?envases?|financiacion|redondeo|abono|mano de obra|diferencia de (precio|cambio)|bonificacion|descuento|nota de (credito|debito))\b/;

const ASIDE =
  /^(n[°ºo.]* ?(de )?serie|series?\b|lote|l:|vto|venc|orden|o\.?c\.?|remito|rto|despacho|s\/n|pedido|desp\.|cod\.? ?barra|ean|origen|imei)/;

const quadOf = (tokens: readonly Token[]): Quad | null => {
  if (tokens.length === 0) return null;
  const left = Math.min(...tokens.map(({ x0 }) => x0));
  const right = Math.max(...tokens.map(({ x1 }) => x1));
  const top = Math.min(...tokens.map(({ y0, y1, height }) => Math.min(y0, y1) - height / 2));
  const bottom = Math.max(...tokens.map(({ y0, y1, height }) => Math.max(y0, y1) + height / 2));
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
};

const usedTokens = (item: Item): Set<Token> =>
  new Set(
    [item.quantity, item.price, item.amount, ...item.discounts]
      .filter((part) => part !== null)
      .map(({ numeral }) => numeral.token),
  );

const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;
const looksLikeCode = (text: string): boolean =>
  /^(?=.*\d)[\p{Lu}\d][\p{Lu}\d./_-]{1,17}$/u.test(text) &&
  !/^\d{1,2}$/.test(text) &&
  !/[.,]\d{2}$/.test(text);

/** Groups pieces that a blank parts, not a column's gap. */
function phrasesOf(tokens: readonly Token[]): Token[][] {
  const phrases: Token[][] = [];
  for (const token of tokens) {
    const last = phrases.at(-1)?.at(-1);
    if (last && token.x0 - last.x1 < Math.max(token.height, last.height) * 1.3) phrases.at(-1)!.push(token);
    else phrases.push([token]);
  }
  return phrases;
}

interface Split {
  code: Token[];
  description: Token[];
  unit: Token | null;
}

/** Text of the main row, parted into code, description and unit. */
function splitRow(tokens: readonly Token[], item: Item, heading: TableHeading | null): Split {
  const used = usedTokens(item);
  const quantityEnd = item.quantity?.numeral.x1 ?? Number.NEGATIVE_INFINITY;
  const free = tokens.filter((token) => !used.has(token) && !/^[$|*:;_.—–-]+$/.test(token.text));
  const unit =
    free.find((token) => UNIT.test(fold(token.text)) && columnUnder(heading, token) === 'unit') ??
    free.find((token) => UNIT.test(fold(token.text)) && token.x0 >= quantityEnd - 2 && nextTo(token, item)) ??
    null;
  const text = free.filter((token) => token !== unit && !isColumnNumber(token, tokens, item, heading));
  const phrases = phrasesOf(text);
  const main = phrases.reduce<Token[]>((best, phrase) => (weight(phrase) > weight(best) ? phrase : best), []);
  const before = text.filter((token) => main[0] !== undefined && token.x1 <= main[0].x0);
  const code = before
    .filter((token) => looksLikeCode(token.text) || columnUnder(heading, token) === 'code')
    .slice(-1);
  const description = trimmed(main);
  if (code.length === 0 && main.length > 1 && (looksLikeCode(main[0]!.text) || underCode(main[0]!, heading)))
    code.push(description.shift()!);
  return { code, description, unit };
}

/** Without a lone x at its ends, which belongs to "2 x 1500" or to a number that is no part of the name. */
function trimmed(phrase: readonly Token[]): Token[] {
  const isTimes = (token: Token | undefined): boolean => token !== undefined && /^[xX×]$/.test(token.text);
  const tokens = [...phrase];
  while (isTimes(tokens[0])) tokens.shift();
  while (isTimes(tokens.at(-1))) tokens.pop();
  return tokens;
}

const underCode = (token: Token, heading: TableHeading | null): boolean =>
  /\d/.test(token.text) &&
  heading?.columns.some(
    ({ role, x0, x1 }) => role === 'code' && token.x0 < x1 && token.x1 > x0 - token.height,
  ) === true;

const weight = (phrase: readonly Token[]): number => phrase.reduce((sum, { text }) => sum + letters(text), 0);

function nextTo(token: Token, item: Item): boolean {
  const end = item.quantity?.numeral.x1;
  return end !== undefined && token.x0 - end < token.height * 5;
}

/** Words touch it on the left, a blank apart: "7UP 2,25 L". */
const besideWords = (token: Token, tokens: readonly Token[]): boolean => {
  const before = tokens[tokens.indexOf(token) - 1];
  return before !== undefined && letters(before.text) > 0 && token.x0 - before.x1 < token.height * 0.95;
};

/** A free number that stands in a column of its own (rate, second quantity, despacho), not in the description. */
function isColumnNumber(
  token: Token,
  tokens: readonly Token[],
  item: Item,
  heading: TableHeading | null,
): boolean {
  const numeral = item.numerals.find((candidate) => candidate.token === token);
  if (!numeral || letters(token.text) > 0) return false;
  const role = columnUnder(heading, token);
  if (role !== null && role !== 'description' && role !== 'code') return true;
  if (numeral.percent || numeral.bracketed) return true;
  return numeral.readings[0]!.decimals >= 2 && !besideWords(token, tokens);
}

function rateOf(item: Item, heading: TableHeading | null): string | null {
  const used = usedTokens(item);
  const isRate = (numeral: Numeral): boolean =>
    !used.has(numeral.token) &&
    (isVatRate(numeral.readings[0]!.approx) ||
      (numeral.readings[0]!.approx === 0 && columnUnder(heading, numeral) === 'rate'));
  const candidates = item.numerals.filter(isRate);
  const chosen =
    candidates.find((numeral) => columnUnder(heading, numeral) === 'rate') ??
    candidates.find((numeral) => numeral.bracketed || numeral.percent) ??
    candidates.findLast((numeral) => !numeral.glued && numeral.readings[0]!.decimals >= 1);
  const value = chosen?.readings[0]?.value;
  return value?.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') ?? null;
}

function packOf(description: string | null, item: Item, heading: TableHeading | null): string | null {
  const headed = item.numerals.find((numeral) => columnUnder(heading, numeral) === 'unitsPerPack');
  const value = headed?.readings[0];
  if (value && Number.isInteger(value.approx) && value.approx > 0) return String(value.approx);
  const match = /(?<![\d.,])(\d{1,3}) ?[xX] ?(\d{2,4})(?![\d.,])(?! ?cm)/.exec(description ?? '');
  return match && Number(match[1]) > 1 ? match[1]! : null;
}

/** Reads an item's words from its rows and from the continuation rows joined to it. */
export function describeItem(
  item: Item,
  rows: readonly Row[],
  continuation: readonly number[],
  heading: TableHeading | null,
): ItemWords {
  const itemRows = [...item.rows, ...continuation].sort((a, b) => a - b);
  const code: Token[] = [];
  const description: Token[] = [];
  let unit: Token | null = null;
  for (const index of itemRows) {
    const row = rows[index]!;
    const isMain = index === item.mainRow;
    const split = splitRow(row.tokens, item, heading);
    if (isMain || item.ticket) unit ??= split.unit;
    if (isMain) {
      code.push(...split.code);
      description.push(...split.description);
    } else addContinuation(row, split, item, { code, description });
  }
  const text = joinText(description);
  const folded = fold(text ?? '');
  return {
    code: code.length > 0 ? code.map((token) => token.text).join('') : null,
    description: text,
    unit: unit?.text ?? null,
    vatRate: rateOf(item, heading) ?? bracketedRate(itemRows, rows),
    unitsPerPack: packOf(text, item, heading),
    isGoods: !SERVICE.test(folded),
    box: quadOf(itemRows.flatMap((index) => rows[index]!.tokens)),
    descriptionBox: quadOf(description),
  };
}

function addContinuation(
  row: Row,
  split: Split,
  item: Item,
  into: { code: Token[]; description: Token[] },
): void {
  if (ASIDE.test(fold(row.text))) return;
  if (item.ticket && row.tokens.length === 1 && looksLikeCode(row.text) && into.code.length === 0) {
    into.code.push(row.tokens[0]!);
    return;
  }
  const onlyCode = split.description.length === 0 && split.code.length === 0 && row.tokens.length === 1;
  const underItsCode =
    into.code[0] !== undefined &&
    row.tokens[0] !== undefined &&
    Math.abs(row.tokens[0].x0 - into.code[0].x0) < row.height;
  if (onlyCode && underItsCode && /\d/.test(row.text)) into.code.push(row.tokens[0]!);
  else if (item.ticket) into.description.push(...ticketText(row, item));
  else into.description.push(...split.code, ...split.description);
}

const ticketText = (row: Row, item: Item): Token[] => {
  const used = usedTokens(item);
  const isTimesRow = item.quantity !== null && row.tokens.includes(item.quantity.numeral.token);
  return isTimesRow ? [] : row.tokens.filter((token) => !used.has(token) && !/^\(\d/.test(token.text));
};

const joinText = (tokens: readonly Token[]): string | null =>
  tokens.length > 0
    ? tokens
        .map(({ text }) => text)
        .join(' ')
        .replace(/\s+/g, ' ')
    : null;

function bracketedRate(indices: readonly number[], rows: readonly Row[]): string | null {
  for (const index of indices) {
    const match = /\((\d{1,2})[.,](\d{1,2})%?\)/.exec(rows[index]!.text);
    const value = match ? `${match[1]}.${match[2]}`.replace(/0+$/, '').replace(/\.$/, '') : null;
    if (value !== null && (isVatRate(Number(value)) || Number(value) === 0)) return value;
  }
  return null;
}
