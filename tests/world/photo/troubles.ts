import type { Conditions } from './conditions.ts';

interface Trouble {
  shows(conditions: Conditions): boolean;
  /** The same shot with this trouble alone, at a strength that is met in practice. */
  alone(conditions: Conditions): Conditions;
}

const CALM: Partial<Conditions> = {
  severity: 'easy',
  turns: 0,
  exposure: 0.95,
  shadow: 0.05,
  glare: 0,
  blur: 0.3,
  motion: 0,
  folds: [],
  crumple: 0,
  stamp: false,
  penMarks: 0,
  fade: 0,
  finger: false,
  secondPaper: false,
};

const trouble = (shows: Trouble['shows'], change: Partial<Conditions>): Trouble => ({
  shows,
  alone: (conditions) => ({ ...conditions, ...CALM, ...change }),
});

/** What can be wrong with a photograph, one by one, so that reading can be measured under each. */
export const TROUBLES = {
  sideways: trouble(({ turns }) => turns === 1 || turns === 3, { turns: 1 }),
  upsideDown: trouble(({ turns }) => turns === 2, { turns: 2 }),
  tilted: trouble(({ tilt }) => Math.abs(tilt) > 4, { tilt: 8 }),
  aslant: trouble(({ perspective }) => perspective > 0.045, { perspective: 0.08 }),
  far: trouble(({ fill }) => fill < 0.84, { fill: 0.72 }),
  bent: trouble(({ bend }) => Math.abs(bend) > 0.005, { bend: 0.01 }),
  dark: trouble(({ exposure }) => exposure < 0.6, { exposure: 0.35 }),
  shadow: trouble(({ shadow }) => shadow > 0.3, { shadow: 0.55 }),
  glare: trouble(({ glare }) => glare > 0, { glare: 0.7 }),
  blurred: trouble(({ blur }) => blur > 0.7, { blur: 1 }),
  moved: trouble(({ motion }) => motion > 0, { motion: 2 }),
  folded: trouble(({ folds }) => folds.length > 0, {
    folds: [
      { at: 0.5, across: true, depth: 0.18 },
      { at: 0.5, across: false, depth: 0.15 },
    ],
  }),
  crumpled: trouble(({ crumple }) => crumple > 0, { crumple: 0.08 }),
  stamped: trouble(({ stamp }) => stamp, { stamp: true }),
  penned: trouble(({ penMarks }) => penMarks > 0, { penMarks: 5 }),
  faded: trouble(({ fade }) => fade > 0, { fade: 0.6 }),
  finger: trouble(({ finger }) => finger, { finger: true }),
  twoPapers: trouble(({ secondPaper }) => secondPaper, { secondPaper: true }),
  darkTable: trouble(({ background }) => background === 'dark', { background: 'dark' }),
  paleTable: trouble(({ background }) => background === 'counter', { background: 'counter' }),
} as const satisfies Readonly<Record<string, Trouble>>;

export type TroubleName = keyof typeof TROUBLES;

export const TROUBLE_NAMES = Object.keys(TROUBLES) as readonly TroubleName[];
