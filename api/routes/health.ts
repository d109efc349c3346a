import { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import { type HealthReport, reportHealth } from '../health.ts';
import { PUBLIC } from '../http/policy.ts';
import { json, type Route, route } from '../http/route.ts';

const state = z.enum(['healthy', 'off', 'degraded', 'unhealthy']);
export const healthShape = z.object({ status: z.enum(['healthy', 'degraded', 'unhealthy']) }).catchall(state);

const MEMORY_MS = 1_000;
const recent = new WeakMap<ApiDeps, { readonly at: number; readonly report: Promise<HealthReport> }>();

/** Everybody who asks within a second gets one answer: whoever knocks often must not load the parts. */
export function currentHealth(deps: ApiDeps): Promise<HealthReport> {
  const known = recent.get(deps);
  const at = performance.now();
  if (known !== undefined && at - known.at < MEMORY_MS) return known.report;
  const report = reportHealth(deps.health);
  recent.set(deps, { at, report });
  return report;
}

const health = (path: '/health' | '/health/ready', summary: string): Route =>
  route({
    method: 'get',
    path,
    tag: 'health',
    policy: PUBLIC,
    summary,
    answer: healthShape,
    handle: async ({ deps }) => {
      const { status, parts } = await currentHealth(deps);
      return json({ status, ...parts }, status === 'unhealthy' ? 503 : 200);
    },
  });

export const healthRoutes: readonly Route[] = [
  health('/health', 'Each part and the whole; 503 when the database does not answer'),
  health('/health/ready', 'Whether requests can be served'),
  route({
    method: 'get',
    path: '/health/live',
    tag: 'health',
    policy: PUBLIC,
    summary: 'Whether the process runs',
    answer: z.object({ status: z.literal('alive') }),
    handle: () => json({ status: 'alive' }),
  }),
];
