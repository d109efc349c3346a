import { z } from 'zod';
import { isDecimalString } from '../../core/platform/decimal.ts';

/** What PostgreSQL can store: no NUL, no half surrogate pair. */
const isStorable = (value: string): boolean => !/\0|\p{Surrogate}/u.test(value);

/** Text a person wrote, trimmed, of 1 to `max` characters. */
export const text = (max: number) => z.string().trim().min(1).max(max).refine(isStorable);

export const id = z.uuid();

/** A decimal as a string with a point: up to 12 digits before it and 6 after. */
export const decimal = z
  .string()
  .regex(/^-?\d{1,12}(\.\d{1,6})?$/)
  .refine(isDecimalString)
  .meta({ examples: ['1234.50'] });

export const positiveDecimal = decimal.refine((value) => !value.startsWith('-') && /[1-9]/.test(value));

/** Zero or more. */
export const amount = decimal.refine((value) => !value.startsWith('-'));

export const instant = z.iso.datetime().meta({ description: 'UTC' });

/** In a query string. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** An instant as JSON says it. */
export const asInstant = (at: Date): string => at.toISOString();
