import { and, eq, isNull } from 'drizzle-orm';
import type { Db, Tx } from '../../drizzle/client.ts';
import { invitation, location, person, type Role } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import { newId, newSecret, sha256Hex } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import type { Actor } from './actor.ts';
import { writeAudit } from './audit.ts';
import { type AuthorizationFailure, authorize } from './roles.ts';

/** Long enough to be found in a chat, short enough to be forgotten in one. */
export const INVITATION_TTL_MS = 24 * 60 * 60 * 1000;

export interface NewInvitation {
  readonly token: string;
  readonly expiresAt: Date;
}

export type InvitationFailure = AuthorizationFailure | 'unknown_location';

/**
 * A one-time link's secret (192 random bits, fits Telegram's 64-character start parameter). Only its hash is kept, so
 * it can be shown once. It dies after `ttlMs`, when used, or when its author is revoked.
 */
export function createInvitation(
  db: Db,
  actor: Actor,
  wish: { role: Role; locationId?: string | undefined; now: Date; ttlMs: number },
): Promise<Result<NewInvitation, InvitationFailure>> {
  return decideInTransaction<NewInvitation, InvitationFailure>(db, async (tx) => {
    const allowed = await authorize(tx, actor, 'person.invite', wish.locationId);
    if (!allowed.ok) return allowed;
    const inviter = allowed.value;
    const locationId = wish.locationId ?? inviter.locationId;
    if (!(await isPhysicalPlace(tx, inviter.companyId, locationId))) return err('unknown_location');
    const token = newSecret();
    const id = newId();
    const expiresAt = new Date(wish.now.getTime() + wish.ttlMs);
    await tx.insert(invitation).values({
      id,
      companyId: inviter.companyId,
      tokenHash: sha256Hex(token),
      role: wish.role,
      locationId,
      createdBy: inviter.personId,
      createdAt: wish.now,
      expiresAt,
    });
    await writeAudit(tx, {
      companyId: inviter.companyId,
      actorId: inviter.personId,
      action: 'person.invite',
      subjectType: 'invitation',
      subjectId: id,
      detail: { role: wish.role, locationId },
      at: wish.now,
    });
    return ok({ token, expiresAt });
  });
}

async function isPhysicalPlace(tx: Tx, companyId: string, locationId: string): Promise<boolean> {
  const [place] = await tx
    .select({ kind: location.kind })
    .from(location)
    .where(and(eq(location.id, locationId), eq(location.companyId, companyId), eq(location.active, true)));
  return place?.kind === 'shop' || place?.kind === 'depot';
}

/** `already_enrolled` leaves the invitation usable by whom it was meant for. */
export type AcceptFailure = 'invalid' | 'expired' | 'used' | 'already_enrolled';

/**
 * Enrols a Telegram user with a one-time token. Two people with one link: the first to commit is enrolled, the other
 * gets `used`. A revoked person may be enrolled again; somebody already enrolled keeps what they have, except that the
 * owner's code makes an owner of whoever holds it.
 */
export function acceptInvitation(
  db: Db,
  offer: { token: string; telegramUserId: number; name: string; now: Date },
): Promise<Result<Actor, AcceptFailure>> {
  return decideInTransaction<Actor, AcceptFailure>(db, async (tx) => {
    const [found] = await tx
      .select({
        id: invitation.id,
        companyId: invitation.companyId,
        role: invitation.role,
        locationId: invitation.locationId,
        createdBy: invitation.createdBy,
        expiresAt: invitation.expiresAt,
        usedAt: invitation.usedAt,
      })
      .from(invitation)
      .where(eq(invitation.tokenHash, sha256Hex(offer.token)))
      .for('update');
    if (found === undefined) return err('invalid');
    if (found.usedAt !== null) return err('used');
    if (found.expiresAt <= offer.now) return err('expired');
    const enrolled = await enrol(tx, {
      companyId: found.companyId,
      role: found.role,
      locationId: found.locationId,
      telegramUserId: offer.telegramUserId,
      name: offer.name,
      now: offer.now,
      replaceRole: found.createdBy === null,
    });
    if (enrolled === null) return err('already_enrolled');
    await tx
      .update(invitation)
      .set({ usedAt: offer.now, usedBy: enrolled.personId })
      .where(and(eq(invitation.id, found.id), isNull(invitation.usedAt)));
    await writeAudit(tx, {
      companyId: found.companyId,
      actorId: enrolled.personId,
      action: 'person.enrol',
      subjectType: 'person',
      subjectId: enrolled.personId,
      detail: { invitationId: found.id, role: found.role },
      at: offer.now,
    });
    return ok(enrolled);
  });
}

/** Inserts or revives the person; null when somebody active with this Telegram id must not be changed. */
export async function enrol(
  tx: Tx,
  who: {
    companyId: string;
    role: Role;
    locationId: string;
    telegramUserId: number;
    name: string;
    now: Date;
    /** True where the enrolment outranks what the person was (the owner's code, the configured owner). */
    replaceRole: boolean;
  },
): Promise<Actor | null> {
  const values = {
    companyId: who.companyId,
    role: who.role,
    locationId: who.locationId,
    name: who.name,
    enrolledAt: who.now,
    revokedAt: null,
  };
  // The unique index on the Telegram id makes the second of two simultaneous enrolments wait here.
  const [inserted] = await tx
    .insert(person)
    .values({ id: newId(), telegramUserId: who.telegramUserId, ...values })
    .onConflictDoNothing({ target: person.telegramUserId })
    .returning({ id: person.id });
  let personId = inserted?.id;
  if (personId === undefined) {
    const [existing] = await tx
      .select({ id: person.id, revokedAt: person.revokedAt })
      .from(person)
      .where(eq(person.telegramUserId, who.telegramUserId))
      .for('update');
    if (existing === undefined) throw new Error('a conflicting person vanished');
    if (existing.revokedAt === null && !who.replaceRole) return null;
    await tx.update(person).set(values).where(eq(person.id, existing.id));
    personId = existing.id;
  }
  return {
    personId,
    companyId: who.companyId,
    role: who.role,
    locationId: who.locationId,
    name: who.name,
    telegramUserId: who.telegramUserId,
  };
}
