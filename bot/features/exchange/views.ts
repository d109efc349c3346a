import type { ImportPlan } from '../../../core/exchange/import-plan.ts';
import type { ImportFailure, OpenImport } from '../../../core/exchange/imports.ts';
import type { PlannedRow } from '../../../core/exchange/planned-rows.ts';
import { isDecimalString } from '../../../core/platform/decimal.ts';
import type { ImportFileRow } from '../../../drizzle/queries/exchange.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { exportButton, importButton } from './callbacks.ts';

const KINDS = ['products', 'stock', 'sales'] as const;

export const exportView = (): MessageView => ({
  text: t('exchange-export-ask'),
  keyboard: KINDS.map((kind) =>
    (['xlsx', 'csv'] as const).map((format) => ({
      text: t('exchange-button-export', { what: t(`exchange-kind-${kind}`), format: format.toUpperCase() }),
      data: exportButton(kind, format),
    })),
  ),
});

export const importHelpView = (): MessageView => ({
  text: t('exchange-import-help'),
  keyboard: [KINDS.map((kind) => ({ text: t(`exchange-kind-${kind}`), data: exportButton(kind, 'xlsx') }))],
});

/** Rows shown of each sort; the rest are counted. */
const SHOWN = 8;
const LABEL = 40;

const cut = (text: string): string => escapeHtml(text.length > LABEL ? `${text.slice(0, LABEL - 1)}…` : text);
const shown = (value: string): string => (isDecimalString(value) ? formatQuantity(value) : cut(value));

const rowOf = ({ label, before, after }: PlannedRow): string =>
  before === null
    ? `🆕 ${cut(label)}: ${shown(after)}`
    : `• ${cut(label)}: ${shown(before)} → ${shown(after)}`;

function summaryOf({ kind, changes, unchanged }: ImportPlan): string {
  return t('exchange-import-summary', {
    kind: t(`exchange-kind-${kind}`),
    created: changes.filter((change) => change.before === null).length,
    changed: changes.filter((change) => change.before !== null).length,
    unchanged,
  });
}

/** What a file would change before it does; errors row by row instead, and then nothing can be confirmed. */
export function planView({ file, plan }: OpenImport): MessageView {
  const title = t('exchange-import-title', { name: cut(file.fileName) });
  if (plan.errors.length > 0) {
    const errors = plan.errors
      .slice(0, 2 * SHOWN)
      .map(({ line, problem }) => t('exchange-row', { line, problem: t(`exchange-row-${problem}`) }));
    const more = plan.errors.length - errors.length;
    return {
      text: [
        title,
        t('exchange-import-errors', { count: plan.errors.length }),
        ...errors,
        ...(more > 0 ? [t('exchange-more', { count: more })] : []),
        t('exchange-import-repair'),
      ].join('\n'),
      keyboard: [],
    };
  }
  if (plan.changes.length === 0) return { text: [title, t('exchange-import-same')].join('\n'), keyboard: [] };
  const more = plan.changes.length - SHOWN;
  return {
    text: [
      title,
      summaryOf(plan),
      ...plan.changes.slice(0, SHOWN).map(rowOf),
      ...(more > 0 ? [t('exchange-more', { count: more })] : []),
      t('exchange-import-ask'),
    ].join('\n'),
    keyboard: [
      [
        { text: t('exchange-button-apply'), data: importButton(file.id, 'yes') },
        { text: t('moves-button-cancel'), data: importButton(file.id, 'no') },
      ],
    ],
  };
}

export const appliedView = ({ file, plan }: OpenImport): MessageView => ({
  text: [`✅ ${t('exchange-import-title', { name: cut(file.fileName) })}`, summaryOf(plan)].join('\n'),
  keyboard:
    plan.kind === 'products'
      ? []
      : [[{ text: t('exchange-button-undo'), data: importButton(file.id, 'undo') }]],
});

export const importUndoneView = ({ fileName }: ImportFileRow): MessageView => ({
  text: [t('exchange-import-title', { name: cut(fileName) }), t('exchange-import-undone')].join('\n'),
  keyboard: [],
});

export const importCancelledView = (): MessageView => ({ text: t('moves-cancelled'), keyboard: [] });

/** Why a file was not brought in, as one sentence without markup. */
export function importProblem(failure: ImportFailure): string {
  switch (failure.code) {
    case 'row':
      return t('exchange-problem-row', { line: failure.line });
    case 'operation':
      return t(
        failure.operation.code === 'needs_approval'
          ? 'moves-problem-needs_approval'
          : 'exchange-problem-operation',
      );
    case 'forbidden':
    case 'revoked':
    case 'not_yours':
      return t('moves-problem-forbidden');
    default:
      return t(`exchange-problem-${failure.code}`);
  }
}

export const problemView = (failure: ImportFailure): MessageView => ({ text: importProblem(failure) });

export const downloadFailedView = (): MessageView => ({ text: t('exchange-problem-download') });
