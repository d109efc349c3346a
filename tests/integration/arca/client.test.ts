import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ArcaAccess } from '../../../core/arca/access.ts';
import { findRegistered } from '../../../core/arca/constancia.ts';
import { login } from '../../../core/arca/login.ts';
import { createPost } from '../../../core/arca/transport.ts';
import type { VoucherQuery } from '../../../core/arca/voucher-query.ts';
import { checkVoucher } from '../../../core/arca/vouchers.ts';
import { createAuthority } from '../../support/arca/authority.ts';
import { LoopbackArca, type Trouble } from '../../support/arca/server.ts';

const OUR_CUIT = '30500000127';
const NOW = new Date();

const QUERY: VoucherQuery = {
  issuerCuit: '30645322858',
  documentType: 1,
  pointOfSale: 3,
  number: 12345,
  date: '2026-11-02',
  total: '121000',
  code: '75123456789012',
  receiver: { docType: 80, docNumber: OUR_CUIT },
};

describe('the client against a loopback ARCA', () => {
  let arca: LoopbackArca;
  let access: ArcaAccess;
  let now = NOW;
  beforeAll(async () => {
    arca = await LoopbackArca.start({ clock: { now: () => now } });
    access = {
      cuit: OUR_CUIT,
      ...arca.issueTo(OUR_CUIT),
      environment: 'production',
      secretKey: 'k'.repeat(32),
      apiRoot: arca.url,
      caPem: arca.authority.pem,
    };
    arca.vouchers.push({
      mode: 'CAE',
      code: QUERY.code,
      issuerCuit: QUERY.issuerCuit,
      type: 1,
      pointOfSale: 3,
      number: 12345,
      date: '20261102',
      total: '121000.00',
      receiver: { docType: 80, docNumber: OUR_CUIT },
    });
  });
  afterAll(() => arca.close());
  beforeEach(() => {
    now = new Date(now.getTime() + 13 * 60 * 60_000);
  });

  const post = () => createPost({ ca: arca.authority.pem, timeoutMs: 1_000 });
  const ticketFor = async (service: 'wscdc' | 'ws_sr_constancia_inscripcion') => {
    const given = await login(access, service, { post: post(), now });
    if (!given.ok) throw new Error(given.error.code);
    return given.value;
  };
  const ask = async (change: Partial<VoucherQuery> = {}) =>
    checkVoucher({ access, ticket: await ticketFor('wscdc'), post: post() }, { ...QUERY, ...change });

  it('When the certificate is good, then openssl accepts the CMS and the ticket is good for twelve hours', async () => {
    const ticket = await ticketFor('wscdc');
    expect(ticket.expiresAt.getTime() - now.getTime()).toBe(12 * 60 * 60_000);
    expect(ticket.token).toContain('<&>');
  });

  it('When a second ticket is asked for too soon, then it says so and it passes', async () => {
    await ticketFor('wscdc');
    expect(await login(access, 'wscdc', { post: post(), now })).toEqual({
      ok: false,
      error: { kind: 'passing', code: 'coe.alreadyAuthenticated' },
    });
  });

  it('When the certificate is of another authority, then it is a matter of set-up', async () => {
    const foreign = { ...access, ...createAuthority('Otra').issue({ name: 'otro' }) };
    expect(await login(foreign, 'wscdc', { post: post(), now })).toEqual({
      ok: false,
      error: { kind: 'setup', code: 'cms.sign.invalid' },
    });
  });

  it('When our clock is wrong by a day, then it is a matter of set-up', async () => {
    const tomorrow = new Date(now.getTime() + 24 * 60 * 60_000);
    expect(await login(access, 'wscdc', { post: post(), now: tomorrow })).toEqual({
      ok: false,
      error: { kind: 'setup', code: 'xml.generationTime.invalid' },
    });
  });

  it('When the server is not under the authority we trust, then nothing is said to it', async () => {
    const trusting = createPost({ ca: createAuthority('Otra').pem, timeoutMs: 1_000 });
    const before = arca.logins.length;
    expect(await login(access, 'wscdc', { post: trusting, now })).toEqual({
      ok: false,
      error: { kind: 'passing', code: 'unreachable' },
    });
    expect(arca.logins).toHaveLength(before);
  });

  it.each([
    ['cms.bad', 'setup'],
    ['cms.bad.base64', 'setup'],
    ['cms.cert.notFound', 'setup'],
    ['cms.cert.expired', 'setup'],
    ['cms.cert.invalid', 'setup'],
    ['cms.cert.untrusted', 'setup'],
    ['cms.sign.invalid', 'setup'],
    ['coe.notAuthorized', 'setup'],
    ['coe.alreadyAuthenticated', 'passing'],
    ['wsn.unavailable', 'passing'],
    ['wsn.notFound', 'setup'],
    ['wsaa.unavailable', 'passing'],
    ['wsaa.internalError', 'passing'],
    ['xml.bad', 'setup'],
    ['xml.source.invalid', 'setup'],
    ['xml.destination.invalid', 'setup'],
    ['xml.version.notSupported', 'setup'],
    ['xml.generationTime.invalid', 'setup'],
    ['xml.expirationTime.expired', 'setup'],
    ['xml.expirationTime.invalid', 'setup'],
  ])('When WSAA faults with %s, then it is %s', async (code, kind) => {
    arca.trouble('login', { kind: 'fault', code: `ns1:${code}`, text: 'no' });
    expect(await login(access, 'wscdc', { post: post(), now })).toEqual({ ok: false, error: { kind, code } });
  });

  const TROUBLES: readonly (readonly [string, Trouble, string])[] = [
    ['hangs', { kind: 'hang' }, 'timeout'],
    ['resets the connection', { kind: 'reset' }, 'unreachable'],
    [
      'answers 500 with a page',
      { kind: 'page', status: 500, html: '<html><h1>Error</h1></html>' },
      'http_500',
    ],
    ['answers 503 with nothing', { kind: 'page', status: 503, html: '' }, 'http_503'],
    [
      'answers 200 with a page',
      { kind: 'page', status: 200, html: '<!DOCTYPE html><html>Mantenimiento</html>' },
      'not_xml',
    ],
    [
      'answers half an envelope',
      { kind: 'page', status: 200, html: '<soapenv:Envelope><soapenv:Bo' },
      'not_xml',
    ],
    [
      'answers with a billion laughs',
      {
        kind: 'page',
        status: 200,
        html: '<!DOCTYPE x [<!ENTITY a "&b;&b;">]><Envelope><Body>&a;</Body></Envelope>',
      },
      'not_xml',
    ],
    ['answers with two megabytes', { kind: 'page', status: 200, html: 'x'.repeat(2_000_000) }, 'too_large'],
    ['redirects', { kind: 'page', status: 302, html: '' }, 'http_302'],
    [
      'says Transacción Activa',
      { kind: 'fault', code: 'soap:Server', text: 'Transacción Activa' },
      'wscdc.fault',
    ],
    ['has error 500', { kind: 'error', code: 500, text: 'Error interno de aplicación' }, 'wscdc.500'],
    ['has error 502', { kind: 'error', code: 502, text: 'Transacción Activa' }, 'wscdc.502'],
  ];
  it.each(TROUBLES)('When WSCDC %s, then it passes', async (_, trouble, code) => {
    const ticket = await ticketFor('wscdc');
    arca.trouble('vouchers', trouble);
    const answer = await checkVoucher({ access, ticket, post: post() }, QUERY);
    expect(answer).toEqual({ ok: false, error: { kind: 'passing', code } });
  });

  it('When the ticket is refused, then it says that it is the ticket', async () => {
    const ticket = { token: 'x', sign: 'y' };
    const answer = await checkVoucher({ access, ticket, post: post() }, QUERY);
    expect(answer).toEqual({ ok: false, error: { kind: 'ticket', code: 'wscdc.600' } });
  });

  it.each([
    [{}, 'verified'],
    [{ code: '75999999999999' }, 'not_found'],
    [{ issuerCuit: '30528582929' }, 'issuer_differs'],
    [{ documentType: 6 }, 'type_differs'],
    [{ pointOfSale: 4 }, 'number_differs'],
    [{ number: 12346 }, 'number_differs'],
    [{ date: '2026-11-03' }, 'date_differs'],
    [{ total: '121000.99' }, 'verified'],
    [{ total: '121012.10' }, 'verified'],
    [{ total: '121012.11' }, 'amount_differs'],
    [{ total: '1210' }, 'amount_differs'],
    [{ receiver: { docType: 96, docNumber: OUR_CUIT } }, 'receiver_differs'],
    [{ receiver: { docType: 80, docNumber: '30528582929' } }, 'receiver_differs'],
    [{ receiver: null }, 'receiver_missing'],
    [{ documentType: 201, receiver: null }, 'receiver_missing'],
  ] as const)('When it is asked about %j, then it is %s', async (change, standing) => {
    const answer = await ask(change);
    expect(answer.ok && answer.value.standing).toBe(standing);
  });

  it('When the code is a CAEA, then it is found as one, reported or not', async () => {
    const caea = { ...QUERY, code: '26123456789012', receiver: null, documentType: 6 };
    const { receiver: _, ...rest } = arca.vouchers[0]!;
    const voucher = { ...rest, mode: 'CAEA' as const, code: caea.code, type: 6 };
    arca.vouchers.push({ ...voucher, isReported: false });
    expect(await ask(caea)).toMatchObject({ ok: true, value: { standing: 'unreported' } });
    now = new Date(now.getTime() + 13 * 60 * 60_000);
    arca.vouchers.splice(1, 1, voucher);
    expect(await ask(caea)).toMatchObject({ ok: true, value: { standing: 'verified' } });
  });

  it.each([
    [
      '30645322858',
      { name: 'GOLOSINAS CAÑADA S.R.L.', address: 'LAVALLE 850, CAÑADA DE GOMEZ (2500), SANTA FE' },
    ],
    [
      '20123456786',
      { name: 'PEREZ ANA & HIJOS', address: 'AV RIVADAVIA 5000, CIUDAD AUTONOMA BUENOS AIRES' },
    ],
    ['30528582929', { name: 'SIN DOMICILIO S.A.', address: null }],
    ['27286383217', { name: 'GOMEZ RITA', address: null }],
    ['20999999999', null],
  ])('When the constancia of %s is asked for, then it is %j', async (cuit, person) => {
    const ticket = await ticketFor('ws_sr_constancia_inscripcion');
    expect(await findRegistered({ access, ticket, post: post() }, cuit)).toEqual({ ok: true, value: person });
  });

  it('When the registry refuses the token, then it says that it is the ticket', async () => {
    const ticket = { token: 'x', sign: 'y' };
    expect(await findRegistered({ access, ticket, post: post() }, '30645322858')).toEqual({
      ok: false,
      error: { kind: 'ticket', code: 'constancia.token' },
    });
  });
});
