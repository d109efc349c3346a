import type { InvoiceDraft } from '../invoice/draft.ts';
import type { PageReading } from '../invoice/page.ts';
import { understand } from '../invoice/understand.ts';
import { type Clock, dayOf } from '../platform/clock.ts';
import type { Result } from '../platform/result.ts';
import type { ReadingFailure } from '../reading/file-reading.ts';
import { withoutOverlap } from '../reading/overlap.ts';
import type { Reader } from '../reading/reader.ts';
import { readClosely } from '../reading/second-look.ts';
import { describeInSpanish } from '../reading/spanish-descriptions.ts';
import type { ReadingStage } from './news.ts';

/** What receiving needs of the eye and of the understanding; tests give one that follows a script. */
export interface PaperReader {
  /** Words, codes and flattened pictures of one file. */
  readFile(
    file: { readonly bytes: Buffer; readonly name?: string },
    onStage: (stage: ReadingStage) => void,
  ): Promise<
    Result<{ readonly pages: readonly PageReading[]; readonly images: readonly Buffer[] }, ReadingFailure>
  >;
  /** One draft from all pages of a paper, numbered from 1. */
  understand(pages: readonly PageReading[]): InvoiceDraft;
  /** The same draft with its descriptions in good Spanish; `images[i]` is the picture of `pages[i]`. */
  describe(
    draft: InvoiceDraft,
    pages: readonly PageReading[],
    images: readonly Buffer[],
  ): Promise<InvoiceDraft>;
}

/** Fetches a photo's bytes from where the chat keeps them. */
export type Download = (telegramFileId: string) => Promise<Result<Buffer, DownloadFailure>>;

/** unavailable: worth another try · gone: the chat no longer has it · too_large: over 20 MB. */
export type DownloadFailure = 'unavailable' | 'gone' | 'too_large';

/** The real eye and understanding. Without `ourCuit` the evidence on the paper decides which party we are. */
export const createPaperReader = (
  reader: Reader,
  options: { readonly ourCuit?: string | undefined; readonly clock: Clock },
): PaperReader => ({
  readFile: ({ bytes }, onStage) =>
    readClosely(
      reader,
      { bytes, onProgress: onStage },
      { ourCuit: options.ourCuit ?? null, today: dayOf(options.clock.now()) },
    ),
  understand: (pages) =>
    understand(withoutOverlap(pages), {
      ourCuit: options.ourCuit ?? null,
      today: dayOf(options.clock.now()),
    }),
  describe: (draft, pages, images) => describeInSpanish(reader, draft, pages, images),
});
