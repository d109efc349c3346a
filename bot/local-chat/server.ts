import { randomInt } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { newSecret } from '../../core/platform/ids.ts';
import type { Logger } from '../../core/platform/logger.ts';
import { isBotPath, serveBot } from './bot-door.ts';
import { ChatStore } from './chat-store.ts';
import { FailurePlan, type PlannedFailure } from './failure-plan.ts';
import { FileShelf } from './file-shelf.ts';
import { createSignals, type LocalChat } from './local-chat.ts';
import { PageDoor } from './page-door.ts';
import { LOCAL_PEOPLE, type LocalPerson } from './people.ts';
import { loadSamples } from './samples.ts';
import { UpdateQueue } from './update-queue.ts';

const HOST = '127.0.0.1';
const PREFERRED_PORT = 8081;

interface LocalChatOptions {
  /** 0 takes any free port. Absent: 8081, or any free one when that is taken. */
  readonly port?: number;
  readonly dataDir: string;
  readonly logger: Logger;
}

export interface LocalChatServer {
  /** What TELEGRAM_API_ROOT must be. */
  readonly apiRoot: string;
  readonly token: string;
  readonly pageUrl: string;
  readonly ownerTelegramId: number;
  readonly people: readonly LocalPerson[];
  /** Makes the next calls of a method fail: 429, 403, a lost reply. */
  failNext(failure: PlannedFailure): void;
  close(): Promise<void>;
}

const TOKEN = 'token';

/** The same token at every start, as a real bot has. */
function ownToken(store: ChatStore): string {
  const kept = store.setting(TOKEN);
  if (typeof kept === 'string') return kept;
  const token = `${randomInt(1_000_000_000, 9_999_999_999)}:${newSecret(27)}`;
  store.commit({ kind: 'setting', key: TOKEN, value: token });
  return token;
}

/**
 * Starts a Bot API on loopback and the chat page that talks to it. Chats, files and unconfirmed updates live in
 * `dataDir/local-chat` and outlive a kill -9. Rejects only when no port can be opened or the folder cannot be written.
 */
export async function startLocalChat(options: LocalChatOptions): Promise<LocalChatServer> {
  const folder = join(options.dataDir, 'local-chat');
  const store = new ChatStore(folder);
  const token = ownToken(store);
  const chat: LocalChat = {
    bot: {
      id: Number(token.split(':')[0]),
      is_bot: true,
      first_name: 'Inventario',
      username: 'inventario_local_bot',
    },
    people: LOCAL_PEOPLE,
    store,
    shelf: new FileShelf(store, join(folder, 'files')),
    updates: new UpdateQueue(store),
    signals: createSignals(),
  };
  const failures = new FailurePlan();
  const { logger } = options;
  const page = new PageDoor({ chat, samples: loadSamples(), failures, logger });
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${HOST}`);
    const served = isBotPath(url.pathname)
      ? serveBot({ chat, token, failures, logger }, url, request, response)
      : isOurPage(request)
        ? page.serve(url, request, response)
        : Promise.resolve(void response.writeHead(403).end());
    served.catch((error: unknown) => {
      logger.error({ err: error }, 'local chat: a request broke');
      response.destroy();
    });
  });
  const address = await listen(server, options.port);
  const apiRoot = `http://${HOST}:${address.port}`;
  return {
    apiRoot,
    token,
    pageUrl: `${apiRoot}/`,
    ownerTelegramId: LOCAL_PEOPLE[0]!.telegramId,
    people: LOCAL_PEOPLE,
    failNext: (failure) => failures.add(failure),
    close: async () => {
      page.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      store.close();
    },
  };
}

/** Only this machine's own page: another site's script, or a name pointed at loopback, gets nothing. */
function isOurPage({ headers }: IncomingMessage): boolean {
  const host = headers.host ?? '';
  const local = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);
  return local && (headers.origin === undefined || headers.origin === `http://${host}`);
}

async function listen(server: Server, port: number | undefined): Promise<AddressInfo> {
  try {
    return await listenOn(server, port ?? PREFERRED_PORT);
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    if (!taken || port !== undefined) throw error;
    return listenOn(server, 0);
  }
}

const listenOn = (server: Server, port: number): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
