import { FONT_FAMILY } from './font.ts';
import { fitText, textWidth } from './text-width.ts';

/** What the chart shows, in words of the person who reads it. */
export interface DemandChart {
  readonly title: string;
  readonly subtitle: string;
  /** Open days, ascending. */
  readonly history: readonly { readonly date: string; readonly sold: number; readonly unseen: boolean }[];
  /** Open days from today on. */
  readonly future: readonly {
    readonly date: string;
    readonly mean: number;
    /** 80 % and 95 % bands. */
    readonly inner: readonly [number, number];
    readonly outer: readonly [number, number];
  }[];
  /** Known days inside the picture, ascending, with a short name; the shop may be closed on them. */
  readonly events: readonly { readonly date: string; readonly label: string }[];
  readonly runsOut: { readonly date: string; readonly label: string } | null;
  readonly labels: {
    readonly today: string;
    readonly sold: string;
    readonly unseen: string;
    readonly forecast: string;
    readonly band: string;
  };
  /** ISO date → how it stands under the axis. */
  readonly formatDay: (iso: string) => string;
  readonly formatNumber: (value: number) => string;
}

export const CHART_WIDTH = 1080;
export const CHART_HEIGHT = 810;
const PLOT = { right: 1044, top: 190, bottom: 640 } as const;
const TICK_SIZE = 28;

/** On a card of its own colour, so that it reads the same in a dark chat and in a light one. */
const COLORS = {
  card: '#ffffff',
  ink: '#1b1f24',
  faint: '#5b6470',
  grid: '#e3e7ec',
  sold: '#5b7fa6',
  unseen: '#c9ced6',
  mean: '#c2410c',
  inner: '#f59e5b',
  outer: '#fbd3b0',
  runsOut: '#b91c1c',
  event: '#0f766e',
} as const;

const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const round = (value: number): string => String(Math.round(value * 10) / 10);

function text(
  at: { x: number; y: number },
  words: string,
  look: { size: number; color?: string; anchor?: 'start' | 'middle' | 'end'; weight?: 500 | 700 },
): string {
  const { size, color = COLORS.ink, anchor = 'start', weight = 500 } = look;
  return `<text x="${round(at.x)}" y="${round(at.y)}" font-size="${size}" font-weight="${weight}" fill="${color}" text-anchor="${anchor}">${escapeXml(words)}</text>`;
}

/** The middle of a label that would stand out of the picture is moved in. */
function inside(x: number, words: string, size: number): number {
  const half = textWidth(words, size) / 2;
  return Math.min(CHART_WIDTH - 16 - half, Math.max(16 + half, x));
}

/** A round number at or above: 1, 2, 2.5 or 5 times a power of ten. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((step) => step >= rough - 1e-9)!;
}

interface Scale {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  /** Where the plot begins: right of the numbers on the axis. */
  readonly left: number;
  readonly slot: number;
  readonly ticks: readonly number[];
}

/** The outer band of a wild product must not press its history flat: the axis ends at what is usual, the band is cut. */
function scaleOf(chart: DemandChart): Scale {
  const count = chart.history.length + chart.future.length;
  const sold = chart.history.map((day) => day.sold);
  const most = Math.max(1, ...sold, ...chart.future.map((day) => day.inner[1] * 1.1));
  const step = Math.max(most > 3 ? 1 : 0.25, niceStep(most / 4));
  const top = Math.ceil(most / step) * step;
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step);
  const left = 34 + Math.max(48, ...ticks.map((value) => textWidth(chart.formatNumber(value), TICK_SIZE)));
  const slot = (PLOT.right - left) / Math.max(count, 1);
  return {
    left,
    slot,
    x: (index) => left + (index + 0.5) * slot,
    y: (value) => PLOT.bottom - (Math.min(Math.max(value, 0), top) / top) * (PLOT.bottom - PLOT.top),
    ticks,
  };
}

function axes(chart: DemandChart, scale: Scale): string {
  const rows = scale.ticks.map((value) => {
    const y = scale.y(value);
    return `<line x1="${scale.left}" x2="${PLOT.right}" y1="${round(y)}" y2="${round(y)}" stroke="${COLORS.grid}" stroke-width="2"/>${text({ x: scale.left - 14, y: y + 10 }, chart.formatNumber(value), { size: TICK_SIZE, color: COLORS.faint, anchor: 'end' })}`;
  });
  const dates = [...chart.history, ...chart.future].map((day) => day.date);
  const today = chart.history.length;
  const gap = Math.max(7, Math.ceil(130 / scale.slot));
  const days = dates.flatMap((date, i) => {
    if ((i - today) % gap !== 0 || i === today) return [];
    const label = chart.formatDay(date);
    const x = inside(scale.x(i), label, 26);
    return [text({ x, y: PLOT.bottom + 40 }, label, { size: 26, color: COLORS.faint, anchor: 'middle' })];
  });
  return [...rows, ...days].join('');
}

