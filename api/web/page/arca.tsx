import { ARCA, type ArcaState } from './words.ts';

export interface ArcaCheck {
  readonly state: ArcaState;
  /** ARCA's own words. */
  readonly text: string | null;
}

const SIGNS = { good: '✓', waiting: '…', bad: '⚠' } as const;

/** What ARCA says, in few words; nothing where it is not asked. */
export function ArcaBadge({ check }: { check: ArcaCheck | null }) {
  if (check === null) return null;
  const { tone, name } = ARCA[check.state];
  return (
    <span class={`badge ${tone}`}>
      <span aria-hidden="true">{SIGNS[tone]}</span> {name}
    </span>
  );
}

/** What to do where ARCA refuses it; its own words where ours do not tell why. */
export function ArcaAdvice({ check }: { check: ArcaCheck | null }) {
  const advice = check === null ? null : ARCA[check.state].advice;
  if (check === null || advice === null) return null;
  const words = check.state === 'rejected' && check.text !== null ? `ARCA dice «${check.text}». ` : '';
  return (
    <p>
      {words}
      {advice}
    </p>
  );
}
