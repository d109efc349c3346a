import { ALERT_KINDS, type AlertKind } from '../../../core/alerts/kinds.ts';
import type { StockRule } from '../../../core/purchasing/stock-rules.ts';
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

const RULE_PREFIXES = { min: 'minimum', max: 'maximum', dur: 'shelfDays' } as const satisfies Record<
  string,
  StockRule
>;

/** `min:<product>:<value>`: what a press sets; `none` leaves it to the forecast or without limit, `keep` changes nothing. */
export const ruleButton = (rule: StockRule, productId: string, value: string): string =>
  `${Object.entries(RULE_PREFIXES).find(([, one]) => one === rule)![0]}:${productId}:${value}`;

export const RULE_BUTTON = new RegExp(`^(min|max|dur):(${UUID}):(none|keep|\\d{1,6}(?:\\.\\d{1,3})?)$`);

export const ruleOfButton = (prefix: string): StockRule =>
  RULE_PREFIXES[prefix as keyof typeof RULE_PREFIXES];
