import { fold } from '../../../core/platform/text.ts';

/** What somebody writes after /precios. Numbers as people write them, not yet checked. */
export type PricePhrase =
  | { readonly kind: 'home' | 'list' }
  | { readonly kind: 'query'; readonly words: string }
  | { readonly kind: 'set'; readonly words: string; readonly price: string }
  /** Words empty: of everything. */
  | { readonly kind: 'margin'; readonly words: string; readonly percent: string }
  | { readonly kind: 'rounding'; readonly roundTo: string }
  | { readonly kind: 'index'; readonly month: string; readonly percent: string };

const NUMBER = String.raw`\$?\s*(\d[\d.]*(?:,\d+)?)`;
const MARGIN = new RegExp(
  `^margen(?:\\s+(?:de|para|en))?\\s*(.*?)\\s*(?:en|a|al|de|:|=)?\\s*${NUMBER}\\s*%?$`,
);
const ROUNDING = new RegExp(`^redond(?:eo|ear)\\s*(?:a|de|:|=)?\\s*${NUMBER}$`);
const INDEX = new RegExp(
  `^(?:indice|ipc|inflacion)\\s+(\\d{4}-\\d{2}|\\d{1,2}/\\d{4})\\s*[:=]?\\s*${NUMBER}\\s*%?$`,
);
/** "yerba a 1.850", "yerba $ 1850", "yerba = 1850"; a bare number may be a size. */
const SET = new RegExp(`^(.+?)\\s+(?:a|por|=|(?=\\$))\\s*${NUMBER}$`);

/** "1.850,50" → "1850.50"; "2.4" → "2.4", since a point before one or two digits is no thousands' point. */
export function plainNumber(text: string): string {
  const [whole = '', fraction] = text.split(',');
  const isDecimalPoint = fraction === undefined && /^\d+\.\d{1,2}$/.test(whole);
  const digits = isDecimalPoint ? whole : whole.replaceAll('.', '');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

/** "10/2026" → "2026-10". */
const isoMonth = (month: string): string =>
  month.includes('/') ? `${month.split('/')[1]}-${(month.split('/')[0] ?? '').padStart(2, '0')}` : month;

export function readPricePhrase(text: string): PricePhrase {
  const words = text.replace(/\s+/g, ' ').trim();
  const folded = fold(words);
  if (words === '') return { kind: 'home' };
  if (/^(?:lista|csv|exportar)$/.test(folded)) return { kind: 'list' };
  const margin = MARGIN.exec(folded);
  if (margin?.[2] !== undefined)
    return { kind: 'margin', words: margin[1] ?? '', percent: plainNumber(margin[2]) };
  const rounding = ROUNDING.exec(folded);
  if (rounding?.[1] !== undefined) return { kind: 'rounding', roundTo: plainNumber(rounding[1]) };
  const index = INDEX.exec(folded);
  if (index?.[1] !== undefined && index[2] !== undefined)
    return { kind: 'index', month: isoMonth(index[1]), percent: plainNumber(index[2]) };
  const set = SET.exec(words);
  if (set?.[1] !== undefined && set[2] !== undefined)
    return { kind: 'set', words: set[1], price: plainNumber(set[2]) };
  return { kind: 'query', words };
}
