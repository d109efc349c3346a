import { Composer } from 'grammy';
import { ALERT_KINDS, type AlertKind } from '../../../core/alerts/kinds.ts';
import { changeAlertSettings, markSeen } from '../../../core/alerts/settings.ts';
import { mayDo } from '../../../core/people/roles.ts';
import type { NotedItem } from '../../../core/purchasing/noted-item.ts';
import { alertSettingsOf, findNotice, listenersOf, openAlerts } from '../../../drizzle/queries/alerts.ts';
import type { EnrolledContext } from '../../context.ts';
import { t } from '../../locales/messages.ts';
import { replace, reply } from '../../outbox.ts';
import { proposeMissing } from '../missing/feature.ts';
import { NOTICE_BUTTON, RULE_BUTTON, readSettingButton, ruleOfButton, SETTING_BUTTON } from './callbacks.ts';
import { askStockRule, pressStockRule } from './stock-rules.ts';
import { alertsView, noticeView } from './views.ts';

/** /alertas, and the buttons under what was told. */
export const alertsFeature = new Composer<EnrolledContext>();

alertsFeature.command('alertas', async (ctx) => {
  const words = ctx.match.replace(/\s+/g, ' ').trim();
  return words === '' ? reply(ctx, await overview(ctx)) : askStockRule(ctx, words);
});

alertsFeature.callbackQuery(RULE_BUTTON, (ctx) =>
  pressStockRule(ctx, ruleOfButton(ctx.match[1] ?? ''), ctx.match[2] ?? '', ctx.match[3] ?? 'keep'),
);

async function overview(ctx: EnrolledContext) {
  const { db } = ctx.deps;
  const { companyId, personId, role, locationId } = ctx.actor;
  const me = (await listenersOf(db, companyId)).find((one) => one.personId === personId);
  if (!mayDo(role, 'alert.read') || me === undefined)
    return { text: t('alerts-problem-forbidden'), keyboard: [] };
  const kinds = (Object.keys(ALERT_KINDS) as AlertKind[]).filter((kind) =>
    ALERT_KINDS[kind].audience.some((one) => one === role),
  );
  const open = (await openAlerts(db, companyId)).filter(
    (alert) =>
      kinds.includes(alert.kind) &&
      (role === 'owner' || alert.locationId === null || alert.locationId === locationId),
  );
  const { coverDays } = await alertSettingsOf(db, companyId);
  return alertsView({ open, kinds, me, coverDays, maySet: mayDo(role, 'alert.settings') });
}

alertsFeature.callbackQuery(SETTING_BUTTON, async (ctx) => {
  const { db, clock } = ctx.deps;
  const change = readSettingButton(ctx.match as RegExpMatchArray);
  const done = await changeAlertSettings(db, { actor: ctx.actor, change, now: clock.now() });
  if (!done.ok) return ctx.answerCallbackQuery({ text: t('alerts-problem-forbidden'), show_alert: true });
  return replace(ctx, await overview(ctx));
});

alertsFeature.callbackQuery(NOTICE_BUTTON, async (ctx) => {
  const [, noticeId = '', verb] = ctx.match;
  const { db, clock } = ctx.deps;
  const notice = await findNotice(db, noticeId, ctx.actor.personId);
  if (notice === null || !mayDo(ctx.actor.role, 'alert.read'))
    return ctx.answerCallbackQuery({ text: t('alerts-problem-gone'), show_alert: true });
  const open = notice.alerts.filter((alert) => alert.clearedAt === null);
  if (verb === 'note')
    return proposeMissing(
      ctx,
      open.flatMap(({ facts }) => notedFrom(facts)),
    );
  await markSeen(db, { actor: ctx.actor, alertIds: open.map((alert) => alert.id), now: clock.now() });
  const now = await findNotice(db, noticeId);
  return now === null ? undefined : replace(ctx, noticeView(now));
});

const notedFrom = ({ name, productId }: { name: string; productId?: string }): NotedItem[] =>
  productId === undefined ? [] : [{ phrase: name, quantity: null, unit: null, productId, candidates: [] }];
