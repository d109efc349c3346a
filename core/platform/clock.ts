/** The only source of "now". Tests pass their own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export const TIME_ZONE = 'America/Argentina/Buenos_Aires';
