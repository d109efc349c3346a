import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STANDINGS } from '../../../core/arca/standing.ts';
import { voucherQuery } from '../../../core/arca/voucher-query.ts';
import { type Assistant, askModel, decideConsent } from '../../../core/assistant/assistant.ts';
import { arcaCheck, document } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aDocument, aShop, NOON, type Shop } from '../../support/factories.ts';
import { assistantOn } from '../../support/model/assistant.ts';
import { LoopbackModel } from '../../support/model/server.ts';
import { aUser, type RunningApi, startTestApi } from '../../support/running-api.ts';
import { aPaperWithCae, OUR_CUIT } from '../arca/papers.ts';

const CHECKED = '2026-11-03T15:00:00.000000Z';

describe.each(databaseKinds)('the online helpers in the API on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let server: LoopbackModel;
  let assistant: Assistant;
  let api: RunningApi;
  let owner = '';
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    const { db } = database;
    shop = await aShop(db);
    server = await LoopbackModel.start();
    assistant = assistantOn(server, { clock: { now: () => NOON }, dailyCalls: 2 });
    api = await startTestApi({ db, helpers: { assistant, asksArca: true } });
    await aUser(db, { ...shop, username: 'marta', role: 'owner' });
    await aUser(db, { ...shop, username: 'lucia', role: 'staff' });
    owner = await api.logIn('marta');
  });
  afterAll(async () => {
    await api.close();
    await server.close();
    await database.close();
  });

  let papers = 0;
  /** A paper with this check, or with none. */
  async function aPaper(check: Partial<typeof arcaCheck.$inferInsert> | null): Promise<string> {
    papers += 1;
    const draft = aPaperWithCae(papers);
    const id = await aDocument(database.db, { uploader: shop.staff, draft, matches: [] });
    if (check !== null)
      await database.db.insert(arcaCheck).values({
        documentId: id,
        documentVersion: 1,
        query: voucherQuery(draft.header, OUR_CUIT),
        state: 'pending',
        ...check,
      });
    return id;
  }

  const get = (path: string, token = owner) => api.ask('GET', `/api/v1/${path}`, { token });

  /** What a paper says of ARCA, the same alone and in the list. */
  async function arcaOf(id: string): Promise<unknown> {
    const { arca } = (await get(`invoices/${id}`)).body;
    const { items } = (await get('invoices?limit=100')).body;
    expect(items.find((one: { id: string }) => one.id === id).arca).toEqual(arca);
    return arca;
  }

  it.each(STANDINGS)(
    'When ARCA answered %s, then the invoice says so, since when and in whose words',
    async (standing) => {
      const observations = [{ code: 100, message: 'El CAE no existe' }];
      const id = await aPaper({ state: 'done', standing, observations, checkedAt: NOON });
      expect(await arcaOf(id)).toEqual({ state: standing, checked_at: CHECKED, text: 'El CAE no existe' });
    },
  );

  it('When ARCA has not answered, then the invoice is pending, also after a failure', async () => {
    const pending = { state: 'pending', checked_at: null, text: null };
    expect(await arcaOf(await aPaper({}))).toEqual(pending);
    expect(await arcaOf(await aPaper({ problem: 'timeout' }))).toEqual(pending);
  });

  it('When there is nothing to ask, or the paper was corrected since, then it says nothing', async () => {
    expect(await arcaOf(await aPaper(null))).toBeNull();
    expect(await arcaOf(await aPaper({ state: 'skipped', query: null }))).toBeNull();
    const corrected = await aPaper({ state: 'done', standing: 'verified', checkedAt: NOON });
    const draft = aPaperWithCae(papers, { total: '1' });
    await database.db.update(document).set({ draft }).where(eq(document.id, corrected));
    expect(await arcaOf(corrected)).toBeNull();
  });

  it('When nothing is configured, then both helpers are off, and staff are not told', async () => {
    const bare = await startTestApi({ db: database.db });
    const answer = await bare.ask('GET', '/api/v1/helpers', { token: owner });
    await bare.close();
    expect(answer.body).toMatchObject({ assistant: { state: 'off' }, arca: { state: 'off' } });
    expect((await get('helpers', await api.logIn('lucia'))).body.code).toBe('forbidden');
  });

  it('When the assistant is agreed to, fails and reaches its limit, then its state and calls of today follow', async () => {
    const { db } = database;
    const state = async () => (await get('helpers')).body.assistant;
    const ask = () =>
      askModel(db, assistant, shop.companyId, { messages: [{ role: 'user', content: '{}' }] });
    expect(await state()).toMatchObject({ state: 'consent', calls_today: 0, daily_limit: 2 });
    await decideConsent(db, assistant, { actor: shop.owner, agrees: true });
    server.script = () => ({ text: 'hola' });
    await ask();
    expect(await state()).toMatchObject({
      state: 'working',
      calls_today: 1,
      failures_today: 0,
      problem: null,
    });
    server.script = () => ({ status: 400 });
    await ask();
    expect(await state()).toMatchObject({ state: 'spent', calls_today: 2, failures_today: 1 });
    expect((await state()).problem).toBeTypeOf('string');
  });

  it('When checks wait, then it tells how many, and that ARCA is away after one that failed', async () => {
    const arca = async () => (await get('helpers')).body.arca;
    await database.db.delete(arcaCheck);
    await aPaper({});
    expect(await arca()).toEqual({ state: 'working', waiting: 1, problem: null });
    await aPaper({ problem: 'timeout' });
    expect(await arca()).toEqual({ state: 'away', waiting: 2, problem: 'timeout' });
  });
});
