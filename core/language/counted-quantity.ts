import { Dec, type DecimalString, plain, sum } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';

const NOTHING =
  /^(?:0|cero|nada|ninguno|ninguna|no hay(?: mas| nada| ninguno| ninguna)?|no queda(?:n)?(?: mas| nada)?)$/;
const NUMBER = String.raw`(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,3})?|\d{1,9}(?:[.,]\d{1,3})?)`;
const SUM = new RegExp(`^${NUMBER}(?: ?[x*] ?${NUMBER})?(?: ?\\+ ?${NUMBER}(?: ?[x*] ?${NUMBER})?){0,9}$`);

/**
 * What somebody counted, written as people count: "12", "1,5", "3x12+5" (three packs of twelve and five loose ones),
 * "no hay". A point before three digits separates thousands. Null for anything else.
 */
export function readCountedQuantity(text: string): DecimalString | null {
  const words = fold(text);
  if (NOTHING.test(words)) return '0';
  if (!SUM.test(words)) return null;
  const terms = words.split('+').map((term) => {
    const [packs = '0', each] = term.split(/[x*]/);
    return each === undefined ? numberOf(packs) : numberOf(packs).times(numberOf(each));
  });
  return plain(sum(terms));
}

function numberOf(text: string): Dec {
  const trimmed = text.trim();
  const whole = /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/.test(trimmed) ? trimmed.replaceAll('.', '') : trimmed;
  return new Dec(whole.replace(',', '.'));
}
