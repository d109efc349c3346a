import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const MAX_AGE_MS = 60 * 60_000;
const CLOCK_SKEW_MS = 5 * 60_000;
const userShape = z.object({ id: z.int().positive() });

/**
 * The Telegram user whom a Mini App's `initData` names, once its signature and age (one hour) are found good; else null.
 * Source: https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
 */
export function verifyInitData(initData: string, botToken: string, now: Date): number | null {
  const fields = new URLSearchParams(initData);
  const given = Buffer.from(fields.get('hash') ?? '', 'hex');
  fields.delete('hash');
  const checked = [...fields]
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join('\n');
  const key = createHmac('sha256', 'WebAppData').update(botToken).digest();
  const expected = createHmac('sha256', key).update(checked).digest();
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const age = now.getTime() - Number(fields.get('auth_date')) * 1000;
  if (!(age <= MAX_AGE_MS && age >= -CLOCK_SKEW_MS)) return null;
  return userIdIn(fields.get('user') ?? '');
}

function userIdIn(json: string): number | null {
  try {
    return userShape.safeParse(JSON.parse(json)).data?.id ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
