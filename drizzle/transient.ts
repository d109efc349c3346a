const CODES = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);
/** 08 connection, 53 out of resources (disk full, too many connections), 57P server shutting down or starting. */
const SQL_STATE = /^(08...|53...|57P0[1-5])$/;

/**
 * True when the database was not reachable or had no room, so that the same statement may work later;
 * false for anything that the statement itself caused.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    const code = 'code' in current ? String(current.code) : '';
    if (CODES.has(code) || SQL_STATE.test(code)) return true;
    if (current instanceof AggregateError && current.errors.some(isDatabaseUnavailable)) return true;
  }
  return false;
}
