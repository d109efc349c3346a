import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPglite } from '../../../drizzle/client.ts';
import { balance } from '../../../drizzle/schema/index.ts';
import { aProduct, aShop } from '../../support/factories.ts';

const SCRIPT = fileURLToPath(new URL('../../../scripts/verify-ledger.ts', import.meta.url));

describe('npm run verify:ledger', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'verify-ledger-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  const run = (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      const env = { PATH: process.env.PATH, DATA_DIR: dataDir, ENVIRONMENT: 'test' };
      const child = execFile(
        process.execPath,
        ['--import', 'tsx', SCRIPT, ...args],
        { env },
        (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      );
    });

  it('When all invariants hold, then it says so and exits with 0; a breach is a line and exits with 1', async () => {
    expect(await run('--checkpoint')).toMatchObject({
      code: 0,
      stdout: '16 invariants hold: I1 I2 I3 I4 I5 I6 I7 I9 I10 I11 I14 I15 I16 I17 I18 I19\n',
    });
    const { db, close } = await openPglite(join(dataDir, 'database'));
    const shop = await aShop(db);
    const product = await aProduct(db, shop.owner, 'Yerba Playadito 500 g');
    await db.insert(balance).values({ productId: product.id, locationId: shop.shopId, quantity: '5' });
    await close();
    const text = await run('--checkpoint');
    expect(text.code).toBe(1);
    expect(text.stdout.split('\n')[0]).toBe(
      `I1 each balance is the sum of its movements: product ${product.id} at ${shop.shopId}: balance 5.000000, movements 0`,
    );
    expect(text.stdout).toContain('14 of 16 invariants hold');
  }, 120_000);

  it('When it is called wrongly, then it explains itself and exits with 2', async () => {
    const wrong = await run('--nonsense');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('Usage: npm run -s verify:ledger');
  });
});
