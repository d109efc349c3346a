import type { EditFailure } from '../../../core/invoice/edit.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatInstant, formatMoney, formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { type DocumentAction, documentButton } from './callbacks.ts';
import { deliveryRows } from './delivery-rows.ts';
import { verificationRows } from './verification-view.ts';
import type {
  DiscardedModel,
  DocumentLabel,
  DuplicateModel,
  PostedModel,
  ProgressStage,
  ReviewModel,
  UndoneModel,
  UnreadableModel,
  UnreadableReason,
} from './view-model.ts';
import { bareMoney, cut, documentTitle, formatAmount, labelOf, labelRows, ROW } from './wording.ts';

export { lineView } from './line-view.ts';
export { pageOfLine, reviewCard } from './review-view.ts';

const POSTED_LINES = 12;

const button = (documentId: string, name: string, action: DocumentAction): KeyboardButton => ({
  text: t(`receiving-button-${name}`),
  data: documentButton(documentId, action),
});

interface Arrived {
  readonly documentId: string;
  readonly pages: number;
}

const received = (pages: number): string =>
  pages > 1 ? `${t('receiving-received')} · ${t('receiving-pages', { pages })}` : t('receiving-received');

/** At once, before anything is read. */
export const receivedView = ({ pages }: Arrived): MessageView => ({
  text: `${received(pages)}\n${t('receiving-reading')}`,
});

const STEPS = ['qr', 'text', 'lines', 'sums'] as const;

/** The same message while the reading goes on: a tick for each step done. */
export function progressView({ pages, stage }: Arrived & { readonly stage: ProgressStage }): MessageView {
  const now = stage === 'queued' ? -1 : STEPS.indexOf(stage);
  const steps = STEPS.map((step, i) => {
    const mark = i < now ? '✓' : i === now ? '▸' : '·';
    return `${mark} ${t(`receiving-step-${step}`)}${i === now ? '…' : ''}`;
  });
  return { text: `${received(pages)}\n<pre>${steps.join('\n')}</pre>`, progress: true };
}

/** The page with its lines' boxes; the picture carries the numbers, the caption what the colours mean. */
export const evidenceCaption = (model: ReviewModel, photoSha256: string): MessageView => ({
  text: [
    t('receiving-picture'),
    t('receiving-picture-page', { title: documentTitle(labelOf(model.draft), model.draft.kind) }),
  ].join('\n'),
  photoSha256,
});

function goodsBlock(lines: PostedModel['lines']): readonly string[] {
  const shown = lines.slice(0, POSTED_LINES);
  if (shown.length === 0) return [];
  const units = shown.map((line) => formatQuantity(line.units));
  const costs = shown.map((line) => (line.unitCost === null ? '' : bareMoney(line.unitCost)));
  const unitsWidth = Math.max(...units.map((text) => text.length));
  const costWidth = Math.max(...costs.map((text) => text.length));
  const nameWidth = Math.max(8, ROW - unitsWidth - costWidth - 2);
  const rows = shown.map((line, i) =>
    [
      units[i]!.padStart(unitsWidth),
      cut(line.productName, nameWidth).padEnd(nameWidth),
      costs[i]!.padStart(costWidth),
    ]
      .join(' ')
      .trimEnd(),
  );
  const more = lines.length - shown.length;
  return [
    `<pre>${escapeHtml(rows.join('\n'))}</pre>`,
    ...(more > 0 ? [t('receiving-posted-more', { count: more })] : []),
  ];
}

/** Only after the commit: what is in stock now, at which true unit cost, and who received it. */
export function postedView(model: PostedModel): MessageView {
  const { label, lines } = model;
  const total = label.total === null ? t('receiving-no-total') : formatAmount(label.total, label.currency);
  const jumps = (model.priceJumps ?? []).slice(0, 5).map(
    (jump) =>
      `📈 ${t('receiving-price-jump', {
        name: escapeHtml(cut(jump.productName, 28)),
        before: formatMoney(jump.before),
        now: formatMoney(jump.now),
        percent: `${jump.percent.startsWith('-') ? '' : '+'}${formatQuantity(jump.percent)}`,
      })}`,
  );
  return {
    text: [
      t(`receiving-posted-${model.kind}`, { lines: lines.length, total: escapeHtml(total) }),
      ...labelRows(label).slice(0, 2),
      ...goodsBlock(lines),
      ...jumps,
      ...(model.delivery === undefined ? [] : deliveryRows(model.delivery)),
      ...verificationRows(model.verification),
      t('receiving-posted-by', {
        by: escapeHtml(cut(model.by, 40)),
        shop: escapeHtml(cut(model.shopName, 40)),
        at: formatInstant(model.at),
      }),
    ].join('\n'),
    keyboard: model.canUndo ? [[button(model.documentId, 'undo', { verb: 'undo', sure: false })]] : [],
  };
}

