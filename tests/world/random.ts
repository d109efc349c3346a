/** A seeded source of chance: the same seed always gives the same world, on any machine. */
export interface Random {
  /** 0 ≤ value < 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  shuffle<T>(items: readonly T[]): T[];
  /** Mean 0, deviation 1. */
  normal(): number;
  digits(length: number): string;
  /** An independent stream: drawing more from one part does not move the others. */
  fork(name: string): Random;
}

function hash(text: string, seed: number): number {
  let value = 2166136261 ^ seed;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 16777619);
  }
  return value >>> 0;
}

/** sfc32 (Chris Doty-Humphrey), 128 bits of state, warmed up. */
function sfc32(seed: number): () => number {
  let a = hash('a', seed);
  let b = hash('b', seed);
  let c = hash('c', seed);
  let d = 1;
  const draw = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let round = 0; round < 12; round++) draw();
  return draw;
}

export function createRandom(seed: number): Random {
  const next = sfc32(seed);
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(choices: readonly T[]): T => {
    if (choices.length === 0) throw new RangeError('nothing to pick from');
    return choices[int(0, choices.length - 1)] as T;
  };
  return {
    next,
    int,
    pick,
    between: (from, to) => from + next() * (to - from),
    chance: (probability) => next() < probability,
    weighted: (choices) => {
      const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      for (const [choice, weight] of choices) {
        left -= weight;
        if (left < 0) return choice;
      }
      return pick(choices)[0];
    },
    shuffle: (items) => {
      const out = [...items];
      for (let index = out.length - 1; index > 0; index--) {
        const other = int(0, index);
        [out[index], out[other]] = [out[other] as never, out[index] as never];
      }
      return out;
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    digits: (length) => Array.from({ length }, () => int(0, 9)).join(''),
    fork: (name) => createRandom(hash(name, seed)),
  };
}
