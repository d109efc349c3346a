import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ConfigError } from '../../core/platform/config.ts';
import { DataDirBusyError } from '../../core/platform/data-dir-lock.ts';
import { DataCopyError } from '../../drizzle/data-copy.ts';

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** What an operator can put right: said in one line. Anything else is a bug and shown whole. */
const isExpected = (error: unknown): boolean =>
  error instanceof ConfigError ||
  error instanceof DataDirBusyError ||
  error instanceof DataCopyError ||
  (error instanceof Error && 'code' in error && /^(ENOENT|EACCES|ECONNREFUSED)$/.test(String(error.code)));

const isUsage = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

/**
 * The frame of a command: `--help`, options, and an exit code that tells the truth: what `work` answers, 2 for a wrong
 * call, 1 for a failure, whose message goes to stderr.
 */
export async function runScript(
  about: { readonly usage: string; readonly options: NonNullable<ParseArgsConfig['options']> },
  work: (values: Values) => Promise<number | 'usage'>,
): Promise<void> {
  try {
    const values: Values = parseArgs({ options: { ...about.options, help: { type: 'boolean' } } }).values;
    if (values.help === true) {
      process.stdout.write(`${about.usage}\n`);
      return;
    }
    const outcome = await work(values);
    if (outcome === 'usage') process.stderr.write(`${about.usage}\n`);
    process.exitCode = outcome === 'usage' ? 2 : outcome;
  } catch (error) {
    const message =
      error instanceof Error ? (isExpected(error) ? error.message : String(error.stack)) : String(error);
    process.stderr.write(isUsage(error) ? `${message}\n${about.usage}\n` : `${message}\n`);
    process.exitCode = isUsage(error) ? 2 : 1;
  }
}
