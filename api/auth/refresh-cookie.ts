import type { Request } from 'express';
import { SESSION_TTL_MS } from '../../core/access/sessions.ts';

const NAME = 'inventario_refresh';

/** Unreadable for scripts, sent by this site alone and only to the auth routes. */
export const refreshCookie = (token: string, secure: boolean): string =>
  attributes(`${NAME}=${token}; Max-Age=${SESSION_TTL_MS / 1000}`, secure);

export const clearedCookie = (secure: boolean): string => attributes(`${NAME}=; Max-Age=0`, secure);

const attributes = (start: string, secure: boolean): string =>
  `${start}; Path=/api/v1/auth; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

export function readRefreshCookie(request: Request): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${NAME}=`))?.slice(NAME.length + 1) || null;
}

/** Whether another site's page sent this: SameSite says no already, this does not depend on it. */
export function isCrossSite(request: Request): boolean {
  const origin = request.get('origin');
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== request.get('host');
}
