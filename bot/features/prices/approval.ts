import type { ApprovalEffect } from '../../../core/people/approvals.ts';
import { priceApproval } from '../../../core/price-list/applying.ts';
import { refreshReview } from './card.ts';

/** What the owner's word does to prices that wait for it; their cards follow. */
export const PRICE_APPROVAL: ApprovalEffect = {
  approved: async (tx, approval, decision) => {
    const done = await priceApproval.approved(tx, approval, decision);
    await refreshReview(tx, approval.companyId, String(approval.subject.reviewId));
    return done;
  },
  rejected: async (tx, approval, now) => {
    await priceApproval.rejected(tx, approval, now);
    await refreshReview(tx, approval.companyId, String(approval.subject.reviewId));
  },
};
