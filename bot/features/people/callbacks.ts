import type { Role } from '../../../drizzle/schema/people.ts';
import { UUID } from '../../row-id.ts';

/** `inv:<location>:r:<role>`: a one-time link for this role in this shop. */
export const inviteButton = (locationId: string, role: Role): string => `inv:${locationId}:r:${role}`;

export const INVITE_BUTTON = new RegExp(`^inv:(${UUID}):r:(owner|manager|staff)$`);

/** `usr:<person>:<verb>`: ask before taking access away, take it away, or back to the list. */
export type PersonVerb = 'ask' | 'revoke' | 'list';

export const personButton = (personId: string, verb: PersonVerb): string => `usr:${personId}:${verb}`;

export const PERSON_BUTTON = new RegExp(`^usr:(${UUID}):(ask|revoke|list)$`);
