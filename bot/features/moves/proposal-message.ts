import { dec, plain } from '../../../core/platform/decimal.ts';
import type { AnnounceProposal } from '../../../core/stock/proposals.ts';
import type { Tx } from '../../../drizzle/client.ts';
import { balancesAt } from '../../../drizzle/queries/balances.ts';
import { catalogueRows } from '../../../drizzle/queries/catalogue.ts';
import { physicalPlace } from '../../../drizzle/queries/stock-operations.ts';
import type { StockProposalRow } from '../../../drizzle/queries/stock-proposals.ts';
import { say } from '../../outbox.ts';
import { cancelledView, type ProposalModel, proposalView, recordedView, waitingView } from './views.ts';

/** One message is one proposal all its life, edited. */
const slotOf = (proposalId: string): string => `mov:${proposalId}`;

/** Says the proposal in the transaction of its change. */
export const announceProposal: AnnounceProposal = async (tx, proposal, recorded) => {
  const view =
    recorded !== null
      ? recordedView(recorded)
      : proposal.state === 'cancelled'
        ? cancelledView()
        : proposal.state === 'waiting'
          ? waitingView(await modelOf(tx, proposal))
          : proposalView(await modelOf(tx, proposal));
  await say(tx, { chatId: proposal.chatId, slot: slotOf(proposal.id), view });
};

async function modelOf(tx: Tx, proposal: StockProposalRow): Promise<ProposalModel> {
  const chosen = proposal.items.flatMap((item) => item.productId ?? []);
  const named = [...chosen, ...proposal.items.flatMap((item) => item.candidates)];
  const rows = await catalogueRows(tx, proposal.companyId, [...new Set(named)]);
  const place = await physicalPlace(tx, proposal.companyId, proposal.locationId);
  return {
    ...proposal,
    placeName: place?.name ?? '',
    products: new Map(rows.map((row) => [row.id, { ...row, packSize: plain(dec(row.packSize)) }])),
    balances: await balancesAt(tx, proposal.locationId, chosen),
  };
}
