import { describe, expect, it } from 'vitest';
import { dailyView, outlookView, productView, weeklyView } from '../../../bot/features/forecast/views.ts';
import type { RunningOut } from '../../../core/demand/outlook.ts';
import { restOfToday } from '../../../core/demand/outlook.ts';
import { afterQuietHours } from '../../../core/people/quiet-hours.ts';
import { sampleOutlook } from './sample-outlook.ts';

const textOf = (wish: Parameters<typeof sampleOutlook>[0]) => productView(sampleOutlook(wish), 'x').text;

describe('productView', () => {
  it('says first how long it lasts and until when, then what to count on and the usual error', () => {
    const rows = textOf({ sold: () => 5 }).split('\n');
    expect(rows.slice(0, 4)).toEqual([
      '🟡 <b>Yerba Playadito 1 kg</b>',
      '<b>Te alcanza 3 días: se termina el vie 27/11.</b>',
      'Hay 18 unidades; salen 5 unidades por día.',
      'Hasta que llegue un pedido (7 días) podés necesitar hasta 37 unidades.',
    ]);
    expect(rows.at(-1)).toMatch(/^Suelo errar ±4,2 unidades por semana\.$/);
  });

  it.each([
    [{ stock: '0' }, /Ya no queda\./],
    [{ stock: '-3' }, /Ya no queda\./],
    [{ stock: '100000' }, /Te alcanza por lo menos hasta el/],
    [{ sold: () => 0 }, /No se está vendiendo: quedan 18 unidades\./],
    [{ sold: (_: number, saturday: boolean) => (saturday ? 30 : 10) }, /Se vende \d+ % más los sábados\./],
    [{ sold: (ago: number) => (ago <= 28 ? 20 : 10), stock: '60' }, /Viene subiendo: 100 % más/],
    [{ sold: (ago: number) => (ago <= 28 ? 10 : 20), stock: '60' }, /Viene bajando: 50 % menos/],
    [{ sold: (ago: number) => (ago > 10 && ago < 16 ? -1 : 6) }, /No cuento 5 días sin stock\./],
    [{ sold: (ago: number) => (ago > 40 ? 3 : 0) }, /La última venta fue hace 41 días\./],
    [{ name: 'Pan <rico> & dulce' }, /Pan &lt;rico&gt; &amp; dulce/],
  ])('When it is %j, then it says so', (wish, words) => {
    expect(textOf(wish)).toMatch(words);
  });

  it('fits under a picture', () => {
    expect(textOf({ name: 'X'.repeat(200), stock: '123456.789' }).length).toBeLessThan(1024);
  });
});

const item = (wish: Partial<RunningOut>): RunningOut => ({
  productId: '018f0000-0000-7000-8000-000000000001',
  name: 'Yerba',
  unit: 'unidad',
  stock: '4',
  supplier: { id: 's', name: 'Ñandú' },
  leadTimeDays: 3,
  onOrder: '0',
  days: 1.5,
  runsOutOn: '2026-11-25',
  ...wish,
});

describe('the lists', () => {
  it('group what runs out by supplier, the most pressing first', () => {
    const { text } = outlookView([
      item({ name: 'Azúcar', days: 0, stock: '0' }),
      item({ name: 'Fideos', supplier: { id: 'b', name: 'Pampa' } }),
      item({ name: 'Yerba', days: 2.5, runsOutOn: '2026-11-26' }),
      item({ name: 'Sal', supplier: null }),
    ]);
    expect(text.split('\n').filter((row) => row !== '')).toEqual([
      '📋 <b>Se termina antes de que llegue un pedido</b>',
      '<b>Ñandú</b> (tarda 3 días)',
      '🔴 Azúcar — no queda',
      '🟡 Yerba — jue 26/11 (quedan 4)',
      '<b>Pampa</b> (tarda 3 días)',
      '🟠 Fideos — mié 25/11 (quedan 4)',
      '<b>Sin proveedor conocido</b>',
      '🟠 Sal — mié 25/11 (quedan 4)',
    ]);
  });

  it('stay one message, however much runs out', () => {
    const many = Array.from({ length: 400 }, (_, i) =>
      item({ name: `Producto número ${i} de nombre largo` }),
    );
    for (const view of [outlookView(many), dailyView(many), weeklyView(many, [])]) {
      expect(view.text.length).toBeLessThan(4096);
      expect(view.text).toContain('… y 384 más.');
    }
  });

  it('say on Mondays which days of the week differ', () => {
    expect(weeklyView([], [{ date: '2026-12-08', kind: 'holiday' }]).text).toContain('📅 mar 08/12: feriado');
  });
});

describe('afterQuietHours', () => {
  const at = (iso: string) => new Date(iso);
  const night = { quiet: true, quietFrom: 23 * 60, quietTo: 8 * 60 };

  it.each([
    ['at eight sharp the night is over', '2026-11-24T11:00:00Z', night, '2026-11-24T11:00:00Z'],
    ['half past seven waits until eight', '2026-11-24T10:30:20Z', night, '2026-11-24T11:00:00Z'],
    ['before midnight waits until the morning', '2026-11-25T02:30:00Z', night, '2026-11-25T11:00:00Z'],
    [
      'a siesta',
      '2026-11-24T17:00:00Z',
      { quiet: true, quietFrom: 13 * 60, quietTo: 17 * 60 },
      '2026-11-24T20:00:00Z',
    ],
    [
      'who wants no quiet gets none',
      '2026-11-24T10:30:00Z',
      { ...night, quiet: false },
      '2026-11-24T10:30:00Z',
    ],
  ])('%s', (_, now, hours, expected) => {
    expect(afterQuietHours(at(now), hours)).toEqual(at(expected));
  });
});

describe('restOfToday', () => {
  it('is all of it before opening, none after closing, and about half in the afternoon', () => {
    expect(restOfToday(new Date('2026-11-24T09:00:00Z'))).toBe(1);
    expect(restOfToday(new Date('2026-11-25T02:45:00Z'))).toBe(0);
    expect(restOfToday(new Date('2026-11-24T18:45:00Z'))).toBeCloseTo(0.5, 2);
  });
});
