import type { FoundedAnswer } from '../../../core/assistant/answer.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';

interface CardModel {
  readonly isOn: boolean;
  readonly host: string;
  readonly dailyCalls: number;
  readonly usage: {
    readonly calls: number;
    readonly failures: number;
    readonly inputTokens: number;
    readonly outputTokens: number;
  } | null;
}

/** Whether it is on, what leaves the shop and where to, and today's use. */
export function assistantCard({ isOn, host, dailyCalls, usage }: CardModel): MessageView {
  const tokens = (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
  return {
    text: [
      t(isOn ? 'assistant-title-on' : 'assistant-title-off'),
      t('assistant-leaves', { host: escapeHtml(host) }),
      t('assistant-usage', {
        calls: String(usage?.calls ?? 0),
        limit: String(dailyCalls),
        failures: String(usage?.failures ?? 0),
        tokens: formatQuantity(String(tokens)),
      }),
    ].join('\n'),
    keyboard: [
      [
        isOn
          ? { text: t('assistant-button-off'), data: 'ast:off' }
          : { text: t('assistant-button-on'), data: 'ast:on' },
      ],
    ],
  };
}

/** The model's words, as words, and where their figures come from. */
export const answerView = ({ text, sources }: FoundedAnswer): MessageView => {
  const named = new Intl.ListFormat('es-AR').format(sources.map((source) => t(`assistant-source-${source}`)));
  return {
    text: `🤖 ${escapeHtml(text)}\n<i>${t('assistant-answer-source', { sources: named })}</i>`,
  };
};

export const heardView = (text: string): MessageView => ({
  text: t('assistant-heard', { text: escapeHtml(text) }),
});

export const assistantNotice = (
  name: 'none' | 'ask-owner' | 'spent' | 'away' | 'unfounded' | 'no-voice' | 'not-heard',
): MessageView => ({ text: t(`assistant-${name}`) });
