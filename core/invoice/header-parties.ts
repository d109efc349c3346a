import { findCuits } from '../fiscal/cuit.ts';
import { fold } from '../platform/text.ts';
import { digitsLike, type Printed, readingOf } from './header-text.ts';
import type { Row } from './rows.ts';

/** Issuer and receiver as printed. */
export interface PrintedParties {
  readonly issuerCuit: Printed<string> | null;
  readonly recipientCuit: string | null;
  /** True when our CUIT or a label decided who is who; false where only the order spoke. */
  readonly certain: boolean;
  readonly finalConsumer: boolean;
  readonly recipientDni: string | null;
  /** A printed CUIT whose check digit is wrong, when it is the only candidate for the issuer. */
  readonly invalidIssuer: string | null;
}

interface Seen {
  readonly cuit: string;
  readonly row: number;
  readonly index: number;
  readonly printed: Printed<string>;
  readonly valid: boolean;
  issuerScore: number;
}

const RECEIVER =
  /cliente|\bse.{0,2}or(?![a-z])|\bse.{0,2}or\(?es|\bsr(es)?\b|sr\(?e?s?\)?\.?:|apellido y nombre|destinatario|comprador|receptor|facturar a|adquirente|a nombre de|razon social:.*domicilio/;
/** At or below this score the words around a CUIT say that it is the receiver's (or the printer's). */
const RECEIVERS = -1.5;

const PRINTER = /imprenta|impreso|grafica|impresor|habilit/;
const ISSUER_SIGN = /inicio (de )?act|ing(resos|\.)? ?brutos|i\.?i\.?b\.?b|iibb/;

/** Words that name a party, as misread as letters of small print are: "Ing. Brut0s", "C.U.1.T.". */
const label = (text: string): string =>
  fold(text)
    .replace(/(?<=[a-z.])0(?=[a-z])/g, 'o')
    .replace(/(?<=[a-z.])[1|](?=\.?[a-z])/g, 'i');

/** A stretch of a row without a wide gap: what stands in one block of the page. */
interface Segment {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  /** Where it begins in the row's text. */
  readonly start: number;
}

function segmentsOf(row: Row): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  row.tokens.forEach((token, index) => {
    const previous = row.tokens[index - 1];
    const last = segments.at(-1);
    if (last && previous && token.x0 - previous.x1 < token.height * 2.5)
      segments[segments.length - 1] = { ...last, text: `${last.text} ${token.text}`, x1: token.x1 };
    else segments.push({ text: token.text, x0: token.x0, x1: token.x1, start: at });
    at += token.text.length + 1;
  });
  return segments;
}

/** The folded text that stands in the same block of the page, some rows up or down. */
function blockText(rows: readonly Row[], at: number, own: Segment, from: number, to: number): string {
  const texts: string[] = [];
  for (let index = Math.max(0, at + from); index <= Math.min(rows.length - 1, at + to); index++)
    for (const segment of segmentsOf(rows[index]!))
      if (segment.x0 < own.x1 && own.x0 < segment.x1) texts.push(segment.text);
  return label(texts.join(' '));
}

const EMISOR = /emisor|vendedor/;
const CLIENTE = /cuit (del )?(cliente|comprador|receptor)/;

/**
 * Grids print "CUIT emisor" and "CUIT cliente" above or below their values. A value between both labels could be either's;
 * one with a single label beside it is that one's.
 */
function explicitRole(above: string, below: string): number {
  const issuer = EMISOR.test(above) || EMISOR.test(below);
  const receiver = CLIENTE.test(above) || CLIENTE.test(below);
  if (issuer === receiver) return 0;
  return issuer ? 3 : -3;
}

const FARTHEST_SIGN = 4;
const CUIT_LABEL = /c\.?u\.?[il]\.?t/;
/** A CUIT, or what misreading left of it. */
const ANY_CUIT = new RegExp(`${CUIT_LABEL.source}|(?<!\\d)\\d{2}[- ]?\\d{6,9}[- ]?\\d(?!\\d)`);

/**
 * Rows from a CUIT to the nearest words in its block that only issuers print (start of activities, gross income tax), up or
 * down; infinite where another CUIT stands nearer to them.
 */
