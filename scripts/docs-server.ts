import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What commands about a running product find in their environment. */
export interface DocumentedServer {
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

const NODE = ['--import', 'tsx'] as const;
const START_MS = 120_000;

/** Starts the product on an empty data directory and a free port, with the owner `marta`. */
export async function startDocumentedServer(): Promise<DocumentedServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'docs-'));
  const given = {
    PASSWORD: randomBytes(12).toString('hex'),
    MONITORING_KEY: randomBytes(24).toString('hex'),
  };
  const env = { ...process.env, ...given, DATA_DIR: dataDir, PORT: '0' };
  const user = ['scripts/create-user.ts', '--username', 'marta', '--role', 'owner', '--password-stdin'];
  const created = spawnSync(process.execPath, [...NODE, ...user], { env, input: given.PASSWORD });
  if (created.status !== 0) throw new Error(`no user for the documents: ${created.stderr.toString()}`);
  const child = spawn(process.execPath, [...NODE, 'bot/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the product did not start')), START_MS);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /Estado: (\S+)\/health/.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
    void ended.then(() => reject(new Error('the product ended')));
  });
  return {
    env: { ...process.env, ...given, BASE_URL: address },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
