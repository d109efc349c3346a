import type { NamedLimit } from '../../../core/people/approval-limits.ts';
import type { Approval, DecisionFailure } from '../../../core/people/approvals.ts';
import { dec } from '../../../core/platform/decimal.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatInstant, formatMoney, formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { decisionButton, LIMITS_BUTTON, limitButton, openButton } from './callbacks.ts';

/** What an owner sees: who asks for what, with buttons while it waits. */
export function approvalCard(approval: Approval): MessageView {
  const { state } = approval;
  const outcome =
    state === 'pending'
      ? []
      : ['', t(`approvals-state-${state}`, { name: escapeHtml(approval.deciderName ?? '') })];
  return {
    text: [
      t('approvals-card-title', {
        kind: t(`approvals-kind-${approval.kind}`),
        name: escapeHtml(approval.requester.name),
        at: formatInstant(approval.requestedAt),
      }),
      ...approval.summary.map(escapeHtml),
      ...outcome,
    ].join('\n'),
    keyboard:
      state === 'pending'
        ? [
            [
              { text: t('approvals-approve'), data: decisionButton(approval.id, true) },
              { text: t('approvals-reject'), data: decisionButton(approval.id, false) },
            ],
          ]
        : [],
  };
}

/** What whoever asked is told. */
export const toldView = (approval: Approval & { readonly state: 'approved' | 'rejected' }): MessageView => ({
  text: [
    t(`approvals-told-${approval.state}`, { name: escapeHtml(approval.deciderName ?? '') }),
    ...approval.summary.slice(0, 1).map(escapeHtml),
  ].join('\n'),
});

export function pendingView(waiting: readonly Approval[]): MessageView {
  const limits: KeyboardButton[] = [{ text: t('approvals-limits'), data: LIMITS_BUTTON }];
  return {
    text: waiting.length === 0 ? t('approvals-none') : t('approvals-pending', { count: waiting.length }),
    keyboard: [
      ...waiting.map((one) => [
        {
          text: `${t(`approvals-kind-${one.kind}`)} · ${one.requester.name} · ${formatInstant(one.requestedAt)}`,
          data: openButton(one.id),
        },
      ]),
      limits,
    ],
  };
}

function limitText({ maxUnits, maxValue }: NamedLimit): string {
  if (maxUnits === null && maxValue === null) return t('approvals-limit-none');
  if (maxValue !== null)
    return dec(maxValue).isZero()
      ? t('approvals-limit-always')
      : t('approvals-limit-value', { value: formatMoney(maxValue) });
  return dec(maxUnits ?? '0').isZero()
    ? t('approvals-limit-always')
    : t('approvals-limit-percent', { percent: formatQuantity(maxUnits ?? '0') });
}

/** What each role may do alone; a button each. */
export function limitsView(limits: readonly NamedLimit[]): MessageView {
  const roles = [...new Set(limits.map(({ role }) => role))];
  const rows = roles.flatMap((role) => [
    '',
    `<b>${t(`people-role-${role}`)}</b>`,
    ...limits
      .filter((limit) => limit.role === role)
      .map((limit) =>
        t('approvals-limit-row', { kind: t(`approvals-limit-of-${limit.kind}`), limit: limitText(limit) }),
      ),
  ]);
  return {
    text: [t('approvals-limits-title'), ...rows].join('\n'),
    keyboard: limits.map((limit) => [
      {
        text: `${t(`people-role-${limit.role}`)} · ${t(`approvals-limit-of-${limit.kind}`)}`,
        data: limitButton(limit.role, limit.kind),
      },
    ]),
  };
}

const PESOS = ['0', '20000', '50000', '100000', '250000', '500000', '1000000'];
const PERCENTS = ['0', '5', '10', '20', '50'];

export function chooseLimitView(limit: NamedLimit): MessageView {
  const { role, kind } = limit;
  const choices = (kind === 'price' ? PERCENTS : PESOS).map((amount) => ({
    text: limitText(
      kind === 'price'
        ? { ...limit, maxUnits: amount, maxValue: null }
        : { ...limit, maxUnits: null, maxValue: amount },
    ),
    data: limitButton(role, kind, amount),
  }));
  const all: readonly KeyboardButton[] = [
    ...choices,
    { text: t('approvals-limit-none'), data: limitButton(role, kind, 'none') },
  ];
  return {
    text: t('approvals-limit-choose', {
      role: t(`people-role-${role}`),
      kind: t(`approvals-limit-of-${kind}`),
      limit: limitText(limit),
    }),
    keyboard: [
      ...Array.from({ length: Math.ceil(all.length / 2) }, (_, i) => all.slice(2 * i, 2 * i + 2)),
      [{ text: t('approvals-back'), data: LIMITS_BUTTON }],
    ],
  };
}

export const decisionProblem = (failure: DecisionFailure): string =>
  failure.code === 'effect'
    ? t(`approvals-effect-${failure.why}`)
    : t(`approvals-refused-${failure.code.replaceAll('_', '-')}`);

export const refusedView = (code: 'forbidden' | 'revoked' | 'not_found'): MessageView => ({
  text: t(`approvals-refused-${code.replaceAll('_', '-')}`),
});
