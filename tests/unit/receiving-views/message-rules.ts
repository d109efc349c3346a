import { expect } from 'vitest';
import { type DocumentAction, readDocumentButton } from '../../../bot/features/receiving/callbacks.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** What a person reads: without tags, entities resolved. This is what Telegram counts. */
export const plainText = ({ text }: MessageView): string =>
  text.replace(/<[^>]*>/g, '').replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity);

export const textsOf = (view: MessageView): readonly string[] =>
  (view.keyboard ?? []).flat().map((button) => button.text);

export const actionsOf = (view: MessageView): readonly (DocumentAction | null)[] =>
  (view.keyboard ?? [])
    .flat()
    .map((button) => ('data' in button ? (readDocumentButton(button.data)?.action ?? null) : null));

/** Tags open and close in order, only those that Telegram knows, and no bare `<` or `&`. */
function expectValidHtml(text: string): void {
  const open: string[] = [];
  for (const [, closing, name] of text.matchAll(/<(\/?)([^>]*)>/g)) {
    expect(['b', 'i', 'pre', 'code']).toContain(name);
    if (closing === '/') expect(open.pop()).toBe(name);
    else open.push(name!);
  }
  expect(open).toEqual([]);
  expect(text.replace(/<\/?[a-z]+>/g, '')).not.toContain('<');
  expect(text.replace(/&(?:lt|gt|quot|amp);/g, '')).not.toContain('&');
}

/** Telegram's limits on one message. */
export function expectSendable(view: MessageView): void {
  const limit = view.photoSha256 === undefined ? 4096 : 1024;
  const length = plainText(view).length;
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThanOrEqual(limit);
  expectValidHtml(view.text);
  const buttons = (view.keyboard ?? []).flat();
  expect(buttons.length).toBeLessThanOrEqual(100);
  for (const button of buttons) {
    expect(button.text.trim()).not.toBe('');
    if ('data' in button) expect(Buffer.byteLength(button.data)).toBeLessThanOrEqual(64);
  }
  for (const row of view.keyboard ?? []) expect(row.length).toBeGreaterThan(0);
}
