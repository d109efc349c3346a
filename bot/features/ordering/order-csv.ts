import { dec, plain } from '../../../core/platform/decimal.ts';
import type { Order } from '../../../core/purchasing/orders.ts';
import { t } from '../../locales/messages.ts';

/** A cell that a spreadsheet reads as text and never as a formula. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const decimal = (value: string | null): string => (value === null ? '' : value.replace('.', ','));

/** An order as a table for spreadsheets set to Spanish: semicolons, decimal commas, a byte order mark. */
export function orderCsv(order: Order): string {
  const rows = order.lines.map((line) => [
    cell(line.name),
    decimal(line.quantity),
    cell(line.unit),
    decimal(line.packSize),
    decimal(plain(dec(line.quantity).div(line.packSize).toDecimalPlaces(3))),
    decimal(line.expectedCost),
  ]);
  return `\uFEFF${[t('ordering-csv-head').split(';'), ...rows].map((row) => row.join(';')).join('\r\n')}\r\n`;
}
