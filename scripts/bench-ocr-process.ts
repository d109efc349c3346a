import { readdirSync, readFileSync } from 'node:fs';

/** What this process's children have used so far. */
export interface ChildUsage {
  /** The largest child's peak resident memory. */
  readonly peakMegabytes: number;
  /** Processor time of all living children, all cores together. */
  readonly cpuMs: number;
}

const TICK_MS = 10;

/** From /proc; null where there is none. */
export function childUsage(): ChildUsage | null {
  try {
    const children = readdirSync('/proc/self/task').flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
    const peaks = children.map((pid) => {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
    });
    return {
      peakMegabytes: Math.round(Math.max(0, ...peaks)),
      cpuMs: children.reduce((sum, pid) => sum + cpuOf(pid), 0),
    };
  } catch {
    return null;
  }
}

/** User and system ticks: fields 14 and 15, counted behind the name, which may hold blanks. */
function cpuOf(pid: string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
