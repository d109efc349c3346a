import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../core/forecast/calendar.ts';
import { buildPanel } from '../../../core/forecast/panel.ts';
import { DEFAULT_SETTINGS } from '../../../core/forecast/settings.ts';
import { tuneSettings } from '../../../core/forecast/tuning.ts';

const PLAN = { horizon: 7, judging: 1, choosing: 2 };
const WEEK = [4, 9, 2, 6, 8, 15, 1];

/** Four products that sell by weekday around a level, with a dash of noise that never changes. */
const shopOf = (days: number, level: (day: number) => number = () => 1) =>
  buildPanel(
    ['a', 'b', 'c', 'd'].flatMap((series, k) =>
      Array.from({ length: days }, (_, day) => ({
        series,
        date: isoDate(20_000 + day),
        quantity: Math.round(level(day) * (WEEK[(day + k) % 7]! + ((day * 7919 * (k + 1)) % 5))),
      })),
    ),
  );
const tuned = (days: number, level?: (day: number) => number) =>
  tuneSettings(shopOf(days, level), DEFAULT_SETTINGS.day, PLAN);

describe('tuneSettings', () => {
  it('When other settings would have lost less on folds that had no say, then it takes them; and the same again', () => {
    const found = tuned(140)!;
    expect(found.settings).not.toEqual(DEFAULT_SETTINGS.day);
    expect(found.loss).toBeLessThan(found.defaultLoss);
    expect(tuned(140)).toEqual(found);
  });

  it('When what suited the older folds does not suit the newest, then the defaults stay', () => {
    const found = tuned(140, (day) => (day >= 133 ? 6 : 1))!;
    expect(found.loss).toBeLessThanOrEqual(found.defaultLoss);
    if (found.loss === found.defaultLoss) expect(found.settings).toEqual(DEFAULT_SETTINGS.day);
  });

  it('When the past is too short, or nothing was sold, then it says nothing', () => {
    expect(tuned(45)).toBeNull();
    expect(tuned(140, () => 0)).toBeNull();
  });
});
