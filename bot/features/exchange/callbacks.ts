import type { TableFormat } from '../../../core/exchange/table-file.ts';
import type { ExchangeKind } from '../../../drizzle/schema/exchange.ts';
import { UUID } from '../../row-id.ts';

/** `exp:<kind>:<format>`: send that table. */
export const exportButton = (kind: ExchangeKind, format: TableFormat): string => `exp:${kind}:${format}`;

export const EXPORT_BUTTON = /^exp:(products|stock|sales):(csv|xlsx)$/;

export type ImportVerb = 'yes' | 'no' | 'undo';

/** `imp:<import>:<yes|no|undo>`. */
export const importButton = (importId: string, verb: ImportVerb): string => `imp:${importId}:${verb}`;

export const IMPORT_BUTTON = new RegExp(`^imp:(${UUID}):(yes|no|undo)$`);
