import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLoginLink } from '../../core/access/login-links.ts';
import { voucherQuery } from '../../core/arca/voucher-query.ts';
import { sha256Hex } from '../../core/platform/ids.ts';
import { recordOperation } from '../../core/stock/operations.ts';
import { postReceipt } from '../../core/stock/post-receipt.ts';
import { keepFile } from '../../drizzle/queries/documents.ts';
import { alert, arcaCheck, documentPage } from '../../drizzle/schema/index.ts';
import { OUR_CUIT } from '../integration/arca/papers.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { aDocument, aDraft, aLine, aMatch, aProduct, aShop, NOON, type Shop } from '../support/factories.ts';
import { aUser, PASSWORD, type RunningApi, startTestApi } from '../support/running-api.ts';
import {
  DESKTOP,
  documentationPicture,
  hasBrowser,
  launchBrowser,
  PHONE,
  screenshot,
  type TestBrowser,
} from './support.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PICTURE = new URL('../../core/reading/self-test/factura.jpg', import.meta.url);
const ALERT = 'c1a7a1e0-6a55-4a0e-8f0d-0d4a5f1e2b3c';

/** Serious findings of axe, by rule and element. */
async function findings(page: Page): Promise<readonly string[]> {
  // Through the debugger: the page's own policy lets no foreign script in.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const results = (await page.evaluate('axe.run()')) as AxeResults;
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** A shop that bought twice, sold for three weeks and has a paper waiting. */
async function fill({ db }: TestDatabase, shop: Shop): Promise<void> {
  const yerba = await aProduct(db, shop.owner, 'Yerba Playadito 1 kg');
  const aceite = await aProduct(db, shop.owner, 'Aceite Natura 900 ml');
  for (const unitPrice of ['1500', '1710.50']) {
    const lines = [
      aLine(1, { description: yerba.name, quantity: '120', unitPrice }),
      aLine(2, { description: aceite.name, quantity: '60', unitPrice: '2100' }),
    ];
    const documentId = await aDocument(db, {
      uploader: shop.staff,
      draft: aDraft({ lines }),
      matches: [aMatch(1, yerba), aMatch(2, aceite)],
    });
    const posted = await postReceipt(db, {
      documentId,
      actor: shop.owner,
      acceptDifference: false,
      now: new Date(NOON.getTime() - 22 * 86_400_000),
    });
    if (!posted.ok) throw new Error(posted.error.code);
  }
  for (let day = 21; day >= 1; day--) {
    const now = new Date(NOON.getTime() - day * 86_400_000);
    const items = [
      { productId: yerba.id, quantity: String(3 + (day % 4)) },
      { productId: aceite.id, quantity: String(1 + (day % 2)) },
    ];
    await recordOperation(db, { actor: shop.staff, key: `day-${day}`, kind: 'sale', items, now });
  }
  const bytes = await readFile(PICTURE);
  const sha256 = sha256Hex(bytes);
  await keepFile(db, { sha256, bytes, mime: 'image/jpeg', size: bytes.length });
  const draft = aDraft({ lines: [aLine(1, { evidence: 'doubtful' })], header: { cae: '75123456781000' } });
  const waiting = await aDocument(db, { uploader: shop.staff, draft, matches: [] });
  await db.insert(arcaCheck).values({
    documentId: waiting,
    documentVersion: 1,
    query: voucherQuery(draft.header, OUR_CUIT),
    state: 'done',
    standing: 'amount_differs',
    checkedAt: NOON,
  });
  await db.insert(documentPage).values({
    documentId: waiting,
    chatId: 1,
    messageId: 9,
    telegramFileId: 'f',
    telegramUniqueId: 'f',
    imageSha256s: [sha256],
  });
  await db.insert(alert).values({
    id: ALERT,
    companyId: shop.companyId,
    kind: 'low_stock',
    subject: aceite.id,
    facts: { name: aceite.name },
    raisedAt: NOON,
  });
}

describe.skipIf(!hasBrowser)('the dashboard', () => {
  let database: TestDatabase;
  let shop: Shop;
  let api: RunningApi;
  let browser: TestBrowser;
  beforeAll(async () => {
    database = await openTestDatabase();
    shop = await aShop(database.db);
    await fill(database, shop);
    await aUser(database.db, { ...shop, username: 'marta', role: 'owner' });
    api = await startTestApi({ db: database.db });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await api?.close();
    await database?.close();
  });

  async function enter(size: typeof DESKTOP | typeof PHONE): Promise<Page> {
    const token = await createLoginLink(database.db, {
      personId: shop.owner.personId,
      now: NOON,
      ttlMs: 60_000,
    });
    const page = await browser.open(`${api.url}/#entrar=${token}`, size);
    await page.getByRole('heading', { name: 'Costos que cambiaron' }).waitFor();
    await page.getByText('Valor del stock').waitFor();
    await page.getByText('Se esperan').waitFor();
    return page;
  }

  it('When the password is wrong, then it says so; with the right one, typed with the keyboard, it opens', async () => {
    const page = await browser.open(api.url, DESKTOP);
    await page.getByLabel('Usuario').fill('marta');
    await page.keyboard.press('Tab');
    await page.keyboard.type('otra clave');
    await page.keyboard.press('Enter');
    await page.getByText('El usuario o la clave no son correctos.').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByLabel('Clave').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Facturas que esperan' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Facturas que esperan' }).waitFor();
    await page.getByRole('button', { name: 'Salir' }).click();
    await page.getByLabel('Usuario').waitFor();
    await page.close();
  });

  it('When the owner looks, then value, cover, alerts, papers, forecast, prices and people are there', async () => {
    const page = await enter(DESKTOP);
    expect(page.url()).toBe(`${api.url}/`);
    for (const text of ['Aceite Natura 900 ml', 'Dueña', '+14 %', 'Queda poco', 'días'])
      expect(await page.getByText(text).first().isVisible(), text).toBe(true);
    await page.getByText('GOLOSINAS CAÑADA').click();
    await page.getByRole('img', { name: /Foto de/ }).waitFor();
    await page.getByText('dudoso').waitFor();
    for (const text of [
      'ARCA: no coincide el importe',
      'Compará el total con el papel',
      'no está configurado',
    ])
      await page.getByText(text).first().waitFor();
    expect(await findings(page)).toEqual([]);
    await documentationPicture(page, 'dashboard');
    await page.close();
  });

  it('When it is opened on a phone in the dark, then nothing is wider than the screen', async () => {
    const page = await enter(PHONE);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    expect(await findings(page)).toEqual([]);
    await screenshot(page, 'dashboard-phone-dark');
    await page.close();
  });

  it('When all that was done, then no page broke its own content policy or threw', () => {
    // A refused login and a first visit without a session are 401s, which browsers print as errors.
    expect(browser.errors.filter((text) => !text.includes('401'))).toEqual([]);
  });
});
