import { APPROVAL_KINDS, LIMITED_ROLES, type LimitedRole } from '../../../core/people/approval-limits.ts';
import type { ApprovalKind } from '../../../drizzle/schema/approvals.ts';
import { UUID } from '../../row-id.ts';

/** `apr:<approval>:<yes|no>`. */
export const decisionButton = (approvalId: string, approve: boolean): string =>
  `apr:${approvalId}:${approve ? 'yes' : 'no'}`;

export const DECISION_BUTTON = new RegExp(`^apr:(${UUID}):(yes|no)$`);

/** Opens the card of one that waits. */
export const openButton = (approvalId: string): string => `apr:${approvalId}:open`;

export const OPEN_BUTTON = new RegExp(`^apr:(${UUID}):open$`);

export const LIMITS_BUTTON = 'apl';

/** `apl:<role>:<kind>[:<limit>]`: shows the choices, or sets one; a limit is an amount or `none`. */
export const limitButton = (role: LimitedRole, kind: ApprovalKind, limit?: string): string =>
  ['apl', role, kind, ...(limit === undefined ? [] : [limit])].join(':');

export const LIMIT_BUTTON = new RegExp(
  `^apl:(${LIMITED_ROLES.join('|')}):(${APPROVAL_KINDS.join('|')})(?::(none|\\d{1,9}))?$`,
);
