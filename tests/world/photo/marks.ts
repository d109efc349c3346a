import type { Sheet } from '../paper/sheet.ts';
import type { Random } from '../random.ts';
import type { Conditions } from './conditions.ts';

const at = (value: number): string => value.toFixed(1);

function stampSvg(random: Random, sheet: Sheet): string {
  const colour = random.pick(['#3a3f9e', '#8a2a4a', '#2b6a4a']);
  const x = sheet.width * random.between(0.2, 0.75);
  const y = sheet.height * random.between(0.3, 0.85);
  const angle = random.between(-25, 25);
  const text = random.pick(['RECIBIDO', 'PAGADO', 'CONTROLADO', 'ENTREGADO']);
  const small = random.pick(['12 MAR', '03/07', 'DEPÓSITO', 'SUC. 2']);
  return `<g transform="translate(${at(x)} ${at(y)}) rotate(${at(angle)})" opacity="${random.between(0.35, 0.65).toFixed(2)}" fill="none" stroke="${colour}" stroke-width="1.6"><rect x="-55" y="-18" width="110" height="36" rx="4"/><text x="0" y="-1" text-anchor="middle" font-family="Arimo" font-weight="700" font-size="15" fill="${colour}" stroke="none">${text}</text><text x="0" y="13" text-anchor="middle" font-family="Arimo" font-size="9" fill="${colour}" stroke="none">${small}</text></g>`;
}

/** A tick beside a row, an underline, a signature, a note. */
function penSvg(random: Random, sheet: Sheet): string {
  const colour = random.pick(['#1f3fae', '#1f3fae', '#222222', '#b02323']);
  const stroke = `fill="none" stroke="${colour}" stroke-width="${random.between(0.8, 1.6).toFixed(2)}" stroke-linecap="round" opacity="0.85"`;
  const x = sheet.width * random.between(0.04, 0.9);
  const y = sheet.height * random.between(0.25, 0.85);
  const wobble = (): string => at(random.between(-3, 3));
  switch (random.int(0, 3)) {
    case 0:
      return `<path d="M${at(x)} ${at(y)}l4 6l9 -14" ${stroke}/>`;
    case 1:
      return `<path d="M${at(x)} ${at(y)}q30 ${wobble()} 70 ${wobble()}" ${stroke}/>`;
    case 2: {
      let path = `M${at(x)} ${at(y)}`;
      for (let loop = 0; loop < 6; loop++)
        path += `q${at(random.between(2, 12))} ${at(random.between(-24, 10))} ${at(random.between(6, 14))} ${at(random.between(-8, 8))}`;
      return `<path d="${path}" ${stroke}/>`;
    }
    default: {
      const note = random.pick(['OK', 'falta 1', 'faltan 2', 'recibí', '12/3', 'ver precio', 'Juan']);
      return `<text x="${at(x)}" y="${at(y)}" font-family="Caveat" font-size="${at(random.between(13, 20))}" fill="${colour}" transform="rotate(${at(random.between(-12, 12))} ${at(x)} ${at(y)})">${note}</text>`;
    }
  }
}

/** Bands where the heat's print has gone pale. */
function fadeSvg(random: Random, fade: number): string {
  const stops = Array.from({ length: 5 }, (_, index) => {
    const strength = index % 2 === 0 ? fade * random.between(0.1, 0.5) : fade;
    return `<stop offset="${index * 25}%" stop-color="#ffffff" stop-opacity="${strength.toFixed(2)}"/>`;
  }).join('');
  const direction = random.chance(0.5) ? 'x2="1" y2="0"' : 'x2="0" y2="1"';
  return `<defs><linearGradient id="fade" x1="0" y1="0" ${direction}>${stops}</linearGradient></defs><rect width="100%" height="100%" fill="url(#fade)"/>`;
}

/** What people, and time, have added to the printed sheet, as SVG to lay over it. */
export function marksSvg(random: Random, sheet: Sheet, conditions: Conditions): string {
  const marks: string[] = [];
  if (conditions.fade > 0) marks.push(fadeSvg(random, conditions.fade));
  if (conditions.stamp) marks.push(stampSvg(random, sheet));
  for (let mark = 0; mark < conditions.penMarks; mark++) marks.push(penSvg(random, sheet));
  return marks.join('');
}
