import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { type CatalogueProduct, prepareCatalogue } from '../core/language/catalogue.ts';
import { understandMessage } from '../core/language/understand.ts';
import { parseConfig } from '../core/platform/config.ts';
import { openDatabase } from '../drizzle/open-database.ts';
import { product } from '../drizzle/schema/catalog.ts';

const USAGE = `Uso: npm run -s understand -- [--catalog C.csv] [FRASE…]
  Qué entendería el bot, sin red y sin escribir nada: una línea JSON por frase.
  Las frases van como argumentos, o una por línea en la entrada.
  C.csv  sku,name,barcode,unit,packSize,supplier,category; sin él, el catálogo del negocio`;

class UsageError extends Error {}

const text = z
  .string()
  .optional()
  .transform((value) => (value === undefined || value.trim() === '' ? null : value.trim()));

const productRow = z.object({
  sku: z.string().min(1),
  name: z.string().min(1),
  unit: text,
  packSize: text.pipe(
    z
      .string()
      .regex(/^\d+([.,]\d+)?$/)
      .transform((value) => value.replace(',', '.'))
      .nullable(),
  ),
  supplier: text,
  category: text,
});

function catalogueFile(path: string): CatalogueProduct[] {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`No se puede leer ${path}`);
  }
  let rows: unknown[];
  try {
    rows = parse(content, {
      columns: true,
      skip_empty_lines: true,
      trim: true,
      bom: true,
      relax_column_count: true,
    });
  } catch (error) {
    throw new UsageError(`${path} no es un CSV válido: ${(error as Error).message}`);
  }
  return rows.map((row, i) => {
    const parsed = productRow.safeParse(row);
    if (!parsed.success)
      throw new UsageError(
        `${path}, fila ${i + 2}: revisá ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}`,
      );
    return parsed.data;
  });
}

async function ownCatalogue(): Promise<CatalogueProduct[]> {
  const database = await openDatabase(parseConfig(process.env));
  try {
    const rows = await database.db
      .select({
        sku: product.sku,
        name: product.name,
        unit: product.unit,
        packSize: product.packSize,
        category: product.category,
      })
      .from(product)
      .where(eq(product.active, true));
    return rows.map((row) => ({ ...row, supplier: null }));
  } finally {
    await database.close();
  }
}

function readArguments(): { catalog: string | undefined; sentences: string[] } {
  try {
    const { values, positionals } = parseArgs({
      options: { catalog: { type: 'string' }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (values.help) throw new UsageError(USAGE);
    return { catalog: values.catalog, sentences: positionals };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}

async function main(): Promise<void> {
  const { catalog, sentences } = readArguments();
  const products = catalog === undefined ? await ownCatalogue() : catalogueFile(catalog);
  const catalogue = prepareCatalogue(products);
  const said =
    sentences.length > 0
      ? sentences
      : readFileSync(0, 'utf8')
          .split(/\r?\n/)
          .filter((line) => line.trim() !== '');
  process.stdout.write(
    said.map((sentence) => `${JSON.stringify(understandMessage(sentence, catalogue))}\n`).join(''),
  );
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
