import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { newId } from '../../core/platform/ids.ts';

/** Short, because it is only the sessions table that can end a session early. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;
const ISSUER = 'inventario-retail';
const AUDIENCE = 'inventario-retail/api';

const claims = z.object({ sid: z.uuid(), sub: z.uuid() });

/** A signed statement that its bearer is in a session; who that is and what they may do is read from the database. */
export const signAccessToken = (
  session: { readonly sessionId: string; readonly personId: string },
  key: string,
  now: Date,
): string => {
  const iat = Math.floor(now.getTime() / 1000);
  return jwt.sign({ sid: session.sessionId, iat, exp: iat + ACCESS_TOKEN_SECONDS }, key, {
    algorithm: 'HS256',
    issuer: ISSUER,
    audience: AUDIENCE,
    subject: session.personId,
    jwtid: newId(),
  });
};

/** The session that a token speaks for; null when it is not ours, too old, for another audience or signed otherwise. */
export function readAccessToken(token: string, key: string, now: Date): string | null {
  try {
    const payload = jwt.verify(token, key, {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      maxAge: ACCESS_TOKEN_SECONDS,
      clockTimestamp: Math.floor(now.getTime() / 1000),
    });
    return claims.safeParse(payload).data?.sid ?? null;
  } catch (error) {
    if (error instanceof jwt.JsonWebTokenError) return null;
    throw error;
  }
}
