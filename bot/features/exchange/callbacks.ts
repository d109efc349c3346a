import type { TableFormat } from '../../../core/exchange/table-file.ts';
import type { ExchangeKind } from '../../../drizzle/schema/exchange.ts';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** `exp:<kind>:<format>`: send that table. */
export const exportButton = (kind: ExchangeKind, format: TableFormat): string => `exp:${kind}:${format}`;

export const EXPORT_BUTTON = /^exp:(products|stock|sales):(csv|xlsx)$/;

/** `imp:<import>:<yes|no>`. */
export const importButton = (importId: string, apply: boolean): string =>
  `imp:${importId}:${apply ? 'yes' : 'no'}`;

export const IMPORT_BUTTON = new RegExp(`^imp:(${UUID}):(yes|no)$`);
