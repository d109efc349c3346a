import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ROOT } from '../support/run-script.ts';

const DRILLS = ['service', 'rollback', 'restore', 'full'];

it('When a process, a release, the data and the whole machine are lost in turn, then the shop is back in time each time and its ledger holds', async () => {
  const command = ['--import', 'tsx', 'scripts/drill.ts', '--scenario', 'all', '--modules', 'node_modules'];
  const { PATH, HOME } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: ROOT, env: { PATH, HOME } });
  const results = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { drill: string; seconds: number; limitSeconds: number });
  expect(results).toMatchObject(
    DRILLS.map((drill) => ({ drill, ok: true, ledger: expect.stringContaining('invariants hold') })),
  );
  for (const { seconds, limitSeconds } of results) expect(seconds).toBeLessThan(limitSeconds);
}, 300_000);