function nearestSign(rows: readonly Row[], at: number, own: Segment): number {
  const hasCuit = (from: number, to: number): boolean =>
    to >= from && ANY_CUIT.test(blockText(rows, at, own, from, to));
  const isSign = (step: number): boolean => ISSUER_SIGN.test(blockText(rows, at, own, step, step));
  for (let far = 0; far <= FARTHEST_SIGN; far++) {
    if (isSign(far) && !hasCuit(1, far - 1)) return far;
    // Between two CUITs they belong to the one above: programs print them below it.
    if (isSign(-far) && !hasCuit(-far - FARTHEST_SIGN, -Math.max(far, 1))) return far;
  }
  return Number.POSITIVE_INFINITY;
}

/** How much a CUIT's surroundings say that it is the issuer's. */
function issuerScore(rows: readonly Row[], at: number, index: number, cuit: string): number {
  const own = segmentsOf(rows[at]!).findLast(({ start }) => start <= index);
  if (!own) return 0;
  const before = label(own.text.slice(0, Math.max(0, index - own.start)));
  const above = blockText(rows, at, own, -1, 0);
  const below = blockText(rows, at, own, 1, 1);
  let score = explicitRole(above, below);
  if (RECEIVER.test(before)) score -= 3;
  else if (score === 0 && RECEIVER.test(above) && !EMISOR.test(above)) score -= 2;
  else if (score === 0 && RECEIVER.test(blockText(rows, at, own, -4, -2))) score -= 1;
  else if (RECEIVER.test(label(rows[at]!.text.slice(0, own.start)))) score -= 2;
  const sign = nearestSign(rows, at, own);
  if (sign <= 1) score += 1.5;
  else if (sign <= FARTHEST_SIGN) score += 1;
  if (CUIT_LABEL.test(before)) score += 0.5;
  if (PRINTER.test(blockText(rows, at, own, -2, 2))) score -= 4;
  const repeated = rows.some(
    (row) => ISSUER_SIGN.test(label(row.text)) && row.text.replace(/\D/g, '').includes(cuit),
  );
  return repeated ? score + 0.8 : score;
}

/** Of two places where one CUIT stands, the one whose words say more. */
const stronger = (a: number, b: number): number => (Math.abs(b) > Math.abs(a) ? b : a);

function collect(rows: readonly Row[]): Seen[] {
  const seen: Seen[] = [];
  rows.forEach((row, at) => {
    for (const found of findCuits(digitsLike(row.text))) {
      const known = seen.find(({ cuit }) => cuit === found.cuit);
      const score = issuerScore(rows, at, found.index, found.cuit);
      if (known) known.issuerScore = stronger(known.issuerScore, score) + (score < -1 ? -1 : 0.3);
      else
        seen.push({
          cuit: found.cuit,
          row: at,
          index: found.index,
          valid: found.valid,
          printed: { value: found.cuit, ...readingOf(row, found.index, found.length), times: 1 },
          issuerScore: score,
        });
    }
  });
  return seen;
}

/**
 * Who sold and who bought: ours is the receiver, the other one the issuer. Without our CUIT the labels decide, never the
 * place alone; where nothing but the order speaks, the first is taken and `certain` is false.
 */
