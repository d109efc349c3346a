import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const fixture = (name: string): string => `tests/integration/reading/fixtures/${name}`;

function command(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    'node',
    ['--import', 'tsx', 'scripts/read-invoice.ts', ...args],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, AFIP_CUIT: '30-63504253-9' },
      timeout: 110_000,
    },
  );
  return { status, stderr, lines: stdout.split('\n').filter(Boolean) };
}

describe('the read-invoice command', () => {
  it('When files can and cannot be read, then each is one JSON line with the documented keys and the exit is 0', () => {
    const { status, lines, stderr } = command(fixture('factura.pdf'), 'package.json', 'no-such-file.jpg');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const [invoice, wrongType, missing] = lines.map((line) => JSON.parse(line));
    expect(lines).toHaveLength(3);
    const keys = ['file', 'status', 'header', 'headerSource', 'lines', 'taxes', 'checks', 'ms'];
    expect(Object.keys(invoice).filter((key) => key !== 'reason')).toEqual(keys);
    expect(Object.keys(invoice.header)).toEqual([
      'documentType',
      'letter',
      'pointOfSale',
      'number',
      'date',
      'issuerCuit',
      'issuerName',
      'recipientDocType',
      'recipientDocNumber',
      'currency',
      'total',
      'cae',
      'caeDueDate',
    ]);
    expect(invoice.header).toMatchObject({
      documentType: 6,
      letter: 'B',
      pointOfSale: 47,
      number: 361374,
      date: '2026-03-27',
      issuerCuit: '30524298933',
      total: '1297651.25',
      cae: '75873409661616',
    });
    expect(invoice.lines[0]).toMatchObject({
      code: 'PE-8425',
      description: 'Dulce de leche La Serenísima 400 g',
      quantity: '6',
      unitPrice: '4266.26',
      amount: '25597.56',
    });
    expect(Object.keys(invoice.ms)).toEqual(['decode', 'qr', 'ocr', 'parse', 'total']);
    expect(wrongType).toMatchObject({
      file: 'package.json',
      status: 'unreadable',
      reason: 'unsupported_type',
    });
    expect(missing).toMatchObject({ file: 'no-such-file.jpg', status: 'unreadable', reason: 'not_found' });
  }, 120_000);

  it('When it is called without files or with an unknown option, then it explains itself and exits with 2', () => {
    for (const args of [[], ['--all']]) {
      const { status, lines, stderr } = command(...args);
      expect(status).toBe(2);
      expect(lines).toEqual([]);
      expect(stderr).toContain('read-invoice');
    }
  }, 60_000);
});
