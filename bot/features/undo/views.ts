import type { RecordedOperation } from '../../../core/stock/operations.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatInstant, formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { undoButton } from '../moves/callbacks.ts';
import { documentButton } from '../receiving/callbacks.ts';

export const nothingToUndoView = (): MessageView => ({ text: t('undo-nothing') });

/** What the stock would go back to is what it was before, plus whatever moved since: the card names the movement. */
export const undoOperationView = (operation: RecordedOperation): MessageView => ({
  text: [
    t('undo-ask'),
    `<b>${t(`moves-title-${operation.kind}`)}</b> · ${formatInstant(operation.recordedAt)}`,
    ...operation.lines.map(
      ({ name, before, after }) =>
        `• ${escapeHtml(name)}: ${formatQuantity(before)} → ${formatQuantity(after)}`,
    ),
  ].join('\n'),
  keyboard: [[{ text: t('undo-button'), data: undoButton(operation.operationId) }]],
});

export const undoReceiptView = (receipt: {
  readonly documentId: string;
  readonly supplierName: string;
  readonly postedAt: Date;
}): MessageView => ({
  text: [
    t('undo-ask'),
    t('undo-receipt', {
      supplier: escapeHtml(receipt.supplierName),
      at: formatInstant(receipt.postedAt),
    }),
  ].join('\n'),
  keyboard: [
    [{ text: t('undo-button'), data: documentButton(receipt.documentId, { verb: 'undo', sure: true }) }],
  ],
});
