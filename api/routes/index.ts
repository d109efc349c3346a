import type { Route } from '../http/route.ts';
import { authRoutes } from './auth.ts';
import { checkRoutes } from './checks.ts';
import { healthRoutes } from './health.ts';
import { metricsRoutes } from './metrics.ts';

/** Everything the API answers; what is not here is 404. */
export const ROUTES: readonly Route[] = [...healthRoutes, ...authRoutes, ...checkRoutes, ...metricsRoutes];
