import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../../drizzle/client.ts';
import { credential, person, type Role } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import { writeAudit } from '../people/audit.ts';
import { newId } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { hashPassword, PASSWORD_LENGTH } from './passwords.ts';
import { closeAllSessions } from './sessions.ts';

const USERNAME = /^[a-z0-9][a-z0-9._@+-]{1,63}$/;

export const normaliseUsername = (username: string): string => username.trim().toLowerCase();

export type CredentialFailure = 'bad_username' | 'weak_password' | 'other_company';

export interface StoredCredential {
  readonly personId: string;
  readonly username: string;
  /** False: the username existed and got this password and role. */
  readonly created: boolean;
}

/**
 * Gives a username its password and role, creating the person where there is none: what whoever runs the installation may
 * do from its shell. Sessions opened with an older password end.
 */
export async function setCredential(
  db: Db,
  wish: {
    readonly companyId: string;
    readonly locationId: string;
    readonly username: string;
    readonly password: string;
    readonly role: Role;
    readonly now: Date;
  },
): Promise<Result<StoredCredential, CredentialFailure>> {
  const username = normaliseUsername(wish.username);
  if (!USERNAME.test(username)) return err('bad_username');
  const { min, max } = PASSWORD_LENGTH;
  if (wish.password.length < min || wish.password.length > max) return err('weak_password');
  const passwordHash = await hashPassword(wish.password);
  return decideInTransaction<StoredCredential, CredentialFailure>(db, async (tx) => {
    const known = await personWith(tx, username);
    if (known !== null && known.companyId !== wish.companyId) return err('other_company');
    const personId = known?.personId ?? newId();
    if (known === null)
      await tx.insert(person).values({
        id: personId,
        companyId: wish.companyId,
        name: username,
        role: wish.role,
        locationId: wish.locationId,
        enrolledAt: wish.now,
      });
    else await tx.update(person).set({ role: wish.role, revokedAt: null }).where(eq(person.id, personId));
    await tx
      .insert(credential)
      .values({ personId, username, passwordHash, changedAt: wish.now })
      .onConflictDoUpdate({ target: credential.personId, set: { passwordHash, changedAt: wish.now } });
    await closeAllSessions(tx, personId, wish.now);
    await writeAudit(tx, {
      companyId: wish.companyId,
      actorId: null,
      action: 'person.set_password',
      subjectType: 'person',
      subjectId: personId,
      detail: { role: wish.role, by: 'configuration' },
      at: wish.now,
    });
    return ok({ personId, username, created: known === null });
  });
}

async function personWith(
  tx: Tx,
  username: string,
): Promise<{ readonly personId: string; readonly companyId: string } | null> {
  const [row] = await tx
    .select({ personId: person.id, companyId: person.companyId })
    .from(credential)
    .innerJoin(person, eq(person.id, credential.personId))
    .where(eq(credential.username, username))
    .for('update');
  return row ?? null;
}
