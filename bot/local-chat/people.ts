import type { Role } from '../../drizzle/schema/people.ts';

/** Somebody who can write to the bot from the chat page; each has a private chat of their own. */
export interface LocalPerson {
  readonly telegramId: number;
  readonly firstName: string;
  readonly username: string;
  /** The role in the demo shop; null for somebody nobody invited. */
  readonly role: Role | null;
}

export const LOCAL_PEOPLE: readonly LocalPerson[] = [
  { telegramId: 700_000_001, firstName: 'Marta', username: 'marta_local', role: 'owner' },
  { telegramId: 700_000_002, firstName: 'Diego', username: 'diego_local', role: 'manager' },
  { telegramId: 700_000_003, firstName: 'Lucía', username: 'lucia_local', role: 'staff' },
  { telegramId: 700_000_009, firstName: 'Visitante', username: 'visitante_local', role: null },
];
