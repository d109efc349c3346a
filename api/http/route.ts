import type { Request } from 'express';
import { z } from 'zod';
import type { Db } from '../../drizzle/client.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller, Policy } from './policy.ts';
import type { Problem } from './problems.ts';

type Method = 'get' | 'post' | 'patch' | 'delete';

const NOTHING = z.object({});
type Nothing = typeof NOTHING;

/** Handlers answer what they were given, and that is read-only. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;

/** What a handler answers: JSON of the declared shape, bytes, or a problem. */
export type Reply<Body> = JsonReply<Frozen<Body>> | BytesReply | Problem;

export interface JsonReply<Body> {
  readonly kind: 'json';
  readonly status: number;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface BytesReply {
  readonly kind: 'bytes';
  readonly type: string;
  readonly bytes: Buffer | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const json = <const Body>(
  body: Body,
  status = 200,
  headers?: Readonly<Record<string, string>>,
): JsonReply<Body> => ({ kind: 'json', status, body, ...(headers === undefined ? {} : { headers }) });

export const bytes = (
  type: string,
  content: Buffer | string,
  headers?: Readonly<Record<string, string>>,
): BytesReply => ({ kind: 'bytes', type, bytes: content, ...(headers === undefined ? {} : { headers }) });

export interface Call<Params, Query, Body, P extends Policy> {
  readonly deps: ApiDeps;
  /** The transaction of an idempotent write; the database otherwise. Use this, never `deps.db`. */
  readonly db: Db;
  readonly caller: Caller<P>;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly now: Date;
  readonly request: Request;
  /** Unique to this write and the same when it is repeated; only where `idempotent`. */
  readonly operationId: string;
}

export interface RouteDefinition<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
  P extends Policy,
> {
  readonly method: Method;
  /** As Express reads it: `/api/v1/products/:id`. */
  readonly path: `/${string}`;
  readonly policy: P;
  /** English, for the OpenAPI document. */
  readonly summary: string;
  readonly tag: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer?: Answer;
  /** Status of success; 200 where omitted. */
  readonly status?: number;
  /** Media types of an answer that is not JSON. */
  readonly produces?: readonly string[];
  /** A write that needs an Idempotency-Key: it runs in one transaction with the record of its answer. */
  readonly idempotent?: boolean;
  /** Takes seconds of work or guesses at secrets: fewer a minute from one address. */
  readonly costly?: boolean;
  /** Pages and assets stay out of the OpenAPI document. */
  readonly hidden?: boolean;
  readonly handle: (
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>, P>,
  ) => Promise<Reply<z.input<Answer>>> | Reply<z.input<Answer>>;
}

/** A route whatever its shapes, as the application mounts it. */
export type Route = RouteDefinition<z.ZodType, z.ZodType, z.ZodType, z.ZodType, Policy> & {
  readonly params: z.ZodType;
  readonly query: z.ZodType;
};

/** Declares a route. Without a policy it does not compile. */
export function route<
  P extends Policy,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodUnknown,
>(definition: RouteDefinition<Params, Query, Body, Answer, P>): Route {
  return {
    ...definition,
    params: definition.params ?? NOTHING,
    query: definition.query ?? NOTHING,
  } as unknown as Route;
}
