import { isValidCuit } from '../fiscal/cuit.ts';
import { ConfigError, parseConfig } from './config.ts';

/** missing: production needs it · invalid: not a value for it · template: a value that a template or an example holds. */
export interface VariableProblem {
  readonly variable: string;
  readonly problem: 'missing' | 'invalid' | 'template';
}

const REQUIRED = [
  'DATABASE_URL',
  'TELEGRAM_BOT_TOKEN',
  'PUBLIC_URL',
  'TELEGRAM_WEBHOOK_SECRET',
  'SECRET_KEY',
  'JWT_SECRET_KEY',
  'OWNER_TELEGRAM_ID',
  'AFIP_CUIT',
] as const;
const SECRETS = [
  'SECRET_KEY',
  'JWT_SECRET_KEY',
  'TELEGRAM_WEBHOOK_SECRET',
  'MONITORING_KEY',
  'TELEGRAM_BOT_TOKEN',
  'DATABASE_URL',
  'REDIS_URL',
] as const;
const CUITS = ['AFIP_CUIT', 'CUIT_EMPRESA'] as const;

/** What templates and hurried people write where a secret belongs. */
const PLACEHOLDER = /change.?me|cambi(a|á)|your[-_ ]|example|ejemplo|placeholder|<[^>]*>|\.\.\./i;
/** The CUIT of every example: its check digit is wrong in most of them and right by accident in some. */
const EXAMPLE_CUITS: ReadonlySet<string> = new Set(['20123456789', '20123456786', '30123456781']);

/** Everything that keeps these variables from running in production, by name and never by value. */
export function productionProblems(env: NodeJS.ProcessEnv): readonly VariableProblem[] {
  const textOf = (name: string): string => (env[name] ?? '').trim();
  const problems = new Map<string, VariableProblem['problem']>();
  const note = (variable: string, problem: VariableProblem['problem']): void => {
    if (!problems.has(variable)) problems.set(variable, problem);
  };
  const embedded = textOf('ALLOW_EMBEDDED_DATABASE') === 'true';
  for (const name of REQUIRED)
    if (textOf(name) === '' && !(name === 'DATABASE_URL' && embedded)) note(name, 'missing');
  for (const name of SECRETS) if (PLACEHOLDER.test(textOf(name))) note(name, 'template');
  for (const name of CUITS) {
    const digits = textOf(name).replace(/\D/g, '');
    if (EXAMPLE_CUITS.has(digits)) note(name, 'template');
    else if (textOf(name) !== '' && !isValidCuit(digits)) note(name, 'invalid');
  }
  for (const name of invalidVariables(env)) note(name, 'invalid');
  if (textOf('ENVIRONMENT') !== 'production')
    note('ENVIRONMENT', textOf('ENVIRONMENT') === '' ? 'missing' : 'invalid');
  return [...problems].map(([variable, problem]) => ({ variable, problem }));
}

function invalidVariables(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.variables;
    throw error;
  }
}
