import { describe, expect, it } from 'vitest';
import { withoutTokens } from '../../../core/platform/logger.ts';

const TOKEN = `7000000001:${'AbC-_9'.repeat(6)}`;

describe('a bot token in a text', () => {
  it.each([
    ['in the address of a call', `request to https://api.telegram.org/bot${TOKEN}/getUpdates failed`],
    ['alone', TOKEN],
    ['in JSON', `{"token":"${TOKEN}"}`],
    ['in the address of a file', `https://api.telegram.org/file/bot${TOKEN}/photos/file_1.jpg`],
  ])('When it stands %s, then it is cut out', (_where, text) => {
    expect(withoutTokens(text)).not.toContain(TOKEN.slice(12));
    expect(withoutTokens(text)).toContain('[token]');
  });

  it('When there is none, then the text stays', () => {
    const text = '{"time":1795524691584,"err":"request failed"} 12:30 bot1234:short';
    expect(withoutTokens(text)).toBe(text);
  });
});
