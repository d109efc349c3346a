import type { LineMatch } from '../../../core/catalog/line-match.ts';
import type { DraftLine } from '../../../core/invoice/draft.ts';
import { isPack, unitOf } from '../../../core/language/units.ts';
import type { DecimalString } from '../../../core/platform/decimal.ts';
import { dec, plain } from '../../../core/platform/decimal.ts';
import { fold } from '../../../core/platform/text.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { type DocumentAction, documentButton } from './callbacks.ts';
import { matchOf, stockUnits } from './line-rows.ts';
import { pageOfLine } from './review-view.ts';
import type { ReviewModel } from './view-model.ts';
import { bareMoney, cut, discountText, evidenceMark, printedName } from './wording.ts';

const ALTERNATIVES = 3;
const CANDIDATES = 5;
const PACKS_SHOWN = 4;
const USUAL_PACKS: readonly DecimalString[] = ['6', '12', '24'];
const PACK_FITS = /^\d{1,6}(\.\d{1,3})?$/;

type Press = (text: string, action: DocumentAction) => KeyboardButton;

function figureRows(line: DraftLine): string {
  const unread = t('receiving-line-unread');
  const rows: (readonly [name: string, value: string])[] = [
    ['quantity', line.quantity === null ? unread : formatQuantity(line.quantity)],
    ['price', line.unitPrice === null ? unread : bareMoney(line.unitPrice)],
    ['amount', line.amount === null ? unread : bareMoney(line.amount)],
  ];
  if (line.discountPercent !== null && !dec(line.discountPercent).isZero())
    rows.splice(2, 0, ['discount', `${formatQuantity(line.discountPercent)} %`]);
  if (line.vatRate !== null) rows.push(['vat', `${formatQuantity(line.vatRate)} %`]);
  const named = rows.map(([name, value]) => [t(`receiving-line-${name}`), value] as const);
  const width = Math.max(...named.map(([, value]) => value.length));
  return `<pre>${escapeHtml(named.map(([name, value]) => `${name.padEnd(10)} ${value.padStart(width)}`).join('\n'))}</pre>`;
}

function doubtText(line: DraftLine): readonly string[] {
  if (line.evidence === 'proven' || line.seen) return [];
  const { quantity, unitPrice, amount } = line;
  const incomplete = quantity === null || unitPrice === null || amount === null;
  if (line.doubt === 'arithmetic' && !incomplete)
    return [
      t('receiving-doubt-arithmetic', {
        quantity: formatQuantity(quantity),
        price: bareMoney(unitPrice),
        amount: bareMoney(amount),
      }),
    ];
  return [
    t(`receiving-doubt-${line.doubt === null || line.doubt === 'arithmetic' ? 'unproven' : line.doubt}`),
  ];
}

/** "caja", "fardo": the pack the paper names, else the word that fits any. */
function packName({ unit }: DraftLine): string {
  const known = unit === null ? null : unitOf(fold(unit));
  return known !== null && isPack(known) ? known : 'bulto';
}

function productText(line: DraftLine, match: LineMatch | null): readonly string[] {
  if (!line.isGoods) return [t('receiving-line-not-goods')];
  if (match === null || match.productId === null) return [t('receiving-line-unknown')];
  const units = stockUnits(line, match);
  const packed = units !== null && !dec(match.unitsPerPack).eq(1);
  return [
    t('receiving-line-product', { name: escapeHtml(cut(match.productName ?? '', 60)) }),
    packed
      ? t('receiving-line-pack', {
          unit: packName(line),
          units: formatQuantity(match.unitsPerPack),
          total: formatQuantity(units),
        })
      : t('receiving-line-pack-ask'),
  ];
}

