import type { Role } from '../../drizzle/schema/people.ts';

/** Who is acting, as enrolled now. Use cases load the role again inside their transaction. */
export interface Actor {
  readonly personId: string;
  readonly companyId: string;
  readonly role: Role;
  readonly locationId: string;
  readonly name: string;
  readonly telegramUserId: number | null;
}
