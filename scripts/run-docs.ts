import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const markdownIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

/** Runs every command of the documents' `sh` blocks, so that what they tell people to type works. */
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', ...markdownIn('docs')];
/** Covered elsewhere: the install and the suite by CI itself, the start by the browser tests. */
const ELSEWHERE = new Set(['npm ci && npm start', 'npm ci && npm test', 'npm run check']);
const LIMIT_MS = 240_000;

function commandsOf(path: string): string[] {
  const blocks = readFileSync(path, 'utf8').matchAll(/^```sh\n(.*?)^```/gms);
  return [...blocks].flatMap(([, body]) =>
    (body ?? '')
      .replace(/\\\n\s*/g, ' ')
      .split('\n')
      .map((line) => line.replace(/\s+#.*$/, '').trim())
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
}

const commands = [...new Set(DOCUMENTS.flatMap(commandsOf))].filter((command) => !ELSEWHERE.has(command));
let failed = 0;
for (const command of commands) {
  const started = performance.now();
  const { status, stderr } = spawnSync('bash', ['-c', command], {
    encoding: 'utf8',
    timeout: LIMIT_MS,
    maxBuffer: 1 << 26,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${seconds.padStart(6)} s  ${command}\n`);
  if (status !== 0) {
    failed += 1;
    process.stderr.write(stderr.split('\n').slice(-15).join('\n'));
  }
}
process.exitCode = failed === 0 ? 0 : 1;
