import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runPolling } from '../../../bot/polling.ts';
import { createLogger } from '../../../core/platform/logger.ts';
import { TestBotApi } from '../../support/bot-api.ts';
import { eventually } from '../../support/eventually.ts';

const somebody = { id: 1, firstName: 'A' };

describe('polling', () => {
  let telegram: TestBotApi;
  let stop: AbortController;
  let seen: number[] = [];

  beforeEach(async () => {
    telegram = await TestBotApi.start();
    stop = new AbortController();
    seen = [];
  });
  afterEach(async () => {
    stop.abort();
    await telegram.close();
    expect(telegram.problems).toEqual([]);
  });

  const poll = (accept: (updates: readonly Update[]) => Promise<void>, token = telegram.token) =>
    runPolling({
      api: new Api(token, { apiRoot: telegram.apiRoot }),
      accept,
      signal: stop.signal,
      logger: createLogger({ level: 'silent' }),
      longPollSeconds: 1,
    });
  const keep = async (updates: readonly Update[]) => void seen.push(...updates.map((one) => one.update_id));

  it('When the commit fails, then the offset stays and the same updates come again', async () => {
    let failures = 0;
    telegram.send(somebody, 'uno');
    const loop = poll(async (updates) => {
      if (updates.length > 0 && failures < 1) {
        failures += 1;
        throw new Error('database away');
      }
      await keep(updates);
    });
    await eventually('seen', () => seen.length === 1);
    telegram.send(somebody, 'dos');
    await eventually('both', () => seen.length === 2);
    stop.abort();
    await loop;
    expect(seen).toEqual([1_000, 1_001]);
  });

  it('When ids jump down after a quiet week, then the new ones are seen all the same', async () => {
    const loop = poll(keep);
    telegram.send(somebody, 'uno');
    await eventually('first', () => seen.length === 1);
    await eventually('confirmed and quiet', () =>
      telegram.callsOf('getUpdates').some((call) => call.params.offset === 1_001),
    );
    telegram.jumpTo(17);
    telegram.send(somebody, 'dos');
    await eventually('second', () => seen.length === 2);
    stop.abort();
    await loop;
    expect(seen).toEqual([1_000, 17]);
  });

  it.each([
    { kind: 'error', code: 409, description: 'Conflict: terminated by other getUpdates request' },
    { kind: 'error', code: 429, description: 'Too Many Requests', retryAfter: 1 },
    { kind: 'error', code: 502, description: 'Bad Gateway' },
    { kind: 'reset', when: 'before' },
    { kind: 'reset', when: 'after' },
  ] as const)('When Telegram answers %j, then it asks again', async (failure) => {
    telegram.failNext('getUpdates', failure);
    telegram.send(somebody, 'uno');
    const loop = poll(keep);
    await eventually('seen', () => seen.length > 0);
    stop.abort();
    await loop;
    expect(seen).toEqual([1_000]);
  });

  it('When an old webhook is in the way, then it is removed and nothing pending is dropped', async () => {
    telegram.webhook = 'https://old.example';
    telegram.send(somebody, 'uno');
    const loop = poll(keep);
    await eventually('seen', () => seen.length === 1);
    stop.abort();
    await loop;
    expect(telegram.callsOf('deleteWebhook').map((call) => call.params)).toEqual([{}]);
  });

  it('When Telegram does not know the token, then it rejects', async () => {
    await expect(poll(keep, `${telegram.token}x`)).rejects.toThrow('Unauthorized');
  });
});
