import type { Random } from '../random.ts';
import { type Picture, smoothNoise } from './background.ts';
import type { Conditions } from './conditions.ts';

/** A thumb that holds the paper down at the picture's edge. */
export function drawFinger(random: Random, picture: Picture): void {
  const { width, height, data } = picture;
  const left = random.chance(0.5);
  const centreY = height * random.between(0.35, 0.9);
  const reach = width * random.between(0.1, 0.17);
  const thick = height * random.between(0.035, 0.055);
  const lean = random.between(-0.25, 0.25);
  const skin = random.pick([
    [206, 160, 132],
    [172, 122, 96],
    [128, 86, 64],
  ] as const);
  for (let step = 0; step < reach; step++) {
    const x = Math.round(left ? step : width - 1 - step);
    const along = step / reach;
    const half = thick * Math.sqrt(Math.max(0, 1 - Math.max(0, (along - 0.55) / 0.45) ** 2));
    const middle = centreY + lean * step;
    for (let y = Math.max(0, Math.floor(middle - half)); y < Math.min(height, middle + half); y++) {
      const across = (y - middle) / half;
      const shade = 0.72 + 0.28 * Math.sqrt(Math.max(0, 1 - across * across));
      const offset = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel++)
        data[offset + channel] = (skin[channel] as number) * shade;
    }
  }
}

interface Lamp {
  at(u: number, v: number): number;
}

/** Exposure, a falling gradient, the soft edge of a shadow, darker corners. */
function lampOf(random: Random, conditions: Conditions): Lamp {
  const angle = random.between(0, Math.PI * 2);
  const slope = random.between(0.03, 0.16);
  const edge = random.between(0.3, 0.7);
  const soft = random.between(0.04, 0.2);
  const shadowAngle = random.between(0, Math.PI * 2);
  const wave = smoothNoise(random, 4);
  return {
    at: (u, v) => {
      const x = u - 0.5;
      const y = v - 0.5;
      const gradient = 1 + slope * (x * Math.cos(angle) + y * Math.sin(angle));
      const along = x * Math.cos(shadowAngle) + y * Math.sin(shadowAngle) + 0.5 + 0.08 * wave(u, v);
      const shade = 1 - conditions.shadow / (1 + Math.exp(-(along - edge) / (soft * 0.3)));
      return conditions.exposure * gradient * shade * (1 - 0.12 * (x * x + y * y));
    },
  };
}

/** Light, glare, colour cast and grain; changes the picture. */
export function expose(random: Random, picture: Picture, conditions: Conditions): void {
  const { width, height, data } = picture;
  const lamp = lampOf(random, conditions);
  const spot = {
    u: random.between(0.25, 0.75),
    v: random.between(0.2, 0.8),
    size: random.between(0.06, 0.16),
  };
  const cast = [1 + conditions.warmth, 1 + conditions.warmth * 0.35, 1 - conditions.warmth * 0.8];
  // Grain comes from a table: drawing a normal deviate per pixel would cost more than all the rest.
  const grain = Float32Array.from({ length: 8192 }, () => random.normal() * conditions.noise);
  let cursor = random.int(0, 8191);
  for (let y = 0; y < height; y++) {
    const v = y / height;
    cursor = (cursor + y * 2654435761) & 8191;
    for (let x = 0; x < width; x++) {
      const u = x / width;
      const light = lamp.at(u, v);
      const far = conditions.glare === 0 ? 9 : ((u - spot.u) ** 2 + (v - spot.v) ** 2) / spot.size ** 2;
      const glare = far < 8 ? conditions.glare * Math.exp(-far) * 255 : 0;
      cursor = (cursor + 1) & 8191;
      const shot = grain[cursor] as number;
      const offset = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const lit = (data[offset + channel] as number) * light * (cast[channel] as number);
        data[offset + channel] = lit + glare + shot;
      }
    }
  }
}

/** Smears the picture along a direction, as a hand that moved. */
export function smear(picture: Picture, length: number, angle: number): Picture {
  const { width, height, data } = picture;
  const steps = Math.max(2, Math.ceil(length));
  const out = new Float32Array(data.length);
  const offsets = Array.from({ length: steps }, (_, step) => {
    const at = (step / (steps - 1) - 0.5) * length;
    return { x: Math.round(at * Math.cos(angle)), y: Math.round(at * Math.sin(angle)) };
  });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const offset = (y * width + x) * 3;
      for (const shift of offsets) {
        const sx = Math.min(Math.max(x + shift.x, 0), width - 1);
        const sy = Math.min(Math.max(y + shift.y, 0), height - 1);
        const from = (sy * width + sx) * 3;
        for (let channel = 0; channel < 3; channel++) {
          out[offset + channel] =
            (out[offset + channel] as number) + (data[from + channel] as number) / steps;
        }
      }
    }
  }
  return { width, height, data: out };
}
