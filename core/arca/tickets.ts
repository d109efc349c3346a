import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../drizzle/client.ts';
import {
  findTicket,
  forgetTicket,
  settleTicket,
  type TicketKey,
  type TicketRow,
  takeTicket,
} from '../../drizzle/queries/arca-tickets.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import type { ArcaAccess, ArcaService } from './access.ts';
import { login, type Ticket } from './login.ts';
import { type ArcaProblem, passing } from './problem.ts';
import { seal, unseal } from './sealing.ts';
import type { Post } from './transport.ts';

/** A ticket and the sealed form it is kept in, by which it can be forgotten. */
interface HeldTicket {
  readonly token: string;
  readonly sign: string;
  readonly sealed: string;
}

export interface Tickets {
  /** A good ticket for the service: the kept one, or a new one. A problem while none can be had. */
  ticketFor(service: ArcaService): Promise<Result<HeldTicket, ArcaProblem>>;
  /** The service refused it. */
  forget(service: ArcaService, ticket: HeldTicket): Promise<void>;
}

/** A ticket this close to its end is not begun with. */
const MARGIN_MS = 5 * 60_000;
/** Longer than a login may take. */
const LEASE_SECONDS = 60;
/** How long to wait for the process that is asking. */
const PATIENCE_MS = 20_000;
const LOOK_MS = 100;

/** How long nobody asks again. WSAA keeps refusing while the lost ticket is good; a wrong set-up needs its owner. */
function pauseMs({ kind, code }: ArcaProblem): number {
  if (code === 'coe.alreadyAuthenticated') return 10 * 60_000;
  return kind === 'setup' ? 60 * 60_000 : 60_000;
}

/** Tickets kept sealed in the database and shared by all processes, with one request to WSAA in flight for each. */
export function createTickets(options: {
  readonly db: Db;
  readonly access: ArcaAccess;
  readonly clock: Clock;
  readonly post: Post;
}): Tickets {
  const { db, access, clock, post } = options;
  const keyOf = (service: ArcaService): TicketKey => ({
    cuit: access.cuit,
    service,
    environment: access.environment,
  });
  const contextOf = ({ cuit, service, environment }: TicketKey) => `${cuit}:${service}:${environment}`;

  const held = (key: TicketKey, { sealed, expiresAt }: TicketRow): HeldTicket | null => {
    if (sealed === null || expiresAt === null) return null;
    if (expiresAt.getTime() - MARGIN_MS <= clock.now().getTime()) return null;
    const text = unseal(sealed, access.secretKey, contextOf(key));
    if (text === null) return null;
    const { token, sign } = JSON.parse(text) as Pick<Ticket, 'token' | 'sign'>;
    return { token, sign, sealed };
  };

  const ask = async (service: ArcaService, owner: string): Promise<Result<HeldTicket, ArcaProblem>> => {
    const key = keyOf(service);
    const given = await login(access, service, { post, now: clock.now() });
    if (!given.ok) {
      const retryAt = new Date(clock.now().getTime() + pauseMs(given.error));
      await settleTicket(db, key, owner, { retryAt, problem: given.error.code });
      return given;
    }
    const { token, sign, expiresAt } = given.value;
    const sealed = seal(JSON.stringify({ token, sign }), access.secretKey, contextOf(key));
    await settleTicket(db, key, owner, { sealed, expiresAt, retryAt: null, problem: null });
    return ok({ token, sign, sealed });
  };

  /** What the row says now: a ticket, a refusal that still holds, or nothing. */
  const known = (key: TicketKey, row: TicketRow | null): Result<HeldTicket, ArcaProblem> | null => {
    if (row === null) return null;
    const kept = held(key, row);
    if (kept !== null) return ok(kept);
    const isRefused = row.retryAt !== null && row.retryAt > clock.now();
    return isRefused ? err(passing(row.problem ?? 'waiting')) : null;
  };

  return {
    async ticketFor(service) {
      const key = keyOf(service);
      const end = Date.now() + PATIENCE_MS;
      do {
        const seen = known(key, await findTicket(db, key));
        if (seen !== null) return seen;
        const owner = newId();
        const taken = await takeTicket(db, key, owner, LEASE_SECONDS);
        if (taken === null) {
          await sleep(LOOK_MS);
          continue;
        }
        // Whoever had it before may have got a ticket, or a refusal, since we looked.
        const meanwhile = known(key, taken);
        if (meanwhile === null) return ask(service, owner);
        await settleTicket(db, key, owner, {});
        return meanwhile;
      } while (Date.now() < end);
      return err(passing('ticket_busy'));
    },
    forget: (service, { sealed }) => forgetTicket(db, keyOf(service), sealed),
  };
}
