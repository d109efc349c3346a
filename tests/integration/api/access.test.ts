import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLoginLink } from '../../../core/access/login-links.ts';
import { revokePerson } from '../../../core/people/enrolment.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aShop, NOON, type Shop } from '../../support/factories.ts';
import {
  aUser,
  BOT_TOKEN,
  MONITORING_KEY,
  PASSWORD,
  type RunningApi,
  SIGNING_KEY,
  startTestApi,
} from '../../support/running-api.ts';

const MINUTE = 60_000;
const later = (ms: number): Date => new Date(NOON.getTime() + ms);

describe.each(databaseKinds)('logging in over HTTP on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let api: RunningApi;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
    api = await startTestApi({ db: database.db });
    await aUser(database.db, { ...shop, username: 'marta', role: 'owner' });
  });
  afterAll(async () => {
    await api.close();
    await database.close();
  });

  const login = (username: string, password: string, more = {}) =>
    api.ask('POST', '/api/v1/auth/login', { body: { username, password, ...more } });
  const me = (token: string) => api.ask('GET', '/api/v1/auth/me', { token });
  const refresh = (refresh_token: string) =>
    api.ask('POST', '/api/v1/auth/refresh', { body: { refresh_token } });

  it('When the password is right, then there is a token that says who is acting', async () => {
    const { status, body, headers } = await login(' Marta ', PASSWORD);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 900,
      user: { name: 'marta', role: 'owner' },
    });
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await me(body.access_token)).body).toEqual(body.user);
  });

  it('When the user is unknown, then the answer is that of a wrong password', async () => {
    const unknown = await login('nadie', 'cualquier cosa');
    const wrong = await login('marta', 'cualquier cosa');
    expect(unknown.status).toBe(401);
    expect({ ...unknown.body, request_id: '' }).toEqual({ ...wrong.body, request_id: '' });
    expect(wrong.body).toMatchObject({ code: 'bad_credentials' });
  });

  it('When five passwords were wrong, then even the right one waits, longer each time; known or not', async () => {
    await aUser(database.db, { ...shop, username: 'bloqueada', role: 'staff' });
    for (const username of ['bloqueada', 'inventada']) {
      api.setNow(NOON);
      const tries = await Promise.all(Array.from({ length: 8 }, () => login(username, 'mal')));
      expect(tries.filter((one) => one.status === 401)).toHaveLength(5);
      const locked = await login(username, PASSWORD);
      expect(locked.status).toBe(429);
      expect(locked.headers.get('retry-after')).toBe('60');
      api.setNow(later(MINUTE));
      expect((await login(username, 'mal')).status).toBe(401);
      expect((await login(username, PASSWORD)).headers.get('retry-after')).toBe('120');
    }
    api.setNow(later(4 * MINUTE));
    expect((await login('bloqueada', PASSWORD)).status).toBe(200);
    expect((await login('bloqueada', 'mal')).status).toBe(401);
    api.setNow(NOON);
  });

  it('When a refresh token is used, then the next one is another; used twice, the session ends for both', async () => {
    const { body: first } = await login('marta', PASSWORD);
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    api.setNow(later(MINUTE));
    expect((await refresh(first.refresh_token)).body.code).toBe('session_over');
    expect((await me(second.body.access_token)).status).toBe(401);
    expect((await refresh(second.body.refresh_token)).status).toBe(401);
    api.setNow(NOON);
  });

  it('When somebody logs out, then their tokens are worth nothing at once', async () => {
    const { body } = await login('marta', PASSWORD);
    await api.ask('POST', '/api/v1/auth/logout', { body: { refresh_token: body.refresh_token } });
    expect((await me(body.access_token)).body.code).toBe('session_over');
    expect((await refresh(body.refresh_token)).status).toBe(401);
  });

  it('When a page keeps its token in a cookie, then scripts never see it and other sites cannot use it', async () => {
    const { body, headers } = await login('marta', PASSWORD, { cookie: true });
    expect(body.refresh_token).toBeUndefined();
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const sent = { cookie: cookie.split(';')[0]! };
    const stolen = await api.ask('POST', '/api/v1/auth/refresh', {
      headers: { ...sent, origin: 'https://otro.example' },
    });
    expect(stolen.body.code).toBe('cross_site');
    const own = await api.ask('POST', '/api/v1/auth/refresh', { headers: { ...sent, origin: api.url } });
    expect(own.status).toBe(200);
    expect(own.body.refresh_token).toBeUndefined();
  });

  it('When somebody is revoked, then their token is worth nothing at once', async () => {
    const personId = await aUser(database.db, { ...shop, username: 'saliente', role: 'staff' });
    const token = await api.logIn('saliente');
    await revokePerson(database.db, shop.owner, { personId, now: NOON });
    expect((await me(token)).status).toBe(401);
    expect((await login('saliente', PASSWORD)).status).toBe(401);
  });

  it('When a token is forged, unsigned, old or for somebody else, then it is refused', async () => {
    const token = await api.logIn('marta');
    const { sid, sub } = jwt.decode(token) as { sid: string; sub: string };
    const iat = Math.floor(NOON.getTime() / 1000);
    const claims = { sid, sub, iat, exp: iat + 900, iss: 'inventario-retail', aud: 'inventario-retail/api' };
    const forged = [
      jwt.sign(claims, 'x'.repeat(40)),
      jwt.sign(claims, '', { algorithm: 'none' }),
      jwt.sign(claims, SIGNING_KEY, { algorithm: 'HS512' }),
      jwt.sign({ ...claims, iss: 'otro' }, SIGNING_KEY),
      jwt.sign({ ...claims, aud: 'otro' }, SIGNING_KEY),
      jwt.sign({ ...claims, iat: iat - 2000, exp: iat - 1000 }, SIGNING_KEY),
      'nada',
    ];
    for (const one of forged) expect((await me(one)).status, one).toBe(401);
    expect((await me(jwt.sign(claims, SIGNING_KEY))).status).toBe(200);
  });

  it('When a one-time link is opened, then it logs in once', async () => {
    const { db } = database;
    const token = await createLoginLink(db, { personId: shop.owner.personId, now: NOON, ttlMs: MINUTE });
    const open = (given: string) => api.ask('POST', '/api/v1/auth/link', { body: { token: given } });
    expect((await open(token)).body.user).toMatchObject({ role: 'owner' });
    expect((await open(token)).body.code).toBe('link_used');
    const late = await createLoginLink(db, { personId: shop.owner.personId, now: NOON, ttlMs: MINUTE });
    api.setNow(later(2 * MINUTE));
    expect((await open(late)).status).toBe(401);
    api.setNow(NOON);
  });

  it('When a Mini App shows signed initData, then its user is logged in; changed, old or a stranger, not', async () => {
    const initData = (userId: number, at: Date, token = BOT_TOKEN) => {
      const fields = {
        auth_date: String(Math.floor(at.getTime() / 1000)),
        query_id: 'q',
        user: JSON.stringify({ id: userId, first_name: 'Ñ' }),
      };
      const text = Object.entries(fields)
        .map(([key, value]) => `${key}=${value}`)
        .sort()
        .join('\n');
      const key = createHmac('sha256', 'WebAppData').update(token).digest();
      const hash = createHmac('sha256', key).update(text).digest('hex');
      return new URLSearchParams({ ...fields, hash }).toString();
    };
    const enter = (init_data: string) => api.ask('POST', '/api/v1/auth/telegram', { body: { init_data } });
    const owner = shop.owner.telegramUserId!;
    expect((await enter(initData(owner, NOON))).body.user).toMatchObject({ role: 'owner', name: 'Dueña' });
    expect((await enter(initData(owner, NOON, `${BOT_TOKEN}x`))).status).toBe(401);
    expect((await enter(initData(owner, NOON).replace(String(owner), String(owner + 1)))).status).toBe(401);
    expect((await enter(initData(owner, later(-2 * 60 * MINUTE)))).status).toBe(401);
    expect((await enter(initData(999_999_999, NOON))).body.code).toBe('not_enrolled');
    expect((await enter('')).status).toBe(400);
  });

  it('When one address knocks too often, then it waits', async () => {
    const few = await startTestApi({ db: database.db, perMinute: { usual: 5, costly: 2 } });
    const answers = [];
    for (let i = 0; i < 7; i++) answers.push((await few.ask('GET', '/api/v1/auth/me')).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const another = await startTestApi({ db: database.db, perMinute: { usual: 50, costly: 2 } });
    const logins = [];
    for (let i = 0; i < 3; i++)
      logins.push((await another.ask('POST', '/api/v1/auth/link', { body: { token: 'x' } })).status);
    expect(logins).toEqual([401, 401, 429]);
    await another.close();
    await few.close();
  });

  it('When only the monitoring key is shown, then it opens the checks and nothing else', async () => {
    const headers = { 'x-monitoring-key': MONITORING_KEY };
    expect((await api.ask('GET', '/api/v1/inventory/stats', { headers })).status).toBe(200);
    const metrics = await api.ask('GET', '/metrics', { headers });
    expect(metrics.status).toBe(200);
    expect(JSON.stringify(metrics)).toMatch(
      /inventario_assistant_calls_total\{outcome=.{1,2}failed.{1,2}\} 0/,
    );
    expect((await api.ask('GET', '/api/v1/auth/me', { headers })).status).toBe(401);
    const wrong = { 'x-monitoring-key': `${MONITORING_KEY}x` };
    expect((await api.ask('GET', '/metrics', { headers: wrong })).status).toBe(401);
    expect((await api.ask('GET', '/metrics')).status).toBe(401);
  });
});
