import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the repository with this environment and nothing of ours. */
export function run(command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const [program = '', ...rest] = command;
  return new Promise((resolve) => {
    const child = execFile(
      program,
      rest,
      { cwd: ROOT, env: { PATH: process.env.PATH, HOME: process.env.HOME, ENVIRONMENT: 'test', ...env } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** How one starts a script of `scripts/`. */
export const script = (name: string, ...args: string[]): string[] => [
  'node',
  '--import',
  'tsx',
  `scripts/${name}`,
  ...args,
];
