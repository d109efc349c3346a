import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApiFailure } from './api-failure.ts';
import type { UploadedFile } from './request-parameters.ts';

const PAGE_FOLDER = fileURLToPath(new URL('page/', import.meta.url));
const SAMPLES_FOLDER = fileURLToPath(new URL('samples/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.pdf': 'application/pdf',
};

/** Scripts and styles come from this server alone, so text from a chat can never become code. */
const CONTENT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves a file of the page, or a sample under /samples/. Throws 404 for anything else. */
export const serveStatic = (path: string, response: ServerResponse): Promise<void> =>
  path.startsWith('/samples/')
    ? serveFrom(SAMPLES_FOLDER, path.slice('/samples/'.length), response)
    : serveFrom(PAGE_FOLDER, path === '/' ? 'index.html' : path.slice(1), response);

/** A sample as if a person had picked it from a folder. */
export const readSample = async (name: string): Promise<UploadedFile> => ({
  name,
  type: TYPES[extname(name)] ?? 'application/octet-stream',
  bytes: await readFile(join(SAMPLES_FOLDER, name)),
});

async function serveFrom(folder: string, name: string, response: ServerResponse): Promise<void> {
  const path = normalize(join(folder, decodeURIComponent(name)));
  const type = TYPES[extname(path)];
  if (!path.startsWith(folder) || type === undefined) throw new ApiFailure(404, 'Not Found');
  const bytes = await readFile(path).catch(() => {
    throw new ApiFailure(404, 'Not Found');
  });
  response.writeHead(200, {
    'content-type': type,
    'cache-control': 'no-cache',
    'content-security-policy': CONTENT_POLICY,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(bytes);
}
