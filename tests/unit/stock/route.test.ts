import { describe, expect, it } from 'vitest';
import type { Place } from '../../../core/people/locations.ts';
import { readRoute } from '../../../core/stock/transfers/route.ts';

const place = (id: string, kind: Place['kind'], name: string): Place => ({ id, kind, name, people: [] });
const TWO = [place('l', 'shop', 'Local'), place('f', 'depot', 'Fondo')];
const THREE = [...TWO, place('b', 'shop', 'Sucursal Belgrano')];

describe('from where to where', () => {
  it.each([
    ['pasá 6 cocas al depósito', TWO, 'l', 'l→f'],
    ['/transferir 6 coca cola 2,25 al fondo', TWO, 'l', 'l→f'],
    ['llevá 2 cajas de aceite al fondo por favor', TWO, 'l', 'l→f'],
    ['traé 6 cocas del depósito', TWO, 'l', 'f→l'],
    ['traje 6 cocas', TWO, 'l', 'f→l'],
    ['pasá 6 cocas', TWO, 'l', 'l→f'],
    ['mandá 6 cocas del fondo al local', TWO, 'l', 'f→l'],
    ['pasá 6 cocas a Belgrano', THREE, 'l', 'l→b'],
    ['pasá 6 cocas del fondo a belgrano', THREE, 'l', 'f→b'],
    ['traé 6 cocas de Belgrano', THREE, 'f', 'b→f'],
  ] as const)('When somebody says «%s», then it is known', (text, places, here, route) => {
    const read = readRoute(text, places, here);
    expect(read === null ? null : `${read.from.id}→${read.to.id}`).toBe(route);
  });

  it.each([
    ['pasá 6 cocas', THREE, 'l'],
    ['pasá 6 cocas a Rosario', THREE, 'l'],
    ['pasá 6 cocas al local', TWO.slice(0, 1), 'l'],
    ['pasá 6 cocas al fondo', TWO, 'elsewhere'],
  ] as const)('When «%s» leaves it open, then it is asked', (text, places, here) => {
    expect(readRoute(text, places, here)).toBeNull();
  });
});
