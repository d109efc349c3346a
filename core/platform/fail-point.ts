/** Every place between two effects where the process may be killed; the fault tests go through all of them. */
export const failPointNames = [
  'after-inbox-commit',
  'before-offset-confirmed',
  'before-handler',
  'document-created',
  'after-handler',
  'after-download',
  'after-reading',
  'draft-saved',
  'before-posting-commit',
  'after-posting-commit',
  'before-send',
  'after-send',
  'before-arca-call',
  'after-arca-call',
  'after-arca-commit',
] as const;

export type FailPoint = (typeof failPointNames)[number];

const armed = process.env.ENVIRONMENT === 'test' ? process.env.FAIL_POINT : undefined;

/** Kills this process with SIGKILL when FAIL_POINT names this place and ENVIRONMENT is `test`; otherwise does nothing. */
export function failPoint(name: FailPoint): void {
  if (armed === name) process.kill(process.pid, 'SIGKILL');
}
