import { hear } from '../../../core/catalog/hearing.ts';
import { parseCorrections } from '../../../core/invoice/correction-phrases.ts';
import type { DraftEdit } from '../../../core/invoice/edit.ts';
import { dec, plain } from '../../../core/platform/decimal.ts';
import { err, type Result } from '../../../core/platform/result.ts';
import {
  addOrderLine,
  type Order,
  type OrderFailure,
  setOrderLine,
} from '../../../core/purchasing/orders.ts';
import type { KeyboardButton } from '../../../drizzle/schema/messaging.ts';
import type { EnrolledContext } from '../../context.ts';
import { t } from '../../locales/messages.ts';
import { reply, shownView } from '../../outbox.ts';
import { ORDER_BUTTON } from './callbacks.ts';
import { orderProblem, orderView } from './views.ts';

/** "el 2 son 24, borrá el 3, agregá 6 coca" in answer to an order. False when the message is no such answer. */
export async function correctOrder(
  ctx: EnrolledContext,
  text: string,
  answered: { readonly message_id: number } | undefined,
): Promise<boolean> {
  const { chat } = ctx;
  if (answered === undefined || chat === undefined) return false;
  const view = await shownView(ctx.deps.db, chat.id, answered.message_id);
  const orderId = view?.keyboard
    ?.flat()
    .map(orderOfButton)
    .find((id) => id !== null);
  const edits = orderId === undefined ? null : parseCorrections(text);
  if (orderId === undefined || edits === null) return false;
  let changed: Result<Order, OrderFailure> = err('not_found');
  for (const edit of edits) {
    changed = await apply(ctx, orderId, edit);
    if (!changed.ok) break;
  }
  if (!changed.ok) {
    await reply(ctx, { text: orderProblem(changed.error) });
    return true;
  }
  const shown = orderView(changed.value, 0);
  const head = t('ordering-edited', { count: edits.length, number: changed.value.number });
  await reply(ctx, { ...shown, text: `${head}\n\n${shown.text}` });
  return true;
}

const orderOfButton = (button: KeyboardButton): string | null =>
  ('data' in button ? ORDER_BUTTON.exec(button.data)?.[1] : undefined) ?? null;

async function apply(
  ctx: EnrolledContext,
  orderId: string,
  edit: DraftEdit,
): Promise<Result<Order, OrderFailure>> {
  const { db, clock } = ctx.deps;
  const wish = { actor: ctx.actor, orderId, now: clock.now() };
  const set = (lineNo: number, quantity: string) => setOrderLine(db, { ...wish, lineNo, quantity });
  switch (edit.kind) {
    case 'remove_line':
      return set(edit.lineId, '0');
    case 'set_packs':
      return set(edit.lineId, plain(dec(edit.packs).times(edit.units)));
    case 'set_line_field':
      return edit.field === 'quantity' ? set(edit.lineId, edit.value) : err('bad_quantity');
    case 'add_line': {
      const { items } = await hear(db, ctx.actor.companyId, `falta ${edit.description}`);
      const product = items[0]?.product ?? null;
      return product === null
        ? err('unknown_product')
        : addOrderLine(db, { ...wish, productId: product.id, quantity: edit.quantity });
    }
    default:
      return err('bad_quantity');
  }
}
