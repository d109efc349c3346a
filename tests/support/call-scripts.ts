/**
 * Calls scripts in this one process, each with each flag, as a terminal would; prints one JSON array of what they said.
 * `node --import tsx tests/support/call-scripts.ts script.ts…`: a process for each call would cost a second.
 */
export interface ScriptCall {
  readonly name: string;
  readonly flag: string;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function call(name: string, flag: string): Promise<ScriptCall> {
  const said = { stdout: '', stderr: '' };
  const kept = { stdout: process.stdout.write, stderr: process.stderr.write };
  for (const stream of ['stdout', 'stderr'] as const)
    process[stream].write = (text: string | Uint8Array): boolean => {
      said[stream] += String(text);
      return true;
    };
  process.argv = [process.execPath, name, flag];
  process.exitCode = 0;
  // The question mark makes it another module each time, so that it runs again.
  await import(`../../scripts/${name}?${flag}`);
  Object.assign(process.stdout, { write: kept.stdout });
  Object.assign(process.stderr, { write: kept.stderr });
  return { name, flag, code: Number(process.exitCode), ...said };
}

const names = process.argv.slice(2);
const calls: ScriptCall[] = [];
for (const name of names) for (const flag of ['--help', '--nonsense']) calls.push(await call(name, flag));
process.exitCode = 0;
process.stdout.write(JSON.stringify(calls));
