import { hear } from '../../../core/catalog/hearing.ts';
import { mayDo } from '../../../core/people/roles.ts';
import {
  type ChangedRule,
  type StockRule,
  setStockRule,
  stockRuleOf,
} from '../../../core/purchasing/stock-rules.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import type { EnrolledContext } from '../../context.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { replace, reply } from '../../outbox.ts';
import { plainNumber } from '../prices/phrases.ts';
import { withUnit } from '../quantity-words.ts';
import { cut } from '../receiving/wording.ts';
import { ruleButton } from './callbacks.ts';

const NUMBER = String.raw`(\d[\d.]*(?:,\d+)?)`;

/** A rule is named by its word; a bare number is the minimum. */
const PHRASES: readonly (readonly [StockRule, RegExp])[] = [
  ['shelfDays', /^(.+?)\s+(?:dura|aguanta|se conserva)\s+(\d{1,4})\s+d[ií]as?$/i],
  ['maximum', new RegExp(`^(.+?)\\s+m[aá]ximo\\s+${NUMBER}$`, 'i')],
  ['maximum', new RegExp(`^m[aá]ximo\\s+(?:de\\s+)?(.+?)\\s+(?:en\\s+|a\\s+|=\\s+)?${NUMBER}$`, 'i')],
  [
    'minimum',
    new RegExp(`^(?:m[ií]nimo\\s+(?:de\\s+)?)?(.+?)\\s+(?:(?:m[ií]nimo|en|a|=)\\s+)?${NUMBER}$`, 'i'),
  ],
];

/** "/alertas yerba 6", "yerba máximo 48", "leche dura 7 días": before and after are shown, and it is set once confirmed. */
export async function askStockRule(ctx: EnrolledContext, words: string): Promise<void> {
  const [rule, said] =
    PHRASES.map(([one, pattern]) => [one, pattern.exec(words)] as const).find(
      ([, match]) => match !== null,
    ) ?? [];
  if (rule === undefined || said === undefined || said === null)
    return reply(ctx, { text: t('alerts-minimum-how') });
  if (!mayDo(ctx.actor.role, 'stock_rule.set')) return reply(ctx, { text: t('alerts-problem-forbidden') });
  const { db } = ctx.deps;
  const { items } = await hear(db, ctx.actor.companyId, `stock ${said[1]}`);
  const product = items[0]?.product ?? null;
  if (product === null || items.length > 1) return reply(ctx, { text: t('alerts-minimum-which') });
  const after = plainNumber(said[2] ?? '0');
  const { locationId } = ctx.actor;
  const before = await stockRuleOf(db, rule, { locationId, productId: product.id });
  return reply(ctx, {
    text: ruleText('ask', rule, { ...product, before, after }),
    keyboard: [
      [
        { text: t('alerts-button-save'), data: ruleButton(rule, product.id, after) },
        { text: t('missing-button-drop'), data: ruleButton(rule, product.id, 'keep') },
      ],
    ],
  });
}

/** Sets it, however often it is pressed, with the way back under it. */
export async function pressStockRule(
  ctx: EnrolledContext,
  rule: StockRule,
  productId: string,
  pressed: string,
): Promise<unknown> {
  if (pressed === 'keep') return replace(ctx, { text: t('alerts-minimum-kept'), keyboard: [] });
  const { db, clock } = ctx.deps;
  const value = pressed === 'none' ? null : pressed;
  const done = await setStockRule(db, { actor: ctx.actor, productId, rule, value, now: clock.now() });
  if (!done.ok)
    return ctx.answerCallbackQuery({
      text: t(done.error === 'bad_quantity' ? 'ordering-problem-bad-quantity' : 'alerts-problem-forbidden'),
      show_alert: true,
    });
  return replace(ctx, savedView(rule, productId, done.value));
}

const savedView = (rule: StockRule, productId: string, changed: ChangedRule): MessageView => ({
  text: ruleText('set', rule, changed),
  keyboard:
    changed.before === changed.after
      ? []
      : [
          [
            {
              text: t('missing-button-undo'),
              data: ruleButton(rule, productId, changed.before ?? 'none'),
            },
          ],
        ],
});

const ruleText = (
  what: 'ask' | 'set',
  rule: StockRule,
  { name, unit, before, after }: ChangedRule,
): string => {
  const words = (value: string | null): string => {
    if (value === null) return t(`alerts-none-${rule}`);
    return escapeHtml(
      rule === 'shelfDays'
        ? t('ordering-terms-leadTimeDays', { days: Number(value) })
        : withUnit(value, unit),
    );
  };
  const called = t(`alerts-rule-${rule}`);
  return t(`alerts-rule-${what}`, {
    rule: what === 'ask' ? called : called.charAt(0).toUpperCase() + called.slice(1),
    name: escapeHtml(cut(name, 60)),
    before: words(before),
    after: words(after),
  });
};
