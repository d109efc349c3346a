import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { startDocumentedServer } from './docs-server.ts';

const markdownIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

/**
 * Runs every command of the documents' `sh` blocks, so that what they tell people to type works. A document's `sh server`
 * blocks are one script against a product that was started for it. Names of documents as arguments run only those.
 */
const chosen = process.argv.slice(2);
const DOCUMENTS = chosen.length > 0 ? chosen : ['README.md', 'CONTRIBUTING.md', ...markdownIn('docs')];
/** Covered elsewhere: the install and the suite by CI itself, the start by the browser tests. */
const ELSEWHERE = new Set(['npm ci && npm start', 'npm ci && npm test', 'npm run check']);
const LIMIT_MS = 240_000;

function commandsOf(path: string, kind: 'sh' | 'sh server'): string[] {
  const blocks = readFileSync(path, 'utf8').matchAll(new RegExp(`^\`\`\`${kind}\n(.*?)^\`\`\``, 'gms'));
  return [...blocks].flatMap(([, body]) =>
    (body ?? '')
      .replace(/\\\n\s*/g, ' ')
      .split('\n')
      .map((line) => line.replace(/\s+#.*$/, '').trim())
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
}

function succeeds(name: string, script: string, env: NodeJS.ProcessEnv): boolean {
  const started = performance.now();
  const { status, stderr } = spawnSync('bash', ['-c', script], {
    ...{ encoding: 'utf8', timeout: LIMIT_MS, maxBuffer: 1 << 26 },
    env,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${seconds.padStart(6)} s  ${name}\n`);
  if (status !== 0) process.stderr.write(stderr.split('\n').slice(-15).join('\n'));
  return status === 0;
}

const commands = new Set(DOCUMENTS.flatMap((path) => commandsOf(path, 'sh')));
let failed = 0;
for (const command of commands)
  if (!ELSEWHERE.has(command) && !succeeds(command, command, process.env)) failed += 1;
for (const path of DOCUMENTS) {
  const script = commandsOf(path, 'sh server');
  if (script.length === 0) continue;
  const server = await startDocumentedServer();
  // Each line is shown as it runs, so that the one that failed is the last one seen.
  const whole = ['set -exuo pipefail', ...script].join('\n');
  if (!succeeds(`${path}: ${script.length} commands against a running product`, whole, server.env))
    failed += 1;
  await server.stop();
}
process.exitCode = failed === 0 ? 0 : 1;
