import type { DecimalString } from '../platform/decimal.ts';

/** A product whose sale price should change, with what it costs and costed. */
export interface RepricedLine {
  readonly productId: string;
  readonly name: string;
  /** True unit costs; `costBefore` null: it was never bought. */
  readonly costBefore: DecimalString | null;
  readonly cost: DecimalString;
  /** Sale prices with VAT; `priceBefore` null: it never had one. */
  readonly priceBefore: DecimalString | null;
  readonly price: DecimalString;
  /** VAT in the sale price, in percent. */
  readonly vatPercent: DecimalString;
}
