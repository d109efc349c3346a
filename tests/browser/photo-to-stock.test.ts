import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropFiles } from './dropping.ts';
import { type ProductProcess, startProduct } from './product-process.ts';
import { cardAfter, confirmCard, textOf } from './review.ts';
import {
  DESKTOP,
  documentationPicture,
  hasBrowser,
  launchBrowser,
  PHONE,
  PICTURE,
  screenshot,
  type TestBrowser,
} from './support.ts';

const SAMPLES = fileURLToPath(new URL('../../bot/local-chat/samples/', import.meta.url));
const MORE_PAPERS = fileURLToPath(new URL('papers/', import.meta.url));
const PICTURED = 'factura-a-golosinas-canada.jpg';

/** What stands on each paper, whatever the form in which it comes. */
const PAPERS = [
  { paper: 'factura-a-golosinas-canada', number: '0043-00112838', total: '$ 2.284.081,79' },
  { paper: 'factura-b-distribuidora-nandu', number: '0043-00181106', total: '$ 2.965.787,06' },
  { paper: 'factura-c-mayorista-el-aguila', number: '0015-00311736', total: '$ 583.151,16' },
  { paper: 'factura-a-alimentos-del-litoral', number: '0005-00574771', total: '$ 14.964.599,54' },
  { paper: 'factura-b-logistica-andina', number: '0047-00361374', total: '$ 1.297.651,25' },
  { paper: 'tique-a-perez-munoz', number: '0013-00468470', total: '$ 1.415.540,61' },
  { paper: 'tique-b-golosinas-canada', number: '0045-00297721', total: '$ 8.227.255,33' },
  { paper: 'factura-a-distribuidora-nandu', number: '0044-00206223', total: '$ 7.756.816,53' },
] as const;

/** How a paper reaches the chat: as Telegram leaves a photo, as the whole photo sent as a file, as the supplier's PDF. */
const FORMS = [
  { form: 'photos as Telegram leaves them', suffix: '.jpg', as: 'sample' },
  { form: 'whole photos sent as files', suffix: '-completa.jpg', as: 'file' },
  { form: 'the suppliers’ PDFs', suffix: '.pdf', as: 'file' },
] as const;

describe.skipIf(!hasBrowser).each(FORMS)(
  'From photo to stock, in the local chat: $form',
  ({ suffix, as }) => {
    let product: ProductProcess | undefined;
    let browser: TestBrowser | undefined;
    let page: Page;

    beforeAll(async () => {
      [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
      page = await browser.open(product.pageUrl, DESKTOP);
      await page.getByRole('button', { name: 'INICIAR' }).click();
      await page.locator('.bubble', { hasText: 'Hola, Marta' }).waitFor();
    });
    afterAll(async () => {
      await browser?.close();
      if (product === undefined) return;
      const code = await product.stop();
      await product.remove();
      expect(code).toBe(0);
    });

    const sendSample = (name: string) => page.locator(`[data-sample="${name}"]`).click();

    const ask = async (text: string) => {
      await page.getByRole('textbox', { name: 'Mensaje' }).fill(text);
      await page.keyboard.press('Enter');
    };

    /** The card and the page with its lines framed, on a desk and on a phone. */
    const pictureReview = async () => {
      await page.locator('.message.from-bot .photo').last().waitFor({ timeout: 30_000 });
      await page.setViewportSize(PICTURE);
      await documentationPicture(page, 'review');
      await page.setViewportSize(DESKTOP);
      const phone = await browser!.open(product!.pageUrl, PHONE);
      await phone.locator('.message.with-keys').last().waitFor();
      await phone.locator('.message.with-keys').last().scrollIntoViewIfNeeded();
      await documentationPicture(phone, 'review-phone');
      await phone.close();
    };

    const send = (file: string): Promise<void> => {
      if (as === 'sample') return sendSample(file);
      const sample = join(SAMPLES, file);
      return dropFiles(page, 'file', [existsSync(sample) ? sample : join(MORE_PAPERS, file)]);
    };

    it.each(PAPERS)(
      'When $paper is sent and its card answered, then its goods are in stock',
      async ({ paper, number, total }) => {
        const file = `${paper}${suffix}`;
        const card = await cardAfter(page, () => send(file));
        const text = await textOf(card);
        expect(text).toContain(number);
        expect(text).toContain(total);
        if (file === PICTURED) await pictureReview();
        else await screenshot(page, `review-${file.replace(/\W/g, '-')}`);
        await confirmCard(page, card);
        expect(await textOf(card)).toContain('✅');
        await screenshot(page, `posted-${file.replace(/\W/g, '-')}`);
      },
    );

    it('When a paper that is in stock is photographed again, then it says who received it', async () => {
      await sendSample('factura-b-distribuidora-nandu.jpg');
      const answer = page.locator('.bubble', { hasText: 'Ya fue recibida' });
      await answer.waitFor({ timeout: 120_000 });
      expect(await textOf(answer)).toContain('Marta');
    });

    it('When the stock is asked for, then what came in is there', async () => {
      await ask('/stock oreo');
      // 28 on the shelf, 5 from one invoice and 10 from another.
      await page.locator('.bubble', { hasText: /Oreo[\s\S]*43/ }).waitFor();
      await page.evaluate("document.querySelector('.sidebar-scroll').scrollTo(0, 0)");
      if (as === 'sample') await documentationPicture(page, 'stock');
    });

    it('When everything is done, then the phone shows the same, and nothing was logged as an error', async () => {
      const phone = await browser!.open(product!.pageUrl, PHONE);
      await phone.locator('.bubble', { hasText: 'Oreo' }).last().waitFor();
      await screenshot(phone, `phone${suffix.replace(/\W/g, '-')}`);
      expect(browser?.errors).toEqual([]);
      expect(
        product!
          .log()
          .split('\n')
          .filter((line) => /"level":(50|60)/.test(line)),
      ).toEqual([]);
    });
  },
);
