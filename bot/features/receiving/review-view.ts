import type { DraftLine } from '../../../core/invoice/draft.ts';
import { dec, plain } from '../../../core/platform/decimal.ts';
import type { ConfirmBlocker } from '../../../core/receiving/readiness.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatDate, formatMoney, formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { type DocumentAction, documentButton } from './callbacks.ts';
import { linesBlock, matchOf } from './line-rows.ts';
import { opinionRows } from './opinion-view.ts';
import { verificationRows } from './verification-view.ts';
import type { ReviewModel } from './view-model.ts';
import {
  bareMoney,
  currencyWords,
  cut,
  discountText,
  evidenceMark,
  fiscalNumber,
  formatAmount,
  labelOf,
  labelRows,
  printedName,
} from './wording.ts';

const LINES_A_PAGE = 10;
/** Lines that get buttons of their own on the card; the others are opened by their number. */
const LINES_WITH_BUTTONS = 5;
const NUMBERS_A_ROW = 5;
const PRICE_JUMPS = 4;

/** What wants a look first, doubtful before unknown; then the rest as printed. */
function inOrder(model: ReviewModel): readonly DraftLine[] {
  const rank = ({ id }: DraftLine): number => {
    if (model.unseenLineIds.includes(id)) return 0;
    return model.unknownLineIds.includes(id) ? 1 : 2;
  };
  return model.draft.lines.toSorted((a, b) => rank(a) - rank(b) || a.id - b.id);
}

const needsAttention = (model: ReviewModel, line: DraftLine): boolean =>
  model.unseenLineIds.includes(line.id) || model.unknownLineIds.includes(line.id);

const pageCount = (model: ReviewModel): number =>
  Math.max(1, Math.ceil(model.draft.lines.length / LINES_A_PAGE));

/** The page to show after a line was worked on: the first while anything wants a look, else the line's own. */
export function pageOfLine(model: ReviewModel, lineId: number): number {
  const lines = inOrder(model);
  if (lines.some((line) => needsAttention(model, line))) return 0;
  const at = lines.findIndex((line) => line.id === lineId);
  return at < 0 ? 0 : Math.floor(at / LINES_A_PAGE);
}

function marks({ draft }: ReviewModel): string {
  if (draft.status === 'certified') return t('receiving-marks-certified');
  const count = (mark: string): number => draft.lines.filter((line) => evidenceMark(line) === mark).length;
  return (
    [
      ['🔴', 'doubtful'],
      ['🟡', 'read'],
      ['👤', 'seen'],
      ['🟢', 'proven'],
    ] as const
  )
    .map(([mark, name]) => ({ name, count: count(mark) }))
    .filter((one) => one.count > 0)
    .map((one) => t(`receiving-marks-${one.name}`, { count: one.count }))
    .join(' · ');
}

function totalMark({ draft }: ReviewModel): string {
  if (draft.header.total === null) return '';
  if (draft.checks.some((check) => check.name === 'total_proven' && check.ok)) return '🟢';
  return draft.headerSource.total === 'person' ? '👤' : '🟡';
}

function warnings(model: ReviewModel): readonly string[] {
  const { exchangeRate = null } = model.draft;
  const foreign = {
    ...currencyWords(model.draft.header.currency ?? ''),
    rate: exchangeRate === null ? 'none' : formatMoney(exchangeRate),
  };
  const jumps = model.priceJumps.slice(0, PRICE_JUMPS).map((jump) =>
    t('receiving-price-jump', {
      name: escapeHtml(cut(jump.productName, 28)),
      before: formatMoney(jump.before),
      now: formatMoney(jump.now),
      percent: `${jump.percent.startsWith('-') ? '' : '+'}${formatQuantity(jump.percent)}`,
    }),
  );
  const more = model.priceJumps.length - jumps.length;
  return [
    ...model.draft.warnings.map((warning) => `⚠️ ${t(`receiving-warning-${warning}`, foreign)}`),
    ...jumps.map((jump) => `📈 ${jump}`),
    ...(more > 0 ? [t('receiving-price-jumps-more', { count: more })] : []),
  ];
}

