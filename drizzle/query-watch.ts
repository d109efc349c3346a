/** Told of each statement as it ends: its text with placeholders, never its values, and how long it took. */
export type OnQuery = (text: string, ms: number) => void;

const STATEMENTS: ReadonlySet<PropertyKey> = new Set(['unsafe', 'query']);
const TRANSACTIONS: ReadonlySet<PropertyKey> = new Set(['begin', 'savepoint', 'transaction']);

type Method = (...args: readonly unknown[]) => unknown;

/** A driver's client (postgres.js or PGlite) that also tells how long each statement took, in transactions too. */
export function watchQueries<Client extends object>(client: Client, onQuery: OnQuery): Client {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function' || name === 'constructor') return value;
      const method = value.bind(target) as Method;
      if (STATEMENTS.has(name))
        return (text: string, ...rest: readonly unknown[]) => timed(method, text, rest, onQuery);
      return TRANSACTIONS.has(name)
        ? (...args: readonly unknown[]) => method(...args.map(inside(onQuery)))
        : method;
    },
  });
}

function timed(method: Method, text: string, rest: readonly unknown[], onQuery: OnQuery): unknown {
  const started = performance.now();
  const pending = method(text, ...rest) as PromiseLike<unknown>;
  const end = (): void => onQuery(text, performance.now() - started);
  // Whoever asked sees the failure; here it only ends the clock.
  pending.then(end, end);
  return pending;
}

/** What runs in a transaction gets a client of its own. */
const inside =
  (onQuery: OnQuery) =>
  (argument: unknown): unknown =>
    typeof argument === 'function'
      ? (client: object) => (argument as Method)(watchQueries(client, onQuery))
      : argument;
