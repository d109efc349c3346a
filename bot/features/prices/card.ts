import type { Db, Tx } from '../../../drizzle/client.ts';
import { receiptOfDocument } from '../../../drizzle/queries/document-views.ts';
import type { DocumentRow } from '../../../drizzle/queries/documents.ts';
import { slotsBeginning } from '../../../drizzle/queries/outbox-slots.ts';
import {
  findReview,
  type PriceReviewRow,
  pricersOf,
  reviewOfDocument,
} from '../../../drizzle/queries/prices.ts';
import { say } from '../../outbox.ts';
import { reviewView } from './views.ts';

const slotOf = (reviewId: string): string => `price:${reviewId}`;

/**
 * After a receipt: shows what its costs would change in prices to whoever received it, or, where that person sets no
 * prices, to those who do. Said again, the same cards follow what became of it.
 */
export async function sayReceiptPrices(tx: Db | Tx, document: DocumentRow): Promise<void> {
  const review = await reviewOfDocument(tx, document.id);
  if (review === null) return;
  if (await followReview(tx, review)) return;
  if (review.state !== 'open') return;
  const receipt = await receiptOfDocument(tx, document.id);
  const people = await pricersOf(tx, document.companyId, document.locationId);
  const poster = people.filter((one) => one.personId === receipt?.postedById);
  for (const { personId, telegramUserId } of poster.length > 0 ? poster : people) {
    if (telegramUserId === null) continue;
    await say(tx, {
      chatId: telegramUserId,
      slot: `${slotOf(review.id)}:${personId}`,
      view: reviewView(review),
    });
  }
}

/** Brings every card of a review to its present state; false when it has none. */
async function followReview(tx: Db | Tx, review: PriceReviewRow): Promise<boolean> {
  const cards = await slotsBeginning(tx, slotOf(review.id));
  for (const { slot, chatId } of cards) await say(tx, { chatId, slot, view: reviewView(review) });
  return cards.length > 0;
}

/** As above, by id, for a decision that came from elsewhere. */
export async function refreshReview(tx: Db | Tx, companyId: string, reviewId: string): Promise<void> {
  const review = await findReview(tx, companyId, reviewId);
  if (review !== null) await followReview(tx, review);
}

/** A review that somebody asked for: a message of its own in their chat. */
export const sayReview = (
  tx: Db | Tx,
  review: PriceReviewRow,
  person: { personId: string; chatId: number },
) =>
  say(tx, {
    chatId: person.chatId,
    slot: `${slotOf(review.id)}:${person.personId}`,
    view: reviewView(review),
  });
