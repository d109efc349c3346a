import { err, ok, type Result } from '../platform/result.ts';
import { type FileReading, LIMITS, type ReadingFailure, type ReadingStage } from './file-reading.ts';
import { fileTypeOf } from './file-type.ts';
import { decodePicture } from './picture/decode.ts';
import type { PpOcr } from './ppocr/sessions.ts';
import { readPdf } from './read-pdf.ts';
import { readPicture } from './read-picture.ts';

/** Told as the work goes on; `pageDone` is true when a page was finished. */
export type Tell = (stage: ReadingStage, pageDone: boolean) => void;

/** Reads any accepted file inside a reading process. */
export async function readFile(
  engine: PpOcr,
  bytes: Uint8Array,
  tell: Tell,
): Promise<Result<FileReading, ReadingFailure>> {
  if (bytes.byteLength === 0) return err({ code: 'empty' });
  if (bytes.byteLength > LIMITS.bytes) return err({ code: 'too_large' });
  const type = fileTypeOf(bytes);
  if (type === null) return err({ code: 'unsupported_type' });
  if (type === 'heic') return err({ code: 'heic' });
  return type === 'pdf' ? readPdf(engine, bytes, tell) : readPictureFile(engine, bytes, tell);
}

async function readPictureFile(
  engine: PpOcr,
  bytes: Uint8Array,
  tell: Tell,
): Promise<Result<FileReading, ReadingFailure>> {
  const start = performance.now();
  const picture = await decodePicture(bytes);
  if (!picture.ok) return picture;
  const decoded = performance.now();
  const { page, image, ms } = await readPicture(engine, picture.value, 1, (stage) => tell(stage, false));
  return ok({
    pages: [page],
    images: [image],
    ms: { ...ms, decode: decoded - start, total: performance.now() - start },
  });
}
