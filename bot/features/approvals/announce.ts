import { type AnnounceApproval, owners } from '../../../core/people/approvals.ts';
import { say } from '../../outbox.ts';
import { approvalCard, toldView } from './views.ts';

/**
 * A request is one message in the chat of each owner, which changes with it; whoever asked hears the decision. Give it
 * to whatever use case may need an approval.
 */
export const announceApproval: AnnounceApproval = async (tx, approval) => {
  for (const { personId, telegramUserId } of await owners(tx, approval.companyId))
    if (telegramUserId !== null)
      await say(tx, {
        chatId: telegramUserId,
        slot: `apr:${approval.id}:${personId}`,
        view: approvalCard(approval),
      });
  const chatId = approval.requester.telegramUserId;
  const { state } = approval;
  if (chatId !== null && (state === 'approved' || state === 'rejected'))
    await say(tx, { chatId, slot: `apr:${approval.id}:told`, view: toldView({ ...approval, state }) });
};
