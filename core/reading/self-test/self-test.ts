import { readFile } from 'node:fs/promises';
import type { InvoiceDraft } from '../../invoice/draft.ts';
import { readDocument } from '../read-document.ts';
import type { Reader } from '../reader.ts';

/** What is printed on the bundled invoice. */
const PRINTED = {
  status: 'certified',
  issuerCuit: '30645322858',
  documentType: 1,
  pointOfSale: 43,
  number: 112838,
  date: '2026-04-13',
  total: '2284081.79',
  cae: '70668423927950',
  amounts: '163227.12 1409310.9 26619.52 288513.36',
  quantities: '24 18 4 36',
} as const;

export interface SelfTest {
  /** How many facts were compared with the print. */
  readonly compared: number;
  readonly differences: readonly {
    readonly field: string;
    readonly printed: string;
    readonly read: string;
  }[];
  readonly certified: boolean;
  readonly lines: number;
  readonly ms: number;
}

/** Reads a bundled invoice with the real engines and compares what was understood with what is printed on it. */
export async function testReading(reader: Reader): Promise<SelfTest> {
  const bytes = await readFile(new URL('./factura.jpg', import.meta.url));
  const reading = await readDocument(reader, [{ bytes }], { today: PRINTED.date });
  const read = factsOf(reading.draft);
  const facts = Object.entries(PRINTED).map(([field, printed]) => ({
    field,
    printed: String(printed),
    read: String(read[field as keyof typeof PRINTED]),
  }));
  return {
    compared: facts.length,
    differences: facts.filter((fact) => fact.printed !== fact.read),
    certified: reading.draft.status === 'certified',
    lines: reading.draft.lines.length,
    ms: Math.round(reading.ms.total),
  };
}

const factsOf = ({ status, header, lines }: InvoiceDraft): Record<keyof typeof PRINTED, unknown> => ({
  status,
  issuerCuit: header.issuerCuit,
  documentType: header.documentType,
  pointOfSale: header.pointOfSale,
  number: header.number,
  date: header.date,
  total: header.total,
  cae: header.cae,
  amounts: lines.map((line) => line.amount).join(' '),
  quantities: lines.map((line) => line.quantity).join(' '),
});
