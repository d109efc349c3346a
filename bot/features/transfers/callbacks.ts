import type { ShortReason } from '../../../drizzle/schema/transfers.ts';
import { UUID } from '../../row-id.ts';

/** open: show it · send: it leaves · now: it is there already · ok: it came · differs: not as sent · cancel · undo. */
export type TransferVerb = 'open' | 'send' | 'now' | 'ok' | 'differs' | 'cancel' | 'undo';

/** `trf:<transfer>:<verb>`. */
export const transferButton = (id: string, verb: TransferVerb): string => `trf:${id}:${verb}`;

export const TRANSFER_BUTTON = new RegExp(`^trf:(${UUID}):(open|send|now|ok|differs|cancel|undo)$`);

/** `trf:<transfer>:line:<n>`: how many of it came. */
export const transferLineButton = (id: string, lineNo: number): string => `trf:${id}:line:${lineNo}`;

export const TRANSFER_LINE_BUTTON = new RegExp(`^trf:(${UUID}):line:(\\d{1,4})$`);

/** `trf:<transfer>:why:<n>:<reason>`. */
export const reasonButton = (id: string, lineNo: number, reason: ShortReason): string =>
  `trf:${id}:why:${lineNo}:${reason}`;

export const REASON_BUTTON = new RegExp(`^trf:(${UUID}):why:(\\d{1,4}):(broken|lost|stayed)$`);
