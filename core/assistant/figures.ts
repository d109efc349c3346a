import { tokenize } from '../language/tokens.ts';
import { dec, isDecimalString } from '../platform/decimal.ts';

const GROUPED = /^\d{1,3}(\.\d{3})+(,\d+)?$/;
const WITH_COMMA = /^\d+(,\d+)?$/;
const WITH_POINT = /^\d+\.\d+$/;

/** A figure as people here read it: "1.234,50" → "1234.5"; null for what has no one reading ("1.2.3"). */
function readFigure(text: string): string | null {
  if (GROUPED.test(text)) return text.replaceAll('.', '').replace(',', '.');
  if (WITH_COMMA.test(text)) return text.replace(',', '.');
  return WITH_POINT.test(text) ? text : null;
}

/** Every string and every figure in a tool's result; figures are strings that are decimals, and numbers. */
function collect(value: unknown, into: { readonly figures: Set<string>; readonly names: Set<string> }): void {
  if (typeof value === 'number') into.figures.add(dec(String(value)).toFixed());
  else if (typeof value === 'string') {
    if (isDecimalString(value)) into.figures.add(dec(value).abs().toFixed());
    else into.names.add(value);
  } else if (Array.isArray(value)) for (const one of value) collect(one, into);
  else if (typeof value === 'object' && value !== null)
    for (const one of Object.values(value)) collect(one, into);
}

/** What people say without meaning a figure. */
const ARTICLES = /^(un|una|uno|unos|unas|primer|primero|primera)$/i;

/**
 * The figures of an answer that no tool gave, in digits or in words. Names from the results are left out first: the 2.25 of
 * "COCA 2.25L" is no amount.
 */
export function unfoundedFigures(answer: string, results: readonly unknown[]): readonly string[] {
  const known = { figures: new Set<string>(), names: new Set<string>() };
  for (const result of results) collect(result, known);
  let rest = answer;
  for (const name of [...known.names].filter(({ length }) => length > 2).sort((a, b) => b.length - a.length))
    rest = rest.replaceAll(new RegExp(escaped(name), 'gi'), ' ');
  const isKnown = (figure: string | null): boolean =>
    figure !== null && known.figures.has(dec(figure).toFixed());
  const digits = (rest.match(/\d[\d.,]*\d|\d/g) ?? []).filter((text) => !isKnown(readFigure(text)));
  const spelled = tokenize(rest.replaceAll(/\d[\d.,]*/g, ' '))
    .filter(({ kind }) => kind === 'number')
    .map(({ start, end, text }) => ({ said: rest.replaceAll(/\d[\d.,]*/g, ' ').slice(start, end), text }))
    .filter(({ said, text }) => !ARTICLES.test(said) && !(isDecimalString(text) && isKnown(text)))
    .map(({ said }) => said);
  return [...digits, ...spelled];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
