import type { ApprovalEffects } from '../../../core/people/approvals.ts';

/** What happens when the owner decides: one row for each kind of request. */
export const APPROVAL_EFFECTS: ApprovalEffects = {};
