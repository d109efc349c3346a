import { COMMANDS, COUNTED, CUES, GREETING, HELP, USUAL_VERBS } from './cues.ts';
import type { Line } from './line.ts';
import type { Intent } from './understood.ts';
import { formOf, likeness, soundOf } from './words.ts';

interface IntentReading {
  readonly intent: Intent;
  /** Stretches of the line that said it, and everything else that is a verb: not part of any product. */
  readonly spans: readonly (readonly [start: number, end: number])[];
}

const ASKING: ReadonlySet<Intent> = new Set(['stock_query', 'forecast', 'price_query']);

const TE = /(?<![^ ])te $/;

/** How far into the line the first characters of the original reach. */
function lengthOf(line: Line, characters: number): number {
  const next = line.tokens.findIndex((token) => token.start >= characters);
  return next < 0 ? line.text.length : line.offsets[next]!;
}

/** What the sentence wants done; null when no word of it says. */
export function readIntent(line: Line, original: string): IntentReading {
  const text = line.text;
  const command = /^\s*\/([a-z_]+)(?:@\w+)?/i.exec(original);
  const commanded = command?.[1] === undefined ? undefined : COMMANDS[command[1].toLowerCase()];
  if (command && commanded) return { intent: commanded, spans: [[0, lengthOf(line, command[0].length)]] };
  if (GREETING.test(text)) return { intent: 'greeting', spans: [[0, text.length]] };
  const found = CUES.flatMap(({ intent, tier, pattern }) =>
    [...text.matchAll(pattern)].map((match) => ({
      intent,
      tier,
      start: match.index,
      end: match.index + match[0].trimEnd().length,
    })),
  );
  // "te saco 5": the pronoun goes with its verb, and is no tea.
  const spans = found.map(
    ({ start, end }) => [TE.test(text.slice(0, start)) ? start - 3 : start, end] as const,
  );
  const first = found
    .filter(({ intent }) => intent !== null)
    .toSorted((a, b) => a.tier - b.tier || a.start - b.start || b.end - a.end)[0];
  const helped = HELP.exec(text);
  if (helped && (first === undefined || first.tier > 1 || !/\d/.test(text)) && first?.tier !== 0)
    return { intent: 'help', spans: [[0, text.length]] };
  const asked = original.includes('?');
  if (first === undefined || first.intent === null) {
    const slip = misspelt(line);
    if (slip) return { intent: slip.intent, spans: [...spans, slip.span] };
    const counted = !asked && ((COUNTED.test(text) && /\d/.test(text)) || LISTED.test(text));
    return { intent: counted ? 'count' : 'unknown', spans };
  }
  return { intent: settle(first.intent, first.tier, text, asked), spans };
}

/** "oreo: 14, pepitos: 9": a bare list of amounts is a count. */
const LISTED = /[a-z] : \d+(?:\.\d+)?(?: |$)/;

const VERB_FORMS = Object.entries(USUAL_VERBS).map(([verb, intent]) => ({
  form: formOf(verb),
  sound: soundOf(verb),
  intent,
}));

/** People begin with what they did. */
const VERB_WITHIN = 3;

/** The first word that is a usual verb but for its spelling; only words of four letters and more. */
function misspelt(line: Line): { readonly intent: Intent; readonly span: readonly [number, number] } | null {
  if (/(?<![^ ])(?:cuando|si)(?![^ ])/.test(line.text)) return null;
  for (const [i, token] of line.tokens.slice(0, VERB_WITHIN).entries()) {
    if (token.kind !== 'word' || token.text.length < 4) continue;
    const form = formOf(token.text);
    const verb = VERB_FORMS.find(
      (one) =>
        one.sound === soundOf(token.text) || (form.text.length > 5 && likeness(form, one.form) >= 0.86),
    );
    const start = line.offsets[i]!;
    if (verb) return { intent: verb.intent, span: [start, start + token.text.length] };
  }
  return null;
}

/** What a weak word means by the sentence around it. */
function settle(intent: Intent, tier: number, text: string, asked: boolean): Intent {
  const numbered = /(?<![^ ])\d+(?:\.\d+)?(?![^ ])/.test(text);
  if (tier === 3 && intent === 'stock_query' && !asked && numbered && COUNTED.test(text)) return 'count';
  if (asked && tier >= 2 && !ASKING.has(intent) && COUNTED.test(text) && !/(?<![^ ])sin(?![^ ])/.test(text))
    return 'stock_query';
  return intent;
}
