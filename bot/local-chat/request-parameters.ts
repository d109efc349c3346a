import type { IncomingMessage } from 'node:http';
import { extname } from 'node:path';
import { Busboy } from '@fastify/busboy';
import { ApiFailure, badRequest } from './api-failure.ts';

export interface UploadedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Telegram takes files of up to 50 MB from bots; the rest of the request is small. */
const MAX_BODY_BYTES = 55 * 1024 * 1024;

const FORM_LIMITS = { fileSize: MAX_BODY_BYTES, fieldSize: 1024 * 1024, files: 20, fields: 200 };

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new ApiFailure(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The fields and files of one call, whatever the encoding: in forms every value is text and objects are JSON text. */
export class RequestParameters {
  private constructor(
    private readonly fields: Readonly<Record<string, unknown>>,
    private readonly files: ReadonlyMap<string, UploadedFile>,
  ) {}

  static async from(request: IncomingMessage, query: URLSearchParams): Promise<RequestParameters> {
    const fields: Record<string, unknown> = Object.fromEntries(query);
    const files = new Map<string, UploadedFile>();
    const type = request.headers['content-type'] ?? '';
    const body = await readBody(request);
    if (body.length === 0) return new RequestParameters(fields, files);
    if (type.startsWith('application/json')) Object.assign(fields, parseObject(body));
    else if (type.startsWith('multipart/form-data')) await readForm(body, type, fields, files);
    else Object.assign(fields, Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
    return new RequestParameters(fields, files);
  }

  /** The parameters that an object inside another call stands for (an element of an album). */
  static of(fields: Readonly<Record<string, unknown>>): RequestParameters {
    return new RequestParameters(fields, new Map());
  }

  text(name: string): string | undefined {
    const value = this.fields[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined || value === '') return undefined;
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw badRequest(`invalid ${name} specified`);
    return number;
  }

  flag(name: string): boolean {
    const value = this.text(name)?.toLowerCase();
    return value === 'true' || value === '1' || value === 'yes';
  }

  /** An object or list; throws the 400 that Telegram gives for text that is not JSON. */
  json(name: string): unknown {
    const value = this.fields[name];
    if (typeof value !== 'string') return value ?? undefined;
    if (value === '') return undefined;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw badRequest(`can't parse ${name} JSON object`);
    }
  }

  file(name: string): UploadedFile | undefined {
    return this.files.get(name);
  }

  /** Every field and, for files, their name and size: what the panel of calls shows. */
  summary(): Record<string, unknown> {
    const shown: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(this.fields)) shown[name] = parsedIfJson(value);
    for (const [name, file] of this.files) shown[name] = `📎 ${file.name} (${file.bytes.length} bytes)`;
    return shown;
  }
}

function parsedIfJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function parseObject(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    throw badRequest("can't parse JSON object");
  }
  throw badRequest("can't parse JSON object");
}

/** Collects the fields and files of a form; throws 400 when it ends too early or is no form. */
function readForm(
  body: Buffer,
  type: string,
  fields: Record<string, unknown>,
  files: Map<string, UploadedFile>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(badRequest("can't parse multipart form"));
    try {
      const form = new Busboy({ headers: { 'content-type': type }, limits: FORM_LIMITS });
      form.on('field', (name, value) => {
        fields[name] = value;
      });
      form.on('file', (name, stream, filename, _encoding, mimeType) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          files.set(name, {
            name: filename ?? name,
            type: typeOf(filename, mimeType),
            bytes: Buffer.concat(chunks),
          });
        });
      });
      form.on('finish', resolve);
      form.on('error', fail);
      form.end(body);
    } catch {
      fail();
    }
  });
}

const KNOWN_TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.pdf': 'application/pdf',
  '.csv': 'text/csv',
  '.txt': 'text/plain',
};

/** Bots often send every file as bytes without a type; then its name tells. */
function typeOf(filename: string | undefined, mimeType: string): string {
  const vague = mimeType === '' || mimeType === 'application/octet-stream' || mimeType === 'text/plain';
  return (vague ? KNOWN_TYPES[extname(filename ?? '').toLowerCase()] : undefined) ?? mimeType;
}
