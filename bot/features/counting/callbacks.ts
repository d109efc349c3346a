import { sha256Hex } from '../../../core/platform/ids.ts';
import { UUID } from '../../row-id.ts';

const SHORT = '[0-9a-f]{8}';

/** The beginning of an id, or a name's fingerprint: enough to find it again among the few that were shown. */
export const shortOf = (id: string): string => id.slice(0, 8);
export const fingerprint = (name: string): string => shortOf(sha256Hex(name));

/** `cnt:new:<all | c:<category> | p:<product>>`: opens a count where the person works. */
export const newCountButton = (
  scope: { readonly category: string } | { readonly productId: string } | 'all',
): string => {
  if (scope === 'all') return 'cnt:new:all';
  return 'category' in scope ? `cnt:new:c:${fingerprint(scope.category)}` : `cnt:new:p:${scope.productId}`;
};

export const NEW_COUNT_BUTTON = new RegExp(`^cnt:new:(?:all|c:(${SHORT})|p:(${UUID}))$`);

/**
 * go: ask me · review: the differences · close: adjust the stock · ask_cancel, cancel: give it up · undo: take it back.
 * Of one product: skip: ask me another · line: what people counted · vouch: what moved is in the number · add: people
 * counted different shelves · again: ask me for it again.
 */
export type CountVerb = 'go' | 'review' | 'close' | 'ask_cancel' | 'cancel' | 'undo';
export type CountLineVerb = 'skip' | 'line' | 'vouch' | 'add' | 'again';

/** `cnt:<count>:<verb>[:<page>]`. */
export const countButton = (countId: string, verb: CountVerb, page?: number): string =>
  `cnt:${countId}:${verb}${page === undefined ? '' : `:${page}`}`;

export const COUNT_BUTTON = new RegExp(
  `^cnt:(${UUID}):(go|review|close|ask_cancel|cancel|undo)(?::(\\d{1,4}))?$`,
);

/** `cnt:<count>:<verb>:<product>`, the product by its beginning. */
export const countLineButton = (countId: string, verb: CountLineVerb, productId: string): string =>
  `cnt:${countId}:${verb}:${shortOf(productId)}`;

export const COUNT_LINE_BUTTON = new RegExp(`^cnt:(${UUID}):(skip|line|vouch|add|again):(${SHORT})$`);

/** `cnt:<count>:keep:<product>:<person>`: this person's number holds. */
export const keepButton = (countId: string, productId: string, personId: string): string =>
  `cnt:${countId}:k:${shortOf(productId)}:${shortOf(personId)}`;

export const KEEP_BUTTON = new RegExp(`^cnt:(${UUID}):k:(${SHORT}):(${SHORT})$`);
