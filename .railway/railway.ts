import { defineRailway, github, postgres, project, redis, service } from 'railway/iac';

/** The whole project at Railway: two roles of one image on one PostgreSQL and one Redis. */
export default defineRailway(() => {
  const database = postgres('postgres');
  const cache = redis('redis');
  const shared = {
    ENVIRONMENT: 'production',
    DATABASE_URL: database.env.DATABASE_URL,
    REDIS_URL: cache.env.REDIS_URL,
  };
  const source = github('your-organisation/inventario-retail');
  const web = service('web', {
    source,
    start: 'bash scripts/start-production.sh web',
    env: { ...shared, PROCESS_ROLE: 'web' },
  });
  const worker = service('worker', {
    source,
    start: 'bash scripts/start-production.sh worker',
    env: { ...shared, PROCESS_ROLE: 'worker' },
  });
  return project('inventario-retail', { resources: [database, cache, web, worker] });
});
