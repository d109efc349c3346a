import type { Db, Tx } from '../../drizzle/client.ts';
import { catalogueRows } from '../../drizzle/queries/catalogue.ts';
import { namedProducts, physicalPlace } from '../../drizzle/queries/stock-operations.ts';
import {
  changeProposal,
  insertProposal,
  lockProposal,
  type StockProposalRow,
} from '../../drizzle/queries/stock-proposals.ts';
import type { OperationKind, ProposalItem } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { HeardItem } from '../catalog/hearing.ts';
import { createProductIn, type NewProductFailure, type Product } from '../catalog/products.ts';
import type { Actor } from '../people/actor.ts';
import { type AnnounceApproval, type ApprovalEffect, requestApproval } from '../people/approvals.ts';
import { type Action, type AuthorizationFailure, authorize } from '../people/roles.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { newId } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { type OperationFailure, type RecordedOperation, recordOperationIn } from './operations.ts';
import { unitsPerSaid } from './said-quantity.ts';

/** Called in the transaction of every change, so that what a chat shows is what is stored. */
export type AnnounceProposal = (
  tx: Tx,
  proposal: StockProposalRow,
  recorded: RecordedOperation | null,
) => Promise<void>;

export type ProposalFailure =
  | {
      readonly code:
        | 'unknown_proposal'
        | 'not_yours'
        | 'stale'
        | 'closed'
        | 'unknown_item'
        | 'incomplete'
        | 'waiting';
    }
  | { readonly code: 'product'; readonly product: NewProductFailure }
  | { readonly code: 'operation'; readonly operation: OperationFailure }
  | { readonly code: AuthorizationFailure };

const actionOf = (kind: OperationKind): Action => (kind === 'correction' ? 'stock.correct' : 'stock.move');

/** Longer lists are for a spreadsheet. */
const MAX_ITEMS = 25;

/** Writes down what somebody asked for; the same origin again answers the same proposal. */
export function createProposal(
  db: Db,
  wish: {
    readonly actor: Actor;
    readonly chatId: number;
    readonly origin: string;
    readonly kind: OperationKind;
    readonly items: readonly HeardItem[];
    readonly now: Date;
    readonly announce: AnnounceProposal;
  },
): Promise<Result<StockProposalRow, ProposalFailure>> {
  return decideInTransaction<StockProposalRow, ProposalFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, actionOf(wish.kind), wish.actor.locationId);
    if (!allowed.ok) return err({ code: allowed.error });
    const actor = allowed.value;
    const place = await physicalPlace(tx, actor.companyId, actor.locationId);
    if (place === null) return err({ code: 'operation', operation: { code: 'unknown_location' } });
    const proposal = await insertProposal(tx, {
      id: newId(),
      companyId: actor.companyId,
      locationId: actor.locationId,
      personId: actor.personId,
      chatId: wish.chatId,
      origin: wish.origin,
      kind: wish.kind,
      items: wish.items.slice(0, MAX_ITEMS).map(itemOf),
      createdAt: wish.now,
      updatedAt: wish.now,
    });
    await wish.announce(tx, proposal, null);
    return ok(proposal);
  });
}

function itemOf({ phrase, quantity, unit, product, candidates }: HeardItem): ProposalItem {
  const said = { phrase, quantity, unit, candidates: candidates.map((one) => one.id).slice(0, 6) };
  return product === null ? { ...said, productId: null, unitsPerPack: '1' } : withProduct(said, product);
}

/** Where units cannot be told from what was said, the quantity has to be said again. */
function withProduct(said: Omit<ProposalItem, 'productId' | 'unitsPerPack'>, product: Product): ProposalItem {
  const units = unitsPerSaid(said.unit, product);
  return units === null
    ? { ...said, productId: product.id, quantity: null, unitsPerPack: '1' }
    : { ...said, productId: product.id, unitsPerPack: units };
}

/** Stock units of an item; null while product or quantity are missing. */
export const unitsOf = (item: ProposalItem): DecimalString | null =>
  item.productId === null || item.quantity === null
    ? null
    : plain(dec(item.quantity).times(item.unitsPerPack).toDecimalPlaces(6));

