import type { Product } from './products.ts';

/** How unit prices came to their printed digits; `rounded` prints two decimals of a price that has four. */
export type PriceStyle = 'cents' | 'rounded' | 'four' | 'three' | 'one' | 'whole';

export type CodeStyle = 'none' | 'short' | 'padded' | 'prefixed' | 'barcode' | 'dotted' | 'mixed';

/** What a layout can show, so that a truth holds nothing that its paper does not say. Shares are 0…1. */
export interface Demand {
  /** ARCA's codes with their weights. */
  readonly documentTypes: readonly (readonly [number, number])[];
  readonly lines: readonly [number, number];
  readonly goods: readonly Product[];
  readonly prices: readonly (readonly [PriceStyle, number])[];
  readonly discounts: 'none' | 'percent' | 'cascade';
  /** Share of documents that have discounts. */
  readonly discounted: number;
  readonly codes: readonly CodeStyle[];
  /** `packs`: whole cases of the product; `weighed`: kilos beside pieces. */
  readonly quantities: 'plain' | 'packs' | 'weighed';
  readonly printsUnit: boolean;
  /** Whether the paper prints each line's VAT rate. */
  readonly printsRate: boolean;
  readonly upperCase: number;
  readonly services: number;
  readonly zeroRows: number;
  /** Share of documents with a line that comes back: negative quantity and amount. */
  readonly returns: number;
  readonly continuations: number;
  readonly exempt: number;
  readonly perceptions: number;
  readonly internalTaxes: number;
  readonly footAdjustments: number;
  /** Ley 27.743 block on B paper. */
  readonly containedVat: number;
  readonly currency: 'PES' | 'DOL';
  /** Share of documents with a CAE; the rest come from fiscal printers or are not fiscal. */
  readonly authorised: number;
  readonly printsPrices: boolean;
  /** Whether both the list price and the price after discounts stand on the line. */
  readonly printsNetPrice: boolean;
}

export const ORDINARY: Omit<Demand, 'goods'> = {
  documentTypes: [
    [1, 6],
    [6, 2],
    [11, 1],
    [3, 1],
  ],
  lines: [1, 18],
  prices: [
    ['cents', 4],
    ['rounded', 3],
    ['four', 1],
  ],
  discounts: 'percent',
  discounted: 0.3,
  codes: ['short', 'padded', 'prefixed', 'barcode', 'mixed'],
  quantities: 'plain',
  printsUnit: false,
  printsRate: true,
  upperCase: 0.4,
  services: 0.15,
  zeroRows: 0.05,
  returns: 0.04,
  continuations: 0.1,
  exempt: 0.1,
  perceptions: 0.35,
  internalTaxes: 0.1,
  footAdjustments: 0.1,
  containedVat: 0.5,
  currency: 'PES',
  authorised: 1,
  printsPrices: true,
  printsNetPrice: false,
};
