import { describe, expect, it } from 'vitest';
import { readIndexTable } from '../../../core/price-list/index-table.ts';

describe('a monthly index from a table', () => {
  it('When it gives changes in percent, then they are taken as they stand, the oldest first', () => {
    expect(
      readIndexTable([
        ['Mes', 'Variación mensual'],
        ['10/2026', '2,4 %'],
        ['09/2026', '1.9'],
      ]),
    ).toEqual([
      { month: '2026-09', percent: '1.9' },
      { month: '2026-10', percent: '2.4' },
    ]);
  });

  it('When it gives levels, then the change against the month before; a gap gives none', () => {
    expect(
      readIndexTable([
        ['indice_tiempo', 'ipc_ng_nacional'],
        ['2026-06-01', '8000'],
        ['2026-08-01', '8200'],
        ['2026-09-01', '8364'],
        ['2026-10-01', '8.614,92'],
      ]),
    ).toEqual([
      { month: '2026-09', percent: '2' },
      { month: '2026-10', percent: '3' },
    ]);
  });

  it.each([
    [
      [
        ['producto', 'precio'],
        ['yerba', '100'],
      ],
    ],
    [
      [
        ['mes', 'ipc'],
        ['octubre', '2,4'],
      ],
    ],
    [
      [
        ['mes', 'ipc'],
        ['2026-10', 'n/d'],
      ],
    ],
    [[]],
  ])('When it is no such table, then it is none', (table) => {
    expect(readIndexTable(table)).toBeNull();
  });
});
