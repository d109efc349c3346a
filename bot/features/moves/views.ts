import type { Product } from '../../../core/catalog/products.ts';
import { dec, plain } from '../../../core/platform/decimal.ts';
import type { OperationFailure, RecordedOperation } from '../../../core/stock/operations.ts';
import { type ProposalChange, type ProposalFailure, unitsOf } from '../../../core/stock/proposals.ts';
import type { UndoOperationFailure } from '../../../core/stock/undo-operation.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import type { OperationKind, ProposalItem } from '../../../drizzle/schema/operations.ts';
import { formatInstant, formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { moveButton, undoButton } from './callbacks.ts';

/** Everything that the card of an open proposal shows. */
export interface ProposalModel {
  readonly id: string;
  readonly version: number;
  readonly kind: OperationKind;
  readonly placeName: string;
  readonly items: readonly ProposalItem[];
  readonly asking: number | null;
  readonly products: ReadonlyMap<string, Product>;
  /** What there is at the place; products that were never there are left out. */
  readonly balances: ReadonlyMap<string, string>;
}

const unitName = (unit: string): string => (unit === 'unidad' ? 'u.' : unit);
const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

const SIGNS: Readonly<Record<OperationKind, string>> = {
  entry: '+',
  exit: '−',
  sale: '−',
  waste: '−',
  correction: '',
};

interface Line {
  readonly text: string;
  readonly isComplete: boolean;
}

/** "• Oreo: −2 u." and "28 → 26 u." below; what is not clear yet asks its question. */
function lineOf(model: ProposalModel, index: number, running: Map<string, string>): Line {
  const item = model.items[index]!;
  const product = item.productId === null ? undefined : model.products.get(item.productId);
  if (product === undefined) {
    const key = item.candidates.length === 0 ? 'moves-unknown' : 'moves-which';
    return { text: t(key, { phrase: escapeHtml(item.phrase) }), isComplete: false };
  }
  const name = escapeHtml(product.name);
  const units = unitsOf(item);
  if (units === null) return { text: t('moves-how-many', { name }), isComplete: false };
  const before = running.get(product.id) ?? model.balances.get(product.id) ?? '0';
  const after = afterOf(model.kind, before, units);
  running.set(product.id, after);
  const unit = unitName(product.unit);
  const pack =
    item.unitsPerPack === '1' || item.quantity === null || item.unit === null
      ? ''
      : ` <i>(${formatQuantity(item.quantity)} ${escapeHtml(item.unit)} × ${formatQuantity(item.unitsPerPack)})</i>`;
  const moved = model.kind === 'correction' ? '' : ` ${SIGNS[model.kind]}${formatQuantity(units)}`;
  const short = dec(after).isNegative() ? ' ⚠️' : '';
  return {
    text: `• <b>${name}</b>${moved}${pack}\n   ${formatQuantity(before)} → ${formatQuantity(after)} ${unit}${short}`,
    isComplete: true,
  };
}

function afterOf(kind: OperationKind, before: string, units: string): string {
  if (kind === 'correction') return units;
  return plain(kind === 'entry' ? dec(before).plus(units) : dec(before).minus(units));
}

const QUICK_QUANTITIES = ['1', '2', '3', '6', '12'];

/** What somebody asked for, with before and after, questions where something is not clear, and its buttons. */
export function proposalView(model: ProposalModel): MessageView {
  const running = new Map<string, string>();
  const lines = model.items.map((_, index) => lineOf(model, index, running));
  const button = (text: string, change: ProposalChange): KeyboardButton => ({
    text: cut(text, 60),
    data: moveButton(model.id, model.version, change),
  });
  const open = lines.findIndex((line) => !line.isComplete);
  const questions = open < 0 ? [] : questionButtons(model, open, button);
  const changes = lines.flatMap((line, item) =>
    line.isComplete && open < 0 ? itemButtons(model, item, button) : [],
  );
  const last = [
    ...(open < 0 ? [button(t('moves-button-confirm'), { verb: 'confirm' })] : []),
    button(t('moves-button-cancel'), { verb: 'cancel' }),
  ];
  const asked = model.asking === null ? null : model.items[model.asking];
  return {
    text: [
      `<b>${t(`moves-title-${model.kind}`)}</b> · ${escapeHtml(model.placeName)}`,
      ...lines.map((line) => line.text),
      ...(asked == null ? [] : [t('moves-type-quantity', { name: escapeHtml(nameOf(model, asked)) })]),
      ...(open < 0 && asked == null ? [t('moves-confirm-ask')] : []),
    ].join('\n'),
    keyboard: [...questions, ...rowsOf(changes, 3), last],
  };
}

const nameOf = (model: ProposalModel, item: ProposalItem): string =>
  (item.productId === null ? undefined : model.products.get(item.productId)?.name) ?? item.phrase;

type Button = (text: string, change: ProposalChange) => KeyboardButton;

/** For the first line that is not clear: which product, or how many. */
function questionButtons(model: ProposalModel, item: number, button: Button): KeyboardButton[][] {
  const { productId, candidates, phrase } = model.items[item]!;
  const remove = button(t('moves-button-leave-out'), { verb: 'remove', item });
  if (productId !== null)
    return [
      QUICK_QUANTITIES.map((quantity) => button(quantity, { verb: 'quantity', item, quantity })),
      [remove],
    ];
  const choices = candidates.flatMap((id, candidate) => {
    const name = model.products.get(id)?.name;
    return name === undefined ? [] : [[button(name, { verb: 'choose', item, candidate })]];
  });
  return [
    ...choices,
    [button(t('moves-button-create', { name: cut(phrase, 30) }), { verb: 'create', item })],
    [remove],
  ];
}

function itemButtons(model: ProposalModel, item: number, button: Button): KeyboardButton[] {
  const { quantity, unitsPerPack, unit } = model.items[item]!;
  const isPacked = unitsPerPack !== '1' && unit !== null && dec(unitsPerPack).gt(1);
  const number = model.items.length === 1 ? '' : ` ${item + 1}`;
  return [
    button(t('moves-button-quantity', { number }), { verb: 'ask', item }),
    ...(isPacked
      ? [
          button(t('moves-button-loose', { number, quantity: formatQuantity(quantity ?? '0') }), {
            verb: 'loose',
            item,
          }),
        ]
      : []),
  ];
}

const rowsOf = (buttons: readonly KeyboardButton[], width: number): KeyboardButton[][] =>
  Array.from({ length: Math.ceil(buttons.length / width) }, (_, row) => [
    ...buttons.slice(row * width, (row + 1) * width),
  ]);

/** The same card while the owner has not answered: nothing to press. */
export const waitingView = (model: ProposalModel): MessageView => {
  const running = new Map<string, string>();
  return {
    text: [
      `<b>${t(`moves-title-${model.kind}`)}</b> · ${escapeHtml(model.placeName)}`,
      ...model.items.map((_, index) => lineOf(model, index, running).text),
      t('moves-waiting'),
    ].join('\n'),
    keyboard: [],
  };
};

export const cancelledView = (): MessageView => ({ text: t('moves-cancelled'), keyboard: [] });

/** What was recorded, with before and after; the author's undo while it still can be used. */
export function recordedView(recorded: RecordedOperation): MessageView {
  const lines = recorded.lines.map(({ name, unit, before, after }) => {
    const short = dec(after).isNegative() ? `\n   ⚠️ ${t('stock-negative')}` : '';
    return `• ${escapeHtml(name)}: ${formatQuantity(before)} → <b>${formatQuantity(after)}</b> ${unitName(unit)}${short}`;
  });
  const { undone } = recorded;
  const title = `${t(`moves-title-${recorded.kind}`)} · ${escapeHtml(recorded.locationName)}`;
  if (undone !== null)
    return {
      text: [
        `↩️ <b>${t('moves-undone')}</b> ${title}`,
        ...recorded.lines.map((line) => `• ${escapeHtml(line.name)}: ${t('moves-as-before')}`),
        t('moves-undone-by', { by: escapeHtml(undone.by), at: formatInstant(undone.at) }),
      ].join('\n'),
      keyboard: [],
    };
  return {
    text: [
      `✅ <b>${title}</b>`,
      ...lines,
      t('moves-by', { by: escapeHtml(recorded.by.name), at: formatInstant(recorded.recordedAt) }),
    ].join('\n'),
    keyboard: [[{ text: t('moves-button-undo'), data: undoButton(recorded.operationId) }]],
  };
}

const operationProblem = (failure: OperationFailure): string =>
  failure.code === 'forbidden' || failure.code === 'revoked'
    ? t('moves-problem-forbidden')
    : t(
        [
          'bad_quantity',
          'unknown_product',
          'repeated_product',
          'too_many_items',
          'needs_approval',
          'insufficient_stock',
        ].includes(failure.code)
          ? `moves-problem-${failure.code}`
          : 'moves-problem-other',
      );

/** Why something was not done, as one sentence without markup. */
export function moveProblem(failure: ProposalFailure | UndoOperationFailure): string {
  switch (failure.code) {
    case 'operation':
      return operationProblem(failure.operation);
    case 'product':
      return t('moves-problem-product');
    case 'forbidden':
    case 'revoked':
    case 'not_yours':
      return t('moves-problem-forbidden');
    default:
      return t(`moves-problem-${failure.code}`);
  }
}

export const problemView = (failure: ProposalFailure | UndoOperationFailure): MessageView => ({
  text: moveProblem(failure),
});

/** A command without goods: how it is used. */
export const usageView = (kind: OperationKind): MessageView => ({ text: t(`moves-usage-${kind}`) });
