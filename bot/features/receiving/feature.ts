import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import { parseCorrections } from '../../../core/invoice/correction-phrases.ts';
import { receivePhoto } from '../../../core/receiving/intake.ts';
import { applyEdits } from '../../../core/receiving/review.ts';
import { undoDocument } from '../../../core/receiving/undoing.ts';
import { waitingDocuments } from '../../../drizzle/queries/document-views.ts';
import { documentOfMessage, findDocument, latestInChat } from '../../../drizzle/queries/documents.ts';
import type { EnrolledContext } from '../../context.ts';
import { reply } from '../../outbox.ts';
import { readDocumentButton } from './callbacks.ts';
import { announceDocuments } from './document-message.ts';
import {
  correctedView,
  notAPaperView,
  problemText,
  problemView,
  revertedView,
  tooLargeView,
  waitingView,
} from './notices.ts';
import { press } from './presses.ts';

/** From a photo to a posted receipt: photos and files in, buttons and corrections on the card. */
export const receivingFeature = new Composer<EnrolledContext>();

/** Telegram serves bots files up to 20 MB. */
const SIZE_LIMIT = 20 * 1024 * 1024;
/** What a correction without a reply may refer to. */
const RECENT_MS = 24 * 60 * 60_000;

interface SentFile {
  readonly fileId: string;
  readonly fileUniqueId: string;
  readonly fileName?: string | undefined;
  readonly size: number;
}

receivingFeature.on('message:photo', (ctx) => {
  const largest = ctx.message.photo.reduce((a, b) => (a.width * a.height >= b.width * b.height ? a : b));
  return receive(ctx, ctx.message, {
    fileId: largest.file_id,
    fileUniqueId: largest.file_unique_id,
    size: largest.file_size ?? 0,
  });
});

/** Told by its first bytes later; here only what nobody could mean as a paper is turned down. */
const PAPER_MIME = /^(image\/(jpeg|png|webp|heic|heif)|application\/(pdf|octet-stream))$/;
const PAPER_NAME = /\.(jpe?g|png|webp|heic|heif|pdf)$/i;

receivingFeature.on('message:document', (ctx) => {
  const { file_id, file_unique_id, file_name, file_size, mime_type } = ctx.message.document;
  const isPaper = PAPER_MIME.test(mime_type ?? '') || PAPER_NAME.test(file_name ?? '');
  if (!isPaper) return reply(ctx, notAPaperView());
  return receive(ctx, ctx.message, {
    fileId: file_id,
    fileUniqueId: file_unique_id,
    fileName: file_name,
    size: file_size ?? 0,
  });
});

async function receive(ctx: EnrolledContext, message: Message, file: SentFile): Promise<void> {
  if (file.size > SIZE_LIMIT) return reply(ctx, tooLargeView());
  const { db, clock, wakes } = ctx.deps;
  const received = await receivePhoto(
    db,
    {
      actor: ctx.actor,
      chatId: message.chat.id,
      messageId: message.message_id,
      fileId: file.fileId,
      fileUniqueId: file.fileUniqueId,
      fileName: file.fileName,
      mediaGroupId: message.media_group_id,
      replyToMessageId: message.reply_to_message?.message_id,
      now: clock.now(),
    },
    { announce: announceDocuments(clock) },
  );
  if (!received.ok) return reply(ctx, problemView({ code: received.error }));
  wakes.outbox.wake();
  wakes.reading.wake();
}

/** At most so many are listed; the oldest first, so that none is forgotten. */
const LISTED = 10;

receivingFeature.command('pendientes', async (ctx) => {
  const { db } = ctx.deps;
  return reply(ctx, waitingView(await waitingDocuments(db, ctx.actor.companyId, LISTED)));
});

receivingFeature.callbackQuery(/^doc:/, async (ctx) => {
  const button = readDocumentButton(ctx.callbackQuery.data);
  const chatId = ctx.chat?.id;
  if (button === null || chatId === undefined) return ctx.answerCallbackQuery();
  const problem = await press(ctx.deps, {
    actor: ctx.actor,
    chatId,
    operationId: ctx.operationId,
    ...button,
  });
  ctx.deps.wakes.outbox.wake();
  // The state is committed; a press that can no longer be answered must not run again for that.
  return problem === null
    ? ctx.answerCallbackQuery()
    : ctx.answerCallbackQuery({ text: problemText(problem), show_alert: true });
});

receivingFeature.on('message:text', async (ctx, next) => {
  const edits = parseCorrections(ctx.message.text);
  if (edits === null) return next();
  const documentId = await correctedDocument(ctx, ctx.message);
  if (documentId === null) return next();
  const { db, clock } = ctx.deps;
  const corrected = await applyEdits(db, {
    actor: ctx.actor,
    documentId,
    edits,
    now: clock.now(),
    announce: announceDocuments(clock, ctx.chat.id),
  });
  return reply(ctx, corrected.ok ? correctedView(edits) : problemView(corrected.error));
});

const REVERT = /^\s*(?:revert[íi](?:r|la)?|anul[áa](?:r|la)?)(?![a-záéíóú])[\s,:.]*/i;

/** "revertir, vino equivocada" in answer to a posted document. */
receivingFeature.on('message:text', async (ctx, next) => {
  const { text, reply_to_message: answered } = ctx.message;
  if (!REVERT.test(text) || answered === undefined) return next();
  const { db, clock } = ctx.deps;
  const documentId = await documentOfMessage(db, ctx.chat.id, answered.message_id);
  if (documentId === null) return next();
  const reverted = await undoDocument(db, {
    actor: ctx.actor,
    documentId,
    reason: text.replace(REVERT, ''),
    now: clock.now(),
    announce: announceDocuments(clock),
  });
  return reply(ctx, reverted.ok ? revertedView() : problemView(reverted.error));
});

/** The document that a correction is about: the one it answers, else the chat's latest that waits for review. */
async function correctedDocument(ctx: EnrolledContext, message: Message): Promise<string | null> {
  const { db, clock } = ctx.deps;
  const answered = message.reply_to_message;
  if (answered !== undefined) {
    const id = await documentOfMessage(db, message.chat.id, answered.message_id);
    const document = id === null ? null : await findDocument(db, id);
    if (document?.state === 'review') return document.id;
  }
  const since = new Date(clock.now().getTime() - RECENT_MS);
  return (await latestInChat(db, message.chat.id, ['review'], since))?.id ?? null;
}
