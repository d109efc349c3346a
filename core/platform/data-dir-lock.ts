import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { newSecret } from './ids.ts';

const HEARTBEAT_MS = 5_000;
/** Without a heartbeat for this long, an owner that cannot be looked at is dead. */
const SILENCE_MS = 20_000;

const ownerShape = z.object({
  pid: z.number().int(),
  /** When that process started, as the system says it: a reused pid has another one. */
  startedAt: z.string().nullable(),
  /** Which set of pids the pid belongs to: a container has its own. Null where there is only one. */
  pidSpace: z.string().nullable(),
  nonce: z.string(),
});
type Owner = z.infer<typeof ownerShape>;

/** Another process holds the directory: two writers on one embedded database silently lose rows. */
export class DataDirBusyError extends Error {
  override readonly name = 'DataDirBusyError';
  constructor(
    readonly dataDir: string,
    readonly pid: number,
  ) {
    super(`La carpeta de datos ${dataDir} está en uso por otro proceso (pid ${pid}).`);
  }
}

export interface DataDirLock {
  release(): void;
}

/**
 * Takes the directory for this process's life, creating it where needed. A lock whose owner is dead is taken over; an
 * owner in another container, whose pid says nothing here, counts as dead when its heartbeat has stopped.
 * Rejects with DataDirBusyError while the owner lives.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'lock');
  const owner = await acquire(path, dataDir);
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release() {
      clearInterval(heartbeat);
      if (readOwner(path)?.nonce === owner.nonce) rmSync(path, { force: true });
    },
  };
}

async function acquire(path: string, dataDir: string): Promise<Owner> {
  const me: Owner = {
    pid: process.pid,
    startedAt: startOf(process.pid),
    pidSpace: pidSpace(),
    nonce: newSecret(9),
  };
  const mine = `${path}.${me.nonce}`;
  // Written apart and then linked, so that a lock is never seen half written.
  writeFileSync(mine, JSON.stringify(me), { mode: 0o600 });
  try {
    for (;;) {
      if (linked(mine, path)) return me;
      const owner = readOwner(path);
      if (owner === null) {
        removeUnreadable(path);
        continue;
      }
      if (await lives(owner, path)) throw new DataDirBusyError(dataDir, owner.pid);
      if (await takeOver(path, dataDir, owner, mine)) return me;
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Replaces a dead owner's lock. Whoever does it holds a lock on that one dead owner first, so of two that found it
 * dead, the slower one sees the new owner and not the old.
 */
async function takeOver(path: string, dataDir: string, dead: Owner, mine: string): Promise<boolean> {
  const guard = `${path}.takeover-${dead.nonce}`;
  await acquire(guard, dataDir);
  try {
    if (readOwner(path)?.nonce !== dead.nonce) return false;
    renameSync(mine, path);
    return true;
  } finally {
    rmSync(guard, { force: true });
  }
}

async function lives(owner: Owner, path: string): Promise<boolean> {
  if (owner.pidSpace === pidSpace()) return isRunning(owner.pid) && startOf(owner.pid) === owner.startedAt;
  const silentSince = heartbeatOf(path);
  while (silentSince !== null && Date.now() - silentSince < SILENCE_MS) {
    await sleep(1_000);
    if (heartbeatOf(path) !== silentSince) return true;
  }
  return false;
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false;
    throw error;
  }
}

function readOwner(path: string): Owner | null {
  try {
    const parsed = ownerShape.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (isSystemError(error, 'ENOENT') || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A lock that nobody can read was not written by us, who link whole files: a disk that lost its content. */
function removeUnreadable(path: string): void {
  const since = heartbeatOf(path);
  if (since !== null && Date.now() - since > SILENCE_MS) rmSync(path, { force: true });
  else if (since !== null) throw new Error(`the lock ${path} cannot be read`);
}

function heartbeatOf(path: string): number | null {
  try {
    return statSync(path).mtimeMs;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null;
    throw error;
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error, 'EPERM');
  }
}

/** The boot and the tick at which a process started (Linux), or its start time (elsewhere); null where unknown. */
function startOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The command's name comes second, in parentheses, and may hold blanks; field 22 counts from there.
      const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${ticks}`;
    }
    if (process.platform === 'win32') return null;
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

function pidSpace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

const isSystemError = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
