import { type Logger as PinoLogger, pino } from 'pino';

export type Logger = PinoLogger;

/** A bot token anywhere in a message, a URL or an error's text. */
const TOKEN = /(?<!\d)\d{5,}:[\w-]{30,}/g;

/** Cuts bot tokens out of a text that is about to be logged or stored. */
export const withoutTokens = (text: string): string => text.replace(TOKEN, '[token]');

/** JSON lines on stderr: stdout belongs to what a person asked for. Tokens are cut out of whatever is logged. */
export const createLogger = (
  options: { readonly level?: string; readonly write?: (line: string) => void } = {},
): Logger => {
  const write = options.write ?? ((line: string) => void process.stderr.write(line));
  return pino(
    { level: options.level ?? 'info', base: null, serializers: { err: pino.stdSerializers.err } },
    { write: (line: string) => write(withoutTokens(line)) },
  );
};
