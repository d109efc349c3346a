import { documentType } from '../../../core/fiscal/document-types.ts';
import type { DocumentKind, DraftLine, InvoiceDraft, LineAlternative } from '../../../core/invoice/draft.ts';
import { type DecimalString, dec } from '../../../core/platform/decimal.ts';
import { formatDate, formatMoney, formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import type { DocumentLabel } from './view-model.ts';

/** A phone shows about this many monospace characters in a row. */
export const ROW = 34;

/** At most `width` characters (whole code points), the last an ellipsis when something was cut. */
export function cut(text: string, width: number): string {
  const characters = Array.from(text.replace(/\s+/g, ' ').trim());
  return characters.length <= width ? characters.join('') : `${characters.slice(0, width - 1).join('')}…`;
}

/** Money in the document's own currency. */
export function formatAmount(amount: DecimalString, currency: string | null): string {
  if (currency === null || currency === 'PES') return formatMoney(amount);
  return currency === 'DOL'
    ? `US${formatMoney(amount)}`
    : `${formatMoney(amount).slice(2)} (${cut(currency, 6)})`;
}

const NAMED_CURRENCIES: ReadonlySet<string> = new Set(['DOL', '060', '012']);

/** ARCA's currency code in words: several ("dólares") and one ("dólar"). */
export function currencyWords(currency: string): { readonly currency: string; readonly one: string } {
  const name = NAMED_CURRENCIES.has(currency) ? currency : 'other';
  return { currency: t(`receiving-currency-${name}`), one: t(`receiving-currency-one-${name}`) };
}

/** "1.234,50" without the sign, for columns. */
export const bareMoney = (amount: DecimalString): string => formatMoney(amount).slice(2);

export const labelOf = ({ header }: InvoiceDraft): DocumentLabel => ({
  documentType: header.documentType,
  letter: header.letter,
  pointOfSale: header.pointOfSale,
  number: header.number,
  supplierName: header.issuerName,
  date: header.date,
  total: header.total,
  currency: header.currency,
});

export const fiscalNumber = (pointOfSale: number, number: number): string =>
  `${String(pointOfSale).padStart(4, '0')}-${String(number).padStart(8, '0')}`;

/** "Factura A 0003-00012345"; what was not read is said or left out. Not escaped: holds nothing from the paper but a letter. */
export function documentTitle(label: DocumentLabel, kind: DocumentKind = 'unknown'): string {
  const type = label.documentType === null ? null : documentType(label.documentType);
  const name = type?.name ?? t(`receiving-kind-${kind}`);
  const letter = label.letter ?? type?.letter ?? '';
  const number =
    label.pointOfSale === null || label.number === null
      ? t('receiving-no-number')
      : fiscalNumber(label.pointOfSale, label.number);
  return [name, cut(letter, 2), number].filter((part) => part !== '').join(' ');
}

/** Supplier, title, date and total of a document in three short rows of HTML. */
export function labelRows(label: DocumentLabel, kind?: DocumentKind, totalMark = ''): readonly string[] {
  const supplier = label.supplierName ?? t('receiving-no-supplier');
  const date = label.date === null ? [] : [formatDate(label.date)];
  const total =
    label.total === null
      ? t('receiving-no-total')
      : t('receiving-total', { total: escapeHtml(formatAmount(label.total, label.currency)) });
  return [
    `<b>${escapeHtml(cut(supplier, 60))}</b>`,
    escapeHtml([documentTitle(label, kind), ...date].join(' · ')),
    totalMark === '' ? total : `${total} ${totalMark}`,
  ];
}

/** 🟢 proven · 👤 seen by a person · 🟡 read · 🔴 doubtful. ✅ is kept for what is in stock. */
export function evidenceMark({ evidence, seen }: Pick<DraftLine, 'evidence' | 'seen'>): string {
  if (evidence === 'proven') return '🟢';
  if (seen) return '👤';
  return evidence === 'read' ? '🟡' : '🔴';
}

/** What a line is called: as printed, else its code. */
export const printedName = ({ description, code }: DraftLine): string =>
  description ?? code ?? t('receiving-no-description');

/** " − 10 %" after a price; nothing where there is no discount. */
export const discountText = ({ discountPercent }: Pick<LineAlternative, 'discountPercent'>): string =>
  dec(discountPercent).isZero() ? '' : ` − ${formatQuantity(discountPercent)} %`;
