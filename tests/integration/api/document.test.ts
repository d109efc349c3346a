import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, type Logger } from '../../../core/platform/logger.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aProduct, aShop } from '../../support/factories.ts';
import {
  aUser,
  BOT_TOKEN,
  MONITORING_KEY,
  PASSWORD,
  type RunningApi,
  SIGNING_KEY,
  startTestApi,
} from '../../support/running-api.ts';

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Shape }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Shape } } };
}
interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

/** Sometimes what the document asks for, sometimes anything. */
function oneOf(shape: Shape, ids: readonly string[]): fc.Arbitrary<unknown> {
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'binary' }));
  return fc.oneof({ weight: 4, arbitrary: fitting(shape, ids) }, { weight: 1, arbitrary: anything });
}

function fitting(shape: Shape, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  if (shape.properties !== undefined)
    return fc.record(
      Object.fromEntries(Object.entries(shape.properties).map(([name, one]) => [name, oneOf(one, ids)])),
      { requiredKeys: [] },
    );
  if (shape.type === 'array') return fc.array(oneOf(shape.items ?? {}, ids), { maxLength: 4 });
  if (shape.type === 'integer' || shape.type === 'number')
    return fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -1, 1e308, 2 ** 53));
  if (shape.type === 'boolean') return fc.boolean();
  if (shape.format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid());
  return fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('1', '-0.5', '1e9', '\0', '\ud800'),
  );
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && !/\p{Surrogate}/u.test(value);

type Pick = <T>(arbitrary: fc.Arbitrary<T>) => T;

function requestFor(
  { path, one }: { readonly path: string; readonly one: Operation },
  ids: readonly string[],
  pick: Pick,
): { readonly path: string; readonly body: unknown; readonly key: string } {
  const query = new URLSearchParams();
  let filled = path;
  for (const { name, in: where, schema } of one.parameters) {
    const value = pick(oneOf(schema, ids));
    const text = isText(value) ? value : JSON.stringify(value ?? null);
    if (where === 'path') filled = filled.replace(`{${name}}`, encodeURIComponent(text) || '0');
    else if (where === 'query' && pick(fc.boolean())) query.set(name, text);
  }
  const shape = one.requestBody?.content['application/json'].schema;
  return {
    path: `${filled}?${query}`,
    body: shape === undefined ? undefined : pick(oneOf(shape, ids)),
    key: `fuzz-${pick(fc.nat())}`,
  };
}

describe('the OpenAPI document', () => {
  const logged: string[] = [];
  let database: TestDatabase;
  let api: RunningApi;
  let token = '';
  let ids: string[] = [];
  let logger: Logger;
  beforeAll(async () => {
    database = await openTestDatabase();
    const shop = await aShop(database.db);
    logger = createLogger({ level: 'debug', write: (line) => logged.push(line) });
    api = await startTestApi({ db: database.db, logger });
    await aUser(database.db, { ...shop, username: 'marta-canary', role: 'owner' });
    token = await api.logIn('marta-canary');
    ids = [(await aProduct(database.db, shop.owner, 'Yerba 1 kg')).id, shop.shopId];
  });
  afterAll(async () => {
    await api.close();
    await database.close();
  });

  it('When it is read, then it is OpenAPI 3.1 and names every route with who may use it', async () => {
    const { body } = await api.ask('GET', '/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/health',
        '/api/v1/auth/login',
        '/api/v1/predictions/demand',
        '/api/v1/movements',
      ]),
    );
    expect(body.paths['/health'].get.security).toEqual([]);
    expect(body.paths['/api/v1/audit'].get.security).toEqual([{ bearer: [] }]);
    expect((await api.ask('GET', '/api/docs')).body).toContain('/api/v1/movements');
  });

  it('When anything is sent to any route, then it is answered or refused, never a failure of ours', async () => {
    const { body } = await api.ask('GET', '/openapi.json');
    const operations = Object.entries(body.paths as Record<string, Record<string, Operation>>).flatMap(
      ([path, methods]) => Object.entries(methods).map(([method, one]) => ({ path, method, one })),
    );
    // Reading a picture takes seconds; logging out would end the test's own session.
    const asked = operations.filter(({ path }) => path !== '/api/v1/ocr/test');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...asked), fc.infiniteStream(fc.nat()), async (operation, seeds) => {
        const request = requestFor(operation, ids, (arbitrary) => {
          const [picked] = fc.sample(arbitrary, { numRuns: 1, seed: seeds.next().value });
          return picked as never;
        });
        const answer = await api.ask(operation.method.toUpperCase(), request.path, {
          token,
          headers: { 'idempotency-key': request.key },
          ...(request.body === undefined ? {} : { body: request.body }),
        });
        const what = `${operation.method} ${request.path} ${JSON.stringify(request.body)}`;
        expect(answer.status, `${what} → ${JSON.stringify(answer.body)}`).toBeLessThan(500);
      }),
      { numRuns: 400 },
    );
  });

  it('When all that was done, then no secret, password, token or name went into the log', () => {
    expect(logged.length).toBeGreaterThan(100);
    const text = logged.join('');
    for (const secret of [PASSWORD, SIGNING_KEY, MONITORING_KEY, BOT_TOKEN, token, 'marta-canary', 'Yerba'])
      expect(text, secret).not.toContain(secret);
  });
});
