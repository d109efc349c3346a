import type { Db, Tx } from '../../drizzle/client.ts';
import {
  type CheckRow,
  claimCheck,
  claimLookup,
  fillSupplier,
  type LookupRow,
  papersWithoutQuestion,
  putQuestion,
  queueLookups,
  settleCheck,
  settleLookup,
} from '../../drizzle/queries/arca-queue.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import { isDatabaseUnavailable } from '../../drizzle/transient.ts';
import { type Circuit, createCircuit } from '../platform/circuit.ts';
import type { Clock } from '../platform/clock.ts';
import { runDispatcher } from '../platform/dispatcher.ts';
import { failPoint } from '../platform/fail-point.ts';
import type { Logger } from '../platform/logger.ts';
import { err, type Result } from '../platform/result.ts';
import type { Wake } from '../platform/wake.ts';
import type { ArcaAccess, ArcaService } from './access.ts';
import { findRegistered } from './constancia.ts';
import type { ArcaProblem } from './problem.ts';
import { createTickets, type Tickets } from './tickets.ts';
import { createPost, type Post } from './transport.ts';
import { voucherQuery } from './voucher-query.ts';
import { checkVoucher } from './vouchers.ts';

/** Given by the door: the check of a document changed. `before` is the row as it was, to tell what the card showed. */
export type AnnounceCheck = (tx: Tx, documentId: string, before: CheckRow) => Promise<void>;

export interface ArcaQueueOptions {
  readonly db: Db;
  readonly access: ArcaAccess;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly announce: AnnounceCheck;
  /** Called after each commit that said something. */
  readonly said: () => void;
  readonly wake: Wake;
  readonly signal: AbortSignal;
  /** Unique to this process and start. */
  readonly owner: string;
  readonly idleMs?: number;
  readonly timeoutMs?: number;
  readonly leaseSeconds?: number;
  /** Seconds before each further attempt; the last one repeats. */
  readonly pauses?: readonly number[];
}

const TIMEOUT_MS = 20_000;
/** Longer than a login and two questions may take. */
const LEASE_SECONDS = 120;
const PAUSES: readonly number[] = [10, 30, 60, 300, 900, 3600];
const SETUP_PAUSE_SECONDS = 3600;
const BATCH = 20;

type Job =
  | { readonly kind: 'check'; readonly row: CheckRow }
  | { readonly kind: 'lookup'; readonly row: LookupRow & { readonly cuit: string } };

interface Desk extends ArcaQueueOptions {
  readonly tickets: Tickets;
  readonly post: Post;
  readonly circuits: Readonly<Record<ArcaService, Circuit>>;
}

/**
 * Asks ARCA about received invoices and new suppliers until the signal aborts, one at a time. Nothing waits for it: the
 * questions are taken from papers that people already see, and an outage only leaves rows for later.
 */
export function runArcaQueue(options: ArcaQueueOptions): Promise<void> {
  const { db, access, clock } = options;
  const post = createPost({ ca: access.caPem, timeoutMs: options.timeoutMs ?? TIMEOUT_MS });
  const circuit = () => createCircuit({ clock, threshold: 3, pauseMs: 60_000, longestPauseMs: 30 * 60_000 });
  const desk: Desk = {
    ...options,
    post,
    tickets: createTickets({ db, access, clock, post }),
    circuits: { wscdc: circuit(), ws_sr_constancia_inscripcion: circuit() },
  };
  return runDispatcher<Job>({
    name: 'arca',
    claim: () => claim(desk),
    work: (job) => (job.kind === 'check' ? check(desk, job.row) : lookUp(desk, job.row)),
    wake: options.wake,
    signal: options.signal,
    concurrency: 1,
    idleMs: options.idleMs ?? 2_000,
    logger: options.logger,
    isTransient: isDatabaseUnavailable,
  });
}

async function claim(desk: Desk): Promise<Job | null> {
  const { db, owner, circuits, access } = desk;
  const seconds = desk.leaseSeconds ?? LEASE_SECONDS;
  for (const paper of await papersWithoutQuestion(db, BATCH))
    await putQuestion(db, {
      documentId: paper.id,
      documentVersion: paper.version,
      query: paper.draft === null ? null : voucherQuery(paper.draft.header, access.cuit),
    });
  const row = circuits.wscdc.isClosed ? await claimCheck(db, owner, seconds) : null;
  if (row !== null) return { kind: 'check', row };
  await queueLookups(db);
  const lookup = circuits.ws_sr_constancia_inscripcion.isClosed
    ? await claimLookup(db, owner, seconds)
    : null;
  return lookup === null ? null : { kind: 'lookup', row: lookup };
}

/** Asks with a ticket; a refused ticket is forgotten, and the next attempt gets another. */
async function withTicket<T>(
  { tickets, circuits }: Desk,
  service: ArcaService,
  ask: (ticket: { readonly token: string; readonly sign: string }) => Promise<Result<T, ArcaProblem>>,
): Promise<Result<T, ArcaProblem>> {
  const ticket = await tickets.ticketFor(service);
  const answer = ticket.ok ? await ask(ticket.value) : err(ticket.error);
  if (ticket.ok && !answer.ok && answer.error.kind === 'ticket') await tickets.forget(service, ticket.value);
  if (answer.ok) circuits[service].succeeded();
  else circuits[service].failed();
  return answer;
}

function pauseAfter({ pauses = PAUSES }: Desk, { kind }: ArcaProblem, attempts: number): number {
  if (kind === 'setup') return SETUP_PAUSE_SECONDS;
  return pauses[Math.min(attempts, pauses.length) - 1] ?? SETUP_PAUSE_SECONDS;
}

async function check(desk: Desk, row: CheckRow): Promise<void> {
  const { db, access, post, clock, logger } = desk;
  const { query } = row;
  if (query === null) throw new Error(`check ${row.documentId} is pending without a question`);
  failPoint('before-arca-call');
  const answer = await withTicket(desk, 'wscdc', (ticket) => checkVoucher({ access, ticket, post }, query));
  failPoint('after-arca-call');
  if (!answer.ok)
    logger.info({ documentId: row.documentId, problem: answer.error.code }, 'not checked with ARCA yet');
  await inTransaction(db, async (tx) => {
    const settled = answer.ok
      ? await settleCheck(tx, row, { ...answer.value, state: 'done', problem: null, checkedAt: clock.now() })
      : await settleCheck(
          tx,
          row,
          { problem: answer.error.code },
          pauseAfter(desk, answer.error, row.attempts),
        );
    if (settled) await desk.announce(tx, row.documentId, row);
  });
  failPoint('after-arca-commit');
  desk.said();
}

async function lookUp(desk: Desk, row: LookupRow & { readonly cuit: string }): Promise<void> {
  const { db, access, post, logger } = desk;
  const answer = await withTicket(desk, 'ws_sr_constancia_inscripcion', (ticket) =>
    findRegistered({ access, ticket, post }, row.cuit),
  );
  if (!answer.ok) logger.info({ problem: answer.error.code }, 'constancia not fetched yet');
  await inTransaction(db, async (tx) => {
    if (!answer.ok) {
      const pause = pauseAfter(desk, answer.error, row.attempts);
      await settleLookup(tx, row, { problem: answer.error.code }, pause);
      return;
    }
    const person = answer.value;
    const state = person === null ? 'unknown' : 'found';
    if ((await settleLookup(tx, row, { state, problem: null })) && person !== null)
      await fillSupplier(tx, row.supplierId, person);
  });
}
