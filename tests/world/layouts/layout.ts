import type { FiscalCode } from '../paper/fiscal-code.ts';
import type { Face } from '../paper/fonts.ts';
import type { HabitChoices, Habits } from '../paper/habits.ts';
import type { Sheet } from '../paper/sheet.ts';
import type { Random } from '../random.ts';
import type { Demand } from '../truth/demand.ts';
import type { Bill } from '../truth/truth.ts';

/** A document about to be drawn: its truth, its pen habits, its fiscal code. */
export interface Paper {
  readonly bill: Bill;
  readonly habits: Habits;
  readonly random: Random;
  readonly code: FiscalCode | null;
  readonly face: Face;
  readonly boldFace: Face;
}

export interface Layout {
  readonly name: string;
  /** Kept out of development: only reporting seeds draw it. */
  readonly heldOut: boolean;
  /** Families of faces, one of which a document is set in. */
  readonly faces: readonly (readonly [Face, Face])[];
  readonly demand: (random: Random) => Demand;
  readonly habits: HabitChoices;
  /** Share of authorised documents that print the fiscal code. */
  readonly codeShare: number;
  /** Takes from a bill what this paper does not say. */
  readonly reshape?: (bill: Bill) => Bill;
  readonly draw: (paper: Paper) => readonly Sheet[];
}

export const SANS: readonly [Face, Face] = ['sans', 'sansBold'];
export const SERIF: readonly [Face, Face] = ['serif', 'serifBold'];
export const MONO: readonly [Face, Face] = ['mono', 'monoBold'];
export const ROBOTO: readonly [Face, Face] = ['roboto', 'robotoBold'];
export const THERMAL: readonly [Face, Face] = ['thermal', 'thermalBold'];
