import { z } from 'zod';

/** What PostgreSQL can store: no NUL, no half surrogate pair. */
const isStorable = (value: string): boolean => !/\0|\p{Surrogate}/u.test(value);

/** Text a person wrote, trimmed, of 1 to `max` characters. */
export const text = (max: number) => z.string().trim().min(1).max(max).refine(isStorable);

/** An instant as JSON says it. */
export const asInstant = (at: Date): string => at.toISOString();
