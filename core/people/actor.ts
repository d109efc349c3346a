import { person, type Role } from '../../drizzle/schema/people.ts';

/** Who is acting, as enrolled now. Use cases load the role again inside their transaction. */
export interface Actor {
  readonly personId: string;
  readonly companyId: string;
  readonly role: Role;
  readonly locationId: string;
  readonly name: string;
  readonly telegramUserId: number | null;
}

/** What of a person makes an actor, for a query over people. */
export const actorColumns = {
  personId: person.id,
  companyId: person.companyId,
  role: person.role,
  locationId: person.locationId,
  name: person.name,
  telegramUserId: person.telegramUserId,
};
