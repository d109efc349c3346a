import { availableParallelism } from 'node:os';
import type { Quad } from '../invoice/page.ts';
import { err, type Result } from '../platform/result.ts';
import { type FileReading, LIMITS, type ReadingFailure, type ReadingStage } from './file-reading.ts';
import { fileTypeOf } from './file-type.ts';
import { createWorkerPool, type PoolFailure } from './pool/worker-pool.ts';
import type { ReadingNews, ReadingOutcome, ReadingTask } from './reading-tasks.ts';

interface ReaderOptions {
  /** Reading processes; a page takes two cores and up to 1 GB. Default: one for every two cores. */
  readonly workers?: number;
  /** A page that takes longer is given up. */
  readonly pageTimeLimitMs?: number;
  readonly memoryLimitMb?: number;
}

/** Turns files into words and codes, in child processes: the parent stays free and survives any file. */
export interface Reader {
  /** Reads a picture or PDF. Files are told by their first bytes; see `LIMITS`. */
  read(file: {
    readonly bytes: Uint8Array;
    readonly onProgress?: (stage: ReadingStage) => void;
  }): Promise<Result<FileReading, ReadingFailure>>;
  /**
   * Reads boxes of a page's picture again with the Spanish engine, which knows accents and spaces.
   * One text a box, in order; empty where it read nothing or could not run.
   */
  readText(request: {
    readonly image: Uint8Array;
    readonly boxes: readonly Quad[];
  }): Promise<readonly string[]>;
  /** Starts a process and loads its models, so that the first page does not wait for them. */
  warm(): Promise<void>;
  /** How busy it is, and how many files in a row brought its processes down. */
  state(): {
    readonly workers: number;
    readonly busy: number;
    readonly waiting: number;
    readonly failuresInARow: number;
  };
  close(): Promise<void>;
}

const PAGE_TIME_LIMIT_MS = 60_000;
/** A page takes up to 800 MB, the largest allowed picture 900. */
const MEMORY_LIMIT_MB = 1100;
const CORES_PER_WORKER = 2;

const FAILURE_CODES: Readonly<Record<PoolFailure, ReadingFailure['code']>> = {
  timeout: 'timeout',
  out_of_memory: 'out_of_memory',
  crashed: 'damaged',
  closed: 'timeout',
};

export function createReader(options: ReaderOptions = {}): Reader {
  const cores = availableParallelism();
  const workers = options.workers ?? Math.max(1, Math.floor(cores / CORES_PER_WORKER));
  const pool = createWorkerPool<ReadingTask, ReadingOutcome, ReadingNews>({
    module: new URL('./reading-process.ts', import.meta.url),
    workers,
    timeLimitMs: options.pageTimeLimitMs ?? PAGE_TIME_LIMIT_MS,
    memoryLimitMb: options.memoryLimitMb ?? MEMORY_LIMIT_MB,
    env: { READING_THREADS: String(Math.min(cores, CORES_PER_WORKER)) },
  });
  return {
    async read({ bytes, onProgress }) {
      const refused = refusalOf(bytes);
      if (refused) return err({ code: refused });
      const outcome = await pool.run({ kind: 'read', bytes }, onProgress);
      if (!outcome.ok) return err({ code: FAILURE_CODES[outcome.error] });
      if (outcome.value.kind !== 'read') throw new TypeError('a reading process answered another task');
      return outcome.value.result;
    },
    async readText({ image, boxes }) {
      if (boxes.length === 0) return [];
      const outcome = await pool.run({ kind: 'text', image, boxes });
      return outcome.ok && outcome.value.kind === 'text' ? outcome.value.texts : boxes.map(() => '');
    },
    async warm() {
      await pool.run({ kind: 'warm' });
    },
    state: () => pool.state(),
    close: () => pool.close(),
  };
}

/** What can be refused without starting a process. */
function refusalOf(bytes: Uint8Array): ReadingFailure['code'] | null {
  if (bytes.byteLength === 0) return 'empty';
  if (bytes.byteLength > LIMITS.bytes) return 'too_large';
  const type = fileTypeOf(bytes);
  if (type === 'heic') return 'heic';
  return type === null ? 'unsupported_type' : null;
}
