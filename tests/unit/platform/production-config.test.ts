import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { VARIABLES } from '../../../core/platform/config.ts';
import { productionProblems } from '../../../core/platform/production-config.ts';

const TEMPLATE = readFileSync(new URL('../../../.env.production.template', import.meta.url), 'utf8');
/** Read by the scripts that look at a deployed product, not by the product. */
const VERIFICATION = ['AGENTE_NEGOCIO_URL', 'AGENTE_DEPOSITO_URL', 'ML_SERVICE_URL', 'DASHBOARD_URL'];
const random = (seed: number): string =>
  Array.from({ length: 43 }, (_, i) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef0123456789'[(i * seed) % 42]).join(
    '',
  );

const GOOD = {
  ENVIRONMENT: 'production',
  DATABASE_URL: 'postgresql://inventario:k3yb0ard@db.internal:5432/inventario',
  TELEGRAM_BOT_TOKEN: `7000000001:${random(5)}`,
  PUBLIC_URL: 'https://bot.almacen.com.ar',
  TELEGRAM_WEBHOOK_SECRET: random(11),
  OWNER_TELEGRAM_ID: '123456',
  AFIP_CUIT: '30-52582252-0',
  SECRET_KEY: random(13),
  JWT_SECRET_KEY: random(17),
};

describe('the variables of production', () => {
  it('When all is filled in, then there is nothing to say', () => {
    expect(productionProblems(GOOD)).toEqual([]);
  });

  it.each(Object.keys(GOOD))('When %s is missing, then that is said', (variable) => {
    expect(productionProblems({ ...GOOD, [variable]: '' })).toContainEqual({ variable, problem: 'missing' });
  });

  it.each([
    ['SECRET_KEY', '<gen-secrets>', 'template'],
    ['JWT_SECRET_KEY', 'change-me-change-me-change-me-change-me', 'template'],
    ['AFIP_CUIT', '20123456789', 'template'],
    ['AFIP_CUIT', '20-12345678-6', 'template'],
    ['AFIP_CUIT', '30525822521', 'invalid'],
    ['PUBLIC_URL', 'ftp://bot.almacen.com.ar', 'invalid'],
    ['ENVIRONMENT', 'staging', 'invalid'],
    ['MAX_CONNECTIONS', 'many', 'invalid'],
  ])('When %s is %j, then it is %s', (variable, value, problem) => {
    expect(productionProblems({ ...GOOD, [variable]: value })).toContainEqual({ variable, problem });
  });

  it('When something is wrong, then its value is never said', () => {
    const said = JSON.stringify(productionProblems({ ...GOOD, JWT_SECRET_KEY: 'change-me-4f9a' }));
    expect(said).not.toContain('4f9a');
  });

  it('When the template is taken as it is, then it is refused', () => {
    const problems = productionProblems(parseEnv(TEMPLATE) as NodeJS.ProcessEnv);
    expect(problems.map(({ variable }) => variable)).toContain('SECRET_KEY');
  });

  it('The template speaks of what the product or the checks after a deploy read, each once, and of nothing else', () => {
    const named = [...TEMPLATE.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual([...VARIABLES, ...VERIFICATION].toSorted());
  });
});
