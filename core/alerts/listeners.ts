import type { Role } from '../../drizzle/schema/people.ts';
import type { QuietHours } from '../people/quiet-hours.ts';
import type { AlertKind } from './kinds.ts';

/** Somebody who may hear of alerts, and how they want it. */
export interface Listener extends QuietHours {
  readonly personId: string;
  readonly chatId: number;
  readonly role: Role;
  readonly locationId: string;
  readonly muted: readonly AlertKind[];
}
