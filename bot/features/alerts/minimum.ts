import { hear } from '../../../core/catalog/hearing.ts';
import { mayDo } from '../../../core/people/roles.ts';
import { type ChangedMinimum, minimumOf, setMinimum } from '../../../core/purchasing/stock-rules.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import type { EnrolledContext } from '../../context.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { replace, reply } from '../../outbox.ts';
import { plainNumber } from '../prices/phrases.ts';
import { withUnit } from '../quantity-words.ts';
import { cut } from '../receiving/wording.ts';
import { minimumButton } from './callbacks.ts';

const PHRASE = /^(?:m[ií]nimo\s+(?:de\s+)?)?(.+?)\s+(?:(?:m[ií]nimo|en|a|=)\s+)?(\d[\d.]*(?:,\d+)?)$/i;

/** "/alertas yerba 6": shows the minimum before and after, and sets it once confirmed. */
export async function askMinimum(ctx: EnrolledContext, words: string): Promise<void> {
  const phrase = PHRASE.exec(words);
  if (phrase === null) return reply(ctx, { text: t('alerts-minimum-how') });
  if (!mayDo(ctx.actor.role, 'stock_rule.set')) return reply(ctx, { text: t('alerts-problem-forbidden') });
  const { db } = ctx.deps;
  const { items } = await hear(db, ctx.actor.companyId, `stock ${phrase[1]}`);
  const product = items[0]?.product ?? null;
  if (product === null || items.length > 1) return reply(ctx, { text: t('alerts-minimum-which') });
  const after = plainNumber(phrase[2] ?? '0');
  const before = await minimumOf(db, ctx.actor.locationId, product.id);
  return reply(ctx, {
    text: minimumText('ask', { ...product, before, after }),
    keyboard: [
      [
        { text: t('alerts-button-save'), data: minimumButton(product.id, after) },
        { text: t('missing-button-drop'), data: minimumButton(product.id, 'keep') },
      ],
    ],
  });
}

/** Sets it, however often it is pressed, with the way back under it. */
export async function pressMinimum(ctx: EnrolledContext, productId: string, value: string): Promise<unknown> {
  if (value === 'keep') return replace(ctx, { text: t('alerts-minimum-kept'), keyboard: [] });
  const { db, clock } = ctx.deps;
  const minimum = value === 'none' ? null : value;
  const done = await setMinimum(db, { actor: ctx.actor, productId, minimum, now: clock.now() });
  if (!done.ok) return ctx.answerCallbackQuery({ text: t('alerts-problem-forbidden'), show_alert: true });
  return replace(ctx, savedView(productId, done.value));
}

const savedView = (productId: string, changed: ChangedMinimum): MessageView => ({
  text: minimumText('set', changed),
  keyboard:
    changed.before === changed.after
      ? []
      : [[{ text: t('missing-button-undo'), data: minimumButton(productId, changed.before ?? 'none') }]],
});

const minimumText = (what: 'ask' | 'set', { name, unit, before, after }: ChangedMinimum): string => {
  const words = (value: string | null): string =>
    value === null ? t('alerts-minimum-none') : escapeHtml(withUnit(value, unit));
  return t(`alerts-minimum-${what}`, {
    name: escapeHtml(cut(name, 60)),
    before: words(before),
    after: words(after),
  });
};
