/** The only source of "now". Tests pass their own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export const TIME_ZONE = 'America/Argentina/Buenos_Aires';

const shopDay = new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE, dateStyle: 'short' });

/** The shop's calendar day of an instant, as an ISO date. */
export const dayOf = (at: Date): string => shopDay.format(at);

/** When the shop's calendar day of an instant began; Argentina has no summer time. */
export const startOfDay = (at: Date): Date => new Date(`${dayOf(at)}T00:00:00-03:00`);
