import { PUBLIC } from '../http/policy.ts';
import { bytes, type Route, route } from '../http/route.ts';
import { dashboardFiles } from '../web/bundle.ts';

const shared = { method: 'get', tag: 'dashboard', policy: PUBLIC, hidden: true } as const;
const headers = { 'cache-control': 'no-cache' };

/** The dashboard's page: it holds nothing of the shop, everything it shows it asks for with the visitor's own token. */
export const webRoutes: readonly Route[] = [
  route({
    ...shared,
    path: '/',
    summary: 'The dashboard',
    handle: async () => bytes('text/html; charset=utf-8', (await dashboardFiles()).html, headers),
  }),
  route({
    ...shared,
    path: '/assets/dashboard.js',
    summary: 'Its script',
    handle: async () => bytes('text/javascript; charset=utf-8', (await dashboardFiles()).script, headers),
  }),
  route({
    ...shared,
    path: '/assets/dashboard.css',
    summary: 'Its looks',
    handle: async () => bytes('text/css; charset=utf-8', (await dashboardFiles()).style, headers),
  }),
];
