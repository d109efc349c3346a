import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { VARIABLES } from '../core/platform/config.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: node --import tsx scripts/describe-config.ts [--env-file FILE]
  Prints one JSON object: the variables of the product that are set, with the values of those that hold no secret.`;

/** Shown as they are; everything else, addresses with a password among it, is only said to be set. */
const PLAIN: ReadonlySet<string> = new Set([
  'ENVIRONMENT',
  'DEBUG',
  'PORT',
  'PROCESS_ROLE',
  'MAX_CONNECTIONS',
  'WORKERS_COUNT',
  'CACHE_TTL',
  'SLOW_QUERY_MS',
  'SLOW_READING_MS',
  'PUBLIC_URL',
  'TELEGRAM_API_ROOT',
  'AFIP_ENVIRONMENT',
]);

await runScript({ usage: USAGE, options: { 'env-file': { type: 'string' } } }, async (values) => {
  const file = values['env-file'];
  const env = typeof file === 'string' ? parseEnv(readFileSync(file, 'utf8')) : process.env;
  const set = VARIABLES.filter((name) => (env[name] ?? '') !== '');
  const variables = Object.fromEntries(set.map((name) => [name, PLAIN.has(name) ? env[name] : '(set)']));
  process.stdout.write(`${JSON.stringify({ node: process.version, variables }, null, 2)}\n`);
  return 0;
});