function missingFields({ draft: { header } }: ReviewModel): { fields: string; example: string } {
  const missing = [
    ...(header.issuerCuit === null ? ['supplier'] : []),
    ...(header.documentType === null ? ['type'] : []),
    ...(header.pointOfSale === null || header.number === null ? ['number'] : []),
  ];
  const example = { supplier: 'cuit', type: 'type', number: 'number' }[missing[0] ?? 'number'] ?? 'number';
  return {
    fields: (missing.length === 0 ? ['number'] : missing)
      .map((name) => t(`receiving-missing-${name}`))
      .join(', '),
    example: t(`receiving-example-${example}`),
  };
}

const noteNumber = ({ deliveryNote }: ReviewModel): string =>
  deliveryNote === null ? '' : fiscalNumber(deliveryNote.pointOfSale, deliveryNote.number);

function blockerText(model: ReviewModel, blocker: ConfirmBlocker): string {
  const currency = model.draft.header.currency;
  const difference = dec(model.difference ?? '0');
  return t(`receiving-blocker-${blocker}`, {
    kind: model.draft.kind,
    ...missingFields(model),
    count: blocker === 'products_unknown' ? model.unknownLineIds.length : model.unseenLineIds.length,
    number: noteNumber(model),
    date: model.deliveryNote?.date ? ` (${formatDate(model.deliveryNote.date)})` : '',
    direction: difference.isNegative() ? 'over' : 'missing',
    amount: escapeHtml(formatAmount(plain(difference.abs()), currency)),
    one: currencyWords(currency ?? '').one,
  });
}

/** What a person already answered, so that the card says what confirming will do. */
function answers(model: ReviewModel): readonly string[] {
  const said: string[] = [];
  if (model.draft.kind === 'credit_note' && model.treatment !== null)
    said.push(t(`receiving-chosen-${model.treatment}`));
  if (model.deliveryNote !== null && model.deliveryNote.same !== null)
    said.push(
      t(model.deliveryNote.same ? 'receiving-same-delivery' : 'receiving-other-delivery', {
        number: noteNumber(model),
      }),
    );
  return said;
}

function linesText(model: ReviewModel, page: number, shown: readonly DraftLine[]): readonly string[] {
  if (shown.length === 0) return [t('receiving-no-lines')];
  const attention = shown.filter((line) => needsAttention(model, line));
  const rest = shown.filter((line) => !needsAttention(model, line));
  const pages = pageCount(model);
  const title = pages === 1 ? t('receiving-rest') : t('receiving-rest-page', { page: page + 1, pages });
  return [
    ...(attention.length > 0 ? [t('receiving-needs-look'), linesBlock(model, attention)] : []),
    ...(rest.length > 0 || pages > 1 ? [title] : []),
    ...(rest.length > 0 ? [linesBlock(model, rest)] : []),
  ];
}

type Row = readonly KeyboardButton[];

type Press = (text: string, action: DocumentAction) => KeyboardButton;

const isComplete = (line: DraftLine, model: ReviewModel): boolean =>
  line.quantity !== null && (line.amount !== null || model.draft.kind === 'delivery_note');

function attentionRow(model: ReviewModel, line: DraftLine, press: Press): Row {
  const { version } = model.document;
  const { id } = line;
  if (model.unseenLineIds.includes(id)) {
    const [best] = line.alternatives;
    const mark = best?.secondOpinion === true ? ' 🤖' : '';
    return [
      ...(best
        ? [
            press(
              `${id} · ${formatQuantity(best.quantity)} × ${bareMoney(best.unitPrice)}${discountText(best)}${mark}`,
              {
                verb: 'alternative',
                lineId: id,
                index: 0,
                version,
              },
            ),
          ]
        : []),
      ...(isComplete(line, model)
        ? [press(t('receiving-button-fine', { id }), { verb: 'seen', lineId: id, version })]
        : [press(t('receiving-button-line', { id }), { verb: 'line', lineId: id })]),
    ];
  }
  const candidate = matchOf(model, id)?.candidates[0];
  return candidate
    ? [
        press(t('receiving-button-candidate', { id, name: cut(candidate.name, 30) }), {
          verb: 'map',
          lineId: id,
          index: 0,
          version,
        }),
      ]
    : [
        press(t('receiving-button-create', { id, name: cut(printedName(line), 24) }), {
          verb: 'create',
          lineId: id,
          version,
        }),
      ];
}

