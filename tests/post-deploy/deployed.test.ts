import { describe, expect, it } from 'vitest';

const DEPLOYED_URL = process.env.DEPLOYED_URL || undefined;
const key = process.env.MONITORING_KEY ?? '';

async function ask(path: string, body?: unknown) {
  const response = await fetch(new URL(path, DEPLOYED_URL), {
    headers: { 'x-monitoring-key': key, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

/** Run against what was deployed: `BASE_URL=https://… MONITORING_KEY=… npx vitest run tests/post-deploy`. */
describe.skipIf(DEPLOYED_URL === undefined)('what was deployed', () => {
  it('When it is asked for its health, then it is healthy and so is its database', async () => {
    const { status, text } = await ask('/health');
    expect(status, text).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ status: 'healthy', database: 'healthy' });
  });

  it('When it reads an invoice, then every figure is right', async () => {
    const { status, text } = await ask('/api/v1/ocr/test', { test: true });
    expect(status, text).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ result: 'success', differences: [] });
  });

  it.each([
    ['/api/v1/ocr/health', undefined, 'healthy'],
    ['/api/v1/inventory/stats', undefined, 'total_products'],
    ['/api/v1/predictions/health', undefined, 'healthy'],
    ['/api/v1/predictions/test', { test_data: [1, 2, 3] }, 'prediction'],
    ['/api/v1/predictions/demand', { products: [{ id: 1, sales: [10, 15, 12] }] }, 'predictions'],
    ['/api/dashboard/status', undefined, 'inventory'],
    ['/metrics', undefined, 'inventario_queue_rows'],
  ])('When %s is asked, then it answers what it should', async (path, body, expected) => {
    const { status, text } = await ask(path, body);
    expect(status, text).toBe(200);
    expect(text).toContain(expected);
  });

  it('When the dashboard is opened, then its page and script are served', async () => {
    expect((await ask('/')).text).toContain('/assets/dashboard.js');
    expect((await ask('/assets/dashboard.js')).status).toBe(200);
  });

  it('When nobody is logged in, then the data stay closed', async () => {
    for (const path of ['/api/v1/products', '/api/v1/audit', '/api/v1/users', '/api/v1/exports/products.csv'])
      expect((await ask(path)).status, path).toBe(401);
  });
});
