import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the model is asked, as far as a script cares. */
export interface Asked {
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  /** Numbers of the lines whose crops it is shown, and the crops (JPEG). */
  readonly lines: readonly number[];
  readonly crops: readonly Buffer[];
  readonly tools: readonly string[];
  /** Results of the tools so far, parsed. */
  readonly results: readonly unknown[];
  /** The person's words. */
  readonly words: string;
  readonly wantsSchema: boolean;
}

export type Reply =
  | { readonly text: string /** How long it thinks. */; readonly afterMs?: number }
  | { readonly calls: readonly { readonly name: string; readonly arguments: unknown }[] }
  | { readonly hang: true }
  | { readonly status: number; readonly body?: string };

/** A server that speaks the part of OpenAI's API that we use, and says what a script tells it to. */
export class LoopbackModel {
  /** Every body received, raw: to look for what must not leave the shop. */
  readonly bodies: string[] = [];
  script: (asked: Asked) => Reply = () => ({ status: 500 });
  transcript: string | null = null;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  static async start(): Promise<LoopbackModel> {
    const model = new LoopbackModel();
    await new Promise<void>((resolve) => model.server.listen(0, '127.0.0.1', resolve));
    return model;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    this.bodies.push(body);
    const json = (value: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (request.url?.endsWith('/audio/transcriptions'))
      return this.transcript === null ? response.writeHead(500).end() : json({ text: this.transcript });
    const reply = this.script(askedIn(body));
    if ('hang' in reply) return undefined;
    if ('status' in reply) return response.writeHead(reply.status).end(reply.body ?? '{}');
    if ('text' in reply && reply.afterMs !== undefined) await sleep(reply.afterMs);
    const message =
      'text' in reply
        ? { role: 'assistant', content: reply.text }
        : {
            role: 'assistant',
            content: null,
            tool_calls: reply.calls.map((call, i) => ({
              id: `call_${i}`,
              type: 'function',
              function: {
                name: call.name,
                arguments:
                  typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
              },
            })),
          };
    return json({
      id: 'x',
      object: 'chat.completion',
      choices: [{ index: 0, finish_reason: 'stop', message }],
      usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
    });
  }
}

interface Part {
  readonly type: string;
  readonly text?: string;
  readonly image_url?: { readonly url: string };
}

function askedIn(body: string): Asked {
  const request = JSON.parse(body) as {
    messages: { role: string; content: string | Part[] | null }[];
    tools?: { function: { name: string } }[];
    response_format?: unknown;
  };
  const content = request.messages.find(({ role }) => role === 'user')?.content ?? '{}';
  const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  const said = JSON.parse(parts.find(({ type }) => type === 'text')?.text ?? '{}') as {
    mensaje?: string;
    pregunta?: string;
    renglones?: number[];
  };
  return {
    messages: request.messages,
    lines: said.renglones ?? [],
    crops: parts.flatMap((part: Part) =>
      part.image_url === undefined ? [] : [Buffer.from(part.image_url.url.split(',')[1] ?? '', 'base64')],
    ),
    tools: (request.tools ?? []).map((tool) => tool.function.name),
    results: request.messages
      .filter(({ role }) => role === 'tool')
      .map(({ content: result }) => JSON.parse(String(result ?? 'null')) as unknown),
    words: said.mensaje ?? said.pregunta ?? '',
    wantsSchema: request.response_format !== undefined,
  };
}
