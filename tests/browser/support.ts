import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';

const EXECUTABLE = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
/** Where no browser is installed these tests are skipped, unless the machine says that it must have one. */
export const hasBrowser = process.env.REQUIRE_BROWSER === '1' || existsSync(EXECUTABLE);

const OUTPUT = fileURLToPath(new URL('output/', import.meta.url));
const PICTURES = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
/** The one file of the package whose glyphs Chromium can draw (COLR); its subsets are SVG only. */
const EMOJI = fileURLToPath(
  new URL(
    '../../node_modules/@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff2',
    import.meta.url,
  ),
);
const EMOJI_FACE =
  "@font-face { font-family: 'Noto Color Emoji'; src: url(/emoji.woff2); unicode-range: U+200D, U+20E3, U+231A-231B, U+23E9-23F3, U+25AA-27BF, U+2934-2935, U+2B05-2B55, U+FE0F, U+1F000-1FAFF; }";

export const DESKTOP = { width: 1440, height: 900 } as const;
/** High enough for a card and its picture. */
export const PICTURE = { width: 1240, height: 1340 } as const;
export const PHONE = { width: 390, height: 844 } as const;

/** A browser with a profile of its own. */
export interface TestBrowser {
  open(url: string, size: { readonly width: number; readonly height: number }): Promise<Page>;
  /** What pages wrote to the console as errors, and exceptions nobody caught. */
  readonly errors: string[];
  close(): Promise<void>;
}

export async function launchBrowser(): Promise<TestBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'chat-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    headless: true,
    locale: 'es-AR',
    timezoneId: 'America/Argentina/Buenos_Aires',
    colorScheme: 'light',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  context.setDefaultTimeout(8_000);
  await serveEmoji(context);
  const errors: string[] = [];
  return {
    errors,
    open: async (url, size) => {
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await page.setViewportSize({ ...size });
      await page.goto(url);
      return page;
    },
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Gives the page an emoji font of known looks: a server has none, and screenshots should not depend on the machine. */
async function serveEmoji(context: BrowserContext): Promise<void> {
  await context.route('**/theme.css', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${EMOJI_FACE}\n${await response.text()}` });
  });
  await context.route('**/emoji.woff2', (route) => route.fulfill({ path: EMOJI }));
}

/** Until the fonts and pictures in sight are there, a screenshot would show holes. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    `Promise.all([document.fonts.ready, ...[...document.images]
      .filter((image) => image.loading !== 'lazy')
      .map((image) => image.decode().catch(() => undefined))])`,
  );
  await page.waitForTimeout(150);
}

/** A picture for whoever looks at a failed run. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await settled(page);
  await mkdir(OUTPUT, { recursive: true });
  await page.screenshot({ path: join(OUTPUT, `${name}.png`) });
}

/** A picture for the documentation, taken again only when asked for: UPDATE_PICTURES=1. */
export async function documentationPicture(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  if (process.env.UPDATE_PICTURES !== '1') return;
  await mkdir(PICTURES, { recursive: true });
  await sharp(await page.screenshot())
    .png({ palette: true, quality: 90, effort: 10 })
    .toFile(join(PICTURES, `${name}.png`));
}
