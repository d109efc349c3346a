import { sha256Hex } from '../../../core/platform/ids.ts';
import type { Db } from '../../../drizzle/client.ts';
import { fileBytes, findDocument, keepFile, pagesOf } from '../../../drizzle/queries/documents.ts';
import { say } from '../../outbox.ts';
import { reviewModel } from './document-message.ts';
import { drawEvidence } from './evidence-picture.ts';
import { evidenceCaption } from './views.ts';

/** Shows each page that has lines, with their boxes in the colours of their evidence, beside the card. */
export async function sayEvidence(db: Db, documentId: string): Promise<void> {
  const document = await findDocument(db, documentId);
  if (document?.state !== 'review' || document.draft === null) return;
  const { chatId, draft } = document;
  const pages = new Set(draft.lines.flatMap(({ box, page }) => (box === null ? [] : (page ?? []))));
  const sha256s = (await pagesOf(db, documentId)).flatMap((one) => one.imageSha256s);
  const model = await reviewModel(db, document);
  for (const [index, page] of [...pages].sort((a, b) => a - b).entries()) {
    const sha256 = sha256s[page - 1];
    const image = sha256 === undefined ? null : await fileBytes(db, sha256);
    if (image === null) continue;
    const bytes = await drawEvidence({ image, draft, page });
    const picture = sha256Hex(bytes);
    await keepFile(db, { sha256: picture, bytes, mime: 'image/jpeg', size: bytes.length });
    const slot = `doc:${documentId}:picture${index === 0 ? '' : `:${index + 1}`}`;
    await say(db, { chatId, slot, view: evidenceCaption(model, picture) });
  }
}
