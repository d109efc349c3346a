import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataDirBusyError, lockDataDir } from '../../../core/platform/data-dir-lock.ts';

const LOCK = new URL('../../../core/platform/data-dir-lock.ts', import.meta.url).href;

describe('lockDataDir', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'lock-test-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const owner = () => JSON.parse(readFileSync(join(dir, 'lock'), 'utf8')) as Record<string, unknown>;
  const leave = (change: Record<string, unknown>): void =>
    writeFileSync(join(dir, 'lock'), JSON.stringify({ ...owner(), ...change }));

  /** Another process that takes the lock, says so and waits; resolves with its first line. */
  function another(): { said: Promise<string>; kill: () => Promise<void> } {
    const code = `
      const { lockDataDir } = await import(${JSON.stringify(LOCK)});
      try { await lockDataDir(${JSON.stringify(dir)}); console.log('taken'); setInterval(() => {}, 1000); }
      catch (error) { console.log(error.name); }`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    return {
      said: new Promise((resolve) =>
        child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim())),
      ),
      kill: async () => {
        child.kill('SIGKILL');
        await gone;
      },
    };
  }

  it('When the owner lives, then nobody else gets the directory; when it releases, the next one does', async () => {
    const lock = await lockDataDir(dir);
    await expect(lockDataDir(dir)).rejects.toThrow(DataDirBusyError);
    lock.release();
    (await lockDataDir(dir)).release();
    expect(existsSync(join(dir, 'lock'))).toBe(false);
  });

  it('When the owner was killed, then of several that find it dead exactly one takes over', async () => {
    const first = another();
    expect(await first.said).toBe('taken');
    await expect(lockDataDir(dir)).rejects.toThrow(DataDirBusyError);
    await first.kill();
    const heirs = [another(), another(), another()];
    const said = await Promise.all(heirs.map((heir) => heir.said));
    await Promise.all(heirs.map((heir) => heir.kill()));
    expect(said.sort()).toEqual(['DataDirBusyError', 'DataDirBusyError', 'taken']);
  });

  it('When the owner’s pid was given to another process, then its lock is dead', async () => {
    await lockDataDir(dir);
    leave({ startedAt: 'some-boot:1' });
    await expect(lockDataDir(dir)).resolves.toBeDefined();
  });

  it('When a taker died while taking over, then its guard does not stand in the way', async () => {
    await lockDataDir(dir);
    leave({ pid: 2 ** 22 + 1, nonce: 'dead' });
    writeFileSync(join(dir, 'lock.takeover-dead'), JSON.stringify({ ...owner(), nonce: 'dead-taker' }));
    await expect(lockDataDir(dir)).resolves.toBeDefined();
    expect(owner().pid).toBe(process.pid);
  });

  it('When the owner is in another container and its heartbeat has stopped, then its lock is dead', async () => {
    await lockDataDir(dir);
    leave({ pidSpace: 'pid:[1]', pid: 1 });
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(join(dir, 'lock'), longAgo, longAgo);
    await expect(lockDataDir(dir)).resolves.toBeDefined();
  });

  it('When the owner is in another container and its heart beats, then the directory is busy', async () => {
    await lockDataDir(dir);
    leave({ pidSpace: 'pid:[1]', pid: 1 });
    const beat = setInterval(() => utimesSync(join(dir, 'lock'), new Date(), new Date()), 300);
    await expect(lockDataDir(dir)).rejects.toThrow(DataDirBusyError);
    clearInterval(beat);
  });
});
