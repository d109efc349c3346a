import type { Db, Tx } from '../../drizzle/client.ts';
import {
  changePage,
  claimForReading,
  comparePapersAlone,
  type DocumentPageRow,
  type DocumentRow,
  fileBytes,
  keepFile,
  lockDocument,
  pagesOf,
  renewLease,
} from '../../drizzle/queries/documents.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import { isDatabaseUnavailable } from '../../drizzle/transient.ts';
import type { Clock } from '../platform/clock.ts';
import { runDispatcher } from '../platform/dispatcher.ts';
import { failPoint } from '../platform/fail-point.ts';
import { sha256Hex } from '../platform/ids.ts';
import type { Logger } from '../platform/logger.ts';
import type { Wake } from '../platform/wake.ts';
import type { ReadingFailure } from '../reading/file-reading.ts';
import type { ObservedReading } from '../system/slow-events.ts';
import { findSamePicture } from './duplicates.ts';
import { strongest } from './joining.ts';
import type { Announce, ReadingStage } from './news.ts';
import type { Download, PaperReader } from './paper-reader.ts';
import {
  giveUp,
  postpone,
  type ReadPhoto,
  settleDuplicate,
  settleReading,
  type Understood,
} from './settling.ts';

export interface ReadingWorkerOptions {
  readonly db: Db;
  readonly reader: PaperReader;
  readonly download: Download;
  readonly clock: Clock;
  readonly announce: Announce;
  /** Nudges this loop; also given on after a document was released to be read again. */
  readonly wake: Wake;
  /** Called after each commit that said something. */
  readonly said: () => void;
  /** Called once a document was settled, for what is nice to have beside it (a picture); its failure is only logged. */
  readonly onRead?: (documentId: string) => Promise<void>;
  /** Told how each file was read and how long it took. */
  readonly observe?: ((reading: ObservedReading) => void) | undefined;
  readonly signal: AbortSignal;
  /** Unique to this process and start. */
  readonly owner: string;
  readonly logger: Logger;
  readonly concurrency?: number;
  readonly leaseSeconds?: number;
  readonly idleMs?: number;
}

const LEASE_SECONDS = 60;
/** Three tries that killed the process or never ended: the fourth would do so too. */
const MAX_ATTEMPTS = 3;
/** How long an unreachable file is asked for before the person is asked to send it again. */
const DOWNLOAD_PATIENCE_MS = 10 * 60_000;
const DOWNLOAD_PAUSE_SECONDS = 10;
const BROKEN_PAUSE_SECONDS = 1;

/**
 * Reads documents until the signal aborts: each is a row under a lease, taken again when its worker died, settled in
 * one transaction. Two workers on one database never settle the same reading twice.
 */
export function runReadingWorker(options: ReadingWorkerOptions): Promise<void> {
  return runDispatcher<DocumentRow>({
    name: 'reading',
    claim: () => claimForReading(options.db, options.owner, options.leaseSeconds ?? LEASE_SECONDS),
    work: (document) => readUnderLease(options, document),
    wake: options.wake,
    signal: options.signal,
    concurrency: options.concurrency ?? 1,
    idleMs: options.idleMs ?? 500,
    logger: options.logger,
    isTransient: isDatabaseUnavailable,
  });
}

async function readUnderLease(options: ReadingWorkerOptions, document: DocumentRow): Promise<void> {
  const seconds = options.leaseSeconds ?? LEASE_SECONDS;
  const renewal = setInterval(
    () => {
      renewLease(options.db, document.id, options.owner, seconds).then(undefined, (error: unknown) =>
        options.logger.warn({ err: error, documentId: document.id }, 'lease not renewed'),
      );
    },
    (seconds * 1000) / 3,
  );
  try {
    await readDocument(options, document);
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    // A bug met on one paper must not keep the others from being read: that paper has a few tries, then a person is asked.
    options.logger.error({ err: error, documentId: document.id }, 'a reading broke');
    await whileOurs(options, document.id, (tx, row) =>
      postpone(tx, row, BROKEN_PAUSE_SECONDS, { counts: true }),
    );
  } finally {
    clearInterval(renewal);
    options.said();
  }
}

