import { boolean, pgTable, uuid } from 'drizzle-orm/pg-core';
import { person } from './people.ts';

/** Which messages somebody wants at set times. No row: both. When they want peace is in `alert_preference`. */
export const messagePreference = pgTable('message_preference', {
  personId: uuid('person_id')
    .primaryKey()
    .references(() => person.id),
  /** What runs out soon, every day at 08:00. */
  daily: boolean('daily').notNull().default(true),
  /** The week ahead, on Mondays. */
  weekly: boolean('weekly').notNull().default(true),
});
