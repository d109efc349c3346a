import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api, type RawApi } from 'grammy';
import { type LocalChatServer, startLocalChat } from '../../../bot/local-chat/server.ts';
import { createLogger } from '../../../core/platform/logger.ts';

/** A local chat on a free port, with a grammY client and the page's requests. */
export interface TestChat {
  readonly server: LocalChatServer;
  readonly api: Api<RawApi>;
  readonly dataDir: string;
  /** What the page posts; the parsed answer. */
  page(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  /** What the page reads at its start. */
  state(): Promise<PageState>;
  close(): Promise<void>;
}

export interface PageState {
  readonly chats: Readonly<Record<string, readonly { message_id: number; text?: string }[]>>;
  readonly commands: Readonly<Record<string, readonly { command: string }[]>>;
  readonly pending: readonly unknown[];
  readonly calls: readonly { method: string; ok: boolean }[];
  readonly online: boolean;
}

const startTestServer = (dataDir: string): Promise<LocalChatServer> =>
  startLocalChat({ port: 0, dataDir, logger: createLogger({ level: 'silent' }) });

export async function openTestChat(existing?: string): Promise<TestChat> {
  const dataDir = existing ?? (await mkdtemp(join(tmpdir(), 'local-chat-')));
  const server = await startTestServer(dataDir);
  return {
    server,
    dataDir,
    api: new Api(server.token, { apiRoot: server.apiRoot }),
    page: async (path, body) => {
      const response = await fetch(`${server.apiRoot}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    state: async () => (await (await fetch(`${server.apiRoot}/chat/state`)).json()) as PageState,
    close: async () => {
      await server.close();
      if (existing === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
