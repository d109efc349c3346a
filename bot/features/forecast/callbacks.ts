import type { ShopDaysWish } from '../../../core/demand/shop-days.ts';

/** A product of the list or of the question which one: `fc:<product id>`. */
export const FORECAST_BUTTON = /^fc:([0-9a-f-]{36})$/;
export const forecastButton = (productId: string): string => `fc:${productId}`;

/** The list of what runs out, again. */
export const OUTLOOK_BUTTON = /^fcl$/;
export const outlookButton = 'fcl';

/** Turns a message at a set time on or off; `fcp:` alone shows the choice. */
export const PREFERENCE_BUTTON = /^fcp:(?:(daily|weekly):(on|off))?$/;
export const preferencesButton = 'fcp:';
export const preferenceButton = (message: 'daily' | 'weekly', wanted: boolean): string =>
  `fcp:${message}:${wanted ? 'on' : 'off'}`;

const KINDS = { c: 'closed', o: 'open', u: 'usual' } as const;

/** `day:c:2026-12-08:2026-12-08`: what a press says of these days; `day:-` says nothing. */
export const shopDaysButton = (wish: ShopDaysWish | null): string =>
  wish === null ? 'day:-' : `day:${wish.kind.charAt(0)}:${wish.from}:${wish.until}`;

export const SHOP_DAYS_BUTTON = /^day:(?:-|([cou]):(\d{4}-\d\d-\d\d):(\d{4}-\d\d-\d\d))$/;

export function readShopDaysButton(match: RegExpMatchArray): ShopDaysWish | null {
  const [, letter, from, until] = match;
  if (letter === undefined || from === undefined || until === undefined) return null;
  return { kind: KINDS[letter as keyof typeof KINDS], from, until };
}