/** Runs `work` on the locked row, unless the document is no longer ours to read. */
async function whileOurs(
  options: Pick<ReadingWorkerOptions, 'db' | 'owner'>,
  documentId: string,
  work: (tx: Tx, document: DocumentRow) => Promise<void>,
): Promise<boolean> {
  return inTransaction(options.db, async (tx) => {
    const document = await lockDocument(tx, documentId);
    if (document?.state !== 'reading' || document.leaseOwner !== options.owner) return false;
    await work(tx, document);
    return true;
  });
}

async function readDocument(options: ReadingWorkerOptions, document: DocumentRow): Promise<void> {
  const now = options.clock.now();
  if (document.attempts > MAX_ATTEMPTS) {
    await whileOurs(options, document.id, (tx, row) =>
      giveUp(tx, row, 'interrupted', { now, announce: options.announce }),
    );
    return;
  }
  const progress = createProgress(options, document);
  const pages = await pagesOf(options.db, document.id);
  for (const page of pages.filter(isUnread)) {
    const bytes = await bytesOf(options, document, page);
    if (bytes === null) return;
    if (!(await readPage(options, document, page, bytes, progress.at))) return;
  }
  const photos = await photosOf(options.db, document.id);
  const readable = photos.filter((photo) => photo.readings.length > 0);
  const outcome =
    readable.length === 0 ? null : await understandPhotos(options.reader, readable, progress.at);
  await progress.done();
  failPoint('after-reading');
  const settled = await whileOurs(options, document.id, (tx, row) =>
    settleReading(tx, row, {
      photos,
      outcome,
      now: options.clock.now(),
      announce: options.announce,
    }),
  );
  failPoint('draft-saved');
  options.wake.wake();
  if (settled) await afterReading(options, document.id);
}

async function afterReading({ onRead, logger }: ReadingWorkerOptions, documentId: string): Promise<void> {
  try {
    await onRead?.(documentId);
  } catch (error) {
    logger.warn({ err: error, documentId }, 'nothing shown beside the document');
  }
}

const isUnread = (page: DocumentPageRow): boolean => page.readings === null && page.failure === null;

/** The page's bytes, kept for ever once they are here; null when the document is settled or postponed without them. */
async function bytesOf(
  options: ReadingWorkerOptions,
  document: DocumentRow,
  page: DocumentPageRow,
): Promise<Buffer | null> {
  if (page.fileSha256 !== null) return fileBytes(options.db, page.fileSha256);
  const downloaded = await options.download(page.telegramFileId);
  const now = options.clock.now();
  if (!downloaded.ok) {
    const failed = downloaded.error;
    const patient =
      failed === 'unavailable' && now.getTime() - document.updatedAt.getTime() < DOWNLOAD_PATIENCE_MS;
    await whileOurs(options, document.id, async (tx, row) => {
      if (patient) return postpone(tx, row, DOWNLOAD_PAUSE_SECONDS, { counts: false });
      const reason = failed === 'too_large' ? 'too_large' : 'download_failed';
      return giveUp(tx, row, reason, { now, announce: options.announce });
    });
    return null;
  }
  const sha256 = sha256Hex(downloaded.value);
  let goesOn = false;
  await whileOurs(options, document.id, async (tx, row) => {
    goesOn = false;
    await comparePapersAlone(tx, row.companyId);
    await keepFile(tx, {
      sha256,
      bytes: downloaded.value,
      mime: mimeOf(downloaded.value),
      size: downloaded.value.length,
    });
    await changePage(tx, document.id, page.messageId, { fileSha256: sha256 });
    const repetition = await findSamePicture(tx, row, [sha256]);
    if (repetition === null) goesOn = true;
    else await settleDuplicate(tx, row, repetition, { now, announce: options.announce });
  });
  failPoint('after-download');
  return goesOn ? downloaded.value : null;
}

/** For the record only: what a file is for reading is decided by the reader. */
function mimeOf(bytes: Buffer): string {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg';
  if (bytes.subarray(1, 4).toString('latin1') === 'PNG') return 'image/png';
  if (bytes.subarray(8, 12).toString('latin1') === 'WEBP') return 'image/webp';
  return 'application/octet-stream';
}

