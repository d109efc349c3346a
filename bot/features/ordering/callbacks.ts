import type { Term, TermValue } from '../../../core/purchasing/supplier-terms.ts';
import { UUID } from '../../row-id.ts';

/** `ord:h`: what there is to order and what is on its way. */
export const ORDERS_BUTTON = 'ord:h';

/** `ord:d:<supplier>`: the draft for a supplier; `-` for goods that nobody brought yet. */
export const draftButton = (supplierId: string | null): string => `ord:d:${supplierId ?? '-'}`;

export const DRAFT_BUTTON = new RegExp(`^ord:d:(-|${UUID})$`);

const PLAIN = {
  s: 'send',
  t: 'text',
  c: 'csv',
  u: 'unsend',
  e: 'ask_end',
  x: 'end',
} as const;

type PlainVerb = (typeof PLAIN)[keyof typeof PLAIN];

/** What a button under an order does. */
export type OrderAction =
  | { readonly verb: 'view'; readonly page: number }
  | { readonly verb: 'line'; readonly lineNo: number }
  /** A quantity and not a step: pressed twice, it is the same. */
  | { readonly verb: 'set'; readonly lineNo: number; readonly quantity: string }
  | { readonly verb: PlainVerb };

const letterOf = (verb: PlainVerb): string => Object.entries(PLAIN).find(([, name]) => name === verb)![0];

export function orderButton(orderId: string, action: OrderAction): string {
  const prefix = `ord:${orderId}:`;
  switch (action.verb) {
    case 'view':
      return `${prefix}v${action.page}`;
    case 'line':
      return `${prefix}l${action.lineNo}`;
    case 'set':
      return `${prefix}q${action.lineNo}=${action.quantity}`;
    default:
      return prefix + letterOf(action.verb);
  }
}

export const ORDER_BUTTON = new RegExp(
  `^ord:(${UUID}):(?:v(\\d{1,3})|l(\\d{1,4})|q(\\d{1,4})=(\\d{1,7}(?:\\.\\d{1,3})?)|([stcuex]))$`,
);

export function readOrderButton(match: RegExpMatchArray): { orderId: string; action: OrderAction } {
  const [, orderId = '', page, line, setLine, quantity, letter] = match;
  if (page !== undefined) return { orderId, action: { verb: 'view', page: Number(page) } };
  if (line !== undefined) return { orderId, action: { verb: 'line', lineNo: Number(line) } };
  if (setLine !== undefined && quantity !== undefined)
    return { orderId, action: { verb: 'set', lineNo: Number(setLine), quantity } };
  return { orderId, action: { verb: PLAIN[letter as keyof typeof PLAIN] } };
}

const TERM_LETTERS = {
  l: 'leadTimeDays',
  r: 'reviewDays',
  d: 'orderDays',
  m: 'minimumOrder',
  b: 'budget',
} as const satisfies Record<string, Term>;

/** `trm:<supplier>:<term><value>`: what a press sets; `x` forgets it, `keep` changes nothing. A value and not a step. */
export function termButton(supplierId: string, term: Term, value: TermValue | 'keep'): string {
  const letter = Object.entries(TERM_LETTERS).find(([, one]) => one === term)![0];
  return `trm:${supplierId}:${letter}${value ?? 'x'}`;
}

export const TERM_BUTTON = new RegExp(`^trm:(${UUID}):([lrdmb])(x|keep|\\d{1,12}(?:\\.\\d{1,2})?)$`);

export function readTermButton(match: RegExpMatchArray): {
  supplierId: string;
  term: Term;
  value: TermValue | 'keep';
} {
  const [, supplierId = '', letter, value = 'keep'] = match;
  const term = TERM_LETTERS[letter as keyof typeof TERM_LETTERS];
  return { supplierId, term, value: value === 'x' ? null : value };
}
