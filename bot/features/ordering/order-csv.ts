import { dec, plain } from '../../../core/platform/decimal.ts';
import type { Order } from '../../../core/purchasing/orders.ts';
import { t } from '../../locales/messages.ts';
import { csvOf, decimalCell, textCell } from '../csv.ts';

/** An order as a table, one row a line. */
export const orderCsv = (order: Order): Buffer =>
  csvOf([
    t('ordering-csv-head').split(';'),
    ...order.lines.map((line) => [
      textCell(line.name),
      decimalCell(line.quantity),
      textCell(line.unit),
      decimalCell(line.packSize),
      decimalCell(plain(dec(line.quantity).div(line.packSize).toDecimalPlaces(3))),
      decimalCell(line.expectedCost),
    ]),
  ]);
