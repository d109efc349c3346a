import type { DraftHeader } from '../invoice/draft.ts';
import type { Observation, Standing } from './standing.ts';
import { isAbout, type VoucherQuery } from './voucher-query.ts';

/** The check against ARCA: not answered yet, or its standing. */
export type Verification =
  | { readonly state: 'pending' }
  | {
      readonly state: 'done';
      readonly standing: Standing;
      /** ARCA's own words, for what has none of ours. */
      readonly message: string | null;
    };

/** What is kept of a check. */
interface Check {
  readonly query: VoucherQuery | null;
  readonly state: 'pending' | 'done' | 'skipped';
  readonly standing: Standing | null;
  readonly observations: readonly Observation[];
}

/** What a check says so far; null where ARCA cannot be asked. */
export function answerOf({ state, standing, observations }: Check): Verification | null {
  if (state === 'skipped') return null;
  if (state === 'done' && standing !== null)
    return { state: 'done', standing, message: observations[0]?.message ?? null };
  return { state: 'pending' };
}

/** The same about a paper as it reads now: null also where the question was about what it said before a correction. */
export const answerAbout = (check: Check, header: DraftHeader): Verification | null =>
  check.query !== null && isAbout(check.query, header) ? answerOf(check) : null;
