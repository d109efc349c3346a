import type { LocalChat } from '../local-chat.ts';
import type { RequestParameters } from '../request-parameters.ts';

/** One call of a Bot API method; `signal` aborts when the caller hangs up. */
export interface Call {
  readonly chat: LocalChat;
  readonly params: RequestParameters;
  readonly signal: AbortSignal;
}

/** Returns the `result` of the answer; throws ApiFailure. Keys of a table of methods are lower case: names are case-insensitive. */
export type Method = (call: Call) => unknown;

export type MethodTable = Readonly<Record<string, Method>>;
