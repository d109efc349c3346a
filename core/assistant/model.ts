import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI, { toFile } from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';
import { type Circuit, createCircuit } from '../platform/circuit.ts';
import type { Clock } from '../platform/clock.ts';
import { err, ok, type Result } from '../platform/result.ts';

/** Why the model gave no answer: it did not come in time, was refused, or the service is left alone for a while. */
export type ModelFailure = 'timeout' | 'unavailable' | 'refused' | 'resting';

export interface ModelAnswer {
  readonly text: string | null;
  readonly calls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Any server that speaks OpenAI's API; a local one serves too. */
export interface Model {
  /** The server that everything goes to. */
  readonly host: string;
  /** It failed so often that nobody asks it for a while. */
  readonly isResting: boolean;
  complete(question: {
    readonly messages: readonly ChatCompletionMessageParam[];
    /** A strict JSON schema for the answer. */
    readonly schema?: { readonly name: string; readonly schema: Record<string, unknown> };
    readonly tools?: readonly ChatCompletionTool[];
  }): Promise<Result<ModelAnswer, ModelFailure>>;
  transcribe(audio: Buffer, fileName: string): Promise<Result<string, ModelFailure>>;
}

export interface ModelOptions {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly transcriptionModel: string;
  readonly clock: Clock;
  /** For one question with all its attempts: somebody waits in the chat. */
  readonly limitMs?: number;
  readonly pausesMs?: readonly number[];
}

const LIMIT_MS = 12_000;
const PAUSES_MS: readonly number[] = [300, 1_200];
const MAX_ANSWER_TOKENS = 600;

const isWorthAnotherTry = (error: unknown): boolean =>
  error instanceof OpenAI.APIConnectionError ||
  (error instanceof OpenAI.APIError && (error.status === 429 || (error.status ?? 500) >= 500));

function failureOf(error: unknown, isOver: boolean): ModelFailure {
  if (isOver || error instanceof OpenAI.APIConnectionTimeoutError) return 'timeout';
  if (
    error instanceof OpenAI.APIError &&
    error.status !== undefined &&
    error.status < 500 &&
    error.status !== 429
  )
    return 'refused';
  return 'unavailable';
}

export function createModel(options: ModelOptions): Model {
  const { clock, limitMs = LIMIT_MS, pausesMs = PAUSES_MS } = options;
  const client = new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl,
    maxRetries: 0,
    timeout: limitMs,
  });
  const circuit: Circuit = createCircuit({
    clock,
    threshold: 3,
    pauseMs: 60_000,
    longestPauseMs: 15 * 60_000,
  });

  const attempt = async <T>(ask: (signal: AbortSignal) => Promise<T>): Promise<Result<T, ModelFailure>> => {
    if (!circuit.isClosed) return err('resting');
    const signal = AbortSignal.timeout(limitMs);
    for (let tries = 0; ; tries += 1) {
      try {
        const value = await ask(signal);
        circuit.succeeded();
        return ok(value);
      } catch (error) {
        const pause = pausesMs[tries];
        if (pause === undefined || signal.aborted || !isWorthAnotherTry(error)) {
          const failure = failureOf(error, signal.aborted);
          if (failure !== 'refused') circuit.failed();
          return err(failure);
        }
        await sleep(pause);
      }
    }
  };

  return {
    host: new URL(options.baseUrl).host,
    get isResting() {
      return !circuit.isClosed;
    },
    complete: ({ messages, schema, tools }) =>
      attempt(async (signal) => {
        const answer = await client.chat.completions.create(
          {
            model: options.model,
            messages: [...messages],
            temperature: 0,
            max_tokens: MAX_ANSWER_TOKENS,
            ...(tools === undefined ? {} : { tools: [...tools] }),
            ...(schema === undefined
              ? {}
              : { response_format: { type: 'json_schema', json_schema: { ...schema, strict: true } } }),
          },
          { signal },
        );
        const message = answer.choices?.[0]?.message;
        return {
          text: typeof message?.content === 'string' ? message.content : null,
          calls: (message?.tool_calls ?? []).flatMap((call) =>
            call.type === 'function'
              ? [{ id: call.id, name: call.function.name, arguments: call.function.arguments }]
              : [],
          ),
          inputTokens: answer.usage?.prompt_tokens ?? 0,
          outputTokens: answer.usage?.completion_tokens ?? 0,
        };
      }),
    transcribe: (audio, fileName) =>
      attempt(async (signal) => {
        const file = await toFile(audio, fileName);
        const answer = await client.audio.transcriptions.create(
          { file, model: options.transcriptionModel, language: 'es' },
          { signal },
        );
        return answer.text;
      }),
  };
}
