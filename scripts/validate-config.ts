import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { productionProblems } from '../core/platform/production-config.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: npm run -s validate-config -- [--env-file FILE] [--json]
  Says of each variable that production needs whether it is missing, invalid or still a template's value. Names only,
  never values. Exit 0 when all is well, 1 when something is not.
  --env-file  judge this file instead of the environment
  --json      one JSON object: ok, problems`;

const options = { 'env-file': { type: 'string' }, json: { type: 'boolean' } } as const;

await runScript({ usage: USAGE, options }, async (values) => {
  const file = values['env-file'];
  const env = typeof file === 'string' ? parseEnv(readFileSync(file, 'utf8')) : process.env;
  const problems = productionProblems(env as NodeJS.ProcessEnv);
  if (values.json === true)
    process.stdout.write(`${JSON.stringify({ ok: problems.length === 0, problems })}\n`);
  else {
    for (const { variable, problem } of problems) process.stdout.write(`${variable}: ${problem}\n`);
    process.stdout.write(
      problems.length === 0 ? 'all variables are well\n' : `${problems.length} to put right\n`,
    );
  }
  return problems.length === 0 ? 0 : 1;
});
