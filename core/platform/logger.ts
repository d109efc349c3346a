import { type Logger as PinoLogger, pino } from 'pino';

export type Logger = PinoLogger;

/** A bot token anywhere in a message, a URL or an error's text. */
const TOKEN = /(?<!\d)\d{5,}:[\w-]{30,}/g;

/** Cuts bot tokens out of a text that is about to be logged or stored. */
export const withoutTokens = (text: string): string => text.replace(TOKEN, '[token]');

/** What drivers hang on an error of the values of a statement: those are people's data. */
const VALUES: ReadonlySet<string> = new Set([
  'params',
  'parameters',
  'args',
  'detail',
  'where',
  'internalQuery',
]);
/** As drizzle writes them into a message, up to the stack or the end. */
const VALUES_IN_TEXT = /\nparams: [\s\S]*?(?=\n {4}at |\ncaused by: |$)/g;

/** An error for the log: its kind, message, stack and codes, without the values of the statement that failed. */
function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { raw: _, ...shown } = pino.stdSerializers.err(error);
  const kept = Object.entries(shown).filter(([name]) => !VALUES.has(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll(VALUES_IN_TEXT, '') : value,
    ]),
  );
}

/** JSON lines on stderr: stdout belongs to what a person asked for. Tokens are cut out of whatever is logged. */
export const createLogger = (
  options: { readonly level?: string; readonly write?: (line: string) => void } = {},
): Logger => {
  const write = options.write ?? ((line: string) => void process.stderr.write(line));
  return pino(
    { level: options.level ?? 'info', base: null, serializers: { err: withoutValues } },
    { write: (line: string) => write(withoutTokens(line)) },
  );
};