/** A reader that was killed may have met a crowded machine rather than a bad file. */
const WORTH_ANOTHER_TRY: readonly ReadingFailure['code'][] = ['timeout', 'out_of_memory'];

/** Reads one file and keeps its words and flattened pictures, so that nothing is read twice. False: to be tried again. */
async function readPage(
  options: ReadingWorkerOptions,
  document: DocumentRow,
  page: DocumentPageRow,
  bytes: Buffer,
  onStage: (stage: ReadingStage) => void,
): Promise<boolean> {
  const started = performance.now();
  const read = await options.reader.readFile(
    { bytes, ...(page.fileName === null ? {} : { name: page.fileName }) },
    onStage,
  );
  options.observe?.({
    documentId: document.id,
    outcome: read.ok ? 'ok' : read.error.code,
    ms: performance.now() - started,
  });
  const ending = options.signal.aborted;
  const isPassing = !read.ok && WORTH_ANOTHER_TRY.includes(read.error.code);
  const again = !read.ok && (ending || (isPassing && document.attempts < MAX_ATTEMPTS));
  await whileOurs(options, document.id, async (tx, row) => {
    if (again) return postpone(tx, row, ending ? 0 : 1, { counts: !ending });
    if (!read.ok) return changePage(tx, document.id, page.messageId, { failure: read.error.code });
    const imageSha256s: string[] = [];
    for (const image of read.value.images) {
      const sha256 = sha256Hex(image);
      await keepFile(tx, { sha256, bytes: image, mime: 'image/jpeg', size: image.length });
      imageSha256s.push(sha256);
    }
    return changePage(tx, document.id, page.messageId, { readings: read.value.pages, imageSha256s });
  });
  return !again;
}

/** What was read so far from each photo, with its pictures. */
async function photosOf(db: Db, documentId: string): Promise<ReadPhoto[]> {
  const photos: ReadPhoto[] = [];
  for (const page of await pagesOf(db, documentId)) {
    const images: Buffer[] = [];
    for (const sha256 of page.imageSha256s) {
      const bytes = await fileBytes(db, sha256);
      if (bytes !== null) images.push(bytes);
    }
    photos.push({ messageId: page.messageId, failure: page.failure, readings: page.readings ?? [], images });
  }
  return photos;
}

/** All photos together, and each one alone where there are several; pages keep their numbers in both. */
async function understandPhotos(
  reader: PaperReader,
  photos: readonly ReadPhoto[],
  onStage: (stage: ReadingStage) => void,
): Promise<Understood> {
  onStage('lines');
  let count = 0;
  const numbered = photos.map(({ readings }) =>
    readings.map((page) => {
      count += 1;
      return { ...page, pageNumber: count };
    }),
  );
  const together = reader.understand(numbered.flat());
  const perPhoto = numbered.length === 1 ? [together] : numbered.map((pages) => reader.understand(pages));
  onStage('sums');
  const chosen = await reader.describe(
    strongest(together, perPhoto),
    numbered.flat(),
    photos.flatMap((photo) => photo.images),
  );
  return { chosen, perPhoto };
}

/** Says each new stage once, in order, and never after the document is settled. */
function createProgress(options: ReadingWorkerOptions, document: DocumentRow) {
  const said = new Set<ReadingStage>();
  let saying: Promise<unknown> = Promise.resolve();
  const say = async (stage: ReadingStage): Promise<void> => {
    const news = {
      documentId: document.id,
      chatId: document.chatId,
      what: { kind: 'progress', stage },
    } as const;
    await whileOurs(options, document.id, (tx) => options.announce(tx, news));
    options.said();
  };
  return {
    at(stage: ReadingStage): void {
      if (said.has(stage)) return;
      said.add(stage);
      // Progress that cannot be said must not stop the reading.
      saying = saying
        .then(() => say(stage))
        .catch((error: unknown) =>
          options.logger.warn({ err: error, documentId: document.id }, 'progress not said'),
        );
    },
    done: () => saying,
  };
}
