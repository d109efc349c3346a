import { and, eq, isNull, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '../client.ts';
import { assistantConsent, assistantUsage } from '../schema/index.ts';

/** Whether the company's owner agreed to this server. */
export async function hasConsent(db: Db, companyId: string, host: string): Promise<boolean> {
  const rows = await db
    .select({ companyId: assistantConsent.companyId })
    .from(assistantConsent)
    .where(
      and(
        eq(assistantConsent.companyId, companyId),
        eq(assistantConsent.host, host),
        isNull(assistantConsent.revokedAt),
      ),
    );
  return rows.length > 0;
}

export async function grantConsent(
  tx: Tx,
  consent: { companyId: string; host: string; grantedBy: string; grantedAt: Date },
): Promise<void> {
  await tx
    .insert(assistantConsent)
    .values(consent)
    .onConflictDoUpdate({ target: assistantConsent.companyId, set: { ...consent, revokedAt: null } });
}

export async function revokeConsent(tx: Tx, companyId: string, at: Date): Promise<void> {
  await tx
    .update(assistantConsent)
    .set({ revokedAt: at })
    .where(and(eq(assistantConsent.companyId, companyId), isNull(assistantConsent.revokedAt)));
}

/** Counts one more request of the day; false, and nothing counted, where the limit is reached. */
export async function countCall(db: Db, companyId: string, day: string, limit: number): Promise<boolean> {
  if (limit < 1) return false;
  const rows = await db
    .insert(assistantUsage)
    .values({ companyId, day, calls: 1 })
    .onConflictDoUpdate({
      target: [assistantUsage.companyId, assistantUsage.day],
      set: { calls: sql`${assistantUsage.calls} + 1` },
      setWhere: sql`${assistantUsage.calls} < ${limit}`,
    })
    .returning({ calls: assistantUsage.calls });
  return rows.length > 0;
}

export async function countOutcome(
  db: Db,
  companyId: string,
  day: string,
  outcome: {
    readonly problem: string | null;
    readonly inputTokens: number;
    readonly outputTokens: number;
  },
): Promise<void> {
  await db
    .update(assistantUsage)
    .set({
      failures: sql`${assistantUsage.failures} + ${outcome.problem === null ? 0 : 1}`,
      ...(outcome.problem === null ? {} : { lastProblem: outcome.problem }),
      inputTokens: sql`${assistantUsage.inputTokens} + ${outcome.inputTokens}`,
      outputTokens: sql`${assistantUsage.outputTokens} + ${outcome.outputTokens}`,
    })
    .where(and(eq(assistantUsage.companyId, companyId), eq(assistantUsage.day, day)));
}

export async function usageOn(db: Db, companyId: string, day: string) {
  const [row] = await db
    .select()
    .from(assistantUsage)
    .where(and(eq(assistantUsage.companyId, companyId), eq(assistantUsage.day, day)));
  return row ?? null;
}

/** Everything ever asked of the model, over all companies. */
export async function usageInAll(db: Db) {
  const total = (column: AnyPgColumn) => sql<number>`coalesce(sum(${column}), 0)::float8`;
  const [row] = await db
    .select({
      calls: total(assistantUsage.calls),
      failures: total(assistantUsage.failures),
      inputTokens: total(assistantUsage.inputTokens),
      outputTokens: total(assistantUsage.outputTokens),
    })
    .from(assistantUsage);
  return row ?? { calls: 0, failures: 0, inputTokens: 0, outputTokens: 0 };
}
