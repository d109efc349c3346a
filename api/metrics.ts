import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ObservedReading } from '../core/system/slow-events.ts';
import type { Db } from '../drizzle/client.ts';
import { checksInAll } from '../drizzle/queries/arca-queue.ts';
import { usageInAll } from '../drizzle/queries/assistant.ts';
import { queueDepths } from '../drizzle/queries/queues.ts';

export interface Metrics {
  readonly contentType: string;
  /** Prometheus text; asks the database for what is a state and not a count. */
  text(db: Db): Promise<string>;
  observeRequest(request: { method: string; route: string; status: number; seconds: number }): void;
  countLogin(outcome: 'ok' | 'bad_credentials' | 'locked'): void;
  countSlowQuery(): void;
  observeReading(reading: Pick<ObservedReading, 'outcome' | 'ms'>): void;
}

/** The process's own measures, what the API was asked, and how much waits in each queue. Names are listed in docs/api.md. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const logins = new Counter({
    name: 'inventario_logins_total',
    help: 'Logins by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const slowQueries = new Counter({
    name: 'inventario_slow_queries_total',
    help: 'Statements that took longer than SLOW_QUERY_MS',
    registers,
  });
  const readings = new Histogram({
    name: 'inventario_reading_seconds',
    help: 'Time to read one file, by outcome',
    labelNames: ['outcome'],
    buckets: [0.5, 1, 2, 4, 8, 15, 30, 60, 120],
    registers,
  });
  const queues = new Gauge({
    name: 'inventario_queue_rows',
    help: 'Rows that wait or were given up, by queue and state',
    labelNames: ['queue', 'state'],
    registers,
  });
  const oldest = new Gauge({
    name: 'inventario_queue_oldest_seconds',
    help: 'Age of the oldest row that waits, by queue',
    labelNames: ['queue'],
    registers,
  });
  const assistantCalls = new Counter({
    name: 'inventario_assistant_calls_total',
    help: 'Requests to the model, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const assistantTokens = new Counter({
    name: 'inventario_assistant_tokens_total',
    help: 'Tokens that the model counted: what its cost is reckoned by',
    labelNames: ['direction'],
    registers,
  });
  const arcaChecks = new Gauge({
    name: 'inventario_arca_checks',
    help: 'Invoices to check with ARCA, by state',
    labelNames: ['state'],
    registers,
  });
  /** They are rows, shared by all processes, so each reading starts from zero. */
  const countHelpers = async (db: Db): Promise<void> => {
    const { calls, failures, inputTokens, outputTokens } = await usageInAll(db);
    const checks = await checksInAll(db);
    assistantCalls.reset();
    assistantTokens.reset();
    assistantCalls.inc({ outcome: 'answered' }, Math.max(0, calls - failures));
    assistantCalls.inc({ outcome: 'failed' }, failures);
    assistantTokens.inc({ direction: 'in' }, inputTokens);
    assistantTokens.inc({ direction: 'out' }, outputTokens);
    arcaChecks.set({ state: 'waiting' }, checks.waiting);
    arcaChecks.set({ state: 'done' }, checks.done);
  };
  return {
    contentType: registry.contentType,
    async text(db) {
      for (const depth of await queueDepths(db)) {
        queues.set({ queue: depth.queue, state: 'waiting' }, depth.waiting);
        queues.set({ queue: depth.queue, state: 'given_up' }, depth.givenUp);
        oldest.set({ queue: depth.queue }, depth.oldestSeconds);
      }
      await countHelpers(db);
      return registry.metrics();
    },
    observeRequest: ({ seconds, status, ...labels }) =>
      requests.observe({ ...labels, status: String(status) }, seconds),
    countLogin: (outcome) => logins.inc({ outcome }),
    countSlowQuery: () => slowQueries.inc(),
    observeReading: ({ outcome, ms }) => readings.observe({ outcome }, ms / 1000),
  };
}
