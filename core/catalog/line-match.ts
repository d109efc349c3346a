import type { DecimalString } from '../platform/decimal.ts';

/** Which of our products a printed line is, and how sure we are. */
export interface LineMatch {
  readonly lineId: number;
  /** Null: a person must choose or create. Never set by a fuzzy match in doubt. */
  readonly productId: string | null;
  readonly productName: string | null;
  readonly via:
    | 'alias_code'
    | 'alias_description'
    | 'barcode'
    | 'exact_name'
    | 'fuzzy'
    | 'person'
    | 'created'
    | null;
  /** Stock units per printed quantity unit. */
  readonly unitsPerPack: DecimalString;
  readonly candidates: readonly MatchCandidate[];
}

export interface MatchCandidate {
  readonly productId: string;
  readonly name: string;
  /** 0…1, trigram similarity of the folded names after packs and sizes agree. */
  readonly score: number;
}