function bars(chart: DemandChart, scale: Scale): string {
  const width = Math.max(2, scale.slot * 0.72);
  return chart.history
    .map((day, i) => {
      const x = round(scale.x(i) - width / 2);
      if (day.unseen)
        return `<rect x="${x}" y="${PLOT.bottom - 14}" width="${round(width)}" height="14" fill="${COLORS.unseen}"/>`;
      const y = scale.y(day.sold);
      return `<rect x="${x}" y="${round(y)}" width="${round(width)}" height="${round(PLOT.bottom - y)}" rx="2" fill="${COLORS.sold}"/>`;
    })
    .join('');
}

function bands(chart: DemandChart, scale: Scale): string {
  const at = (i: number): number => scale.x(chart.history.length + i);
  const area = (side: 'inner' | 'outer'): string => {
    const upper = chart.future.map((day, i) => `${round(at(i))},${round(scale.y(day[side][1]))}`);
    const lower = chart.future.map((day, i) => `${round(at(i))},${round(scale.y(day[side][0]))}`).reverse();
    return `<polygon points="${[...upper, ...lower].join(' ')}" fill="${COLORS[side]}"/>`;
  };
  const line = chart.future.map((day, i) => `${round(at(i))},${round(scale.y(day.mean))}`).join(' ');
  return `${area('outer')}${area('inner')}<polyline points="${line}" fill="none" stroke="${COLORS.mean}" stroke-width="5" stroke-linejoin="round" stroke-linecap="round"/>`;
}

function marks(chart: DemandChart, scale: Scale): string {
  const dates = [...chart.history, ...chart.future].map((day) => day.date);
  const line = (x: number, color: string, dash: string): string =>
    `<line x1="${round(x)}" x2="${round(x)}" y1="${PLOT.top - 8}" y2="${PLOT.bottom}" stroke="${color}" stroke-width="3" stroke-dasharray="${dash}"/>`;
  const today = scale.left + chart.history.length * scale.slot;
  const parts = [
    line(today, COLORS.ink, '4 8'),
    text({ x: inside(today, chart.labels.today, 28), y: PLOT.bottom + 40 }, chart.labels.today, {
      size: 28,
      weight: 700,
      anchor: 'middle',
    }),
  ];
  const out = chart.runsOut === null ? -1 : dates.indexOf(chart.runsOut.date);
  if (chart.runsOut !== null && out >= 0) {
    const { label } = chart.runsOut;
    const x = scale.x(out);
    parts.push(
      line(x, COLORS.runsOut, ''),
      text({ x: inside(x, label, 30), y: PLOT.top - 22 }, label, {
        size: 30,
        weight: 700,
        color: COLORS.runsOut,
        anchor: 'middle',
      }),
    );
  }
  return parts.join('') + eventMarks(chart, scale, dates);
}

/** A dot on the axis and, where it does not run into its neighbour, a name. */
function eventMarks(chart: DemandChart, scale: Scale, dates: readonly string[]): string {
  let free = scale.left;
  return chart.events
    .map(({ date, label }) => {
      const index = dates.findIndex((one) => one >= date);
      if (index < 0) return '';
      // A closed day has no place of its own: it stands before the day on which the shop opens again.
      const x = dates[index] === date ? scale.x(index) : scale.left + index * scale.slot;
      const dot = `<circle cx="${round(x)}" cy="${PLOT.bottom}" r="8" fill="${COLORS.event}" stroke="${COLORS.card}" stroke-width="3"/>`;
      const half = textWidth(label, 22) / 2;
      const centre = inside(x, label, 22);
      if (centre - half < free) return dot;
      free = centre + half + 14;
      return `${dot}${text({ x: centre, y: PLOT.bottom + 74 }, label, { size: 22, color: COLORS.event, anchor: 'middle' })}`;
    })
    .join('');
}

function legend({ labels }: DemandChart): string {
  const size = 26;
  let x = 40;
  let y = CHART_HEIGHT - 42;
  return (
    [
      [COLORS.sold, labels.sold],
      [COLORS.unseen, labels.unseen],
      [COLORS.mean, labels.forecast],
      [COLORS.inner, labels.band],
    ] as const
  )
    .map(([color, words]) => {
      const width = 46 + textWidth(words, size) + 28;
      if (x + width > CHART_WIDTH - 16) {
        x = 40;
        y += 40;
      }
      const entry = `<rect x="${round(x)}" y="${y - 20}" width="32" height="22" rx="4" fill="${color}"/>${text({ x: x + 42, y }, words, { size, color: COLORS.faint })}`;
      x += width;
      return entry;
    })
    .join('');
}

/** History as bars, the forecast as a line in its bands, today, known days and the day it runs out. SVG. */
export function demandChartSvg(chart: DemandChart): string {
  const scale = scaleOf(chart);
  const room = CHART_WIDTH - 80;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CHART_WIDTH}" height="${CHART_HEIGHT}" font-family="${FONT_FAMILY}"><rect width="${CHART_WIDTH}" height="${CHART_HEIGHT}" fill="${COLORS.card}"/>${text({ x: 40, y: 64 }, fitText(chart.title, 44, room), { size: 44, weight: 700 })}${text({ x: 40, y: 112 }, fitText(chart.subtitle, 30, room), { size: 30, color: COLORS.faint })}${axes(chart, scale)}${bars(chart, scale)}${bands(chart, scale)}${marks(chart, scale)}${legend(chart)}</svg>`;
}
