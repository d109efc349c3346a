import { z } from 'zod';

const optional = z.string().trim().min(1).optional();

/** An empty variable is an absent one: shells and dashboards write both. */
const emptyAsAbsent = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => (entry[1] ?? '').trim() !== ''),
  );

/** What templates and hurried people write where a secret belongs. */
const PLACEHOLDER = /change.?me|your[-_ ]|example|secret[-_ ]?key|generate|placeholder|^(.)\1*$/i;

const secret = z
  .string()
  .min(32)
  .refine((value) => !PLACEHOLDER.test(value) && new Set(value).size >= 8);

const schema = z.object({
  ENVIRONMENT: z.enum(['development', 'test', 'staging', 'production']).default('development'),
  DEBUG: z.stringbool().default(false),
  /** web: webhook, API, dashboard · worker: reading, forecasts, schedules · all: one process does everything. */
  PROCESS_ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  MAX_CONNECTIONS: z.coerce.number().int().min(1).max(200).default(10),
  /** Seconds for which a forecast made on demand serves while its history does not change. */
  CACHE_TTL: z.coerce.number().int().min(0).max(86_400).default(3_600),
  DATA_DIR: z.string().default('.data'),
  /** Production keeps its rows on a server; this says that the embedded database is meant. */
  ALLOW_EMBEDDED_DATABASE: z.stringbool().default(false),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{30,}$/)
    .optional(),
  TELEGRAM_API_ROOT: z.url().default('https://api.telegram.org'),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{32,256}$/)
    .optional(),
  OWNER_TELEGRAM_ID: z.coerce.number().int().positive().optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Which CUIT is ours; without it the evidence on the page decides. */
  AFIP_CUIT: optional,
  /** The certificate for ARCA's web services and its private key: PEM, or the path of a PEM file. */
  AFIP_CERT: optional,
  AFIP_KEY: optional,
  AFIP_ENVIRONMENT: z.enum(['production', 'homologation']).default('production'),
  /** Another server that speaks ARCA's services (an emulator), and the PEM of its own authority. */
  AFIP_API_ROOT: z.url({ protocol: /^https$/ }).optional(),
  AFIP_CA: optional,
  /** The assistant: nothing leaves the shop without a key and the owner's consent in the chat. */
  OPENAI_API_KEY: optional,
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.openai.com/v1'),
  OPENAI_MODEL: z.string().trim().min(1).default('gpt-4o-mini'),
  OPENAI_TRANSCRIPTION_MODEL: z.string().trim().min(1).default('whisper-1'),
  /** Requests to the model that a company may make in a day. */
  ASSISTANT_DAILY_CALLS: z.coerce.number().int().min(0).max(100_000).default(200),
  /** Encrypts what is kept of other services (tickets). */
  SECRET_KEY: secret.optional(),
  CUIT_EMPRESA: optional,
  /** Signs access tokens: at least 256 bits, as text. */
  JWT_SECRET_KEY: secret.optional(),
  /** Opens the coarse checks and the metrics, nothing else. */
  MONITORING_KEY: secret.optional(),
  /** Origins of other sites whose pages may use the API, separated by commas; none when absent. */
  CORS_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin)))
    .default([]),
  /** How many proxies stand between this process and the network, each adding its address to X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** From how many milliseconds on a statement, or the reading of one file, is logged as slow. */
  SLOW_QUERY_MS: z.coerce.number().int().min(1).max(600_000).default(500),
  SLOW_READING_MS: z.coerce.number().int().min(1).max(600_000).default(20_000),
  /** Asked every minute while all is well; its owner raises the alarm when it is not. Holds a secret. */
  HEARTBEAT_URL: z.url({ protocol: /^https?$/ }).optional(),
  WORKERS_COUNT: z.coerce.number().int().min(1).max(16).default(1),
});

export type Config = Readonly<z.infer<typeof schema>>;

/** Every variable the product reads, in the order of the schema. */
export const VARIABLES: readonly string[] = Object.keys(schema.shape);

/** Names the variables that are missing or wrong, never their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly variables: readonly string[]) {
    super(`Variables que faltan o no valen: ${variables.join(', ')}`);
  }
}

export function parseConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = schema.safeParse(emptyAsAbsent(env));
  if (!parsed.success)
    throw new ConfigError([...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]);
  const config = parsed.data;
  if (
    config.TELEGRAM_BOT_TOKEN !== undefined &&
    config.PUBLIC_URL !== undefined &&
    config.TELEGRAM_WEBHOOK_SECRET === undefined
  )
    throw new ConfigError(['TELEGRAM_WEBHOOK_SECRET']);
  if (config.ENVIRONMENT === 'production' && config.TELEGRAM_BOT_TOKEN === undefined)
    throw new ConfigError(['TELEGRAM_BOT_TOKEN']);
  return config;
}
