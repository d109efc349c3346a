import type { Random } from '../random.ts';

export type PhotoKind = '1280' | '2560' | 'full' | 'scan';

export type Severity = 'easy' | 'ordinary' | 'hard';

/** Everything that happened between the printer and the picture. */
export interface Conditions {
  readonly severity: Severity;
  /** Turns of 90° clockwise of the finished picture. */
  readonly turns: 0 | 1 | 2 | 3;
  /** Degrees. */
  readonly tilt: number;
  /** Displacement of the corners, as a share of the page. */
  readonly perspective: number;
  /** Share of the picture's longer side that the page fills. */
  readonly fill: number;
  readonly bend: number;
  /** 1 is a well lit page. */
  readonly exposure: number;
  /** Depth of the soft shadow over a part of the page, 0…1. */
  readonly shadow: number;
  /** Strength of a burnt-out spot, 0 none. */
  readonly glare: number;
  readonly warmth: number;
  /** Blur in pixels of a 1280 px picture. */
  readonly blur: number;
  /** Motion in pixels of a 1280 px picture and its direction. */
  readonly motion: number;
  readonly motionAngle: number;
  readonly noise: number;
  /** Folds across the page: position 0…1, and whether it lies flat across or along. */
  readonly folds: readonly { readonly at: number; readonly across: boolean; readonly depth: number }[];
  readonly crumple: number;
  readonly stamp: boolean;
  readonly penMarks: number;
  /** Thermal print losing its colour, 0…1. */
  readonly fade: number;
  readonly finger: boolean;
  readonly secondPaper: boolean;
  readonly background: 'wood' | 'cloth' | 'counter' | 'dark';
  readonly quality: number;
}

function severityOf(random: Random): Severity {
  return random.weighted([
    ['easy', 50],
    ['ordinary', 36],
    ['hard', 14],
  ]);
}

function foldsOf(random: Random): Conditions['folds'] {
  return Array.from({ length: random.int(1, 2) }, () => ({
    at: random.pick([0.33, 0.5, 0.5, 0.66]) + random.normal() * 0.01,
    across: random.chance(0.75),
    depth: random.between(0.05, 0.2),
  }));
}

const SCALE: Readonly<Record<Severity, number>> = { easy: 0.35, ordinary: 1, hard: 2 };

type Share = (probability: number) => boolean;

function scanConditions(random: Random, severity: Severity, share: Share, roll: boolean): Conditions {
  const scale = SCALE[severity];
  return {
    ...FLAT,
    severity,
    tilt: random.normal() * 0.25 * scale,
    turns: random.chance(0.04) ? 2 : 0,
    noise: random.between(1, 4) * scale,
    blur: random.between(0, 0.35),
    stamp: share(0.12),
    penMarks: share(0.15) ? random.int(1, 4) : 0,
    fade: roll && share(0.3) ? random.between(0.2, 0.5) : 0,
    quality: random.int(70, 90),
  };
}

/** Conditions of one shot; `roll` says that the paper is a till roll. */
export function inventConditions(random: Random, kind: PhotoKind, roll: boolean): Conditions {
  const severity = severityOf(random);
  const scale = SCALE[severity];
  const share: Share = (probability) => random.chance(Math.min(probability * scale, 0.8));
  if (kind === 'scan') return scanConditions(random, severity, share, roll);
  return {
    severity,
    turns: random.weighted([
      [0, 88],
      [1, 5],
      [3, 3],
      [2, 4],
    ]),
    tilt: random.normal() * 3 * scale,
    perspective: random.between(0.005, 0.045) * scale,
    fill: random.between(0.84, 0.97) - (severity === 'hard' ? random.between(0, 0.12) : 0),
    bend: random.between(-0.006, 0.006) * scale,
    exposure:
      severity === 'hard' && random.chance(0.4) ? random.between(0.32, 0.55) : random.between(0.72, 1.02),
    shadow: share(0.55) ? random.between(0.1, 0.45) : random.between(0, 0.12),
    glare: share(0.08) ? random.between(0.3, 0.8) : 0,
    warmth: random.between(-0.02, 0.1),
    blur: random.between(0.15, 0.55) + (severity === 'hard' ? random.between(0, 0.7) : 0),
    motion: share(0.1) ? random.between(0.8, 2.4) : 0,
    motionAngle: random.between(0, Math.PI),
    noise: random.between(1.5, 5) * (0.6 + scale * 0.4),
    folds: share(0.3) ? foldsOf(random) : [],
    crumple: share(0.2) ? random.between(0.02, 0.08) : 0,
    stamp: share(0.14),
    penMarks: share(0.22) ? random.int(1, 6) : 0,
    fade: roll && share(0.35) ? random.between(0.2, 0.6) : 0,
    finger: share(0.12),
    secondPaper: share(0.06),
    background: random.pick(['wood', 'wood', 'cloth', 'counter', 'dark']),
    // Telegram recompresses what is sent as a photo at about 87.
    quality: kind === 'full' ? random.int(88, 95) : random.int(82, 88),
  };
}

const FLAT: Conditions = {
  severity: 'easy',
  turns: 0,
  tilt: 0,
  perspective: 0,
  fill: 1,
  bend: 0,
  exposure: 1,
  shadow: 0,
  glare: 0,
  warmth: 0,
  blur: 0,
  motion: 0,
  motionAngle: 0,
  noise: 0,
  folds: [],
  crumple: 0,
  stamp: false,
  penMarks: 0,
  fade: 0,
  finger: false,
  secondPaper: false,
  background: 'counter',
  quality: 85,
};
