import type { DraftEdit } from '../../../core/invoice/edit.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { t } from '../../locales/messages.ts';
import type { PressProblem } from './presses.ts';
import { editFailureText } from './views.ts';

/** A file that nobody could mean as a paper. */
export const notAPaperView = (): MessageView => ({ text: t('receiving-not-a-paper') });

export const tooLargeView = (): MessageView => ({ text: t('receiving-too-large') });

/** What a correction did, under the person's own words; the card itself is edited. */
export const correctedView = (edits: readonly DraftEdit[]): MessageView => ({
  text: t('receiving-corrected', { count: edits.length }),
});

export const revertedView = (): MessageView => ({ text: t('receiving-reverted') });

/** Codes whose sentence another place already has. */
const SHARED: Readonly<Record<string, string>> = {
  stale: 'receiving-answer-stale',
  forbidden: 'receiving-answer-forbidden',
  revoked: 'receiving-answer-forbidden',
  unknown_document: 'receiving-answer-gone',
};

const dashed = (code: string): string => code.replaceAll('_', '-');

/** Why a press or a correction was not done, as one sentence without markup. */
export function problemText(problem: PressProblem): string {
  switch (problem.code) {
    case 'edit':
      return editFailureText(problem.edit);
    case 'wrong_state':
      return t(`receiving-state-${problem.state}`);
    case 'blocked':
      return t(`receiving-blocked-${dashed(problem.blockers[0] ?? 'lines_doubtful')}`);
    default:
      return t(SHARED[problem.code] ?? `receiving-problem-${dashed(problem.code)}`);
  }
}

export const problemView = (problem: PressProblem): MessageView => ({ text: problemText(problem) });
