import { describe, expect, it } from 'vitest';
import { backtest, pinball } from '../../../core/forecast/backtest.ts';
import { isoDate } from '../../../core/forecast/calendar.ts';
import { buildPanel, cutPanel } from '../../../core/forecast/panel.ts';
import { DEFAULT_SETTINGS } from '../../../core/forecast/settings.ts';

const weekly = (quantities: readonly number[]) =>
  buildPanel(quantities.map((quantity, i) => ({ series: 'a', date: isoDate(20_000 + i), quantity })));

describe('backtest', () => {
  it('When a series repeats its week exactly, then both we and the naive rule are nearly right', () => {
    const panel = weekly(Array.from({ length: 140 }, (_, i) => [4, 4, 4, 4, 8, 12, 2][i % 7]!));
    const score = backtest(panel, 7, 3, DEFAULT_SETTINGS.day).get('a')!;
    expect(score.wql).toBeLessThan(0.2);
    // A perfectly repeated week leaves the seasonal naive rule without error to scale by.
    expect(score.mase).toBeNull();
  });

  it('When a series is noise around a level, then we beat the naive rule', () => {
    let state = 7;
    const noise = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state % 20;
    };
    const score = backtest(weekly(Array.from({ length: 200 }, noise)), 14, 3, DEFAULT_SETTINGS.day).get('a')!;
    expect(score.mase!).toBeLessThan(score.naiveMase!);
    expect(score.coverage95!).toBeGreaterThan(0.85);
  });

  it('When there is too little history, then it says nothing rather than guessing', () => {
    expect(backtest(weekly([1, 2, 3]), 7, 3, DEFAULT_SETTINGS.day).get('a')!.mase).toBeNull();
  });

  it('cuts every series at the same date and leaves out those not yet launched', () => {
    const panel = buildPanel([
      ...Array.from({ length: 30 }, (_, i) => ({ series: 'old', date: isoDate(20_000 + i), quantity: 1 })),
      { series: 'new', date: isoDate(20_029), quantity: 1 },
    ]);
    const cut = cutPanel(panel, 5);
    expect(cut.series.map((series) => [series.id, series.values.length])).toEqual([['old', 25]]);
  });
});

describe('pinball', () => {
  it('charges under-forecasts by the level and over-forecasts by the rest', () => {
    expect(pinball(10, 8, 0.9)).toBeCloseTo(3.6);
    expect(pinball(8, 10, 0.9)).toBeCloseTo(0.4);
  });
});
