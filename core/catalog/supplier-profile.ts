/** How one supplier prints its paper, learned from confirmed receipts. Every field is optional: absent means not known yet. */
export interface SupplierProfile {
  /** Quantities are cases (`pack`) or loose units (`unit`). */
  readonly quantityIn?: 'pack' | 'unit';
  /** Prices hold VAT even where the letter says otherwise. */
  readonly pricesIncludeVat?: boolean;
}
