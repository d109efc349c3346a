import type { RecordedOperation } from '../../../core/stock/operations.ts';
import type { ImportFileRow } from '../../../drizzle/queries/exchange.ts';
import type { TransferRow } from '../../../drizzle/queries/transfers.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatInstant, formatQuantity, formatTime } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { countButton } from '../counting/callbacks.ts';
import { titleOf } from '../counting/views.ts';
import { importButton } from '../exchange/callbacks.ts';
import { undoButton } from '../moves/callbacks.ts';
import { documentButton } from '../receiving/callbacks.ts';
import { cut } from '../receiving/wording.ts';
import { transferButton } from '../transfers/callbacks.ts';

/** One thing that was done: its card, a few words for a button, and what the button sends. */
export interface UndoEntry {
  readonly at: Date;
  readonly card: readonly string[];
  readonly label: string;
  /** Null for what cannot be taken back; the card says why. */
  readonly data: string | null;
}

/** Long enough for a time and a name on a phone. */
const LABEL = 30;

/** The last thing of the day as a card, and the earlier ones as buttons under it. */
export function undoView([last, ...earlier]: readonly UndoEntry[]): MessageView {
  if (last === undefined) return { text: t('undo-nothing') };
  const others = earlier.flatMap(({ at, label, data }) =>
    data === null
      ? []
      : [[{ text: t('undo-button-other', { at: formatTime(at), what: cut(label, LABEL) }), data }]],
  );
  const heads = last.data === null ? [] : [t('undo-ask')];
  return {
    text: [...heads, ...last.card, ...(others.length === 0 ? [] : ['', t('undo-also')])].join('\n'),
    keyboard: [...(last.data === null ? [] : [[{ text: t('undo-button'), data: last.data }]]), ...others],
  };
}

/** What the stock would go back to is what it was before, plus whatever moved since: the card names the movement. */
export const operationEntry = (operation: RecordedOperation): UndoEntry => ({
  at: operation.recordedAt,
  card: [
    `<b>${t(`moves-title-${operation.kind}`)}</b> · ${formatInstant(operation.recordedAt)}`,
    ...operation.lines.map(
      ({ name, before, after }) =>
        `• ${escapeHtml(name)}: ${formatQuantity(before)} → ${formatQuantity(after)}`,
    ),
  ],
  label: `${t(`moves-title-${operation.kind}`)} ${operation.lines[0]?.name ?? ''}`,
  data: undoButton(operation.operationId),
});

export const receiptEntry = (receipt: {
  readonly documentId: string;
  readonly supplierName: string;
  readonly at: Date;
}): UndoEntry => ({
  at: receipt.at,
  card: [t('undo-receipt', { supplier: escapeHtml(receipt.supplierName), at: formatInstant(receipt.at) })],
  label: t('undo-label-receipt', { supplier: receipt.supplierName }),
  data: documentButton(receipt.documentId, { verb: 'undo', sure: true }),
});

export function countEntry(count: {
  readonly countId: string;
  readonly scope: string;
  readonly locationName: string;
  readonly at: Date;
}): UndoEntry {
  const title = titleOf(count.scope, count.locationName);
  return {
    at: count.at,
    card: [t('undo-count', { title: escapeHtml(title), at: formatInstant(count.at) })],
    label: t('undo-label-count', { title }),
    data: countButton(count.countId, 'undo'),
  };
}

/** What is on the way is called back; what was received goes back. */
export const transferEntry = (
  { id, from, to }: TransferRow,
  { at, isReceived }: { readonly at: Date; readonly isReceived: boolean },
): UndoEntry => ({
  at,
  card: [t('undo-transfer', { from: escapeHtml(from.name), to: escapeHtml(to.name), at: formatInstant(at) })],
  label: t('undo-label-transfer', { from: from.name, to: to.name }),
  data: transferButton(id, isReceived ? 'undo' : 'cancel'),
});

export function importEntry({ id, kind, fileName, createdAt }: ImportFileRow): UndoEntry {
  const name = cut(fileName, LABEL);
  const isProducts = kind === 'products';
  return {
    at: createdAt,
    card: [
      t('undo-import', { name: escapeHtml(name), at: formatInstant(createdAt) }),
      ...(isProducts ? [t('undo-import-products')] : []),
    ],
    label: t('undo-label-import', { name }),
    data: isProducts ? null : importButton(id, 'undo'),
  };
}
