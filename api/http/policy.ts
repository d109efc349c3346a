import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { sessionActor } from '../../core/access/sessions.ts';
import type { Actor } from '../../core/people/actor.ts';
import { type Action, mayDo } from '../../core/people/roles.ts';
import { sha256Hex } from '../../core/platform/ids.ts';
import { readAccessToken } from '../auth/tokens.ts';
import type { ApiDeps } from '../deps.ts';
import { type Problem, problem } from './problems.ts';

/**
 * Who may use a route. `public`: anybody · `monitored`: anybody who is logged in, or the monitoring key ·
 * `logged_in`: anybody who is logged in · `may`: whoever's role allows the action.
 */
export type Policy =
  | { readonly kind: 'public' }
  | { readonly kind: 'monitored' }
  | { readonly kind: 'logged_in' }
  | { readonly kind: 'may'; readonly action: Action };

export const PUBLIC = { kind: 'public' } as const satisfies Policy;
export const MONITORED = { kind: 'monitored' } as const satisfies Policy;
export const LOGGED_IN = { kind: 'logged_in' } as const satisfies Policy;
export const may = <A extends Action>(action: A) => ({ kind: 'may', action }) as const;

/** Who a handler acts for; null for the monitoring key and on public routes. */
export type Caller<P extends Policy> = P extends { kind: 'public' }
  ? null
  : P extends { kind: 'monitored' }
    ? Actor | null
    : Actor;

/** The caller, with the role they have now, or why they are turned away. */
export async function callerOf(
  deps: ApiDeps,
  policy: Policy,
  request: Request,
): Promise<{ readonly caller: Actor | null } | Problem> {
  if (policy.kind === 'public') return { caller: null };
  if (policy.kind === 'monitored' && hasMonitoringKey(deps, request)) return { caller: null };
  const [scheme, token] = (request.get('authorization') ?? '').split(' ', 2);
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined) return problem('unauthenticated');
  const sessionId = readAccessToken(token, deps.settings.signingKey, deps.clock.now());
  if (sessionId === null) return problem('session_over');
  const caller = await sessionActor(deps.db, sessionId, deps.clock.now());
  if (caller === null) return problem('session_over');
  if (policy.kind === 'may' && !mayDo(caller.role, policy.action)) return problem('forbidden');
  return { caller };
}

function hasMonitoringKey({ settings }: ApiDeps, request: Request): boolean {
  const given = request.get('x-monitoring-key');
  if (given === undefined || settings.monitoringKey === undefined) return false;
  return timingSafeEqual(Buffer.from(sha256Hex(given)), Buffer.from(sha256Hex(settings.monitoringKey)));
}
