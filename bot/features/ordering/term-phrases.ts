import { fold } from '../../../core/platform/text.ts';
import type { Term, TermValue } from '../../../core/purchasing/supplier-terms.ts';
import { plainNumber } from '../prices/phrases.ts';

/** What somebody says of a supplier: "arcor tarda 3 días", "arcor sin mínimo". The name is as they wrote it, folded. */
export interface TermPhrase {
  readonly supplier: string;
  readonly term: Term;
  readonly value: TermValue;
}

const WEEKDAYS = ['lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado', 'domingo'] as const;
const DAY = `(?:${WEEKDAYS.join('|')})s?`;
const NUMBER = String.raw`\$?\s*(\d[\d.]*(?:,\d+)?)`;

const SAID: readonly (readonly [Term, RegExp])[] = [
  ['leadTimeDays', /^(.+?) (?:tarda|demora|entrega en|trae en) (\d{1,3}) dias?$/],
  ['reviewDays', /^(.+?) (?:le )?(?:pido|pedimos|se pide|pedir) cada (\d{1,3}) dias?$/],
  [
    'orderDays',
    new RegExp(
      `^(.+?) (?:toma pedidos?|levanta pedidos?|le pido|le pedimos|pedimos|se pide) (?:los |el )(${DAY}(?:(?:,| y|, y) (?:los |el )?${DAY})*)$`,
    ),
  ],
  ['minimumOrder', new RegExp(`^(.+?) (?:con )?(?:pedido |compra )?minim[oa] (?:de )?${NUMBER}$`)],
  ['budget', new RegExp(`^(.+?) (?:con )?presupuesto (?:de )?${NUMBER}$`)],
];

const FORGOTTEN: Readonly<Record<string, Term>> = {
  demora: 'leadTimeDays',
  frecuencia: 'reviewDays',
  dias: 'orderDays',
  minimo: 'minimumOrder',
  presupuesto: 'budget',
};
const FORGET = new RegExp(`^(.+?) sin (${Object.keys(FORGOTTEN).join('|')})$`);

const digitsOf = (words: string): string =>
  WEEKDAYS.flatMap((day, i) => (new RegExp(day).test(words) ? [String(i)] : [])).join('');

/** Null: these words are about something else. */
export function readTermPhrase(text: string): TermPhrase | null {
  const words = fold(text).replace(/\s+/g, ' ').trim();
  const forgotten = FORGET.exec(words);
  if (forgotten?.[1] !== undefined && forgotten[2] !== undefined)
    return { supplier: forgotten[1], term: FORGOTTEN[forgotten[2]]!, value: null };
  for (const [term, pattern] of SAID) {
    const [, supplier, value] = pattern.exec(words) ?? [];
    if (supplier === undefined || value === undefined) continue;
    return { supplier, term, value: term === 'orderDays' ? digitsOf(value) : plainNumber(value) };
  }
  return null;
}
