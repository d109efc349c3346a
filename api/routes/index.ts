import type { Route } from '../http/route.ts';
import { approvalRoutes } from './approvals.ts';
import { authRoutes } from './auth.ts';
import { catalogRoutes } from './catalog.ts';
import { checkRoutes } from './checks.ts';
import { documentationRoutes } from './documentation.ts';
import { exportRoutes } from './exports.ts';
import { healthRoutes } from './health.ts';
import { invoiceRoutes } from './invoices.ts';
import { metricsRoutes } from './metrics.ts';
import { movementRoutes } from './movements.ts';
import { helperRoutes } from './online-helpers.ts';
import { orderRoutes } from './orders.ts';
import { peopleRoutes } from './people.ts';
import { planningRoutes } from './planning.ts';
import { supplierRoutes } from './suppliers.ts';
import { webRoutes } from './web.ts';

const DESCRIBED: readonly Route[] = [
  ...healthRoutes,
  ...metricsRoutes,
  ...authRoutes,
  ...checkRoutes,
  ...catalogRoutes,
  ...supplierRoutes,
  ...invoiceRoutes,
  ...movementRoutes,
  ...planningRoutes,
  ...orderRoutes,
  ...approvalRoutes,
  ...peopleRoutes,
  ...helperRoutes,
  ...exportRoutes,
];

/** Everything the API answers; what is not here is 404. */
export const ROUTES: readonly Route[] = [...DESCRIBED, ...documentationRoutes(DESCRIBED), ...webRoutes];
