import type { ApprovalEffects } from '../../../core/people/approvals.ts';
import { COUNT_APPROVAL } from '../../../core/stock/counting/closing.ts';
import { proposalApproval } from '../../../core/stock/proposals.ts';
import { announceProposal } from '../moves/proposal-message.ts';
import { PRICE_APPROVAL } from '../prices/approval.ts';

/** What happens when the owner decides: one row for each kind of request. */
export const APPROVAL_EFFECTS: ApprovalEffects = {
  count: COUNT_APPROVAL,
  exit: proposalApproval(announceProposal),
  price: PRICE_APPROVAL,
};
