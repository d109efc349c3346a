import { z } from 'zod';
import type { Db } from '../../drizzle/client.ts';
import { type Heard, type HeardItem, hear } from '../catalog/hearing.ts';
import { tokenize } from '../language/tokens.ts';
import type { Intent } from '../language/understood.ts';
import { unitOf } from '../language/units.ts';
import { dec, isDecimalString } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { fold } from '../platform/text.ts';
import { answerIn } from './answer-json.ts';
import { type Assistant, type AssistantFailure, askModel } from './assistant.ts';
import { UNDERSTAND_PROMPT } from './prompts.ts';

/** Every intent of the rules: none of them does more than show or propose. */
const INTENTS = [
  'stock_in',
  'stock_out',
  'sale',
  'waste',
  'missing',
  'order',
  'stock_query',
  'count',
  'transfer',
  'forecast',
  'price_query',
  'correct',
  'undo',
  'help',
  'greeting',
  'unknown',
] as const satisfies readonly Intent[];

/** What can be meant without naming a product. */
const NAMES_NOTHING: ReadonlySet<Intent> = new Set(['missing', 'order', 'undo', 'help', 'greeting']);

const answerShape = z.strictObject({
  kind: z.enum(['command', 'question', 'none']),
  intent: z.enum(INTENTS),
  items: z
    .array(
      z.strictObject({
        phrase: z.string().min(1).max(80),
        quantity: z.string().max(12).nullable(),
        unit: z.string().max(20).nullable(),
      }),
    )
    .max(30),
});

const ANSWER_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'intent', 'items'],
  properties: {
    kind: { type: 'string', enum: ['command', 'question', 'none'] },
    intent: { type: 'string', enum: INTENTS },
    items: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['phrase', 'quantity', 'unit'],
        properties: {
          phrase: { type: 'string' },
          quantity: { type: ['string', 'null'] },
          unit: { type: ['string', 'null'] },
        },
      },
    },
  },
};

/** Longer messages are no sentence of a shop. */
const MAX_LENGTH = 500;

export type Interpretation =
  | { readonly kind: 'command'; readonly heard: Heard }
  | { readonly kind: 'question' }
  | { readonly kind: 'none' };

/**
 * What a sentence means that the rules did not understand, as the same intents. The model only points at words: each
 * phrase and quantity must stand in the message, and products are found by our own matching. Nothing is written; whoever
 * handles the intent asks for confirmation as always.
 */
export async function interpret(
  db: Db,
  assistant: Assistant,
  companyId: string,
  text: string,
): Promise<Result<Interpretation, AssistantFailure>> {
  if (text.length > MAX_LENGTH) return ok({ kind: 'none' });
  const answer = await askModel(db, assistant, companyId, {
    messages: [
      { role: 'system', content: UNDERSTAND_PROMPT },
      { role: 'user', content: JSON.stringify({ mensaje: text }) },
    ],
    schema: { name: 'mensaje', schema: ANSWER_SCHEMA },
  });
  if (!answer.ok) return answer;
  const read = answerIn(answerShape, answer.value.text);
  if (read === null) return err('nonsense');
  if (read.kind !== 'command') return ok({ kind: read.kind });
  const items: HeardItem[] = [];
  for (const item of read.items.filter(({ phrase }) => isSaid(phrase, text)))
    items.push(await matched(db, companyId, item, text));
  // A product that nobody named is no reason to do without it: "falta X" must not become the list.
  const namesNothing = read.items.length === 0 && NAMES_NOTHING.has(read.intent);
  return read.intent === 'unknown' || (items.length === 0 && !namesNothing)
    ? ok({ kind: 'none' })
    : ok({ kind: 'command', heard: { text, intent: read.intent, items } });
}

/** Every word of the phrase is a word of the message: nothing can be put in a person's mouth. */
function isSaid(phrase: string, text: string): boolean {
  const said = new Set(fold(text).match(/[\p{L}\d]+/gu) ?? []);
  const words = fold(phrase).match(/[\p{L}\d]+/gu) ?? [];
  return words.length > 0 && words.every((word) => said.has(word));
}

/** A number counts only if the message has it, in digits or words. */
function saidQuantity(quantity: string | null, text: string): string | null {
  const plain = quantity?.replace(',', '.') ?? '';
  if (!isDecimalString(plain) || !dec(plain).isPositive()) return null;
  const numbers = tokenize(text).filter(({ kind }) => kind === 'number');
  return numbers.some((token) => isDecimalString(token.text) && dec(token.text).eq(plain)) ? plain : null;
}

async function matched(
  db: Db,
  companyId: string,
  item: z.infer<typeof answerShape>['items'][number],
  text: string,
): Promise<HeardItem> {
  const { items } = await hear(db, companyId, item.phrase);
  const found = items.length === 1 ? items[0] : undefined;
  const unit = item.unit !== null && isSaid(item.unit, text) ? unitOf(fold(item.unit)) : null;
  return {
    phrase: item.phrase,
    quantity: saidQuantity(item.quantity, text),
    unit,
    product: found?.product ?? null,
    candidates: found?.candidates ?? [],
  };
}
