/** VAT rates of law in percent (ARCA ids 3, 9, 8, 4, 5, 6). */
export const VAT_RATES = [0, 2.5, 5, 10.5, 21, 27] as const;

/** True for a percentage that is a VAT rate above zero. */
export const isVatRate = (percent: number): boolean =>
  VAT_RATES.some((rate) => rate !== 0 && rate === percent);
