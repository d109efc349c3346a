import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Page } from 'playwright-core';

/** Runs in the page: what a drag from a folder would carry. */
const FILES_AS_TRANSFER = `(items) => {
  const transfer = new DataTransfer();
  for (const { name, data } of items) {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const type = name.endsWith('.pdf') ? 'application/pdf' : 'image/jpeg';
    transfer.items.add(new File([bytes], name, { type }));
  }
  return transfer;
}`;

/** Where files may be let go: as photos, which Telegram makes smaller, or as files, which stay as they are. */
const ZONES = { photo: 0, file: 1 } as const;

/** An expression for the page that makes a drag (or a clipboard) of these files. */
export async function transferOf(paths: readonly string[]): Promise<string> {
  const files = await Promise.all(
    paths.map(async (path) => ({ name: basename(path), data: (await readFile(path)).toString('base64') })),
  );
  return `(${FILES_AS_TRANSFER})(${JSON.stringify(files)})`;
}

/** Drops files on the chat as a person would with the mouse. */
export async function dropFiles(page: Page, as: keyof typeof ZONES, paths: readonly string[]): Promise<void> {
  const transfer = await page.evaluateHandle(await transferOf(paths));
  await page.dispatchEvent('#messages', 'dragenter', { dataTransfer: transfer });
  await page.locator('.drop-zone').nth(ZONES[as]).dispatchEvent('drop', { dataTransfer: transfer });
}
