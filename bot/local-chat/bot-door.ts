import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../../core/platform/logger.ts';
import { ApiFailure, failureBody } from './api-failure.ts';
import type { FailurePlan } from './failure-plan.ts';
import type { LocalChat } from './local-chat.ts';
import { fileMethods } from './methods/files.ts';
import { messageMethods } from './methods/messages.ts';
import type { Method } from './methods/method.ts';
import { settingMethods } from './methods/settings.ts';
import { updateMethods } from './methods/updates.ts';
import { RequestParameters } from './request-parameters.ts';

const METHODS: ReadonlyMap<string, Method> = new Map(
  [updateMethods, messageMethods, fileMethods, settingMethods].flatMap((table) => Object.entries(table)),
);

interface BotDoor {
  readonly chat: LocalChat;
  readonly token: string;
  readonly failures: FailurePlan;
  readonly logger: Logger;
}

const PATH = /^\/(file\/)?bot([^/]+)\/(.+)$/;

export const isBotPath = (path: string): boolean => PATH.test(path);

let calls = 0;

/** Answers `/bot<token>/<method>` and `/file/bot<token>/<path>` as api.telegram.org does. */
export async function serveBot(door: BotDoor, url: URL, request: IncomingMessage, response: ServerResponse) {
  const [, file, token, rest = ''] = PATH.exec(url.pathname) ?? [];
  const authorized = token !== undefined && decodeURIComponent(token) === door.token;
  if (!authorized) return answer(response, 401, failureBody(new ApiFailure(401, 'Unauthorized')));
  if (file !== undefined) return serveFile(door.chat, decodeURIComponent(rest), response);
  await serveMethod(door, rest, url, request, response);
}

async function serveMethod(
  door: BotDoor,
  name: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = Date.now();
  const hangUp = new AbortController();
  response.on('close', () => hangUp.abort());
  let params: RequestParameters | undefined;
  let outcome: unknown;
  try {
    params = await RequestParameters.from(request, url.searchParams);
    const method = METHODS.get(name.toLowerCase());
    if (method === undefined) throw new ApiFailure(404, 'Not Found');
    door.failures.before(name);
    outcome = { ok: true, result: await method({ chat: door.chat, params, signal: hangUp.signal }) };
    if (door.failures.losesReply(name)) return void request.socket.destroy();
    answer(response, 200, outcome);
  } catch (error) {
    const failure = asFailure(error, door.logger);
    outcome = failureBody(failure);
    answer(response, failure.code, outcome);
  } finally {
    record(door.chat, name, started, params, outcome as { ok: boolean });
  }
}

function asFailure(error: unknown, logger: Logger): ApiFailure {
  if (error instanceof ApiFailure) return error;
  logger.error({ err: error }, 'local chat: a Bot API call broke');
  return new ApiFailure(500, 'Internal Server Error');
}

function record(
  chat: LocalChat,
  method: string,
  started: number,
  params: RequestParameters | undefined,
  answer: { ok: boolean },
): void {
  const quiet = method.toLowerCase() === 'getupdates' && isEmptyAnswer(answer);
  if (quiet) return;
  calls += 1;
  const ms = Date.now() - started;
  chat.signals.emit('called', {
    id: calls,
    at: started,
    ms,
    method,
    params: params?.summary() ?? {},
    ok: answer.ok,
    answer,
  });
}

/** A poll that brought nothing says nothing. */
const isEmptyAnswer = (answer: { ok: boolean; result?: unknown }): boolean =>
  answer.ok && Array.isArray(answer.result) && answer.result.length === 0;

async function serveFile(chat: LocalChat, path: string, response: ServerResponse): Promise<void> {
  const file = chat.store.fileAt(path);
  if (file === undefined) return answer(response, 404, failureBody(new ApiFailure(404, 'Not Found')));
  const bytes = await chat.shelf.read(file);
  response.writeHead(200, { 'content-type': file.type, 'content-length': bytes.length });
  response.end(bytes);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
