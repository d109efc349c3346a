import type { Download, PaperReader } from '../../../core/receiving/paper-reader.ts';
import { type ReadingWorkerOptions, runReadingWorker } from '../../../core/receiving/reading-worker.ts';
import type { BotDeps } from '../../context.ts';
import { announceDocuments } from './document-message.ts';
import { sayEvidence } from './evidence.ts';

/** Reads what people sent until the signal aborts, and shows each step in the chat it came from. */
export function runReading(
  deps: BotDeps,
  options: {
    readonly reader: PaperReader;
    readonly download: Download;
    /** Unique to this process and start. */
    readonly owner: string;
    readonly signal: AbortSignal;
    readonly concurrency?: number;
    readonly leaseSeconds?: number;
    readonly idleMs?: number;
    readonly observe?: ReadingWorkerOptions['observe'];
  },
): Promise<void> {
  const { db, clock, logger, wakes } = deps;
  return runReadingWorker({
    ...options,
    db,
    clock,
    logger,
    wake: wakes.reading,
    said: () => wakes.outbox.wake(),
    announce: announceDocuments(clock),
    onRead: (documentId) => sayEvidence(db, documentId),
  });
}
