import { MONITORED } from '../http/policy.ts';
import { bytes, type Route, route } from '../http/route.ts';

export const metricsRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/metrics',
    tag: 'health',
    policy: MONITORED,
    summary: 'Measures in the Prometheus text format',
    produces: ['text/plain'],
    handle: async ({ deps, db }) => bytes(deps.metrics.contentType, await deps.metrics.text(db)),
  }),
];
