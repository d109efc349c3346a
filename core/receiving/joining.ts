import type { DraftLine, InvoiceDraft } from '../invoice/draft.ts';
import { fold } from '../platform/text.ts';
import { fiscalKeyOf, hasLines, mayBeSamePaper, sameKey } from './fiscal-key.ts';

/**
 * Whether a fresh photo is a part of a paper that waits in the same chat rather than a paper of its own:
 * the QR from close by, the page whose QR came first, or a better look at what was doubtful.
 */
export function completes(fresh: InvoiceDraft, waiting: InvoiceDraft | null): boolean {
  const key = fiscalKeyOf(fresh.header);
  if (waiting === null) return key !== null && !hasLines(fresh);
  if (!mayBeSamePaper(fresh.header, waiting.header)) return false;
  const waitingKey = fiscalKeyOf(waiting.header);
  if (sameKey(key, waitingKey)) return waiting.status !== 'certified';
  // The header alone completes lines, and lines complete a header; two headers or two halves without one stay apart.
  if (key !== null && !hasLines(fresh)) return waitingKey === null;
  return waitingKey !== null && !hasLines(waiting) && hasLines(fresh) && key === null;
}

const isCorrected = (line: DraftLine): boolean => line.seen || line.confirmedFields.length > 0;

const wasEdited = (draft: InvoiceDraft): boolean =>
  draft.lines.some(isCorrected) || Object.values(draft.headerSource).includes('person');

const nameOf = (line: DraftLine): string => fold(`${line.code ?? ''} ${line.description ?? ''}`);

/** More lines than before: the photo brought some. Corrected lines keep their figures under the new reading's number. */
function carriedOver(before: readonly DraftLine[], reread: readonly DraftLine[]): readonly DraftLine[] {
  if (reread.length <= before.length) return before;
  return reread.map((line) => {
    const corrected = before.filter((old) => isCorrected(old) && nameOf(old) === nameOf(line));
    return corrected.length === 1 ? { ...corrected[0]!, id: line.id } : line;
  });
}

/**
 * Keeps a person's work when a document is understood again because a page came: the lines stay as corrected, and the
 * new reading only adds lines and fills what the header lacked. Without corrections the new draft simply replaces the
 * old one. The answer is to be certified again.
 */
export function keepCorrections(before: InvoiceDraft | null, reread: InvoiceDraft): InvoiceDraft {
  if (before === null || !wasEdited(before) || !hasLines(before)) return reread;
  const header = { ...reread.header };
  const headerSource = { ...reread.headerSource };
  const fields = Object.keys(before.header) as (keyof typeof before.header)[];
  for (const field of fields) {
    const isTheirs = before.headerSource[field] === 'person';
    if (!isTheirs && header[field] !== null) continue;
    Object.assign(header, { [field]: before.header[field] });
    headerSource[field] = before.headerSource[field];
  }
  return { ...reread, header, headerSource, lines: carriedOver(before.lines, reread.lines) };
}

/** How far a draft has come, for choosing between several ways of putting the same photos together. */
function strength(draft: InvoiceDraft): readonly number[] {
  const proven = draft.lines.filter((line) => line.evidence === 'proven').length;
  return [
    draft.status === 'certified' ? 1 : 0,
    fiscalKeyOf(draft.header) === null ? 0 : 1,
    proven - draft.lines.filter((line) => line.evidence === 'doubtful').length,
  ];
}

/**
 * All photos together, or one of them alone: a second photo of the whole page replaces the blurred first one instead
 * of doubling its lines. Photos of different papers are never weighed against each other.
 */
export function strongest(together: InvoiceDraft, perPhoto: readonly InvoiceDraft[]): InvoiceDraft {
  if (together.reason === 'several_documents') return together;
  const rivals = perPhoto.filter((draft) => hasLines(draft) && mayBeSamePaper(draft.header, together.header));
  return rivals.reduce((best, draft) => (isStronger(draft, best) ? draft : best), together);
}

function isStronger(a: InvoiceDraft, b: InvoiceDraft): boolean {
  const [left, right] = [strength(a), strength(b)];
  const at = left.findIndex((value, i) => value !== right[i]);
  return at >= 0 && left[at]! > right[at]!;
}

/**
 * Which photos belong to which paper, when an album held several: consecutive photos go together until another fiscal
 * key begins; a photo without a key belongs to the one before it.
 */
export function papersOf(perPhoto: readonly InvoiceDraft[]): readonly (readonly number[])[] {
  const papers: number[][] = [];
  let current: ReturnType<typeof fiscalKeyOf> = null;
  perPhoto.forEach((draft, i) => {
    const key = fiscalKeyOf(draft.header);
    const last = papers.at(-1);
    if (last === undefined || (key !== null && current !== null && !sameKey(key, current))) papers.push([i]);
    else last.push(i);
    current = key ?? current;
  });
  return papers;
}
