import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { readSheet } from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { isDecimalString } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';

export type TableFormat = 'csv' | 'xlsx';

/** Rows of cells as text; the first one is the heading. */
export type Table = readonly (readonly string[])[];

export type TableFailure = 'too_large' | 'too_many_rows' | 'unreadable' | 'empty';

export const MAX_TABLE_BYTES = 5 * 1024 * 1024;
export const MAX_TABLE_ROWS = 20_000;
/** What a workbook may unpack to. */
const MAX_UNPACKED_BYTES = 80 * 1024 * 1024;

/** A cell that a spreadsheet would run as a formula; a number may begin with its sign. */
const FORMULA = /^'*[=+\-@\t\r]/;

const inert = (cell: string): string => (FORMULA.test(cell) && !isDecimalString(cell) ? `'${cell}` : cell);
const original = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

/** A table as a file that spreadsheets open with its accents; nothing in it runs as a formula. */
export async function writeTable(table: Table, format: TableFormat): Promise<Buffer> {
  if (format === 'csv')
    return Buffer.from(
      stringify(
        table.map((row) => row.map(inert)),
        { bom: true, delimiter: ',' },
      ),
    );
  const rows = table.map((row, index) =>
    row.map((value) =>
      index > 0 && isDecimalString(value) && value.length <= 15 && !/^0\d/.test(value)
        ? { type: Number, value: Number(value) }
        : { type: String, value: inert(value), ...(index === 0 ? { fontWeight: 'bold' as const } : {}) },
    ),
  );
  return (await writeXlsxFile(rows, {})).toBuffer();
}

/** Reads a CSV (comma, semicolon or tab) or the first sheet of a workbook; what it is, its bytes say. */
export async function readTable(bytes: Buffer): Promise<Result<Table, TableFailure>> {
  if (bytes.length > MAX_TABLE_BYTES) return err('too_large');
  const isWorkbook = bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]));
  if (isWorkbook && unpackedSize(bytes) > MAX_UNPACKED_BYTES) return err('too_large');
  const cells = await (isWorkbook ? sheetCells(bytes) : csvCells(bytes));
  if (cells === null) return err('unreadable');
  const rows = cells
    .map((row) => row.map((cell) => original(cell.trim())))
    .filter((row) => row.some((cell) => cell !== ''));
  if (rows.length < 2) return err('empty');
  return rows.length > MAX_TABLE_ROWS + 1 ? err('too_many_rows') : ok(rows);
}

/** What the workbook's own directory says that its parts unpack to. */
function unpackedSize(bytes: Buffer): number {
  const signature = Buffer.from([0x50, 0x4b, 1, 2]);
  let total = 0;
  for (
    let at = bytes.indexOf(signature);
    at >= 0 && at + 28 <= bytes.length;
    at = bytes.indexOf(signature, at + 4)
  )
    total += bytes.readUInt32LE(at + 24);
  return total;
}

async function sheetCells(bytes: Buffer): Promise<string[][] | null> {
  try {
    const rows = await readSheet(bytes);
    return rows.map((row) => row.map(cellText));
  } catch {
    // Whatever is wrong inside somebody's workbook, the answer is the same: it cannot be read.
    return null;
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  // Fifteen digits: what a spreadsheet's arithmetic adds beyond them is not what was typed.
  return typeof cell === 'number' ? String(Number(cell.toPrecision(15))) : String(cell);
}

async function csvCells(bytes: Buffer): Promise<string[][] | null> {
  const text = bytes.toString('utf8');
  if (text.includes('\0')) return null;
  const heading = text.slice(0, text.search(/\r|\n|$/));
  const delimiter = [';', '\t', ','].find((sign) => heading.includes(sign)) ?? ',';
  try {
    return parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      to: MAX_TABLE_ROWS + 2,
    }) as string[][];
  } catch {
    return null;
  }
}
