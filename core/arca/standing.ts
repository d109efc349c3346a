/** What ARCA says about an invoice, as far as a person needs to know it. */
export const STANDINGS = [
  /** Authorised with exactly these data. */
  'verified',
  /** Its CAEA is good, but the issuer has not reported this invoice yet. */
  'unreported',
  /** Another total was authorised: misread or altered. */
  'amount_differs',
  /** The code is not known: misread digits, or a paper that was never authorised. */
  'not_found',
  'issuer_differs',
  'type_differs',
  'number_differs',
  'date_differs',
  /** It was made out to somebody else. */
  'receiver_differs',
  /** A and FCE are only checked with who received them, and the paper was read without it. */
  'receiver_missing',
  /** Refused for a reason that only ARCA's own words explain. */
  'rejected',
] as const;

export type Standing = (typeof STANDINGS)[number];

export interface Observation {
  readonly code: number;
  readonly message: string;
}

/**
 * WSCDC's observations one by one. Those that concern printed authorisations (CAI) or that the manual leaves to its
 * message are shown in ARCA's own words. 110 already has ARCA's tolerance: 0.01 % or $ 1.
 */
const MEANINGS: Readonly<Record<number, Standing>> = {
  100: 'not_found',
  101: 'rejected',
  102: 'issuer_differs',
  103: 'type_differs',
  104: 'number_differs',
  105: 'number_differs',
  106: 'rejected',
  107: 'date_differs',
  108: 'rejected',
  109: 'rejected',
  110: 'amount_differs',
  111: 'receiver_differs',
  112: 'receiver_differs',
  113: 'receiver_missing',
  114: 'receiver_missing',
  115: 'receiver_differs',
  116: 'receiver_differs',
  117: 'receiver_differs',
};
const UNREPORTED = 200;

/** When several things are wrong, the first of these is the one to look at. */
const GRAVEST_FIRST: readonly Standing[] = [
  'not_found',
  'issuer_differs',
  'type_differs',
  'number_differs',
  'date_differs',
  'amount_differs',
  'receiver_differs',
  'receiver_missing',
];

/** The standing that a result (A authorised, R refused) with its observations comes down to. */
export function standingOf(result: 'A' | 'R', observations: readonly Observation[]): Standing {
  if (result === 'A') return observations.some(({ code }) => code === UNREPORTED) ? 'unreported' : 'verified';
  const meanings = observations.map(({ code }) => MEANINGS[code] ?? 'rejected');
  return GRAVEST_FIRST.find((standing) => meanings.includes(standing)) ?? 'rejected';
}
