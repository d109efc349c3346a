import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropFiles } from './dropping.ts';
import { type ProductProcess, startProduct } from './product-process.ts';
import { cardAfter, confirmCard, textOf } from './review.ts';
import { hasBrowser, launchBrowser, PHONE, screenshot, type TestBrowser } from './support.ts';

const PHOTO = fileURLToPath(
  new URL('../../bot/local-chat/samples/factura-c-mayorista-el-aguila.jpg', import.meta.url),
);
const ANSWER_MS = 20_000;

/** An hour of a shop's day on a phone, in one chat; each step goes on where the last one ended. */
describe.skipIf(!hasBrowser)('A shop’s day on a phone', () => {
  let product: ProductProcess | undefined;
  let browser: TestBrowser | undefined;
  let page: Page;

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
    page = await browser.open(product.pageUrl, PHONE);
    await page.getByRole('button', { name: 'INICIAR' }).click();
    await sees(/Hola, Marta/);
  });
  afterAll(async () => {
    await browser?.close();
    if (product === undefined) return;
    const code = await product.stop();
    await product.remove();
    expect(code).toBe(0);
  });

  const sees = (words: RegExp): Promise<void> =>
    page.locator('.message.from-bot').filter({ hasText: words }).last().waitFor({ timeout: ANSWER_MS });
  const taps = (words: RegExp): Promise<void> =>
    page.locator('.key').filter({ hasText: words }).last().click();
  const says = async (text: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'Mensaje' }).fill(text);
    await page.keyboard.press('Enter');
  };

  it('When the paper of the morning is photographed, then its goods are in stock', async () => {
    const card = await cardAfter(page, () => dropFiles(page, 'photo', [PHOTO]));
    expect(await textOf(card)).toContain('$ 583.151,16');
    await confirmCard(page, card);
    await screenshot(page, 'day-1-received');
  });

  it.each<readonly [name: string, says: string, sees: RegExp, taps: RegExp | null, then: RegExp | null]>([
    ['2-sale', 'vendí 3 coca de 2,25 y 2 oreo', /Venta/, /Confirmar/, /✅ .*Venta/],
    ['3-question', '¿cuánta yerba queda?', /Yerba Playadito 1 kg: 18 u/, null, null],
    ['4-report', '/informe_stock', /Informe de stock/, null, null],
    ['5-count', '/calibrar', /Recuento en Local/, /Verdulería/, /¿Cuántas hay de/],
    ['6-missing', 'anotame que no hay más Brahma, ni Quilmes', /¿Lo anoto/, /Anotar/, /✅|Anotado|faltantes/],
    ['7-order', '/pedido', /Para pedir/, null, null],
    ['8-place', '/depositos nuevo depósito: Fondo', /ya está Fondo/, null, null],
    ['9-transfer', 'pasá 6 coca de 2,25 al fondo', /Local → Fondo/, /Ya está allá/, /✅ Recibido/],
    ['10-price', '/precios yerba playadito', /Yerba Playadito/, null, null],
    ['11-undo', '/deshacer', /lo último que hiciste/, /Sí, deshacer/, /Deshecho .*: el stock volvió/],
    ['12-alerts', '/alertas', /Qué querés que te avise/, null, null],
    ['13-morning', '/pronostico', /Se termina antes/, null, null],
    ['14-export', '/exportar', /¿Qué querés bajar/, /Stock XLSX/, /stock-.*\.xlsx/],
    ['15-help', '/ayuda', /Contar y mover/, null, null],
  ])('When it is %s: "%s", then it is answered', async (name, text, answer, key, then) => {
    await says(text);
    await sees(answer);
    if (key !== null) await taps(key);
    if (then !== null) await sees(then);
    await screenshot(page, `day-${name}`);
  });

  it('When the day is over, then no message was higher than the phone or wider, and nothing failed', async () => {
    const bubbles = await page.locator('.message.from-bot .bubble').all();
    for (const bubble of bubbles) {
      const box = await bubble.boundingBox();
      const text = await textOf(bubble);
      expect(box?.height, text).toBeLessThan(PHONE.height);
      expect((box?.x ?? 0) + (box?.width ?? 0), text).toBeLessThanOrEqual(PHONE.width);
      expect(text, 'amounts as they are written here').not.toMatch(/\$ ?\d+\.\d{1,2}(?!\d)/);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    expect(browser?.errors).toEqual([]);
  });
});
