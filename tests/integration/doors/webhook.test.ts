import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Update } from 'grammy/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWebhook, WEBHOOK_PATH } from '../../../bot/webhook.ts';
import { createLogger } from '../../../core/platform/logger.ts';

const SECRET = 'a'.repeat(20) + 'B_-4'.repeat(5);

describe('the webhook', () => {
  let server: Server;
  let url = '';
  let accepted: Update[] = [];
  let accept: (updates: readonly Update[]) => Promise<void>;

  beforeAll(async () => {
    server = createServer(
      createWebhook({
        secret: SECRET,
        accept: (updates) => accept(updates),
        logger: createLogger({ level: 'silent' }),
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${WEBHOOK_PATH}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    accepted = [];
    accept = async (updates) => void accepted.push(...updates);
  });

  const post = (body: string, secret: string | null = SECRET) =>
    fetch(url, {
      method: 'POST',
      body,
      headers: secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret },
    });
  const update = JSON.stringify({ update_id: 5, message: { text: 'hola' } });

  it('When the secret is right, then the update is committed before the 200', async () => {
    expect((await post(update)).status).toBe(200);
    expect(accepted).toEqual([{ update_id: 5, message: { text: 'hola' } }]);
  });

  it.each([null, '', 'wrong', SECRET.slice(1), `${SECRET}x`])(
    'When the secret is %j, then nothing is read',
    async (given) => {
      expect((await post('not even JSON', given)).status).toBe(401);
      expect(accepted).toEqual([]);
    },
  );

  it('When the commit fails, then Telegram is told to try again', async () => {
    accept = async () => Promise.reject(new Error('database away'));
    expect((await post(update)).status).toBe(503);
  });

  it.each(['', 'nonsense', '[]', '{"update_id":"5"}', '{"update_id":-1}'])(
    'When the body is %j, then it is refused',
    async (body) => {
      expect((await post(body)).status).toBe(400);
      expect(accepted).toEqual([]);
    },
  );

  it('When the body is over 1 MB, declared or not, then it is refused', async () => {
    const big = JSON.stringify({ update_id: 5, text: 'x'.repeat(1024 * 1024) });
    expect((await post(big)).status).toBe(413);
    expect(await chunked(big)).toMatch(/^HTTP\/1.1 413/);
    expect(accepted).toEqual([]);
  });

  /** A body without a declared length. */
  const chunked = (body: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          `POST ${WEBHOOK_PATH} HTTP/1.1\r\nhost: x\r\nx-telegram-bot-api-secret-token: ${SECRET}\r\ntransfer-encoding: chunked\r\n\r\n`,
        );
        socket.write(`${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
      });
      socket.once('data', (data) => {
        resolve(data.toString());
        socket.destroy();
      });
      socket.once('error', reject);
    });

  it('When somebody asks with GET, then it is refused', async () => {
    expect((await fetch(url)).status).toBe(405);
  });

  it('When the secret is short, then the webhook does not start', () => {
    const start = () => createWebhook({ secret: 'short', accept, logger: createLogger({ level: 'silent' }) });
    expect(start).toThrow(RangeError);
  });
});
