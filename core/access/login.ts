import { and, eq, isNull, lt } from 'drizzle-orm';
import type { Db } from '../../drizzle/client.ts';
import { credential, loginFailure, person } from '../../drizzle/schema/index.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { normaliseUsername } from './credentials.ts';
import { passwordMatches } from './passwords.ts';
import { type OpenSession, openSession } from './sessions.ts';

const FREE_TRIES = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 60 * 60_000;
/** Wrong passwords older than this are forgotten. */
const MEMORY_MS = 24 * 60 * 60_000;

export type LoginFailure =
  | { readonly code: 'bad_credentials' }
  | { readonly code: 'locked'; readonly until: Date };

/**
 * Opens a session for a username and its password. After five wrong ones the username is locked for a minute, then two,
 * then four…, up to an hour; an unknown username is answered and locked the same way.
 */
export async function login(
  db: Db,
  attempt: { readonly username: string; readonly password: string; readonly now: Date },
): Promise<Result<OpenSession, LoginFailure>> {
  const { now } = attempt;
  const username = normaliseUsername(attempt.username);
  const lockedUntil = await countTry(db, username, now);
  if (lockedUntil !== null) return err({ code: 'locked', until: lockedUntil });
  const [known] = await db
    .select({ personId: credential.personId, passwordHash: credential.passwordHash })
    .from(credential)
    .innerJoin(person, and(eq(person.id, credential.personId), isNull(person.revokedAt)))
    .where(eq(credential.username, username));
  const right = await passwordMatches(known?.passwordHash ?? null, attempt.password);
  if (!right || known === undefined) return err({ code: 'bad_credentials' });
  return inTransaction(db, async (tx) => {
    await tx.delete(loginFailure).where(eq(loginFailure.username, username));
    const session = await openSession(tx, known.personId, now);
    return session === null ? err({ code: 'bad_credentials' }) : ok(session);
  });
}

/** Counts a try before it is made, so that many at once get no more tries than one after another. Answers until when the username is locked. */
async function countTry(db: Db, username: string, now: Date): Promise<Date | null> {
  return inTransaction(db, async (tx) => {
    await tx.delete(loginFailure).where(lt(loginFailure.lastAt, new Date(now.getTime() - MEMORY_MS)));
    await tx.insert(loginFailure).values({ username, failures: 0, lastAt: now }).onConflictDoNothing();
    const [row] = await tx
      .select({ failures: loginFailure.failures, lockedUntil: loginFailure.lockedUntil })
      .from(loginFailure)
      .where(eq(loginFailure.username, username))
      .for('update');
    if (row === undefined) throw new Error('a counted login vanished');
    if (row.lockedUntil !== null && row.lockedUntil > now) return row.lockedUntil;
    const failures = row.failures + 1;
    await tx
      .update(loginFailure)
      .set({ failures, lastAt: now, lockedUntil: lockAfter(failures, now) })
      .where(eq(loginFailure.username, username));
    return null;
  });
}

function lockAfter(failures: number, now: Date): Date | null {
  if (failures < FREE_TRIES) return null;
  const ms = Math.min(FIRST_LOCK_MS * 2 ** (failures - FREE_TRIES), LONGEST_LOCK_MS);
  return new Date(now.getTime() + ms);
}
