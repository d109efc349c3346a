import type { Result } from '../core/platform/result.ts';
import type { Db, Tx } from './client.ts';

/** serialization_failure and deadlock_detected: nothing was written, and the same work may succeed at once. */
const RETRYABLE = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 5;

/** SQLSTATE of a driver error; both drivers put it on `code`, drizzle wraps it as `cause`. */
export function sqlState(error: unknown): string | null {
  for (let current = error; current instanceof Error; current = current.cause) {
    const code = (current as Error & { code?: unknown }).code;
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return null;
}

/**
 * Runs `work` in one transaction and runs it again when the database gave it up for a deadlock or a serialization
 * conflict. `work` must therefore have no effect outside the transaction. Any other error rolls back and is thrown.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !RETRYABLE.has(sqlState(error) ?? '')) throw error;
    }
  }
}

/** Carries an expected failure out of a transaction that must be rolled back. */
class Refused<E> extends Error {
  override readonly name = 'Refused';
  constructor(readonly outcome: { readonly ok: false; readonly error: E }) {
    super('transaction refused');
  }
}

/** As `inTransaction`, for work whose failures are values: a failure rolls everything back and is returned. */
export async function decideInTransaction<T, E>(
  db: Db,
  work: (tx: Tx) => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  try {
    return await inTransaction(db, async (tx) => {
      const outcome = await work(tx);
      if (!outcome.ok) throw new Refused(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Refused) return error.outcome as Result<T, E>;
    throw error;
  }
}
