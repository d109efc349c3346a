import { TROUBLE_NAMES } from '../tests/world/photo/troubles.ts';
import type { PageLook, Reading } from './bench-ocr-eyes.ts';
import type { ChildUsage } from './bench-ocr-process.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

function legibilityRow(name: string, looks: readonly PageLook[]): string {
  const total = (of: (look: PageLook) => number): number => sum(looks.map(of));
  const figures = total((look) => look.figures);
  const codes = total((look) => look.codes);
  const read = percent(
    total((look) => look.figuresRead),
    figures,
  );
  const found = total((look) => look.codesRead);
  return `    ${name.padEnd(12)} ${String(looks.length).padStart(4)} pages  figures ${read.padStart(7)} of ${figures}  QR ${found} of ${codes}`;
}

/** How much of the pages was seen, all together and by what was wrong with the picture. */
export function legibilityLines(readings: readonly Reading[]): string[] {
  const looks = readings.flatMap((reading) => reading.looks);
  if (looks.length === 0) return [];
  const rows = TROUBLE_NAMES.map((name) => ({
    name,
    own: looks.filter(({ troubles }) => troubles.includes(name)),
  })).filter(({ own }) => own.length > 0);
  const untroubled = looks.filter(({ troubles }) => troubles.length === 0);
  return [
    '  pages seen, by what is wrong with the picture:',
    legibilityRow('all', looks),
    ...(untroubled.length > 0 && rows.length > 0 ? [legibilityRow('nothing', untroubled)] : []),
    ...rows.map(({ name, own }) => legibilityRow(name, own)),
  ];
}

/** Where the time of a file goes, on average, and what the reading process took. */
export function stageLine(readings: readonly Reading[], usage: ChildUsage | undefined): string[] {
  const staged = readings.flatMap(({ stages }) => stages ?? []);
  const pages = sum(readings.map((reading) => reading.pages.length)) || 1;
  const mean = (stage: 'decode' | 'qr' | 'ocr' | 'parse'): string =>
    (sum(staged.map((ms) => ms[stage])) / pages).toFixed(0);
  const lines =
    staged.length === 0
      ? []
      : [
          `  ms a page: decode ${mean('decode')} · codes ${mean('qr')} · text ${mean('ocr')} · understanding ${mean('parse')}`,
        ];
  if (usage !== undefined && usage.peakMegabytes > 0)
    lines.push(
      `  reading process: ${(usage.cpuMs / pages).toFixed(0)} ms of processor a page, peak ${usage.peakMegabytes} MB`,
    );
  return lines;
}
