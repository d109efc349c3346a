import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Faces by their role on paper; all come from packages, so a page looks the same on every machine. */
export type Face =
  | 'sans'
  | 'sansBold'
  | 'serif'
  | 'serifBold'
  | 'mono'
  | 'monoBold'
  | 'roboto'
  | 'robotoBold'
  | 'thermal'
  | 'thermalBold'
  | 'narrow'
  | 'hand';

const FILES: Readonly<Record<Face, string>> = {
  sans: '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf',
  sansBold: '@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf',
  serif: '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf',
  serifBold: '@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf',
  mono: '@expo-google-fonts/cousine/400Regular/Cousine_400Regular.ttf',
  monoBold: '@expo-google-fonts/cousine/700Bold/Cousine_700Bold.ttf',
  roboto: '@expo-google-fonts/roboto/400Regular/Roboto_400Regular.ttf',
  robotoBold: '@expo-google-fonts/roboto/700Bold/Roboto_700Bold.ttf',
  thermal: 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
  thermalBold: 'dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf',
  narrow: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf',
  hand: '@expo-google-fonts/caveat/400Regular/Caveat_400Regular.ttf',
};

const require = createRequire(import.meta.url);

export const fontFile = (face: Face): string => require.resolve(FILES[face]);

export const FACES = Object.keys(FILES) as readonly Face[];

interface Metrics {
  /** Advance by character code, in thousandths of the size. */
  readonly widths: ReadonlyMap<number, number>;
  readonly missing: number;
}

function tableOffsets(data: DataView): ReadonlyMap<string, number> {
  const tables = new Map<string, number>();
  for (let index = 0; index < data.getUint16(4); index++) {
    const at = 12 + index * 16;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => data.getUint8(at + byte)));
    tables.set(tag, data.getUint32(at + 8));
  }
  return tables;
}

/** Reads format 4 of the character map (Basic Multilingual Plane), which every face here carries. */
function characterMap(data: DataView, cmap: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  for (let index = 0; index < data.getUint16(cmap + 2); index++) {
    const table = cmap + data.getUint32(cmap + 4 + index * 8 + 4);
    if (data.getUint16(table) !== 4) continue;
    const segments = data.getUint16(table + 6) / 2;
    for (let segment = 0; segment < segments; segment++) {
      const end = data.getUint16(table + 14 + segment * 2);
      const start = data.getUint16(table + 16 + segments * 2 + segment * 2);
      const delta = data.getInt16(table + 16 + segments * 4 + segment * 2);
      const rangeAt = table + 16 + segments * 6 + segment * 2;
      const range = data.getUint16(rangeAt);
      for (let code = start; code <= end && code < 0x2200; code++) {
        const glyph = range === 0 ? code + delta : data.getUint16(rangeAt + range + (code - start) * 2);
        glyphs.set(code, glyph & 0xffff);
      }
    }
    return glyphs;
  }
  throw new Error('the font has no format 4 character map');
}

function readMetrics(face: Face): Metrics {
  const bytes = readFileSync(fontFile(face));
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tableOffsets(data);
  const at = (tag: string): number => {
    const offset = tables.get(tag);
    if (offset === undefined) throw new Error(`the font of ${face} has no ${tag} table`);
    return offset;
  };
  const perEm = data.getUint16(at('head') + 18);
  const known = data.getUint16(at('hhea') + 34);
  const hmtx = at('hmtx');
  const advance = (glyph: number): number =>
    (data.getUint16(hmtx + Math.min(glyph, known - 1) * 4) / perEm) * 1000;
  const widths = new Map([...characterMap(data, at('cmap'))].map(([code, glyph]) => [code, advance(glyph)]));
  return { widths, missing: advance(0) };
}

const cache = new Map<Face, Metrics>();

/** Width of a text in points at a size in points, without kerning. */
export function textWidth(text: string, face: Face, size: number): number {
  let metrics = cache.get(face);
  if (metrics === undefined) {
    metrics = readMetrics(face);
    cache.set(face, metrics);
  }
  let total = 0;
  for (const character of text) {
    total += metrics.widths.get(character.codePointAt(0) as number) ?? metrics.missing;
  }
  return (total * size) / 1000;
}
