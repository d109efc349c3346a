import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Db } from '../../drizzle/client.ts';
import { loginLink } from '../../drizzle/schema/index.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import { newSecret, sha256Hex } from '../platform/ids.ts';
import { type OpenSession, openSession } from './sessions.ts';

/** A secret (192 random bits) that opens one session for this person; only its hash is kept. */
export async function createLoginLink(
  db: Db,
  wish: { readonly personId: string; readonly now: Date; readonly ttlMs: number },
): Promise<string> {
  const token = newSecret();
  await inTransaction(db, async (tx) => {
    await tx.delete(loginLink).where(lt(loginLink.expiresAt, wish.now));
    await tx.insert(loginLink).values({
      tokenHash: sha256Hex(token),
      personId: wish.personId,
      expiresAt: new Date(wish.now.getTime() + wish.ttlMs),
    });
  });
  return token;
}

/** Null for a token that is invented, expired or used, or whose person lost their access. */
export function useLoginLink(db: Db, token: string, now: Date): Promise<OpenSession | null> {
  return inTransaction(db, async (tx) => {
    const [used] = await tx
      .update(loginLink)
      .set({ usedAt: now })
      .where(
        and(
          eq(loginLink.tokenHash, sha256Hex(token)),
          isNull(loginLink.usedAt),
          gt(loginLink.expiresAt, now),
        ),
      )
      .returning({ personId: loginLink.personId });
    return used === undefined ? null : openSession(tx, used.personId, now);
  });
}
