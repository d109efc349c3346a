import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { arcaTicket } from '../schema/index.ts';

export interface TicketKey {
  readonly cuit: string;
  readonly service: string;
  readonly environment: string;
}

export type TicketRow = typeof arcaTicket.$inferSelect;

const isTicket = ({ cuit, service, environment }: TicketKey) =>
  and(eq(arcaTicket.cuit, cuit), eq(arcaTicket.service, service), eq(arcaTicket.environment, environment));

export async function findTicket(db: Db, key: TicketKey): Promise<TicketRow | null> {
  const [row] = await db.select().from(arcaTicket).where(isTicket(key));
  return row ?? null;
}

/** The row, taken by this owner so that nobody else asks for the same ticket meanwhile; null when somebody does. */
export async function takeTicket(
  db: Db,
  key: TicketKey,
  owner: string,
  leaseSeconds: number,
): Promise<TicketRow | null> {
  const { cuit, service, environment } = key;
  await db.insert(arcaTicket).values({ cuit, service, environment }).onConflictDoNothing();
  const [row] = await db
    .update(arcaTicket)
    .set({
      leaseOwner: owner,
      leaseUntil: sql`clock_timestamp() + make_interval(secs => ${leaseSeconds}::float8)`,
    })
    .where(
      and(
        isTicket(key),
        or(isNull(arcaTicket.leaseUntil), lt(arcaTicket.leaseUntil, sql`clock_timestamp()`)),
      ),
    )
    .returning();
  return row ?? null;
}

/** Records what a request gave and lets go of the row. */
export async function settleTicket(
  db: Db,
  key: TicketKey,
  owner: string,
  change: Partial<Pick<TicketRow, 'sealed' | 'expiresAt' | 'retryAt' | 'problem'>>,
): Promise<void> {
  await db
    .update(arcaTicket)
    .set({ ...change, leaseOwner: null, leaseUntil: null })
    .where(and(isTicket(key), eq(arcaTicket.leaseOwner, owner)));
}

/** Forgets a ticket that a service refused, unless another one took its place meanwhile. */
export async function forgetTicket(db: Db, key: TicketKey, sealed: string): Promise<void> {
  await db
    .update(arcaTicket)
    .set({ sealed: null, expiresAt: null })
    .where(and(isTicket(key), eq(arcaTicket.sealed, sealed)));
}
