import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { type HealthPart, reportHealth } from './health.ts';

export interface HttpServer {
  readonly port: number;
  /** From here on /health tells how these parts are; before, it says `starting`. */
  ready(parts: readonly HealthPart[]): void;
  /** Serves a path without Express, as soon as it is set. */
  mount(path: string, listener: RequestListener): void;
  close(): Promise<void>;
}

/** Listens at once, so that whoever watches sees `starting` and not a closed port. Rejects when the port is taken. */
export async function startHttpServer(options: { port: number; host?: string }): Promise<HttpServer> {
  let parts: readonly HealthPart[] | null = null;
  const raw = new Map<string, RequestListener>();
  const app = healthRoutes(() => parts);
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const listener = raw.get(path);
    if (listener === undefined) app(request, response);
    else listener(request, response);
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
    ready: (now) => {
      parts = now;
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

function healthRoutes(parts: () => readonly HealthPart[] | null): Express {
  const app = express();
  app.disable('x-powered-by');
  const health: express.RequestHandler = async (_request, response) => {
    const now = parts();
    response.set('cache-control', 'no-store');
    if (now === null) {
      response.status(503).json({ status: 'starting' });
      return;
    }
    const { status, parts: states } = await reportHealth(now);
    response.status(status === 'unhealthy' ? 503 : 200).json({ status, ...states });
  };
  app.get('/health', health);
  app.get('/health/ready', health);
  app.get('/health/live', (_request, response) => {
    response.json({ status: 'alive' });
  });
  return app;
}
