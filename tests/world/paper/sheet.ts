import { type Face, textWidth } from './fonts.ts';

/** Paper in points (1/72 inch), y downwards. */
export interface Run {
  readonly kind: 'run';
  readonly text: string;
  readonly face: Face;
  readonly size: number;
  /** Left edge and baseline. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly colour: string;
  /** Drawn but absent from a text layer and from what a reader must find (a logo's letters). */
  readonly picture?: boolean;
}

export interface Rule {
  readonly kind: 'rule';
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly weight: number;
  readonly colour: string;
}

export interface Box {
  readonly kind: 'box';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string | null;
  readonly stroke: string | null;
  readonly weight: number;
}

/** A two-dimensional code, printed at its place. */
export interface CodeImage {
  readonly kind: 'code';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly text: string;
  /** A logo stuck over its middle. */
  readonly covered: boolean;
}

/** An Interleaved 2 of 5 barcode. */
export interface BarImage {
  readonly kind: 'bars';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly digits: string;
}

export type Item = Run | Rule | Box | CodeImage | BarImage;

export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly items: readonly Item[];
  /** 0 the original, 1 and 2 its copies in the same file. */
  readonly copy?: number;
}

export type Align = 'left' | 'right' | 'centre';

export interface TextOptions {
  readonly face?: Face;
  readonly size?: number;
  readonly align?: Align;
  readonly colour?: string;
  readonly picture?: boolean;
  /** Shrinks the text to this width. */
  readonly fit?: number;
}

/** Draws on one sheet; `x` is the left edge, the right edge or the middle, as `align` says. */
export interface Pen {
  readonly width: number;
  readonly height: number;
  text(x: number, y: number, text: string, options?: TextOptions): void;
  rule(x1: number, y1: number, x2: number, y2: number, weight?: number, colour?: string): void;
  box(
    x: number,
    y: number,
    width: number,
    height: number,
    look?: { fill?: string; stroke?: string | null; weight?: number },
  ): void;
  code(x: number, y: number, size: number, text: string, covered?: boolean): void;
  bars(x: number, y: number, width: number, height: number, digits: string): void;
  /** The sheet as drawn; a roll is cut at `height`. */
  finish(height?: number): Sheet;
}

export const A4 = { width: 595, height: 842 } as const;

export function startSheet(
  size: { readonly width: number; readonly height: number },
  face: Face,
  points: number,
): Pen {
  const items: Item[] = [];
  return {
    width: size.width,
    height: size.height,
    text(x, y, text, options = {}) {
      if (text === '') return;
      const used = options.face ?? face;
      const wanted = options.size ?? points;
      const natural = textWidth(text, used, wanted);
      const at =
        options.fit !== undefined && natural > options.fit ? (wanted * options.fit) / natural : wanted;
      const width = textWidth(text, used, at);
      const shift = options.align === 'right' ? width : options.align === 'centre' ? width / 2 : 0;
      items.push({
        kind: 'run',
        text,
        face: used,
        size: at,
        x: x - shift,
        y,
        width,
        colour: options.colour ?? '#111111',
        ...(options.picture === true ? { picture: true } : {}),
      });
    },
    rule(x1, y1, x2, y2, weight = 0.6, colour = '#222222') {
      items.push({ kind: 'rule', x1, y1, x2, y2, weight, colour });
    },
    box(x, y, width, height, look = {}) {
      const stroke = look.stroke === undefined ? (look.fill === undefined ? '#222222' : null) : look.stroke;
      items.push({
        kind: 'box',
        x,
        y,
        width,
        height,
        fill: look.fill ?? null,
        stroke,
        weight: look.weight ?? 0.7,
      });
    },
    code(x, y, codeSize, text, covered = false) {
      items.push({ kind: 'code', x, y, size: codeSize, text, covered });
    },
    bars(x, y, width, height, digits) {
      items.push({ kind: 'bars', x, y, width, height, digits });
    },
    finish(height = size.height) {
      return { width: size.width, height, items };
    },
  };
}

/** Breaks a text into lines that fit a width; a single long word is broken where it must. */
export function wrapText(text: string, width: number, face: Face, size: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (textWidth(longer, face, size) <= width) {
      current = longer;
      continue;
    }
    if (current !== '') lines.push(current);
    current = word;
    while (textWidth(current, face, size) > width && current.length > 3) {
      let cut = current.length - 1;
      while (cut > 2 && textWidth(current.slice(0, cut), face, size) > width) cut--;
      lines.push(current.slice(0, cut));
      current = current.slice(cut);
    }
  }
  if (current !== '') lines.push(current);
  return lines;
}
