import type { Db, Tx } from '../../drizzle/client.ts';
import { hasConsent } from '../../drizzle/queries/assistant.ts';
import {
  changeDraft,
  type DocumentRow,
  fileBytes,
  findDocument,
  lockDocument,
  pagesOf,
} from '../../drizzle/queries/documents.ts';
import { claimOpinion, settleOpinion } from '../../drizzle/queries/second-opinions.ts';
import type { OpinionOutcome } from '../../drizzle/schema/index.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import { isDatabaseUnavailable } from '../../drizzle/transient.ts';
import type { InvoiceDraft } from '../invoice/draft.ts';
import { isInDoubt, type LineOpinion, withOpinions } from '../invoice/opinion.ts';
import { writeAudit } from '../people/audit.ts';
import { cropLine } from '../picture/line-crop.ts';
import { runDispatcher } from '../platform/dispatcher.ts';
import type { Logger } from '../platform/logger.ts';
import type { Wake } from '../platform/wake.ts';
import type { Assistant } from './assistant.ts';
import { type LineCrop, lookAgain } from './second-opinion.ts';

/** Given by the door: a document offers new readings. `before` is the row as its cards show it. */
export type AnnounceOpinion = (tx: Tx, before: DocumentRow) => Promise<void>;

export interface OpinionQueueOptions {
  readonly db: Db;
  readonly assistant: Assistant;
  readonly logger: Logger;
  readonly announce: AnnounceOpinion;
  /** Called after each commit that said something. */
  readonly said: () => void;
  readonly wake: Wake;
  readonly signal: AbortSignal;
  readonly idleMs?: number;
}

/** More lines than this are a bad picture, not a doubt. */
const MOST_LINES = 8;
const IDLE_MS = 2_000;

/**
 * Shows doubtful lines of papers that people already see to the model, each paper once, until the signal aborts. A
 * process that dies leaves its paper without an opinion rather than paying for it twice.
 */
export function runOpinionQueue(options: OpinionQueueOptions): Promise<void> {
  const { db, assistant } = options;
  return runDispatcher<string>({
    name: 'second opinion',
    claim: () => claimOpinion(db, { host: assistant.model.host, now: assistant.clock.now() }),
    work: (documentId) => giveOpinion(options, documentId),
    wake: options.wake,
    signal: options.signal,
    concurrency: 1,
    idleMs: options.idleMs ?? IDLE_MS,
    logger: options.logger,
    isTransient: isDatabaseUnavailable,
  });
}

async function giveOpinion(options: OpinionQueueOptions, documentId: string): Promise<void> {
  const { db, assistant, logger } = options;
  const document = await findDocument(db, documentId);
  if (document?.draft == null) return;
  const crops = await cropsOf(db, documentId, document.draft);
  if (crops.length === 0) return settleOpinion(db, documentId, 'nothing_to_ask');
  const opinions = await lookAgain(db, assistant, document.companyId, crops);
  if (!opinions.ok) {
    logger.info({ documentId, problem: opinions.error }, 'no second opinion');
    return settleOpinion(db, documentId, opinions.error);
  }
  const asked = new Set(crops.map(({ lineId }) => lineId));
  const about = opinions.value.filter(({ lineId }) => asked.has(lineId));
  const outcome = await inTransaction(db, async (tx) => {
    const done = await offer(options, tx, { documentId, askedOn: document.draft, opinions: about });
    await settleOpinion(tx, documentId, done);
    return done;
  });
  if (outcome === 'offered') options.said();
}

/** The crops of the lines in doubt; none where there are too many of them. */
async function cropsOf(db: Db, documentId: string, draft: InvoiceDraft): Promise<readonly LineCrop[]> {
  const doubtful = draft.lines.filter((line) => isInDoubt(line) && line.box !== null && line.page !== null);
  if (doubtful.length === 0 || doubtful.length > MOST_LINES) return [];
  const pictures = (await pagesOf(db, documentId)).flatMap(({ imageSha256s }) => imageSha256s);
  const crops: LineCrop[] = [];
  for (const { id, box, page } of doubtful) {
    const sha256 = pictures[(page ?? 0) - 1];
    const image = sha256 === undefined ? null : await fileBytes(db, sha256);
    const jpeg = image === null || box === null ? null : await cropLine(image, box);
    if (jpeg !== null) crops.push({ lineId: id, jpeg });
  }
  return crops;
}

interface Answered {
  readonly documentId: string;
  readonly askedOn: InvoiceDraft | null;
  readonly opinions: readonly LineOpinion[];
}

/** Adds what arithmetic bears out to the document as it is now, if it still waits and the owner still agrees. */
async function offer(
  { assistant, announce }: OpinionQueueOptions,
  tx: Tx,
  { documentId, askedOn, opinions }: Answered,
): Promise<OpinionOutcome> {
  const document = await lockDocument(tx, documentId);
  if (document?.state !== 'review' || document.draft === null) return 'too_late';
  const { companyId, draft } = document;
  if (!(await hasConsent(tx, companyId, assistant.model.host))) return 'no_consent';
  const box = (of: InvoiceDraft | null, id: number) =>
    JSON.stringify(of?.lines.find((line) => line.id === id)?.box ?? null);
  // A further photo may have given the numbers of the lines to others.
  const still = opinions.filter(({ lineId }) => box(askedOn, lineId) === box(draft, lineId));
  const fresh = withOpinions(draft, still);
  if (fresh === draft) return 'not_borne_out';
  await changeDraft(tx, documentId, fresh);
  await writeAudit(tx, {
    companyId,
    actorId: null,
    action: 'document.second_opinion',
    subjectType: 'document',
    subjectId: documentId,
    detail: { opinions: still },
    at: assistant.clock.now(),
  });
  await announce(tx, document);
  return 'offered';
}
