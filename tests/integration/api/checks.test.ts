import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReader, type Reader } from '../../../core/reading/reader.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aProduct, aShop } from '../../support/factories.ts';
import { MONITORING_KEY, type RunningApi, startTestApi } from '../../support/running-api.ts';

const headers = { 'x-monitoring-key': MONITORING_KEY };

describe('what a post-deploy test asks', () => {
  let database: TestDatabase;
  let api: RunningApi;
  let reader: Reader;
  beforeAll(async () => {
    database = await openTestDatabase();
    reader = createReader({ workers: 1 });
    api = await startTestApi({
      db: database.db,
      reader,
      health: [
        { name: 'database', onFailure: 'unhealthy', check: async () => 'healthy' },
        { name: 'redis', onFailure: 'degraded', check: async () => 'off' },
        {
          name: 'telegram',
          onFailure: 'degraded',
          check: async () => 'healthy',
        },
      ],
    });
  });
  afterAll(async () => {
    await api.close();
    await reader.close();
    await database.close();
  });

  it('When everything works, then /health says so; a part that is missed makes it degraded, still 200', async () => {
    expect(await api.ask('GET', '/health')).toMatchObject({
      status: 200,
      body: { status: 'healthy', database: 'healthy', redis: 'off', telegram: 'healthy' },
    });
    const other = await startTestApi({
      db: database.db,
      health: [{ name: 'telegram', onFailure: 'degraded', check: () => Promise.reject(new Error('away')) }],
    });
    expect(await other.ask('GET', '/health')).toMatchObject({ status: 200, body: { status: 'degraded' } });
    await other.close();
  });

  it('When the database does not answer in time, then /health is 503 and the process still lives', async () => {
    const hanging = await startTestApi({
      db: database.db,
      health: [
        { name: 'database', onFailure: 'unhealthy', check: () => new Promise<never>(() => undefined) },
      ],
    });
    expect(await hanging.ask('GET', '/health')).toMatchObject({
      status: 503,
      body: { status: 'unhealthy', database: 'unhealthy' },
    });
    expect((await hanging.ask('GET', '/health/live')).status).toBe(200);
    await hanging.close();
  });

  it('When the reading is tested, then a real invoice is read and every figure compared', async () => {
    expect((await api.ask('GET', '/api/v1/ocr/health', { headers })).body).toMatchObject({
      status: 'healthy',
    });
    const test = await api.ask('POST', '/api/v1/ocr/test', { headers, body: { test: true } });
    expect(test).toMatchObject({
      status: 200,
      body: { result: 'success', certified: true, lines: 4, differences: [] },
    });
    expect(test.body.compared).toBeGreaterThan(8);
  });

  it('When there are 0, 1, 2, 3 or many points, then the forecast is computed from them', async () => {
    const predict = async (test_data: number[]) =>
      (await api.ask('POST', '/api/v1/predictions/test', { headers, body: { test_data } })).body;
    expect(await predict([])).toEqual({ prediction: 0, low: 0, high: 0, method: 'no_sales' });
    for (const data of [[4], [4, 6], [1, 2, 3], Array.from({ length: 100 }, (_, i) => 10 + (i % 3))]) {
      const { prediction, low, high } = await predict(data);
      expect(prediction).toBeGreaterThanOrEqual(Math.min(...data) / 2);
      expect(prediction).toBeLessThanOrEqual(Math.max(...data) * 1.5);
      expect(low).toBeLessThanOrEqual(prediction);
      expect(high).toBeGreaterThanOrEqual(prediction);
    }
  });

  it('When the demand of products is asked, then each has its own forecast, by its own id', async () => {
    const body = {
      products: [
        { id: 1, sales: [10, 15, 12] },
        { id: 'b', sales: [] },
      ],
      horizon: 3,
    };
    const { predictions } = (await api.ask('POST', '/api/v1/predictions/demand', { headers, body })).body;
    expect(predictions).toMatchObject([{ id: 1 }, { id: 'b', method: 'no_sales' }]);
    expect(predictions[0].forecast).toHaveLength(3);
    expect(predictions[0].forecast[0].mean).toBeGreaterThan(8);
    expect(predictions[0].forecast[0].mean).toBeLessThan(17);
    expect((await api.ask('GET', '/api/v1/predictions/health', { headers })).body.status).toBe('healthy');
  });

  it('When the stock is asked, then the numbers are those of the ledger', async () => {
    const shop = await aShop(database.db);
    await aProduct(database.db, shop.owner, 'Yerba 1 kg');
    const stats = await api.ask('GET', '/api/v1/inventory/stats', { headers });
    expect(stats.body).toMatchObject({ total_products: 1, stock_value: '0', invoices_waiting: 0 });
    const status = await api.ask('GET', '/api/dashboard/status', { headers });
    expect(status.body).toMatchObject({
      inventory: { total_products: 1 },
      queues: { inbox: { waiting: 0 } },
    });
  });

  it('When the body is no JSON, has another shape or is too long, then the problem says which', async () => {
    const post = (body: unknown, more = {}) =>
      api.ask('POST', '/api/v1/predictions/test', { headers: { ...headers, ...more }, body });
    expect((await post('{"test_data":')).body.code).toBe('invalid_json');
    expect((await post({ test_data: ['1'] })).body).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'body.test_data.0' }],
    });
    expect((await post({ test_data: [-1] })).status).toBe(400);
    expect((await post('x'.repeat(300_000))).body.code).toBe('too_large');
    expect((await post('a=1', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await api.ask('GET', '/nada')).body.code).toBe('no_such_route');
  });
});
