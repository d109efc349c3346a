/**
 * Even seeds are for development: look at them, tune on them. Odd seeds are for reporting: figures come from them alone.
 * Layouts marked `heldOut` are only drawn by reporting seeds.
 */
export type SeedPurpose = 'development' | 'reporting';

export const seedAt = (purpose: SeedPurpose, index: number): number =>
  index * 2 + (purpose === 'reporting' ? 1 : 0);

export const seedPurpose = (seed: number): SeedPurpose => (seed % 2 === 0 ? 'development' : 'reporting');
