import { numeric, timestamp } from 'drizzle-orm/pg-core';

/** Money and unit costs: up to 14 digits before the point, 6 after (costs are finer than cents). */
export const money = (name: string) => numeric(name, { precision: 20, scale: 6 });

/** Quantities: kilograms and litres to the gram. */
export const quantity = (name: string) => numeric(name, { precision: 18, scale: 6 });

/** UTC instants. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
