import { isCae } from './cae.ts';
import { isValidCuit } from './cuit.ts';
import { isoDate } from './dates.ts';

/** What the older Interleaved 2 of 5 code holds (RG 1702): no number, no date of issue, no total. */
export interface FiscalBarcode {
  readonly issuerCuit: string;
  readonly documentType: number;
  readonly pointOfSale: number;
  readonly cae: string;
  readonly caeDueDate: string;
}

/** Check digit, from the left: 3 × Σ odd positions + Σ even positions, filled up to ten. */
function checkDigit(digits: string): number {
  let total = 0;
  for (let index = 0; index < digits.length; index++)
    total += Number(digits[index]) * (index % 2 === 0 ? 3 : 1);
  return (10 - (total % 10)) % 10;
}

/**
 * Reads 40 digits (type in two, point of sale in four) or 42 (three and five); null unless the check digit, the CUIT,
 * the CAE and the due date all hold.
 */
export function readFiscalBarcode(text: string): FiscalBarcode | null {
  if (!/^\d{40}$|^\d{42}$/.test(text)) return null;
  if (checkDigit(text.slice(0, -1)) !== Number(text.at(-1))) return null;
  const typeLength = text.length === 40 ? 2 : 3;
  const pointLength = text.length === 40 ? 4 : 5;
  let at = 0;
  const take = (length: number): string => {
    at += length;
    return text.slice(at - length, at);
  };
  const issuerCuit = take(11);
  const documentType = Number(take(typeLength));
  const pointOfSale = Number(take(pointLength));
  const cae = take(14);
  const due = take(8);
  const caeDueDate = isoDate(Number(due.slice(0, 4)), Number(due.slice(4, 6)), Number(due.slice(6)));
  if (!isValidCuit(issuerCuit) || !isCae(cae) || !caeDueDate) return null;
  return { issuerCuit, documentType, pointOfSale, cae, caeDueDate };
}
