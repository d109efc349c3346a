import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import type { DraftEdit } from '../../../core/invoice/edit.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatInstant } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { documentButton } from './callbacks.ts';
import type { PressProblem } from './presses.ts';
import { editFailureText } from './views.ts';
import { cut, documentTitle, labelOf } from './wording.ts';

/** A file that nobody could mean as a paper. */
export const notAPaperView = (): MessageView => ({ text: t('receiving-not-a-paper') });

export const tooLargeView = (): MessageView => ({ text: t('receiving-too-large') });

/** What a correction did, under the person's own words; the card itself is edited. */
export const correctedView = (edits: readonly DraftEdit[]): MessageView => ({
  text: t('receiving-corrected', { count: edits.length }),
});

export const revertedView = (): MessageView => ({ text: t('receiving-reverted') });

interface WaitingPaper {
  readonly id: string;
  readonly draft: InvoiceDraft | null;
  readonly by: string;
  readonly at: Date;
}

/** What waits for a person, each with a button that shows its card here. */
export function waitingView(papers: readonly WaitingPaper[]): MessageView {
  if (papers.length === 0) return { text: t('receiving-none-waiting') };
  const rows = papers.map(({ draft, by, at }, i) => {
    const supplier = draft?.header.issuerName ?? t('receiving-no-supplier');
    const title = draft === null ? t('receiving-no-number') : documentTitle(labelOf(draft), draft.kind);
    return `${i + 1}. <b>${escapeHtml(cut(supplier, 40))}</b> · ${escapeHtml(title)}\n   ${escapeHtml(cut(by, 40))}, ${formatInstant(at)}`;
  });
  const buttons = papers.map(({ id }, i) => ({
    text: t('receiving-button-open-waiting', { number: i + 1 }),
    data: documentButton(id, { verb: 'open' }),
  }));
  return { text: [t('receiving-waiting'), ...rows].join('\n'), keyboard: buttons.map((button) => [button]) };
}

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
