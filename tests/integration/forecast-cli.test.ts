import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = (args: readonly string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile('node', ['--import', 'tsx', 'scripts/forecast.ts', ...args], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

describe('npm run forecast', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forecast-'));
    const rows = Array.from(
      { length: 60 },
      (_, i) => `yerba,2026-${i < 31 ? '01' : '02'}-${String((i % 31) + 1).padStart(2, '0')},${i % 5}`,
    );
    await writeFile(join(folder, 'sales.csv'), ['series,date,quantity', ...rows.slice(0, 59)].join('\n'));
    await writeFile(
      join(folder, 'bad.csv'),
      'series,date,quantity\nyerba,2026-02-28,1e+2\nyerba,2026-02-30,5\n',
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('prints one JSON line per series with the documented fields', async () => {
    const { code, stdout } = await run([
      '--input',
      join(folder, 'sales.csv'),
      '--horizon',
      '7',
      '--lead-time',
      '3',
    ]);
    expect(code).toBe(0);
    const line = JSON.parse(stdout.trim());
    expect(Object.keys(line)).toEqual([
      'series',
      'frequency',
      'method',
      'history',
      'forecast',
      'leadTime',
      'backtest',
    ]);
    expect(line.forecast).toHaveLength(7);
    expect(Object.keys(line.forecast[0].quantiles).sort()).toEqual(
      ['0.025', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9', '0.95', '0.975'].sort(),
    );
    expect(line.forecast[0].date).toBe('2026-03-01');
    expect(Object.keys(line.leadTime.quantiles)).toEqual(['0.5', '0.9', '0.95', '0.98']);
    expect(Object.keys(line.backtest)).toEqual(['mase', 'rmsse', 'wql', 'coverage95', 'naiveMase']);
  });

  it('When the file or an option is wrong, then it says which and exits with 2', async () => {
    const badRow = await run(['--input', join(folder, 'bad.csv'), '--horizon', '7']);
    expect(badRow.code).toBe(2);
    expect(badRow.stderr).toContain('fila 3: revisá date');
    expect((await run(['--input', join(folder, 'sales.csv'), '--horizon', '0'])).code).toBe(2);
    expect((await run(['--input', join(folder, 'nothing.csv'), '--horizon', '7'])).code).toBe(2);
    expect((await run(['--what'])).code).toBe(2);
  });
});
