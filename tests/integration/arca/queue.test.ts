import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ArcaQueueOptions, runArcaQueue } from '../../../core/arca/queue.ts';
import { createTickets } from '../../../core/arca/tickets.ts';
import { createPost } from '../../../core/arca/transport.ts';
import { ensureSupplier } from '../../../core/catalog/suppliers.ts';
import { createLogger } from '../../../core/platform/logger.ts';
import { createWake } from '../../../core/platform/wake.ts';
import { changeDocument } from '../../../drizzle/queries/documents.ts';
import { arcaCheck, arcaTicket, supplier } from '../../../drizzle/schema/index.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
import { LoopbackArca } from '../../support/arca/server.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import {
  aDocument,
  aShop,
  NOON,
  OTHER_SUPPLIER_CUIT,
  type Shop,
  SUPPLIER_CUIT,
} from '../../support/factories.ts';
import { aPaperWithCae, authorise, OUR_CUIT } from './papers.ts';

describe.each(databaseKinds)('the queue of checks, on %s', (kind) => {
  let database: TestDatabase;
  let arca: LoopbackArca;
  let shop: Shop;
  let stop: AbortController;
  const running: Promise<unknown>[] = [];
  let said: string[] = [];
  let index = 0;
  let ahead = 0;
  const clock = { now: () => new Date(Date.now() + ahead) };
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    ahead = 0;
    arca = await LoopbackArca.start({ clock });
    for (const table of ['arca_check', 'arca_ticket', 'arca_lookup', 'document', 'supplier'])
      await database.db.execute(`truncate ${table} cascade`);
    shop = await aShop(database.db);
    stop = new AbortController();
    said = [];
  });
  afterEach(async () => {
    stop.abort();
    await Promise.all(running.splice(0));
    await arca.close();
  });

  const accessWith = (secretKey = 's'.repeat(40)) => ({
    cuit: OUR_CUIT,
    ...arca.issueTo(OUR_CUIT),
    environment: 'production' as const,
    secretKey,
    apiRoot: arca.url,
    caPem: arca.authority.pem,
  });
  const work = (more: Partial<ArcaQueueOptions> = {}): void => {
    running.push(
      runArcaQueue({
        db: database.db,
        access: accessWith(),
        clock,
        logger: createLogger({ level: 'silent' }),
        announce: async (_, documentId) => {
          said.push(documentId);
        },
        said: () => undefined,
        wake: createWake(),
        signal: stop.signal,
        owner: `worker-${Math.random()}`,
        idleMs: 20,
        timeoutMs: 500,
        pauses: [0.05],
        ...more,
      }),
    );
  };
  const aPaper = async (header = {}) => {
    index += 1;
    const draft = aPaperWithCae(index, header);
    const id = await aDocument(database.db, { uploader: shop.staff, draft, matches: [] });
    return { id, draft };
  };
  const rowOf = async (id: string) =>
    (await database.db.select().from(arcaCheck).where(eq(arcaCheck.documentId, id)))[0];
  const becomes = (id: string, state: string, standing: string | null = null) =>
    eventually(`${id} is ${state} ${standing}`, async () => {
      const row = await rowOf(id);
      return row?.state === state && row.standing === standing;
    });

  it('When papers are in review, then each is asked about once and its answer is said once', async () => {
    const good = await aPaper();
    const forged = await aPaper();
    authorise(arca, [good.draft]);
    work();
    await becomes(good.id, 'done', 'verified');
    await becomes(forged.id, 'done', 'not_found');
    expect(said.toSorted()).toEqual([good.id, forged.id].toSorted());
    expect(arca.logins.filter((service) => service === 'wscdc')).toHaveLength(1);
  });

  it('When a paper is a till ticket, then ARCA is not asked', async () => {
    const { id } = await aPaper({ documentType: 82 });
    work();
    await becomes(id, 'skipped');
    expect(arca.asked).toEqual([]);
  });

  it('When a paper is corrected, then only another question is asked again', async () => {
    const { id, draft } = await aPaper({ total: '99' });
    authorise(arca, [{ ...draft, header: { ...draft.header, total: '1452' } }]);
    work();
    await becomes(id, 'done', 'amount_differs');
    const change = (next: typeof draft) =>
      inTransaction(database.db, (tx) => changeDocument(tx, id, NOON, { draft: next }));
    await change({ ...draft, lines: [] });
    await eventually('the new version is seen', async () => (await rowOf(id))?.documentVersion === 2);
    expect((await rowOf(id))?.standing).toBe('amount_differs');
    await change({ ...draft, header: { ...draft.header, total: '1452' } });
    await becomes(id, 'done', 'verified');
    expect(arca.asked).toHaveLength(2);
  });

  it('When ARCA is in trouble, then it is asked again and answers in the end', async () => {
    const { id, draft } = await aPaper();
    authorise(arca, [draft]);
    arca.trouble(
      'vouchers',
      { kind: 'page', status: 503, html: '<html></html>' },
      { kind: 'error', code: 502, text: 'Transacción Activa' },
    );
    work();
    await becomes(id, 'done', 'verified');
    expect(said).toEqual([id, id, id]);
  });

  it('When ARCA fails three times in a row, then it is left alone for a minute', async () => {
    const { id, draft } = await aPaper();
    authorise(arca, [draft]);
    arca.trouble('vouchers', ...Array.from({ length: 3 }, () => ({ kind: 'reset' as const })));
    work();
    await eventually('three failures', async () => (await rowOf(id))?.attempts === 3);
    await new Promise((done) => setTimeout(done, 300));
    expect((await rowOf(id))?.attempts).toBe(3);
    ahead = 61_000;
    await becomes(id, 'done', 'verified');
  });

  it('When the services forgot the ticket, then WSAA keeps refusing and it waits instead of asking again and again', async () => {
    const first = await aPaper();
    authorise(arca, [first.draft]);
    work();
    await becomes(first.id, 'done', 'verified');
    arca.forgetTokens();
    const { id } = await aPaper();
    await eventually('the refusal is kept', async () => {
      const [row] = await database.db.select().from(arcaTicket).where(eq(arcaTicket.service, 'wscdc'));
      return row?.problem === 'coe.alreadyAuthenticated';
    });
    await new Promise((done) => setTimeout(done, 200));
    expect(arca.logins.filter((service) => service === 'wscdc')).toHaveLength(2);
    ahead = 13 * 60 * 60_000;
    authorise(arca, [first.draft]);
    await becomes(id, 'done', 'not_found');
  });

  it('When twelve hours are over, then there is a new ticket', async () => {
    const tickets = createTickets({
      db: database.db,
      access: accessWith(),
      clock,
      post: createPost({ ca: arca.authority.pem, timeoutMs: 2_000 }),
    });
    const first = await tickets.ticketFor('wscdc');
    expect(await tickets.ticketFor('wscdc')).toEqual(first);
    ahead = 12 * 60 * 60_000;
    const second = await tickets.ticketFor('wscdc');
    expect(second.ok && first.ok && second.value.token !== first.value.token).toBe(true);
  });

  it('When many want a ticket at once, then one request is made', async () => {
    const post = createPost({ ca: arca.authority.pem, timeoutMs: 2_000 });
    const access = accessWith();
    const given = await Promise.all(
      Array.from({ length: 6 }, () =>
        createTickets({ db: database.db, access, clock, post }).ticketFor('wscdc'),
      ),
    );
    expect(new Set(given.map((one) => (one.ok ? one.value.token : one.error.code))).size).toBe(1);
    expect(arca.logins).toEqual(['wscdc']);
  });

  it('When SECRET_KEY is another one, then the kept ticket is no ticket', async () => {
    const post = createPost({ ca: arca.authority.pem, timeoutMs: 2_000 });
    await createTickets({ db: database.db, access: accessWith(), clock, post }).ticketFor('wscdc');
    const other = createTickets({ db: database.db, access: accessWith('o'.repeat(40)), clock, post });
    expect(await other.ticketFor('wscdc')).toMatchObject({ error: { code: 'coe.alreadyAuthenticated' } });
  });

  it('When a supplier is new, then the constancia fills what nobody knew and leaves what somebody wrote', async () => {
    const wish = { companyId: shop.companyId };
    await inTransaction(database.db, async (tx) => {
      await ensureSupplier(tx, { ...wish, cuit: SUPPLIER_CUIT, name: null });
      await ensureSupplier(tx, { ...wish, cuit: '20123456786', name: 'Ana' });
      await ensureSupplier(tx, { ...wish, cuit: OTHER_SUPPLIER_CUIT, name: null });
    });
    work();
    await eventually('all are looked up', () => arca.lookedUp.length === 3);
    await eventually('all are filled', async () => {
      const rows = await database.db.select().from(supplier).orderBy(supplier.cuit);
      return (
        JSON.stringify(rows.map(({ name, address }) => [name, address])) ===
        JSON.stringify([
          ['Ana', 'AV RIVADAVIA 5000, CIUDAD AUTONOMA BUENOS AIRES'],
          ['SIN DOMICILIO S.A.', null],
          ['GOLOSINAS CAÑADA S.R.L.', 'LAVALLE 850, CAÑADA DE GOMEZ (2500), SANTA FE'],
        ])
      );
    });
    await new Promise((done) => setTimeout(done, 100));
    expect(arca.lookedUp).toHaveLength(3);
  });
});
