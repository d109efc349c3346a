import type { ArcaSetupProblem } from '../../../core/arca/access.ts';
import type { AssistantState } from '../../../core/assistant/state.ts';
import type { SystemState } from '../../../drizzle/queries/system-state.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';

interface StateModel {
  readonly state: SystemState;
  readonly pendingUpdates: number;
  readonly now: Date;
  readonly version: string;
  readonly isCacheWell: boolean;
  readonly assistant: AssistantState;
  readonly arca: {
    readonly isOn: boolean;
    readonly setupProblem?: ArcaSetupProblem | undefined;
    readonly waiting: number;
    readonly problem: string | null;
  };
  /** Owner and manager see what is under the bonnet. */
  readonly isInCharge: boolean;
}

/** A queue that nobody empties for this long is no queue any more. */
const STUCK_MS = 15 * 60_000;
const MANY = 50;

/** How the system is, in the words of a shop. */
export function stateView(model: StateModel): MessageView {
  const { state, pendingUpdates, now } = model;
  const isStuck = state.readingSince !== null && now.getTime() - state.readingSince.getTime() > STUCK_MS;
  const isBusy = pendingUpdates > MANY || state.pendingMessages > MANY;
  const mood = isStuck ? 'stuck' : isBusy ? 'busy' : 'well';
  const lines = [
    t(`system-${mood}`),
    t('system-reading', { count: state.reading }),
    t('system-waiting', { count: state.waitingForPeople }),
  ];
  const more = [
    t('system-queue', { incoming: pendingUpdates, outgoing: state.pendingMessages }),
    t('system-failed', { count: state.failedUpdates }),
    t('system-database', {
      version: state.databaseVersion,
      size: Math.max(1, Math.round(state.databaseBytes / 1_000_000)),
    }),
    t(model.isCacheWell ? 'system-cache-well' : 'system-cache-away'),
    assistantRow(model.assistant),
    arcaRow(model.arca),
    t('system-version', { version: model.version }),
  ];
  return { text: [...lines, ...(model.isInCharge ? ['', ...more] : [])].join('\n') };
}

function assistantRow({ state, lastProblem, ...use }: AssistantState): string {
  if (state === 'off' || state === 'consent') return t(`system-assistant-${state}`);
  const figures = {
    calls: String(use.calls),
    limit: String(use.limit),
    failures: String(use.failures),
    tokens: formatQuantity(String(use.tokens)),
  };
  const problem = lastProblem === null ? '' : ` ${t('system-last-problem', { problem: lastProblem })}`;
  return `${t(`system-assistant-${state}`)} ${t('system-assistant-use', figures)}${problem}`;
}

function arcaRow({ isOn, setupProblem, waiting, problem }: StateModel['arca']): string {
  if (setupProblem !== undefined) return t('system-arca-wrong', { problem: setupProblem });
  if (!isOn) return t('system-arca-off');
  if (problem === null) return t('system-arca-working', { waiting });
  return `${t('system-arca-away', { waiting })} ${t('system-last-problem', { problem: escapeHtml(problem) })}`;
}

/** Whom to ask, and the code under which the log tells what was going on. */
export function supportView(model: {
  readonly owners: readonly string[];
  readonly code: string;
  readonly version: string;
}): MessageView {
  const names = new Intl.ListFormat('es-AR').format(model.owners.map((name) => escapeHtml(name)));
  return {
    text: [
      model.owners.length === 0 ? t('system-support-owner') : t('system-support-ask', { names }),
      t('system-support-code', { code: model.code, version: model.version }),
    ].join('\n'),
  };
}
