import { inventColumns } from '../blocks/columns.ts';
import { drawFramed } from '../blocks/frame.ts';
import type { Sheet } from '../paper/sheet.ts';
import type { Random } from '../random.ts';
import { type Demand, ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, type Paper, ROBOTO, SANS } from './layout.ts';

function drawPacks(paper: Paper): Sheet[] {
  const { random } = paper;
  const columns = inventColumns(
    paper,
    random.pick([
      [
        'code',
        'description',
        'packs',
        'unitsPerPack',
        { key: 'quantity', title: 'Unidades' },
        'price',
        'discount',
        'amount',
      ],
      [
        'code',
        'packs',
        { key: 'quantity', title: 'Unid.' },
        'description',
        'price',
        'discount',
        'rate',
        'amount',
      ],
      [
        { key: 'packs', title: 'Bultos' },
        { key: 'quantity', title: 'Cant.' },
        'code',
        'description',
        'price',
        'discount',
        'amount',
        'rate',
      ],
    ] as const),
  );
  return drawFramed(paper, {
    left: 24,
    right: 571,
    columns,
    size: 7.5,
    rowHeight: random.pick([13, 15]),
    titles: random.pick(['shaded', 'ruled'] as const),
    grid: random.pick(['none', 'columns', 'rows'] as const),
    boxed: random.chance(0.6),
    totals: random.pick(['strip', 'column'] as const),
    decoys: random.chance(0.3),
    carries: false,
  });
}

const demand = (): Demand => ({
  ...ORDINARY,
  goods: GOODS,
  lines: [2, 24],
  quantities: 'packs',
  codes: ['padded', 'short', 'barcode'],
});

/** Cases beside units; only the units multiply the price. */
export const twoQuantities: Layout = {
  name: 'two-quantities',
  heldOut: false,
  faces: [SANS, ROBOTO],
  demand,
  habits: { quantityDecimals: [0, 0, 2] },
  codeShare: 0.9,
  draw: drawPacks,
};

const FRESH = GOODS.filter((product) => product.unit === 'kilogramos');

function drawWeighed(paper: Paper): Sheet[] {
  const { random } = paper;
  const pieces = { key: 'packs', title: random.pick(['Piezas', 'Hormas', 'Cant.']) } as const;
  const kilos = { key: 'quantity', title: random.pick(['Kilos', 'Kgs.', 'Peso']) } as const;
  const columns = inventColumns(
    paper,
    random.pick([
      ['code', 'description', pieces, kilos, { key: 'price', title: 'Precio x Kg' }, 'discount', 'amount'],
      [pieces, kilos, 'description', 'price', 'discount', 'rate', 'amount'],
      [kilos, 'code', 'description', pieces, 'price', 'discount', 'amount'],
    ] as const),
  );
  return drawFramed(paper, {
    left: 30,
    right: 565,
    columns,
    size: 8.5,
    rowHeight: 17,
    titles: 'ruled',
    grid: random.pick(['none', 'full'] as const),
    boxed: true,
    totals: random.pick(['strip', 'column-right'] as const),
    decoys: false,
    carries: false,
  });
}

/** Cheese and meat: pieces beside kilos, the price by the kilo. */
export const weighed: Layout = {
  name: 'weighed',
  heldOut: true,
  faces: [SANS, ROBOTO],
  demand: (random: Random) => ({
    ...ORDINARY,
    goods: [
      ...FRESH,
      ...FRESH.map((product) => ({
        ...product,
        description: `${product.description} 2ª`,
        price: product.price * 0.8,
      })),
    ],
    lines: [1, 12],
    quantities: 'weighed',
    printsRate: random.chance(0.5),
  }),
  habits: { quantityDecimals: [3, 2] },
  codeShare: 0.9,
  draw: drawWeighed,
};
