import { inventColumns } from '../blocks/columns.ts';
import { drawFramed } from '../blocks/frame.ts';
import type { Sheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, MONO, type Paper, THERMAL } from './layout.ts';

function draw(paper: Paper): Sheet[] {
  const { random } = paper;
  const columns = inventColumns(
    paper,
    random.pick([
      [
        'code',
        { key: 'description', share: 28 },
        { key: 'quantity', share: 11 },
        'price',
        'discount',
        'amount',
        'gross',
      ],
      [
        { key: 'quantity', share: 11 },
        { key: 'description', share: 30 },
        'price',
        'discount',
        'netPrice',
        'amount',
      ],
    ] as const),
  );
  return drawFramed(paper, {
    left: 30,
    right: 565,
    columns,
    size: 6.8,
    rowHeight: random.pick([13, 16]),
    titles: random.pick(['plain', 'ruled'] as const),
    grid: random.pick(['none', 'rows'] as const),
    boxed: false,
    totals: random.pick(['column', 'column-right'] as const),
    decoys: random.chance(0.3),
    carries: false,
  });
}

/** A billing service that sets everything in a monospaced face, with net and gross, or list and net prices side by side. */
export const monoService: Layout = {
  name: 'mono-service',
  heldOut: false,
  faces: [MONO, THERMAL],
  demand: () => ({
    ...ORDINARY,
    goods: GOODS,
    documentTypes: [
      [1, 6],
      [3, 1],
    ],
    lines: [1, 18],
    printsRate: false,
    printsNetPrice: true,
    codes: ['short', 'prefixed'],
  }),
  habits: { signs: 0.05 },
  codeShare: 0.9,
  draw,
};
