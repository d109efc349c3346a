import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { alertPreference, messagePreference, person } from '../schema/index.ts';

interface Recipient {
  readonly personId: string;
  readonly companyId: string;
  readonly locationId: string;
  /** Also their private chat. */
  readonly telegramUserId: number;
  readonly quiet: boolean;
  readonly quietFrom: number;
  readonly quietTo: number;
}

/** Everybody enrolled now who wants this message; whoever never chose wants it. */
export async function recipientsOf(db: Db, message: 'daily' | 'weekly'): Promise<readonly Recipient[]> {
  const rows = await db
    .select({
      personId: person.id,
      companyId: person.companyId,
      locationId: person.locationId,
      telegramUserId: person.telegramUserId,
      quiet: sql<boolean>`coalesce(${alertPreference.quiet}, true)`,
      quietFrom: sql<number>`coalesce(${alertPreference.quietFrom}, 1380)`,
      quietTo: sql<number>`coalesce(${alertPreference.quietTo}, 480)`,
    })
    .from(person)
    .leftJoin(messagePreference, eq(messagePreference.personId, person.id))
    .leftJoin(alertPreference, eq(alertPreference.personId, person.id))
    .where(
      and(
        isNull(person.revokedAt),
        isNotNull(person.telegramUserId),
        sql`coalesce(${messagePreference[message]}, true)`,
      ),
    )
    .orderBy(person.id);
  return rows.flatMap(({ telegramUserId, ...row }) =>
    telegramUserId === null ? [] : [{ ...row, telegramUserId }],
  );
}
