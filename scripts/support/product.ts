import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 120_000;

/** The product as a process of its own, started from a directory that holds a release of it. */
export interface RunningProduct {
  /** SIGKILL: as a machine that dies. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts the product with the local chat on a port of its own; resolves once /health answers 200. */
export async function startProduct(directory: string, env: NodeJS.ProcessEnv): Promise<RunningProduct> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bot/main.ts'], {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', ENVIRONMENT: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => output.push(data.toString()));
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  try {
    await healthy(child, () => output.join(''));
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  return { kill: async () => void (await end('SIGKILL')), stop: () => end('SIGTERM') };
}

async function healthy(child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the product ended: ${output()}`);
    const url = /Estado: (\S+)/.exec(output())?.[1];
    const answer = url === undefined ? null : await fetch(url).catch(() => null);
    if (answer?.status === 200) return;
    await sleep(100);
  }
  throw new Error(`the product is not healthy: ${output()}`);
}