function alternativeRows(model: ReviewModel, line: DraftLine, press: Press): readonly KeyboardButton[][] {
  if (line.evidence === 'proven' || line.seen) return [];
  return line.alternatives.flatMap((way, index) => {
    if (index >= ALTERNATIVES && way.secondOpinion !== true) return [];
    const mark = way.secondOpinion === true ? '🤖 ' : '';
    const text = `${mark}${formatQuantity(way.quantity)} × ${bareMoney(way.unitPrice)}${discountText(way)} = ${bareMoney(way.amount)}`;
    const row = [
      press(text, { verb: 'alternative', lineId: line.id, index, version: model.document.version }),
    ];
    return [row];
  });
}

function productRows(model: ReviewModel, line: DraftLine, press: Press): readonly KeyboardButton[][] {
  const { version } = model.document;
  const match = matchOf(model, line.id);
  if (!line.isGoods) return [];
  if (match !== null && match.productId !== null)
    return [[press(t('receiving-button-line-other'), { verb: 'unmap', lineId: line.id, version })]];
  const candidates = match?.candidates.slice(0, CANDIDATES) ?? [];
  return [
    ...candidates.map((candidate, index) => [
      press(t('receiving-button-line-candidate', { name: cut(candidate.name, 36) }), {
        verb: 'map',
        lineId: line.id,
        index,
        version,
      }),
    ]),
    [
      press(t('receiving-button-line-create', { name: cut(printedName(line), 30) }), {
        verb: 'create',
        lineId: line.id,
        version,
      }),
    ],
  ];
}

/** Sizes of pack worth a button: what the paper says, loose, and the usual ones; never the one in force. */
function packRow(model: ReviewModel, line: DraftLine, press: Press): readonly KeyboardButton[][] {
  const match = matchOf(model, line.id);
  if (!line.isGoods || match === null || match.productId === null) return [];
  const said = line.unitsPerPack === null ? [] : [plain(dec(line.unitsPerPack))];
  const sizes = [...new Set([...said, '1', ...USUAL_PACKS])]
    .filter((units) => PACK_FITS.test(units) && !dec(units).eq(dec(match.unitsPerPack)) && dec(units).gt(0))
    .slice(0, PACKS_SHOWN);
  return [
    sizes.map((units) =>
      press(
        t('receiving-button-pack', { units: formatQuantity(units) === '1' ? 1 : formatQuantity(units) }),
        {
          verb: 'pack',
          lineId: line.id,
          units,
          version: model.document.version,
        },
      ),
    ),
  ];
}

/** One line opened: its figures, what is wrong with it, which product it is, and everything that can be done to it. */
export function lineView(model: ReviewModel, lineId: number): MessageView {
  const press: Press = (text, action) => ({ text, data: documentButton(model.document.id, action) });
  const back = [press(t('receiving-button-back'), { verb: 'page', page: pageOfLine(model, lineId) })];
  const line = model.draft.lines.find((one) => one.id === lineId);
  if (line === undefined) return { text: t('receiving-line-gone'), keyboard: [back] };
  const { version } = model.document;
  const match = matchOf(model, lineId);
  const text = [
    t('receiving-line-title', { mark: evidenceMark(line), id: String(lineId) }),
    escapeHtml(cut(printedName(line), 120)),
    ...(line.code === null ? [] : [t('receiving-line-code', { code: escapeHtml(cut(line.code, 30)) })]),
    figureRows(line),
    ...doubtText(line),
    ...productText(line, match),
    '',
    t('receiving-line-change', { id: String(lineId) }),
  ].join('\n');
  const unseen = model.unseenLineIds.includes(lineId);
  const complete = line.quantity !== null && (line.amount !== null || model.draft.kind === 'delivery_note');
  return {
    text,
    keyboard: [
      ...alternativeRows(model, line, press),
      ...productRows(model, line, press),
      ...packRow(model, line, press),
      [
        ...(unseen && complete
          ? [press(t('receiving-button-line-fine'), { verb: 'seen', lineId, version } as const)]
          : []),
        press(t('receiving-button-line-remove'), { verb: 'remove', lineId, version }),
      ],
      back,
    ],
  };
}
