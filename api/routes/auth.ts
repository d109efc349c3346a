import { z } from 'zod';
import { login } from '../../core/access/login.ts';
import { useLoginLink } from '../../core/access/login-links.ts';
import { verifyInitData } from '../../core/access/mini-app.ts';
import { closeSession, type OpenSession, openSession, refreshSession } from '../../core/access/sessions.ts';
import { findActor } from '../../core/people/enrolment.ts';
import { clearedCookie, isCrossSite, readRefreshCookie, refreshCookie } from '../auth/refresh-cookie.ts';
import { ACCESS_TOKEN_SECONDS, signAccessToken } from '../auth/tokens.ts';
import type { ApiDeps } from '../deps.ts';
import { LOGGED_IN, PUBLIC } from '../http/policy.ts';
import { problem } from '../http/problems.ts';
import { json, type Route, route } from '../http/route.ts';

const person = z.object({ id: z.uuid(), name: z.string(), role: z.enum(['owner', 'manager', 'staff']) });

const tokens = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'Seconds' }),
    refresh_token: z.string().optional().meta({ description: 'Absent where it went into a cookie' }),
    user: person,
  })
  .meta({ id: 'Tokens' });

/** A page of this server keeps its refresh token in a cookie that its scripts cannot read. */
const cookie = z.boolean().default(false).meta({ description: 'Keep the refresh token in a cookie' });
const secretText = z.string().min(1).max(4096);

function opened({ settings, clock }: ApiDeps, session: OpenSession, inCookie: boolean) {
  const { actor, sessionId, refreshToken } = session;
  const body = {
    access_token: signAccessToken({ sessionId, personId: actor.personId }, settings.signingKey, clock.now()),
    token_type: 'Bearer' as const,
    expires_in: ACCESS_TOKEN_SECONDS,
    user: { id: actor.personId, name: actor.name, role: actor.role },
  };
  return inCookie
    ? json(body, 200, { 'set-cookie': refreshCookie(refreshToken, settings.secure) })
    : json({ ...body, refresh_token: refreshToken });
}

const tag = 'auth';

export const authRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/v1/auth/login',
    tag,
    policy: PUBLIC,
    summary: 'Log in with a username and its password',
    costly: true,
    body: z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(200), cookie }),
    answer: tokens,
    handle: async ({ deps, db, body, now }) => {
      if (!/^[\x21-\x7e]+$/.test(body.username.trim())) return problem('bad_credentials');
      const session = await login(db, { ...body, now });
      deps.metrics.countLogin(session.ok ? 'ok' : session.error.code);
      if (session.ok) return opened(deps, session.value, body.cookie);
      if (session.error.code === 'bad_credentials') return problem('bad_credentials');
      return problem('locked', {}, Math.ceil((session.error.until.getTime() - now.getTime()) / 1000));
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/link',
    tag,
    policy: PUBLIC,
    summary: 'Log in with a one-time link',
    costly: true,
    body: z.object({ token: secretText, cookie }),
    answer: tokens,
    handle: async ({ deps, db, body, now }) => {
      const session = await useLoginLink(db, body.token, now);
      return session === null ? problem('link_used') : opened(deps, session, body.cookie);
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/telegram',
    tag,
    policy: PUBLIC,
    summary: 'Log in from a Telegram Mini App with its signed initData',
    costly: true,
    body: z.object({ init_data: secretText, cookie }),
    answer: tokens,
    handle: async ({ deps, db, body, now }) => {
      const { botToken } = deps.settings;
      const userId = botToken === null ? null : verifyInitData(body.init_data, botToken, now);
      if (userId === null) return problem('bad_credentials');
      const actor = await findActor(db, userId);
      const session = actor === null ? null : await openSession(db, actor.personId, now);
      return session === null ? problem('not_enrolled') : opened(deps, session, body.cookie);
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/refresh',
    tag,
    policy: PUBLIC,
    summary: 'Change a refresh token, given or in the cookie, for new tokens; each is good once',
    body: z.object({ refresh_token: secretText.optional() }).optional(),
    answer: tokens,
    handle: async ({ deps, db, body, request, now }) => {
      const given = body?.refresh_token;
      if (given === undefined && isCrossSite(request)) return problem('cross_site');
      const token = given ?? readRefreshCookie(request);
      const session = token === null ? null : await refreshSession(db, token, now);
      return session === null ? problem('session_over') : opened(deps, session, given === undefined);
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/logout',
    tag,
    policy: PUBLIC,
    summary: 'End the session of a refresh token, given or in the cookie, with all its access tokens',
    body: z.object({ refresh_token: secretText.optional() }).optional(),
    answer: z.object({ status: z.literal('logged_out') }),
    handle: async ({ deps, db, body, request, now }) => {
      const given = body?.refresh_token;
      if (given === undefined && isCrossSite(request)) return problem('cross_site');
      const token = given ?? readRefreshCookie(request);
      if (token !== null) await closeSession(db, token, now);
      return json({ status: 'logged_out' }, 200, { 'set-cookie': clearedCookie(deps.settings.secure) });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/auth/me',
    tag,
    policy: LOGGED_IN,
    summary: 'Who is logged in',
    answer: person,
    handle: ({ caller }) => json({ id: caller.personId, name: caller.name, role: caller.role }),
  }),
];
