import { daysBetween } from './dates.ts';

/** A CAE or CAEA: fourteen digits. */
export const isCae = (digits: string): boolean => /^\d{14}$/.test(digits) && !/^(\d)\1{13}$/.test(digits);

const RUN = /(?<!\d)\d(?:[ ]?\d){13}(?!\d)/g;

/** Every run of fourteen digits in a text (single blanks allowed between them, `whole` says that there are none), in order. */
export function findCaes(text: string): { cae: string; index: number; whole: boolean }[] {
  return [...text.matchAll(RUN)]
    .map((match) => ({
      cae: match[0].replaceAll(' ', ''),
      index: match.index,
      whole: !match[0].includes(' '),
    }))
    .filter(({ cae }) => isCae(cae));
}

/** True where a due date fits its issue date: ten days after usually, the same day for FCE, a month for CAEA. */
export function fitsCaeDue(issued: string, due: string): boolean {
  const days = daysBetween(issued, due);
  return days >= 0 && days <= 31;
}
