/**
 * Why ARCA gave no answer.
 * passing: out of reach, overloaded, or a page instead of an answer; asked again later ·
 * ticket: the access ticket was refused; a new one is needed ·
 * setup: something that the owner must put right (certificate, authorisation, clock).
 */
export interface ArcaProblem {
  readonly kind: 'passing' | 'ticket' | 'setup';
  /** Stable: `timeout`, `unreachable`, `http_503`, `not_xml`, or ARCA's own (`coe.notAuthorized`, `wscdc.600`). */
  readonly code: string;
}

export const passing = (code: string): ArcaProblem => ({ kind: 'passing', code });

/** WSAA's faults that pass by themselves; every other one is about the certificate, the authorisation or the request. */
const PASSING_FAULTS: ReadonlySet<string> = new Set([
  'wsn.unavailable',
  'wsaa.unavailable',
  'wsaa.internalError',
  'coe.alreadyAuthenticated',
]);

/** WSAA's fault code ("ns1:cms.cert.expired") as a problem. */
export function loginFault(faultCode: string): ArcaProblem {
  const code = faultCode.replace(/^\w+:/, '').replace(/^coms\./, 'coe.');
  return { kind: PASSING_FAULTS.has(code) ? 'passing' : 'setup', code };
}

/** Errors of WSCDC: 500–503 are its own trouble, 600–602 the ticket's; 1–10 say that the question is malformed. */
export function voucherError(code: number): ArcaProblem {
  if (code >= 600 && code < 700) return { kind: 'ticket', code: `wscdc.${code}` };
  return { kind: code < 100 ? 'setup' : 'passing', code: `wscdc.${code}` };
}
