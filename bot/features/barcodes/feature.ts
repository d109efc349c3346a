import { Composer } from 'grammy';
import { attachBarcode, goodsCodeOf } from '../../../core/catalog/barcodes.ts';
import { createProduct, searchProducts } from '../../../core/catalog/products.ts';
import { stockOf } from '../../../core/stock/stock-levels.ts';
import type { Db } from '../../../drizzle/client.ts';
import { productsByBarcode } from '../../../drizzle/queries/catalog.ts';
import { documentOfMessage, findDocument, pagesOf } from '../../../drizzle/queries/documents.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import { ATTACH_BUTTON, CREATE_BUTTON } from './callbacks.ts';
import { barcodeProblem, barcodeView, whoseView } from './views.ts';

/** A photo of a barcode finds its product; an unknown code is given to one, or to a new one. */
export const barcodesFeature = new Composer<EnrolledContext>();

/** What a photo without a paper says when it shows one barcode of goods; null when it does not. */
export async function barcodeOfPhoto(
  db: Db,
  document: { readonly id: string; readonly companyId: string },
): Promise<MessageView | null> {
  const pages = await pagesOf(db, document.id);
  const code = goodsCodeOf(pages.flatMap((page) => page.readings ?? []));
  return code === null ? null : viewOf(db, document.companyId, code);
}

async function viewOf(db: Db, companyId: string, code: string): Promise<MessageView> {
  const [known] = await productsByBarcode(db, companyId, [code]);
  return barcodeView(
    code,
    known === undefined ? null : await stockOf(db, { companyId, productId: known.productId }),
  );
}

const OFFERED = 4;

/** An answer to the message with an unknown code is the product's name. */
barcodesFeature.on('message:text', async (ctx, next) => {
  const answered = ctx.message.reply_to_message;
  if (answered === undefined || ctx.message.text.startsWith('/')) return next();
  const { db } = ctx.deps;
  const { companyId } = ctx.actor;
  const id = await documentOfMessage(db, ctx.chat.id, answered.message_id);
  const document = id === null ? null : await findDocument(db, id);
  if (document === null || document.companyId !== companyId || document.state !== 'unreadable') return next();
  const pages = await pagesOf(db, document.id);
  const code = goodsCodeOf(pages.flatMap((page) => page.readings ?? []));
  if (code === null) return next();
  const name = ctx.message.text.replace(/\s+/g, ' ').trim();
  return reply(
    ctx,
    whoseView(code, name, await searchProducts(db, { companyId, words: name, limit: OFFERED })),
  );
});

barcodesFeature.callbackQuery(ATTACH_BUTTON, async (ctx) => {
  const [, barcode = '', productId = ''] = ctx.match;
  const { db, clock } = ctx.deps;
  const attached = await attachBarcode(db, { actor: ctx.actor, barcode, productId, now: clock.now() });
  if (!attached.ok)
    return ctx.answerCallbackQuery({ text: barcodeProblem(attached.error), show_alert: true });
  return replace(ctx, await viewOf(db, ctx.actor.companyId, barcode));
});

barcodesFeature.callbackQuery(CREATE_BUTTON, async (ctx) => {
  const [, barcode = '', name = ''] = ctx.match;
  const { db, clock } = ctx.deps;
  const created = await createProduct(db, ctx.actor, { name, barcode }, clock.now());
  if (!created.ok) return ctx.answerCallbackQuery({ text: barcodeProblem(created.error), show_alert: true });
  return replace(ctx, await viewOf(db, ctx.actor.companyId, barcode));
});
