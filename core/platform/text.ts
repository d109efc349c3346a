/** Folds accents and case and collapses blanks: the form in which names are compared ("Té  Ñandú" → "te nandu"). */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
