import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../drizzle/client.ts';
import { invitation, location, person, type Role } from '../../drizzle/schema/index.ts';
import { decideInTransaction, inTransaction } from '../../drizzle/transaction.ts';
import { newId, newSecret, sha256Hex } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { type Actor, actorColumns } from './actor.ts';
import { writeAudit } from './audit.ts';
import { type CompanyFounding, ensureCompany, FIRST_SHOP } from './company.ts';
import { enrol } from './invitations.ts';
import { type AuthorizationFailure, authorize } from './roles.ts';

/** Who this Telegram user is to us; null for strangers and for people whose access was revoked. */
export async function findActor(db: Db, telegramUserId: number): Promise<Actor | null> {
  const [row] = await db
    .select(actorColumns)
    .from(person)
    .where(and(eq(person.telegramUserId, telegramUserId), isNull(person.revokedAt)));
  return row ?? null;
}

/** An owner's code is printed at start; it stays good until the next start prints another. */
const OWNER_CODE_TTL_MS = 30 * 24 * 60 * 60 * 1000;
const OWNER_LOCK = 7_301_944_023;

/**
 * Makes sure that somebody can own this installation. With a configured Telegram id that person is owner, whatever
 * they were before. Without one, and while nobody is, answers a new one-time code and forgets the code of the last start.
 */
export async function ensureOwner(
  db: Db,
  options: { ownerTelegramId?: number | undefined; now: Date; company?: CompanyFounding },
): Promise<{ readonly kind: 'enrolled' } | { readonly kind: 'code'; readonly token: string }> {
  const { companyId, shopId } = await ensureCompany(db, options.company ?? FIRST_SHOP);
  return inTransaction(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${OWNER_LOCK})`);
    if (options.ownerTelegramId !== undefined) {
      await enrolConfiguredOwner(tx, companyId, shopId, options.ownerTelegramId, options.now);
      return { kind: 'enrolled' };
    }
    if (await hasOwnerInTelegram(tx, companyId)) return { kind: 'enrolled' };
    await tx
      .delete(invitation)
      .where(
        and(eq(invitation.companyId, companyId), isNull(invitation.createdBy), isNull(invitation.usedAt)),
      );
    const token = newSecret();
    await tx.insert(invitation).values({
      id: newId(),
      companyId,
      tokenHash: sha256Hex(token),
      role: 'owner',
      locationId: shopId,
      createdAt: options.now,
      expiresAt: new Date(options.now.getTime() + OWNER_CODE_TTL_MS),
    });
    return { kind: 'code', token };
  });
}

async function enrolConfiguredOwner(
  tx: Tx,
  companyId: string,
  shopId: string,
  telegramUserId: number,
  now: Date,
): Promise<void> {
  const [current] = await tx
    .select({ role: person.role, revokedAt: person.revokedAt, name: person.name })
    .from(person)
    .where(eq(person.telegramUserId, telegramUserId));
  if (current?.role === 'owner' && current.revokedAt === null) return;
  const name = current?.name ?? 'Dueño';
  const owner = await enrol(tx, {
    companyId,
    role: 'owner',
    locationId: shopId,
    telegramUserId,
    name,
    now,
    replaceRole: true,
  });
  if (owner === null) throw new Error('the configured owner could not be enrolled');
  await writeAudit(tx, {
    companyId,
    actorId: null,
    action: 'person.enrol',
    subjectType: 'person',
    subjectId: owner.personId,
    detail: { role: 'owner', by: 'configuration' },
    at: now,
  });
}

/** An owner who only has a password cannot invite anybody into the chat. */
async function hasOwnerInTelegram(tx: Tx, companyId: string): Promise<boolean> {
  const owners = await tx.$count(
    person,
    and(
      eq(person.companyId, companyId),
      eq(person.role, 'owner'),
      isNull(person.revokedAt),
      isNotNull(person.telegramUserId),
    ),
  );
  return owners > 0;
}

async function countOwners(tx: Tx, companyId: string): Promise<number> {
  const rows = await tx
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.companyId, companyId), eq(person.role, 'owner'), isNull(person.revokedAt)))
    .for('share');
  return rows.length;
}

export type RevokeFailure = AuthorizationFailure | 'not_found' | 'last_owner';

/** Takes somebody's access away at once, with the invitations they left open. The last owner cannot be revoked. */
export function revokePerson(
  db: Db,
  actor: Actor,
  wish: { personId: string; now: Date },
): Promise<Result<{ readonly name: string }, RevokeFailure>> {
  return decideInTransaction<{ readonly name: string }, RevokeFailure>(db, async (tx) => {
    const allowed = await authorize(tx, actor, 'person.revoke');
    if (!allowed.ok) return allowed;
    const { companyId, personId: byId } = allowed.value;
    const [target] = await tx
      .select({ id: person.id, name: person.name, role: person.role })
      .from(person)
      .where(and(eq(person.id, wish.personId), eq(person.companyId, companyId), isNull(person.revokedAt)))
      .for('update');
    if (target === undefined) return err('not_found');
    if (target.role === 'owner' && (await countOwners(tx, companyId)) <= 1) return err('last_owner');
    await tx.update(person).set({ revokedAt: wish.now }).where(eq(person.id, target.id));
    await tx
      .update(invitation)
      .set({ expiresAt: wish.now })
      .where(and(eq(invitation.createdBy, target.id), isNull(invitation.usedAt)));
    await writeAudit(tx, {
      companyId,
      actorId: byId,
      action: 'person.revoke',
      subjectType: 'person',
      subjectId: target.id,
      at: wish.now,
    });
    return ok({ name: target.name });
  });
}

/** Keeps the name that somebody with access goes by now: the configured owner is enrolled before anybody knows theirs. */
export async function keepName(db: Db, actor: Actor, name: string, now: Date): Promise<Actor> {
  if (name === actor.name) return actor;
  return inTransaction(db, async (tx) => {
    const renamed = await tx
      .update(person)
      .set({ name })
      .where(and(eq(person.id, actor.personId), isNull(person.revokedAt)))
      .returning({ id: person.id });
    if (renamed.length === 0) return actor;
    await writeAudit(tx, {
      companyId: actor.companyId,
      actorId: actor.personId,
      action: 'person.rename',
      subjectType: 'person',
      subjectId: actor.personId,
      at: now,
    });
    return { ...actor, name };
  });
}

export interface EnrolledPerson {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly locationName: string;
  readonly telegramUserId: number | null;
  readonly enrolledAt: Date;
}

/** Everybody with access now, by name. */
export async function listPeople(db: Db, companyId: string): Promise<readonly EnrolledPerson[]> {
  return db
    .select({
      personId: person.id,
      name: person.name,
      role: person.role,
      locationName: location.name,
      telegramUserId: person.telegramUserId,
      enrolledAt: person.enrolledAt,
    })
    .from(person)
    .innerJoin(location, eq(location.id, person.locationId))
    .where(and(eq(person.companyId, companyId), isNull(person.revokedAt)))
    .orderBy(asc(person.name), asc(person.id));
}