export const undoneView = (model: UndoneModel): MessageView => ({
  text: [
    t('receiving-undone'),
    ...labelRows(model.label),
    t('receiving-undone-by', { by: escapeHtml(cut(model.by, 40)), at: formatInstant(model.at) }),
  ].join('\n'),
  keyboard: [],
});

/** Who received it and when; a number may be misread, so then a person may say that it is another one. */
export function duplicateView(model: DuplicateModel): MessageView {
  const rows = [
    t(`receiving-duplicate-${model.of}`),
    ...(model.label === null ? [] : labelRows(model.label)),
    t(`receiving-duplicate-${model.of}-by`, {
      by: escapeHtml(cut(model.by, 40)),
      shop: escapeHtml(cut(model.shopName, 40)),
      at: formatInstant(model.at),
    }),
    t(`receiving-duplicate-${model.because}`),
  ];
  const other = button(model.documentId, 'not-same', { verb: 'reopen' });
  const show = button(model.originalId, 'show', { verb: 'open' });
  const buttons = [...(model.of === 'open' ? [show] : []), ...(model.because === 'number' ? [other] : [])];
  return { text: rows.join('\n'), keyboard: buttons.length > 0 ? [buttons] : [] };
}

/** Reasons after which a second photo of the missing part completes this document. */
const COMPLETED_BY_ANOTHER: readonly UnreadableReason[] = [
  'header_incomplete',
  'no_total',
  'no_lines',
  'lines_doubtful',
  'sum_mismatch',
  'no_prices',
  'pages_missing',
];

/** What is wrong with the picture and what to do about it. */
export function unreadableView(model: UnreadableModel): MessageView {
  const joins = COMPLETED_BY_ANOTHER.includes(model.reason);
  const understood =
    model.draft !== null && model.draft.header.issuerName !== null
      ? labelRows(labelOf(model.draft), model.draft.kind)
      : [];
  return {
    text: [
      t('receiving-unreadable'),
      ...understood,
      t(`receiving-unreadable-${model.reason}`),
      ...(joins ? [t('receiving-unreadable-joins')] : []),
    ].join('\n'),
    keyboard: [[button(model.documentId, 'discard', { verb: 'discard', sure: false })]],
  };
}

export function discardedView({ documentId, by, why }: DiscardedModel): MessageView {
  if (why === 'joined') return { text: t('receiving-joined'), keyboard: [] };
  return {
    text:
      by === '' ? t('receiving-discarded-nobody') : t('receiving-discarded', { by: escapeHtml(cut(by, 40)) }),
    keyboard: [[button(documentId, 'reopen', { verb: 'reopen' })]],
  };
}

const ask = (documentId: string, label: DocumentLabel, verb: 'discard' | 'undo'): MessageView => ({
  text: t(`receiving-${verb}-ask`, { title: escapeHtml(documentTitle(label)) }),
  keyboard: [
    [
      button(documentId, `${verb}-sure`, { verb, sure: true }),
      button(documentId, 'back', { verb: 'page', page: 0 }),
    ],
  ],
});

export const confirmDiscardView = (documentId: string, label: DocumentLabel): MessageView =>
  ask(documentId, label, 'discard');

export const confirmUndoView = (documentId: string, label: DocumentLabel): MessageView =>
  ask(documentId, label, 'undo');

const HEADER_PLACES: Readonly<Record<string, string>> = {
  total: 'total',
  date: 'date',
  exchangeRate: 'exchange-rate',
};

/** Why a correction was not taken, as one plain sentence. */
export function editFailureText({ code, lineId, field }: EditFailure): string {
  const header = HEADER_PLACES[field ?? ''] ?? 'header';
  const where =
    lineId === null
      ? t(`receiving-edit-where-${header}`)
      : t('receiving-edit-where-line', { line: String(lineId) });
  return t(`receiving-edit-${code}`, { where, line: String(lineId ?? '') });
}
