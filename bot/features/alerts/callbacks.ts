import { ALERT_KINDS, type AlertKind } from '../../../core/alerts/kinds.ts';
import { UUID } from '../../row-id.ts';

const KINDS = Object.keys(ALERT_KINDS) as readonly AlertKind[];

/** What a button under a notice does: note its products as missing, or say that it was seen. */
export type NoticeVerb = 'note' | 'seen';

export const noticeButton = (noticeId: string, verb: NoticeVerb): string => `alr:${noticeId}:${verb}`;

export const NOTICE_BUTTON = new RegExp(`^alr:(${UUID}):(note|seen)$`);

/** `als:…`: what somebody wants to hear, when not, and from how many days of cover on. */
export type SettingAction =
  | { readonly what: 'kind'; readonly kind: AlertKind; readonly on: boolean }
  | { readonly what: 'quiet'; readonly on: boolean }
  | { readonly what: 'cover'; readonly days: number };

export function settingButton(action: SettingAction): string {
  if (action.what === 'kind') return `als:k:${action.kind}:${action.on ? 1 : 0}`;
  return action.what === 'quiet' ? `als:q:${action.on ? 1 : 0}` : `als:c:${action.days}`;
}

export const SETTING_BUTTON = new RegExp(`^als:(?:k:(${KINDS.join('|')}):([01])|q:([01])|c:(\\d{1,2}))$`);

export function readSettingButton(match: RegExpMatchArray): SettingAction {
  const [, kind, on, quiet, days] = match;
  if (kind !== undefined) return { what: 'kind', kind: kind as AlertKind, on: on === '1' };
  return quiet === undefined ? { what: 'cover', days: Number(days) } : { what: 'quiet', on: quiet === '1' };
}

/** `min:<product>:<minimum>`: the minimum that a press sets; `none` leaves it to the forecast, `keep` changes nothing. */
export const minimumButton = (productId: string, value: string): string => `min:${productId}:${value}`;

export const MINIMUM_BUTTON = new RegExp(`^min:(${UUID}):(none|keep|\\d{1,6}(?:\\.\\d{1,3})?)$`);