/** One change of a proposal; items count from 0. */
export type ProposalChange =
  | { readonly verb: 'choose'; readonly item: number; readonly candidate: number }
  | { readonly verb: 'create'; readonly item: number }
  | { readonly verb: 'quantity'; readonly item: number; readonly quantity: DecimalString }
  | { readonly verb: 'loose'; readonly item: number }
  | { readonly verb: 'remove'; readonly item: number }
  /** The next message is this item's quantity. */
  | { readonly verb: 'ask'; readonly item: number }
  | { readonly verb: 'cancel' }
  | { readonly verb: 'confirm' };

export interface ProposalRequest {
  readonly actor: Actor;
  readonly proposalId: string;
  /** The version on the card; omitted by words. */
  readonly version?: number | undefined;
  readonly change: ProposalChange;
  readonly now: Date;
  readonly announce: AnnounceProposal;
  readonly announceApproval: AnnounceApproval;
}

/** Changes, cancels or confirms a proposal: by its author only, once, seeing what it is now. */
export async function decideProposal(
  db: Db,
  request: ProposalRequest,
): Promise<Result<StockProposalRow, ProposalFailure>> {
  const decided = await decideAlone(db, request);
  const isLarge =
    !decided.ok && decided.error.code === 'operation' && decided.error.operation.code === 'needs_approval';
  return isLarge ? askOwner(db, request) : decided;
}

function decideAlone(db: Db, request: ProposalRequest): Promise<Result<StockProposalRow, ProposalFailure>> {
  return decideInTransaction<StockProposalRow, ProposalFailure>(db, async (tx) => {
    const opened = await openForChange(tx, request);
    if (!opened.ok) return opened;
    const { proposal, actor } = opened.value;
    const next = await applied(tx, proposal, actor, request.change, request.now);
    return next.ok ? ok(await keep(tx, proposal, next.value, request)) : next;
  });
}

async function openForChange(
  tx: Tx,
  request: ProposalRequest,
): Promise<Result<{ readonly proposal: StockProposalRow; readonly actor: Actor }, ProposalFailure>> {
  const { actor } = request;
  const proposal = await lockProposal(tx, actor.companyId, request.proposalId);
  if (proposal === null) return err({ code: 'unknown_proposal' });
  if (proposal.personId !== actor.personId) return err({ code: 'not_yours' });
  const allowed = await authorize(tx, actor, actionOf(proposal.kind), proposal.locationId);
  if (!allowed.ok) return err({ code: allowed.error });
  if (proposal.state !== 'open') return err({ code: proposal.state === 'waiting' ? 'waiting' : 'closed' });
  if (request.version !== undefined && request.version !== proposal.version) return err({ code: 'stale' });
  return ok({ proposal, actor: allowed.value });
}

async function keep(
  tx: Tx,
  proposal: StockProposalRow,
  { recorded, ...values }: Applied,
  { now, announce }: Pick<ProposalRequest, 'now' | 'announce'>,
): Promise<StockProposalRow> {
  const changed = { asking: null, ...values, version: proposal.version + 1, updatedAt: now };
  await changeProposal(tx, proposal.id, changed);
  const row = { ...proposal, ...changed };
  await announce(tx, row, recorded ?? null);
  return row;
}

/** More than this role may take out alone: the owner gets a card, the proposal waits. */
function askOwner(db: Db, request: ProposalRequest): Promise<Result<StockProposalRow, ProposalFailure>> {
  return decideInTransaction<StockProposalRow, ProposalFailure>(db, async (tx) => {
    const opened = await openForChange(tx, request);
    if (!opened.ok) return opened;
    const { proposal, actor } = opened.value;
    const names = await namedProducts(
      tx,
      proposal.companyId,
      proposal.items.flatMap((item) => item.productId ?? []),
    );
    await requestApproval(tx, actor, {
      kind: 'exit',
      subject: { proposalId: proposal.id },
      summary: proposal.items.map(
        (item) => `${unitsOf(item) ?? ''} ${names.get(item.productId ?? '')?.name ?? item.phrase}`,
      ),
      now: request.now,
      announce: request.announceApproval,
    });
    return ok(await keep(tx, proposal, { state: 'waiting' }, request));
  });
}

