import type { ChatCompletionContentPart } from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { Db } from '../../drizzle/client.ts';
import type { LineOpinion } from '../invoice/opinion.ts';
import { isDecimalString } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { answerIn } from './answer-json.ts';
import { type Assistant, type AssistantFailure, askModel } from './assistant.ts';
import { LOOK_PROMPT } from './prompts.ts';

/** The picture of one line of a paper, and nothing else of it. */
export interface LineCrop {
  readonly lineId: number;
  readonly jpeg: Buffer;
}

const figure = z.string().max(16).refine(isDecimalString);

const answerShape = z.strictObject({
  renglones: z
    .array(
      z.strictObject({
        renglon: z.int(),
        cantidad: figure.nullable(),
        precio: figure.nullable(),
        descuento: figure.nullable(),
        importe: figure.nullable(),
      }),
    )
    .max(20),
});

const FIGURE = { type: ['string', 'null'] };
const ANSWER_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['renglones'],
  properties: {
    renglones: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['renglon', 'cantidad', 'precio', 'descuento', 'importe'],
        properties: {
          renglon: { type: 'integer' },
          cantidad: FIGURE,
          precio: FIGURE,
          descuento: FIGURE,
          importe: FIGURE,
        },
      },
    },
  },
};

/**
 * What the model reads on the crops of doubtful lines. It is not told what was read before, so that it cannot repeat it;
 * whether its figures are worth anything is up to arithmetic.
 */
export async function lookAgain(
  db: Db,
  assistant: Assistant,
  companyId: string,
  crops: readonly LineCrop[],
): Promise<Result<readonly LineOpinion[], AssistantFailure>> {
  const asked = crops.map(({ lineId }) => lineId);
  const content: ChatCompletionContentPart[] = [
    { type: 'text', text: JSON.stringify({ renglones: asked }) },
    ...crops.map(
      ({ jpeg }): ChatCompletionContentPart => ({
        type: 'image_url',
        image_url: { url: `data:image/jpeg;base64,${jpeg.toString('base64')}`, detail: 'high' },
      }),
    ),
  ];
  const answer = await askModel(db, assistant, companyId, {
    messages: [
      { role: 'system', content: LOOK_PROMPT },
      { role: 'user', content },
    ],
    schema: { name: 'renglones', schema: ANSWER_SCHEMA },
  });
  if (!answer.ok) return answer;
  const read = answerIn(answerShape, answer.value.text);
  if (read === null) return err('nonsense');
  return ok(
    read.renglones.flatMap(({ renglon, cantidad, precio, descuento, importe }) =>
      cantidad === null || precio === null || importe === null
        ? []
        : [
            {
              lineId: renglon,
              quantity: cantidad,
              unitPrice: precio,
              discountPercent: descuento ?? '0',
              amount: importe,
            },
          ],
    ),
  );
}
