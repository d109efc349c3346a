import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateIn, numberIn } from '../../../core/exchange/cells.ts';
import { recognise } from '../../../core/exchange/columns.ts';
import { MAX_TABLE_BYTES, readTable, writeTable } from '../../../core/exchange/table-file.ts';

const FORMATS = ['csv', 'xlsx'] as const;

describe.each(FORMATS)('tables as %s', (format) => {
  it('When a table is written and read again, then every cell is what it was', async () => {
    const cell = fc
      .stringMatching(/^[A-Za-zñáé0-9 ,;."'=+@-]{0,12}$/)
      .map((text) => text.trim())
      // The workbook library keeps texts in a plain object, where such a name is taken.
      .filter((text) => !(text in {}));
    const table = fc.array(
      fc.tuple(
        cell.filter((text) => text !== ''),
        cell,
      ),
      { minLength: 2, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(table, async (body) => {
        const rows = [['sku', 'nombre'], ...body];
        const read = await readTable(await writeTable(rows, format));
        // A workbook does not keep empty cells at the end of a row.
        const cells = read.ok ? read.value.map(([first, second = '']) => [first, second]) : read.error;
        expect(cells).toEqual(rows.map((row) => [...row]));
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  it('When a name begins like a formula, then no spreadsheet runs it', async () => {
    const name = '=HYPERLINK("http://malo";"Coca")';
    const written = await writeTable([['nombre'], [name], ['-3']], format);
    const text = format === 'csv' ? written.toString('utf8') : '';
    if (format === 'csv') expect(text).toContain(`"'=HYPERLINK`);
    expect(await readTable(written)).toEqual({ ok: true, value: [['nombre'], [name], ['-3']] });
  });
});

describe('tables that people send', () => {
  it('When it is too big, empty or no table, then the code says so', async () => {
    expect(await readTable(Buffer.alloc(MAX_TABLE_BYTES + 1))).toEqual({ ok: false, error: 'too_large' });
    expect(await readTable(Buffer.from('sku,nombre\n'))).toEqual({ ok: false, error: 'empty' });
    expect(await readTable(Buffer.from('PK\x03\x04 broken'))).toEqual({ ok: false, error: 'unreadable' });
    expect(await readTable(Buffer.from('a\0b,c\n1,2'))).toEqual({ ok: false, error: 'unreadable' });
    const many = `sku\n${'x\n'.repeat(20_001)}`;
    expect(await readTable(Buffer.from(many))).toEqual({ ok: false, error: 'too_many_rows' });
  });

  it('When a workbook says that it unpacks to gigabytes, then it is not unpacked', async () => {
    const book = await writeTable([['sku'], ['1']], 'xlsx');
    book.writeUInt32LE(3_000_000_000, book.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    expect(await readTable(book)).toEqual({ ok: false, error: 'too_large' });
  });

  it('When the headings are those of another system, then the table is recognised', () => {
    const kindOf = (heading: string) => recognise([heading.split(','), []])?.kind ?? null;
    expect(kindOf('Código,Descripción,EAN')).toBe('products');
    expect(kindOf('SKU,Producto,Depósito,Existencia,Costo unitario')).toBe('stock');
    expect(kindOf('Fecha,Artículo,Cantidad')).toBe('sales');
    expect(kindOf('Nombre y apellido,Teléfono')).toBeNull();
  });

  it('When numbers and dates are typed as people do, then they are read, or refused', () => {
    expect(['12', '12.5', '12,5', '1.234,5', '1.234.567', '$ 980'].map(numberIn)).toEqual([
      '12',
      '12.5',
      '12.5',
      '1234.5',
      '1234567',
      '980',
    ]);
    expect(['-1', '1e3', '', 'doce', '1,2,3'].map(numberIn)).toEqual([null, null, null, null, null]);
    expect(['2026-11-02', '02/11/2026', '31/02/2026', 'ayer'].map(dateIn)).toEqual([
      '2026-11-02',
      '2026-11-02',
      null,
      null,
    ]);
  });
});
