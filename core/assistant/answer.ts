import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { ZodError } from 'zod';
import type { Db } from '../../drizzle/client.ts';
import type { Actor } from '../people/actor.ts';
import { mayDo } from '../people/roles.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { type Assistant, type AssistantFailure, askModel } from './assistant.ts';
import { unfoundedFigures } from './figures.ts';
import type { ModelAnswer } from './model.ts';
import { ANSWER_PROMPT } from './prompts.ts';
import { type Source, TOOLS, toolsFor } from './tools.ts';

/** unfounded: the answer had a figure that no tool gave, or nothing was looked up at all. */
export type AnswerFailure = AssistantFailure | 'unfounded';

export interface FoundedAnswer {
  /** Plain text by the model: escape it. Every figure in it comes from a tool. */
  readonly text: string;
  readonly sources: readonly Source[];
}

const ROUNDS = 4;
const CALLS_A_ROUND = 4;
const MAX_ANSWER = 600;
/** A link or a handle has no place in an answer about the shop's own data. */
const LEADS_AWAY = /https?:|www\.|t\.me|@\w/i;

/** Answers a question about the shop from read-only tools, or says why it cannot. */
export async function answerQuestion(
  db: Db,
  assistant: Assistant,
  question: { readonly actor: Actor; readonly text: string },
): Promise<Result<FoundedAnswer, AnswerFailure>> {
  const { actor, text } = question;
  const results: unknown[] = [];
  const sources = new Set<Source>();
  const messages: ChatCompletionMessageParam[] = [
    { role: 'system', content: ANSWER_PROMPT },
    { role: 'user', content: JSON.stringify({ pregunta: text.slice(0, 500) }) },
  ];
  for (let round = 0; round < ROUNDS; round += 1) {
    const answer = await askModel(db, assistant, actor.companyId, { messages, tools: toolsFor(actor) });
    if (!answer.ok) return answer;
    const { calls } = answer.value;
    if (calls.length === 0) return founded(answer.value.text, results, sources);
    messages.push(asMessage(answer.value));
    for (const call of calls) {
      const tool = Object.hasOwn(TOOLS, call.name) ? TOOLS[call.name] : undefined;
      const isAllowed =
        tool !== undefined && mayDo(actor.role, tool.needs) && results.length < ROUNDS * CALLS_A_ROUND;
      const result = isAllowed
        ? await run(db, assistant, actor, tool, call.arguments)
        : { error: 'no disponible' };
      if (isAllowed) {
        results.push(result);
        sources.add(tool.source);
      }
      messages.push({ role: 'tool', tool_call_id: call.id, content: JSON.stringify(result) });
    }
  }
  return err('unfounded');
}

const asMessage = ({ text, calls }: ModelAnswer): ChatCompletionMessageParam => ({
  role: 'assistant',
  content: text,
  tool_calls: calls.map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: call.arguments },
  })),
});

async function run(
  db: Db,
  { clock }: Assistant,
  actor: Actor,
  tool: (typeof TOOLS)[string],
  parameters: string,
): Promise<unknown> {
  try {
    return await tool.run(db, actor, clock.now(), JSON.parse(parameters));
  } catch (error) {
    if (error instanceof ZodError || error instanceof SyntaxError) return { error: 'parámetros inválidos' };
    throw error;
  }
}

function founded(
  text: string | null,
  results: readonly unknown[],
  sources: ReadonlySet<Source>,
): Result<FoundedAnswer, AnswerFailure> {
  const said = text?.trim() ?? '';
  if (said === '') return err('nonsense');
  if (results.length === 0 || said.length > MAX_ANSWER || LEADS_AWAY.test(said)) return err('unfounded');
  return unfoundedFigures(said, results).length > 0
    ? err('unfounded')
    : ok({ text: said, sources: [...sources] });
}
