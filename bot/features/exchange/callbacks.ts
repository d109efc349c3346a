import type { TableFormat } from '../../../core/exchange/table-file.ts';
import type { ExchangeKind } from '../../../drizzle/schema/exchange.ts';
import { UUID } from '../../row-id.ts';

/** `exp:<kind>:<format>`: send that table. */
export const exportButton = (kind: ExchangeKind, format: TableFormat): string => `exp:${kind}:${format}`;

export const EXPORT_BUTTON = /^exp:(products|stock|sales):(csv|xlsx)$/;

/** `imp:<import>:<yes|no>`. */
export const importButton = (importId: string, apply: boolean): string =>
  `imp:${importId}:${apply ? 'yes' : 'no'}`;

export const IMPORT_BUTTON = new RegExp(`^imp:(${UUID}):(yes|no)$`);
