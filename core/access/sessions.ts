import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Db, Tx } from '../../drizzle/client.ts';
import { person, webSession } from '../../drizzle/schema/index.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import { type Actor, actorColumns } from '../people/actor.ts';
import { newId, newSecret, sha256Hex } from '../platform/ids.ts';

/** Without a refresh for this long a session is over. */
export const SESSION_TTL_MS = 30 * 24 * 60 * 60 * 1000;
/** A page that reloads while it refreshes shows the old token once more; that is no theft. */
const ROTATION_GRACE_MS = 10_000;

export interface OpenSession {
  readonly sessionId: string;
  /** `<session>.<secret>`: good for one refresh. */
  readonly refreshToken: string;
  readonly actor: Actor;
}

/** Begins a session; the caller has made sure who it is. Null for somebody whose access was revoked. */
export async function openSession(tx: Db, personId: string, now: Date): Promise<OpenSession | null> {
  const [actor] = await tx
    .select(actorColumns)
    .from(person)
    .where(and(eq(person.id, personId), isNull(person.revokedAt)));
  if (actor === undefined) return null;
  const sessionId = newId();
  const secret = newSecret(32);
  await tx.insert(webSession).values({
    id: sessionId,
    personId,
    refreshHash: sha256Hex(secret),
    rotatedAt: now,
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION_TTL_MS),
  });
  return { sessionId, refreshToken: `${sessionId}.${secret}`, actor };
}

const TOKEN = /^([0-9a-f-]{36})\.([\w-]{40,64})$/;

/**
 * Changes a refresh token for a new one. Null for one that is no good. One that was used already means that two hold
 * it: the session ends for both.
 */
export async function refreshSession(db: Db, token: string, now: Date): Promise<OpenSession | null> {
  const [, sessionId, secret] = TOKEN.exec(token) ?? [];
  if (sessionId === undefined || secret === undefined) return null;
  return inTransaction(db, async (tx) => {
    const session = await lockLiveSession(tx, sessionId, now);
    if (session === null) return null;
    if (session.refreshHash !== sha256Hex(secret)) {
      if (now.getTime() - session.rotatedAt.getTime() > ROTATION_GRACE_MS)
        await tx.update(webSession).set({ revokedAt: now }).where(eq(webSession.id, sessionId));
      return null;
    }
    const next = newSecret(32);
    await tx
      .update(webSession)
      .set({
        refreshHash: sha256Hex(next),
        rotatedAt: now,
        expiresAt: new Date(now.getTime() + SESSION_TTL_MS),
      })
      .where(eq(webSession.id, sessionId));
    return { sessionId, refreshToken: `${sessionId}.${next}`, actor: session.actor };
  });
}

async function lockLiveSession(tx: Tx, sessionId: string, now: Date) {
  const [row] = await tx
    .select({ refreshHash: webSession.refreshHash, rotatedAt: webSession.rotatedAt, actor: actorColumns })
    .from(webSession)
    .innerJoin(person, and(eq(person.id, webSession.personId), isNull(person.revokedAt)))
    .where(and(eq(webSession.id, sessionId), isNull(webSession.revokedAt), gt(webSession.expiresAt, now)))
    .for('update', { of: webSession });
  return row ?? null;
}

/** Who is acting in a session now; null once it ended or the person's access was revoked. */
export async function sessionActor(db: Db, sessionId: string, now: Date): Promise<Actor | null> {
  const [row] = await db
    .select(actorColumns)
    .from(webSession)
    .innerJoin(person, and(eq(person.id, webSession.personId), isNull(person.revokedAt)))
    .where(and(eq(webSession.id, sessionId), isNull(webSession.revokedAt), gt(webSession.expiresAt, now)));
  return row ?? null;
}

/** Ends the session that a refresh token belongs to; whoever shows the token may end it, used or not. */
export async function closeSession(db: Db, token: string, now: Date): Promise<void> {
  const [, sessionId] = TOKEN.exec(token) ?? [];
  if (sessionId === undefined) return;
  await db
    .update(webSession)
    .set({ revokedAt: now })
    .where(and(eq(webSession.id, sessionId), isNull(webSession.revokedAt)));
}

/** Ends all sessions of a person: after a change of password. */
export async function closeAllSessions(tx: Db, personId: string, now: Date): Promise<void> {
  await tx
    .update(webSession)
    .set({ revokedAt: now })
    .where(and(eq(webSession.personId, personId), isNull(webSession.revokedAt)));
}
