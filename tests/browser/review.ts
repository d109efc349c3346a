import type { Locator, Page } from 'playwright-core';

const READING_MS = 120_000;
const PRESS_MS = 20_000;
const MAX_PRESSES = 60;

export const textOf = async (card: Locator): Promise<string> => (await card.textContent()) ?? '';

const cards = (page: Page): Locator => page.locator('.message.from-bot.with-keys');

/** Sends papers and waits for the card of the document they make. */
export async function cardAfter(page: Page, send: () => Promise<void>): Promise<Locator> {
  const before = await cards(page).count();
  await send();
  const card = cards(page).nth(before);
  await card.waitFor({ timeout: READING_MS });
  return card;
}

/** What a person may press next, in the order in which it is sensible. */
const ANSWERS: readonly RegExp[] = [
  /^Confirmar/,
  /^\d+ · Es /,
  /^\d+ · Está bien/,
  /^\d+ · Crear /,
  /^\d+ · .+ × /,
];

/**
 * Answers everything the card asks, one button at a time, until it is posted. Each press waits for the card to change.
 * Returns the buttons pressed, in order; throws when nothing sensible is left to press.
 */
export async function confirmCard(page: Page, card: Locator): Promise<readonly string[]> {
  const pressed: string[] = [];
  while (pressed.length < MAX_PRESSES) {
    const before = await textOf(card);
    if (before.includes('✅')) return pressed;
    const keys = await card.locator('.key').allTextContents();
    const next = ANSWERS.flatMap((answer) => keys.filter((key) => answer.test(key)))[0];
    if (next === undefined) throw new Error(`nothing to press on: ${before}`);
    await card.locator('.key').getByText(next, { exact: true }).click();
    pressed.push(next);
    await changed(page, card, before);
  }
  throw new Error(`the card asks for ever: ${await textOf(card)}`);
}

async function changed(page: Page, card: Locator, before: string): Promise<void> {
  const deadline = Date.now() + PRESS_MS;
  while ((await textOf(card)) === before) {
    if (Date.now() > deadline) throw new Error(`the card did not change after a press: ${before}`);
    await page.waitForTimeout(100);
  }
}
