import { mayDo } from '../../../core/people/roles.ts';
import { fold } from '../../../core/platform/text.ts';
import { buyingFrom } from '../../../core/purchasing/buying.ts';
import { setTerm, termOf } from '../../../core/purchasing/supplier-terms.ts';
import { suppliersOf } from '../../../drizzle/queries/suppliers.ts';
import type { EnrolledContext } from '../../context.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { replace, reply } from '../../outbox.ts';
import { readTermButton } from './callbacks.ts';
import { readTermPhrase, type TermPhrase } from './term-phrases.ts';
import { askTermView, savedTermView, supplierView } from './terms-view.ts';
import { orderProblem } from './views.ts';

/** Suppliers whose name has every word that was said. */
async function suppliersNamed(ctx: EnrolledContext, words: string) {
  const said = fold(words).split(/\s+/);
  return (await suppliersOf(ctx.deps.db, ctx.actor.companyId)).filter(({ name }) => {
    const folded = fold(name);
    return said.every((word) => folded.includes(word));
  });
}

/** "arcor tarda 3 días" on its own: only where it names a supplier; false leaves the words to others. */
export async function hearTerm(ctx: EnrolledContext, text: string): Promise<boolean> {
  const phrase = readTermPhrase(text);
  if (phrase === null || (await suppliersNamed(ctx, phrase.supplier)).length === 0) return false;
  await askTerm(ctx, phrase);
  return true;
}

/** "/pedido arcor", "/pedido arcor mínimo 50.000": how one buys from a supplier, or a change of it, asked first. */
export async function answerSupplier(ctx: EnrolledContext, words: string): Promise<void> {
  if (!mayDo(ctx.actor.role, 'order.write')) return reply(ctx, { text: orderProblem('forbidden') });
  const phrase = readTermPhrase(words);
  if (phrase !== null) return askTerm(ctx, phrase);
  const found = await suppliersNamed(ctx, words);
  const [supplier] = found;
  if (supplier === undefined || found.length > 1) return which(ctx, words, found);
  const { db, clock } = ctx.deps;
  return reply(ctx, supplierView(supplier, await buyingFrom(db, supplier.id, clock.now())));
}

async function askTerm(ctx: EnrolledContext, { supplier: words, term, value }: TermPhrase): Promise<void> {
  if (!mayDo(ctx.actor.role, 'supplier.edit')) return reply(ctx, { text: orderProblem('forbidden') });
  const found = await suppliersNamed(ctx, words);
  const [supplier] = found;
  if (supplier === undefined || found.length > 1) return which(ctx, words, found);
  const before = await termOf(ctx.deps.db, supplier.id, term);
  return reply(ctx, askTermView(supplier, term, { before, after: value }));
}

const MOST_NAMES = 8;

function which(ctx: EnrolledContext, words: string, found: readonly { name: string }[]): Promise<void> {
  const names = found.slice(0, MOST_NAMES).map(({ name }) => escapeHtml(name));
  return reply(ctx, {
    text:
      names.length === 0
        ? t('ordering-terms-unknown', { words: escapeHtml(words) })
        : t('ordering-terms-which', { names: names.join(' · ') }),
  });
}

/** Sets it, however often it is pressed, with the way back under it. */
export async function pressTerm(ctx: EnrolledContext, match: RegExpMatchArray): Promise<unknown> {
  const pressed = readTermButton(match);
  if (pressed.value === 'keep') return replace(ctx, { text: t('ordering-terms-kept'), keyboard: [] });
  const { db, clock } = ctx.deps;
  const { supplierId, term, value } = pressed;
  const done = await setTerm(db, { actor: ctx.actor, supplierId, term, value, now: clock.now() });
  if (!done.ok) return ctx.answerCallbackQuery({ text: orderProblem(done.error), show_alert: true });
  return replace(ctx, savedTermView({ id: supplierId, name: done.value.supplier }, term, done.value));
}