export function printedParties(
  rows: readonly Row[],
  ourCuit: string | null,
  knownIssuer: string | null,
): PrintedParties {
  const all = collect(rows);
  const valid = all.filter((seen) => seen.valid);
  const isOurs = (seen: Seen): boolean => seen.cuit === ourCuit;
  const others = valid.filter((seen) => !isOurs(seen));
  const ours = valid.some(isOurs);
  // A CUIT that its label gives to the receiver is not the issuer's, even where the issuer's own was misread.
  const ranked = others
    .filter((seen) => ours || seen.issuerScore > RECEIVERS)
    .sort((a, b) => b.issuerScore - a.issuerScore || a.row - b.row);
  const issuer = knownIssuer
    ? (others.find(({ cuit }) => cuit === knownIssuer) ?? null)
    : (ranked[0] ?? null);
  const issuerCuit = issuer?.cuit ?? knownIssuer;
  const receiver = others
    .filter(({ cuit }) => cuit !== issuerCuit)
    .sort((a, b) => a.issuerScore - b.issuerScore)[0];
  const gap = ranked.length > 1 ? ranked[0]!.issuerScore - ranked[1]!.issuerScore : 1;
  const text = fold(rows.map((row) => row.text).join(' \n '));
  const dni = /\bd\.?n\.?i\.?\s*(?:n[°º]|nro)?\.?\s*:?\s*(\d{1,2}\.?\d{3}\.?\d{3})(?!\d)/.exec(text)?.[1];
  return {
    issuerCuit: issuer?.printed ?? null,
    recipientCuit: ours ? ourCuit : (receiver?.cuit ?? null),
    certain: knownIssuer !== null || (ours && others.length === 1) || gap >= 1,
    finalConsumer: /consumidor final/.test(text),
    recipientDni: dni?.replaceAll('.', '') ?? null,
    invalidIssuer: issuer === null ? (all.find((seen) => !seen.valid && !isOurs(seen))?.cuit ?? null) : null,
  };
}

const NOT_A_NAME =
  /^(original|duplicado|triplicado|copia|factura|tique|ticket|remito|recibo|nota de|presupuesto|cod|c[oó]d|fecha|n[°ºro]|cuit|c\.u\.i\.t|iva|i\.v\.a|domicilio|tel|www|http|p[aá]gina|hoja|punto de venta|ing|inicio|documento|comprobante|responsable|original blanco|a$|b$|c$)/i;

/** Titles that stand in the same phrase as the name ("DISTRIBUIDORA X S.A. A FACTURA"). */
const TITLE_TAIL =
  /\s+(?:["']?[ABCEMXR]["']?\s+)?(?:factura|nota de (?:cr|d)|remito|recibo|tique|presupuesto|original|punto de venta)\b.*$/i;
const LABELLED_NAME =
  /raz[oó]n\s*social\s*:\s*(.{3,60}?)(?=\s+(?:fecha|cuit|c\.u|domicilio|ing|inicio|n[°º]|nro|punto|p(?:to)?\.? ?v|comp)\b|$)/i;

/** The issuer's name: what follows its label above the receiver's block, else the first tall text that is no title. */
export function printedName(
  rows: readonly Row[],
  firstTableRow: number,
  recipientCuit: string | null,
): string | null {
  const top = rows.slice(0, Math.max(3, firstTableRow));
  const receiverRow = top.findIndex(
    (row) => recipientCuit !== null && row.text.replace(/\D/g, '').includes(recipientCuit),
  );
  for (const row of receiverRow < 0 ? top : top.slice(0, receiverRow)) {
    const match = LABELLED_NAME.exec(row.text);
    if (match && !/apellido|se[nñ]or|cliente/i.test(row.text.slice(0, match.index)) && receiverRow >= 0)
      return match[1]!.trim();
  }
  let best: string | null = null;
  let bestHeight = 0;
  top.slice(0, receiverRow > 0 ? Math.min(receiverRow, 12) : 12).forEach((row, index) => {
    const words = leadingPhrase(row);
    const text = words
      .map(({ text: word }) => word)
      .join(' ')
      .replace(TITLE_TAIL, '');
    if (NOT_A_NAME.test(text) || RECEIVER.test(fold(text)) || (text.match(/\p{L}/gu)?.length ?? 0) < 4)
      return;
    const height = Math.max(...words.map((word) => word.height)) * (1 - index * 0.03);
    if (height > bestHeight * 1.05) {
      bestHeight = height;
      best = text;
    }
  });
  return best;
}

function leadingPhrase(row: Row): Row['tokens'] {
  const words = [...row.tokens];
  while (
    words.length > 0 &&
    words[0]!.text.length === 1 &&
    words.length > 1 &&
    words[1]!.x0 - words[0]!.x1 > words[0]!.height * 2
  )
    words.shift();
  const end = words.findIndex((word, index) => index > 0 && word.x0 - words[index - 1]!.x1 > word.height * 2);
  return end > 0 ? words.slice(0, end) : words;
}
