import type { InvoiceDraft } from '../invoice/draft.ts';
import type { PageReading } from '../invoice/page.ts';
import type { Result } from '../platform/result.ts';
import type { ReadingFailure } from '../reading/file-reading.ts';
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
  /** One draft from all pages of a paper, numbered from 1; `images[i]` is the picture of `pages[i]`. */
  understand(
    pages: readonly PageReading[],
    images: readonly Buffer[],
    onStage: (stage: ReadingStage) => void,
  ): Promise<InvoiceDraft>;
}

/** Fetches a photo's bytes from where the chat keeps them. */
export type Download = (telegramFileId: string) => Promise<Result<Buffer, DownloadFailure>>;

/** unavailable: worth another try · gone: the chat no longer has it · too_large: over 20 MB. */
export type DownloadFailure = 'unavailable' | 'gone' | 'too_large';
