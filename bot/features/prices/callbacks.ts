import { UUID } from '../../row-id.ts';

const PLAIN = { y: 'apply', n: 'ignore', u: 'undo' } as const;

type PlainVerb = (typeof PLAIN)[keyof typeof PLAIN];

/** What a button under proposed prices does. */
export type ReviewAction =
  | { readonly verb: PlainVerb }
  | { readonly verb: 'edit'; readonly page: number }
  | { readonly verb: 'view' }
  | { readonly verb: 'line'; readonly position: number }
  /** A price and not a step: pressed twice, it is the same. Zero leaves it as it is. */
  | { readonly verb: 'set'; readonly position: number; readonly price: string };

export function reviewButton(reviewId: string, action: ReviewAction): string {
  const prefix = `prc:${reviewId}:`;
  switch (action.verb) {
    case 'edit':
      return `${prefix}e${action.page}`;
    case 'view':
      return `${prefix}v`;
    case 'line':
      return `${prefix}l${action.position}`;
    case 'set':
      return `${prefix}q${action.position}=${action.price}`;
    default:
      return prefix + Object.entries(PLAIN).find(([, verb]) => verb === action.verb)![0];
  }
}

export const REVIEW_BUTTON = new RegExp(
  `^prc:(${UUID}):(?:([ynu])|e(\\d{1,3})|(v)|l(\\d{1,4})|q(\\d{1,4})=(\\d{1,9}(?:\\.\\d{1,2})?))$`,
);

export function readReviewButton(match: RegExpMatchArray): { reviewId: string; action: ReviewAction } {
  const [, reviewId = '', letter, page, view, line, setLine, price] = match;
  if (letter !== undefined) return { reviewId, action: { verb: PLAIN[letter as keyof typeof PLAIN] } };
  if (page !== undefined) return { reviewId, action: { verb: 'edit', page: Number(page) } };
  if (view !== undefined) return { reviewId, action: { verb: 'view' } };
  if (line !== undefined) return { reviewId, action: { verb: 'line', position: Number(line) } };
  return { reviewId, action: { verb: 'set', position: Number(setLine), price: price ?? '0' } };
}

/** `prs:<what>`: under /precios. */
export type SettingsVerb = 'csv' | 'rules' | 'index';

export const settingsButton = (verb: SettingsVerb): string => `prs:${verb}`;

export const SETTINGS_BUTTON = /^prs:(csv|rules|index)$/;