function confirmName(model: ReviewModel): string {
  const { kind } = model.draft;
  if (kind === 'debit_note' || (kind === 'credit_note' && model.treatment === 'money'))
    return 'confirm-money';
  if (kind === 'credit_note') return 'confirm-out';
  return model.deliveryNote?.same === true ? 'confirm-cost' : 'confirm';
}

function confirmRow(model: ReviewModel, press: Press): readonly Row[] {
  const { version } = model.document;
  if (model.blockers.length === 0)
    return [
      [
        press(t(`receiving-button-${confirmName(model)}`), {
          verb: 'confirm',
          version,
          acceptDifference: false,
        }),
      ],
    ];
  if (model.blockers.some((blocker) => blocker !== 'difference')) return [];
  const amount = formatAmount(plain(dec(model.difference ?? '0').abs()), model.draft.header.currency);
  return [
    [
      press(t('receiving-button-confirm-difference', { amount }), {
        verb: 'confirm',
        version,
        acceptDifference: true,
      }),
    ],
  ];
}

function questionRows(model: ReviewModel, press: Press): readonly Row[] {
  const { version } = model.document;
  const rows: Row[] = [];
  if (model.blockers.includes('choose_treatment'))
    rows.push([
      press(t('receiving-button-goods'), { verb: 'treatment', treatment: 'goods', version }),
      press(t('receiving-button-money'), { verb: 'treatment', treatment: 'money', version }),
    ]);
  if (model.blockers.includes('choose_delivery_note'))
    rows.push([
      press(t('receiving-button-same'), { verb: 'delivery_note', same: true, version }),
      press(t('receiving-button-other'), { verb: 'delivery_note', same: false, version }),
    ]);
  return rows;
}

function numberRows(shown: readonly DraftLine[], press: Press): readonly Row[] {
  const ids = shown.map(({ id }) => id).toSorted((a, b) => a - b);
  const buttons = ids.map((id) => press(`✎ ${id}`, { verb: 'line', lineId: id }));
  return Array.from({ length: Math.ceil(buttons.length / NUMBERS_A_ROW) }, (_, row) =>
    buttons.slice(row * NUMBERS_A_ROW, (row + 1) * NUMBERS_A_ROW),
  );
}

function pageRow(page: number, pages: number, press: Press): readonly Row[] {
  if (pages === 1) return [];
  return [
    [
      ...(page > 0 ? [press('‹', { verb: 'page', page: page - 1 })] : []),
      press(`${page + 1} / ${pages}`, { verb: 'page', page }),
      ...(page < pages - 1 ? [press('›', { verb: 'page', page: page + 1 })] : []),
    ],
  ];
}

function keyboard(model: ReviewModel, page: number, shown: readonly DraftLine[]): readonly Row[] {
  const press: Press = (text, action) => ({ text, data: documentButton(model.document.id, action) });
  const { version } = model.document;
  const attention = shown.filter((line) => needsAttention(model, line)).slice(0, LINES_WITH_BUTTONS);
  const count = model.unknownLineIds.length;
  return [
    ...confirmRow(model, press),
    ...questionRows(model, press),
    ...attention.map((line) => attentionRow(model, line, press)),
    ...(count > 1
      ? [[press(t('receiving-button-create-all', { count }), { verb: 'create_all', version })]]
      : []),
    ...numberRows(shown, press),
    ...pageRow(page, pageCount(model), press),
    [press(t('receiving-button-discard'), { verb: 'discard', sure: false })],
  ];
}

/** The review card: whose paper, what proves it, what wants a look, the lines of one page, and what can be pressed. */
export function reviewCard(model: ReviewModel): MessageView {
  const page = Math.min(Math.max(0, model.page), pageCount(model) - 1);
  const shown = inOrder(model).slice(page * LINES_A_PAGE, (page + 1) * LINES_A_PAGE);
  const head = [
    ...labelRows(labelOf(model.draft), model.draft.kind, totalMark(model)),
    marks(model),
    ...warnings(model),
    ...verificationRows(model.verification),
    ...opinionRows(model.draft),
  ].filter((row) => row !== '');
  const foot = [...answers(model), ...model.blockers.map((blocker) => `• ${blockerText(model, blocker)}`)];
  const text = [head, linesText(model, page, shown), foot]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
  return { text, keyboard: keyboard(model, page, shown) };
}
