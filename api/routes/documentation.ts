import { PUBLIC } from '../http/policy.ts';
import { bytes, type Route, route } from '../http/route.ts';
import { openApiOf } from '../openapi.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function pageOf(routes: readonly Route[]): string {
  const tags = [...new Set(routes.map((one) => one.tag))];
  const sections = tags.map((tag) => {
    const rows = routes
      .filter((one) => one.tag === tag)
      .map(({ method, path, policy, summary, idempotent }) => {
        const who = policy.kind === 'may' ? policy.action : policy.kind.replace('_', ' ');
        return `<tr><td><code>${method.toUpperCase()}</code></td><td><code>${escaped(path)}</code></td><td>${escaped(summary)}${idempotent ? ' (Idempotency-Key)' : ''}</td><td>${who}</td></tr>`;
      });
    return `<h2>${tag}</h2><table><thead><tr><th>Method</th><th>Path</th><th>What</th><th>Who</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>inventario-retail API</title></head><body><main><h1>inventario-retail API</h1><p>Machine-readable: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1). Errors are problem+json with a stable code.</p>${sections.join('')}</main></body></html>`;
}

/** The OpenAPI document of these routes, and the same for people. */
export function documentationRoutes(routes: readonly Route[]): readonly Route[] {
  const document = JSON.stringify(openApiOf(routes));
  const page = pageOf(routes);
  return [
    route({
      method: 'get',
      path: '/openapi.json',
      tag: 'documentation',
      policy: PUBLIC,
      summary: 'The OpenAPI document',
      hidden: true,
      handle: () => bytes('application/json; charset=utf-8', document),
    }),
    route({
      method: 'get',
      path: '/api/docs',
      tag: 'documentation',
      policy: PUBLIC,
      summary: 'The API for people',
      hidden: true,
      handle: () => bytes('text/html; charset=utf-8', page),
    }),
  ];
}
