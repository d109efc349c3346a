import { z } from 'zod';
import type { Policy } from './http/policy.ts';
import { problemShape } from './http/problems.ts';
import type { Route } from './http/route.ts';

type Json = Readonly<Record<string, unknown>>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  return rest;
};

const SECURITY: Readonly<Record<Policy['kind'], readonly Json[]>> = {
  public: [],
  monitored: [{ bearer: [] }, { monitoringKey: [] }],
  logged_in: [{ bearer: [] }],
  may: [{ bearer: [] }],
};

/** The OpenAPI 3.1 document of these routes: their shapes are the ones that requests are checked with. */
export function openApiOf(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const one of routes) {
    if (one.hidden === true) continue;
    const path = one.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [one.method]: operationOf(one) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'inventario-retail',
      version: '1',
      description:
        'Stock, invoices and forecasts of a shop. Amounts and quantities are decimal strings with a point; instants are UTC. Errors are problem+json with a stable `code`.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemShape, 'output') },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        monitoringKey: { type: 'apiKey', in: 'header', name: 'X-Monitoring-Key' },
      },
    },
  };
}

function operationOf(one: Route): Json {
  const { policy } = one;
  const allowed = policy.kind === 'may' ? ` Needs the permission \`${policy.action}\`.` : '';
  return {
    operationId: `${one.method}${one.path.replaceAll(/[^a-zA-Z]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: one.summary,
    ...(allowed === '' ? {} : { description: allowed.trim() }),
    tags: [one.tag],
    security: SECURITY[policy.kind],
    parameters: [
      ...parametersOf(one.params, 'path'),
      ...parametersOf(one.query, 'query'),
      ...(one.idempotent === true ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(one.body === undefined ? {} : { requestBody: bodyOf(one.body) }),
    responses: {
      [String(one.status ?? 200)]: { description: 'Done', ...contentOf(one) },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'The same key with the same request does it once and answers the same',
  schema: { type: 'string', pattern: '^[\\w.:-]{8,128}$' },
};

function parametersOf(schema: z.ZodType, where: 'path' | 'query'): readonly Json[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: shape,
  }));
}

const bodyOf = (schema: z.ZodType): Json => ({
  required: !schema.safeParse(undefined).success,
  content: { 'application/json': { schema: schemaOf(schema, 'input') } },
});

function contentOf(one: Route): Json {
  if (one.answer !== undefined)
    return { content: { 'application/json': { schema: schemaOf(one.answer, 'output') } } };
  return { content: Object.fromEntries((one.produces ?? []).map((type) => [type, {}])) };
}
