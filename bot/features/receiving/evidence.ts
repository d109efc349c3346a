import { sha256Hex } from '../../../core/platform/ids.ts';
import type { Db } from '../../../drizzle/client.ts';
import { fileBytes, findDocument, keepFile, pagesOf } from '../../../drizzle/queries/documents.ts';
import { say } from '../../outbox.ts';
import { reviewModel } from './document-message.ts';
import { drawEvidence } from './evidence-picture.ts';
import { evidenceCaption } from './views.ts';

/** Shows the first page that has lines with their boxes in the colours of their evidence, beside the card. */
export async function sayEvidence(db: Db, documentId: string): Promise<void> {
  const document = await findDocument(db, documentId);
  if (document?.state !== 'review' || document.draft === null) return;
  const { draft } = document;
  const page = draft.lines.find((line) => line.box !== null)?.page;
  if (page == null) return;
  const sha256s = (await pagesOf(db, documentId)).flatMap((one) => one.imageSha256s);
  const sha256 = sha256s[page - 1];
  const image = sha256 === undefined ? null : await fileBytes(db, sha256);
  if (image === null) return;
  const bytes = await drawEvidence({ image, draft, page });
  const picture = sha256Hex(bytes);
  await keepFile(db, { sha256: picture, bytes, mime: 'image/jpeg', size: bytes.length });
  const view = evidenceCaption(await reviewModel(db, document), picture);
  await say(db, { chatId: document.chatId, slot: `doc:${documentId}:picture`, view });
}
