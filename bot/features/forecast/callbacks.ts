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
