import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpServer {
  readonly port: number;
  /** From here on this answers whatever no mounted path takes. */
  serve(listener: RequestListener): void;
  /** Serves a path without Express, as soon as it is set. */
  mount(path: string, listener: RequestListener): void;
  close(): Promise<void>;
}

/** Listens at once, so that whoever watches sees `starting` and not a closed port. Rejects when the port is taken. */
export async function startHttpServer(options: { port: number; host?: string }): Promise<HttpServer> {
  let rest: RequestListener = (request, response) => sayStarting(pathOf(request.url), response);
  const raw = new Map<string, RequestListener>();
  const server = createServer((request, response) => {
    (raw.get(pathOf(request.url)) ?? rest)(request, response);
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    serve: (listener) => {
      rest = listener;
    },
    mount: (path, listener) => {
      raw.set(path, listener);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

const pathOf = (url: string | undefined): string => (url ?? '/').split('?', 1)[0] ?? '/';

function sayStarting(path: string, response: ServerResponse): void {
  const isAlive = path === '/health/live';
  response.writeHead(isAlive ? 200 : 503, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'retry-after': '2',
  });
  response.end(JSON.stringify({ status: isAlive ? 'alive' : 'starting' }));
}
