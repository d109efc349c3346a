import type { PageReading } from '../invoice/page.ts';
import { withSecondReadings, wordsInDoubt } from '../invoice/second-look.ts';
import { understand } from '../invoice/understand.ts';
import { ok, type Result } from '../platform/result.ts';
import type { FileReading, ReadingFailure, ReadingStage } from './file-reading.ts';
import type { Reader } from './reader.ts';

/** No reading of digits changes these. */
const NOTHING_TO_PROVE: ReadonlySet<string | null> = new Set(['not_an_invoice', 'no_prices']);

/** True where the pages alone prove everything, or could prove nothing. */
function isSettled(pages: readonly PageReading[], ourCuit: string | null, today: string): boolean {
  const { status, reason } = understand(pages, { ourCuit, today });
  return status === 'certified' || status === 'unreadable' || NOTHING_TO_PROVE.has(reason);
}

/**
 * Reads a file and, where its pages prove nothing by themselves, has Tesseract read the doubtful figures too. Both engines
 * err, but hardly ever alike: what they agree on is no longer in doubt.
 */
export async function readClosely(
  reader: Reader,
  file: { readonly bytes: Uint8Array; readonly onProgress?: (stage: ReadingStage) => void },
  { ourCuit, today }: { readonly ourCuit: string | null; readonly today: string },
): Promise<Result<FileReading, ReadingFailure>> {
  const read = await reader.read(file);
  if (!read.ok || isSettled(read.value.pages, ourCuit, today)) return read;
  const start = performance.now();
  const pages: PageReading[] = [];
  for (const [at, page] of read.value.pages.entries()) {
    const image = read.value.images[at];
    const words = image === undefined ? [] : wordsInDoubt(page);
    const boxes = words.map((index) => page.words[index]!.quad);
    const texts = image === undefined ? [] : await reader.readText({ image, boxes });
    pages.push(
      withSecondReadings(
        page,
        words.map((index, place) => ({ index, text: texts[place] ?? '' })),
      ),
    );
  }
  const spent = performance.now() - start;
  const { ms } = read.value;
  return ok({ ...read.value, pages, ms: { ...ms, ocr: ms.ocr + spent, total: ms.total + spent } });
}
