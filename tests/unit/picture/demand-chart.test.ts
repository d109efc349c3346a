import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { chartOf } from '../../../bot/features/forecast/chart.ts';
import { CHART_HEIGHT, CHART_WIDTH, demandChartSvg } from '../../../core/picture/demand-chart.ts';
import { FONT_FAMILY, FONT_FILES } from '../../../core/picture/font.ts';
import { renderPng } from '../../../core/picture/render.ts';
import { fitText } from '../../../core/picture/text-width.ts';
import { sampleOutlook } from '../forecast/sample-outlook.ts';

const CASES = {
  'a usual product': sampleOutlook(),
  'a long name with accents': sampleOutlook({
    name: 'ÑOQUIS DE PAPA CON ESPINACA «LA ESPAÑOLA» CAJÓN FAMILIAR WWW MMM 1000 g',
    stock: '1',
  }),
  'large volumes': sampleOutlook({ sold: (ago) => 123_456 + ago * 1_000, stock: '9999999' }),
  'a product sold by weight': sampleOutlook({ unit: 'kg', sold: (ago) => (ago % 4) * 0.355, stock: '2.5' }),
  'hardly any sales': sampleOutlook({ sold: (ago) => (ago % 29 === 0 ? 1 : 0), stock: '1' }),
  'no sales at all': sampleOutlook({ sold: () => 0 }),
  'never in stock': sampleOutlook({ sold: () => -1 }),
};

/** Where a text really stands, as the renderer measures it. */
function boxOf(textElement: string) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="2000" font-family="${FONT_FAMILY}"><g transform="translate(1000 500)">${textElement}</g></svg>`;
  const box = new Resvg(svg, {
    font: { fontFiles: [...FONT_FILES], loadSystemFonts: false, defaultFontFamily: FONT_FAMILY },
  }).getBBox();
  if (box === undefined) throw new Error(`drawn without any ink: ${textElement}`);
  return {
    left: box.x - 1000,
    right: box.x - 1000 + box.width,
    top: box.y - 500,
    bottom: box.y - 500 + box.height,
  };
}

describe.each(Object.entries(CASES))('the chart of %s', (_, outlook) => {
  const svg = demandChartSvg(chartOf(outlook));

  it('cuts no label and leaves nothing undrawn', () => {
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    const texts = svg.match(/<text .*?<\/text>/g) ?? [];
    expect(texts.length).toBeGreaterThan(8);
    for (const element of texts) {
      const box = boxOf(element);
      expect(box.left, element).toBeGreaterThanOrEqual(4);
      expect(box.right, element).toBeLessThanOrEqual(CHART_WIDTH - 4);
      expect(box.top, element).toBeGreaterThanOrEqual(4);
      expect(box.bottom, element).toBeLessThanOrEqual(CHART_HEIGHT - 4);
    }
  });

  it('names the days under the axis without one running into the next', () => {
    const labels = (svg.match(/<text [^>]*y="680".*?<\/text>/g) ?? [])
      .map(boxOf)
      .sort((a, b) => a.left - b.left);
    for (const [i, box] of labels.entries())
      if (i > 0) expect(box.left).toBeGreaterThan(labels[i - 1]!.right);
  });
});

describe('a day on which the shop is closed', () => {
  it('is named between its neighbours, though nothing is sold on it', () => {
    const usual = sampleOutlook();
    const [, closed] = usual.forecast.dates;
    const { means, quantiles, dates } = usual.forecast;
    const without = <T>(all: readonly T[]): T[] => all.filter((_, i) => i !== 1);
    const svg = demandChartSvg(
      chartOf({
        ...usual,
        forecast: {
          ...usual.forecast,
          dates: without(dates),
          means: without(means),
          quantiles: without(quantiles),
        },
        events: new Map([[closed!, ['closed']]]),
      }),
    );
    expect(svg).toContain('>Cerrado</text>');
  });
});

describe('the picture', () => {
  it('is an opaque card, so that it reads the same in a dark chat and in a light one', async () => {
    const { data, info } = await sharp(renderPng(demandChartSvg(chartOf(CASES['a usual product']))))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([CHART_WIDTH, CHART_HEIGHT]);
    for (let i = 3; i < data.length; i += 4 * 997) expect(data[i]).toBe(255);
  });
});

describe('fitText', () => {
  it('shortens only what does not fit', () => {
    expect(fitText('Yerba', 44, 1000)).toBe('Yerba');
    expect(fitText('Yerba Playadito 1 kg', 44, 250)).toMatch(/^Yerba.*…$/);
  });
});