/** What the owner's answer does to a proposal that waits for it. */
export const proposalApproval = (announce: AnnounceProposal): ApprovalEffect => ({
  approved: async (tx, approval, { by, now }) => {
    const proposal = await lockProposal(tx, approval.companyId, String(approval.subject.proposalId));
    if (proposal?.state !== 'waiting') return err('gone');
    const done = await confirmed(tx, proposal, approval.requester, now, by);
    if (done.ok) return ok(await keep(tx, proposal, done.value, { now, announce }));
    const code = done.error.code === 'operation' ? done.error.operation.code : done.error.code;
    return err(code === 'revoked' || code === 'forbidden' || code === 'insufficient_stock' ? code : 'gone');
  },
  rejected: async (tx, approval, now) => {
    const proposal = await lockProposal(tx, approval.companyId, String(approval.subject.proposalId));
    if (proposal?.state === 'waiting') await keep(tx, proposal, { state: 'cancelled' }, { now, announce });
  },
});

type Applied = Partial<Pick<StockProposalRow, 'items' | 'state' | 'asking' | 'operationId'>> & {
  readonly recorded?: RecordedOperation;
};

async function applied(
  tx: Tx,
  proposal: StockProposalRow,
  actor: Actor,
  change: ProposalChange,
  now: Date,
): Promise<Result<Applied, ProposalFailure>> {
  if (change.verb === 'cancel') return ok({ state: 'cancelled' });
  if (change.verb === 'confirm') return confirmed(tx, proposal, actor, now);
  const item = proposal.items[change.item];
  if (item === undefined) return err({ code: 'unknown_item' });
  const replaced = (other: ProposalItem): Result<Applied, ProposalFailure> =>
    ok({ items: proposal.items.with(change.item, other) });
  switch (change.verb) {
    case 'choose': {
      const [row] = await catalogueRows(tx, proposal.companyId, [
        item.candidates[change.candidate] ?? newId(),
      ]);
      if (row === undefined) return err({ code: 'unknown_item' });
      return replaced(withProduct(item, { ...row, packSize: plain(dec(row.packSize)) }));
    }
    case 'create': {
      const name = item.phrase.charAt(0).toLocaleUpperCase('es-AR') + item.phrase.slice(1);
      const unit = item.unit === 'kg' || item.unit === 'g' ? 'kg' : 'unidad';
      const created = await createProductIn(tx, actor, { name, unit }, now);
      if (!created.ok) return err({ code: 'product', product: created.error });
      return replaced(withProduct(item, created.value));
    }
    case 'quantity':
      return replaced({ ...item, quantity: change.quantity, unit: null, unitsPerPack: '1' });
    case 'loose':
      return replaced({ ...item, unit: null, unitsPerPack: '1' });
    case 'ask':
      return ok({ asking: change.item });
    case 'remove': {
      const items = proposal.items.toSpliced(change.item, 1);
      return ok(items.length === 0 ? { items, state: 'cancelled' } : { items });
    }
  }
}

async function confirmed(
  tx: Tx,
  proposal: StockProposalRow,
  actor: Actor,
  now: Date,
  approvedBy?: Actor,
): Promise<Result<Applied, ProposalFailure>> {
  const items = proposal.items.map((item) => ({ productId: item.productId, quantity: unitsOf(item) }));
  const complete = items.flatMap(({ productId, quantity }) =>
    productId === null || quantity === null ? [] : [{ productId, quantity }],
  );
  if (complete.length === 0 || complete.length < items.length) return err({ code: 'incomplete' });
  const recorded = await recordOperationIn(tx, {
    actor,
    key: `proposal:${proposal.id}`,
    kind: proposal.kind,
    items: complete,
    locationId: proposal.locationId,
    approvedBy,
    now,
  });
  if (!recorded.ok) return err({ code: 'operation', operation: recorded.error });
  return ok({ state: 'confirmed', operationId: recorded.value.operationId, recorded: recorded.value });
}
