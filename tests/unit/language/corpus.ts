import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type Catalogue, prepareCatalogue } from '../../../core/language/catalogue.ts';
import type { Understood } from '../../../core/language/understood.ts';

const file = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

const expectedItem = z.object({
  quantity: z.string().nullable(),
  unit: z.string().nullable(),
  status: z.enum(['matched', 'ambiguous', 'unknown']),
  sku: z.string().optional(),
  among: z.array(z.string()).optional(),
});

const entry = z.object({
  part: z.enum(['dev', 'held']),
  catalogue: z.enum(['almacen', 'kiosco', 'despensa', 'mayorista', 'autoservicio']),
  text: z.string(),
  intent: z.string(),
  items: z.array(expectedItem),
});

export type CorpusEntry = z.infer<typeof entry>;

/** Invented sentences with what they mean. The rules were written on `dev`; `held` came afterwards and is only measured. */
export const corpus: readonly CorpusEntry[] = z.array(entry).parse(JSON.parse(file('corpus.json')));

const orNull = (value: string | undefined): string | null =>
  value === undefined || value === '' ? null : value;

export function catalogueNamed(name: CorpusEntry['catalogue']): Catalogue {
  const rows: Record<string, string>[] = parse(file(`${name}.csv`), { columns: true });
  return prepareCatalogue(
    rows.map((row) => ({
      sku: row.sku ?? '',
      name: row.name ?? '',
      unit: orNull(row.unit),
      packSize: orNull(row.packSize),
      supplier: orNull(row.supplier),
      category: orNull(row.category),
    })),
  );
}

const described = (
  intent: string,
  items: readonly Pick<CorpusEntry['items'][number], 'quantity' | 'unit' | 'status' | 'sku'>[],
): string =>
  [
    intent,
    ...items.map((item) => `${item.quantity ?? '-'} ${item.unit ?? '-'} ${item.sku ?? item.status}`),
  ].join(' | ');

export const expectedOf = ({ intent, items }: CorpusEntry): string => described(intent, items);

export const understoodAs = ({ intent, items }: Understood): string =>
  described(
    intent,
    items.map((item) => ({ ...item, sku: item.sku ?? undefined })),
  );
