import { describe, expect, it } from 'vitest';
import { unfoundedFigures } from '../../../core/assistant/figures.ts';

const RESULTS = [
  [{ producto: 'COCA COLA 2.25L', unidad: 'unidad', cantidad: '1234.5' }],
  { periodo: 'últimos 30 días', proveedores: [{ proveedor: 'Arcor', comprobantes: 3, total: '45600.00' }] },
];

describe('the figures of an answer', () => {
  it.each([
    'Hay 1.234,5 de COCA COLA 2.25L.',
    'Hay 1234,5.',
    'Hay 1234.5.',
    'Le compraste $ 45.600,00 a Arcor en los últimos 30 días.',
    'Son 3 comprobantes, por $ 45600.',
    'Son tres comprobantes.',
    'Hay una sola opción y un proveedor.',
  ])('When it says "%s", then a tool gave them all', (answer) => {
    expect(unfoundedFigures(answer, RESULTS)).toEqual([]);
  });

  it.each([
    ['Hay 1.234 unidades.', ['1.234']],
    ['Hay 2,25 unidades.', ['2,25']],
    ['Hay 30 unidades.', ['30']],
    ['Compraste 45.600 y 10 % más.', ['10']],
    ['Son cuatro comprobantes.', ['cuatro']],
    ['Hay 1.2.3 unidades.', ['1.2.3']],
    ['Son doscientas unidades.', ['doscientas']],
  ])('When it says "%s", then %j has no source', (answer, figures) => {
    expect(unfoundedFigures(answer, RESULTS)).toEqual(figures);
  });
});
