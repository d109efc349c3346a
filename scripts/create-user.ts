import { parseArgs } from 'node:util';
import { setCredential } from '../core/access/credentials.ts';
import { PASSWORD_LENGTH } from '../core/access/passwords.ts';
import { ensureCompany, FIRST_SHOP } from '../core/people/company.ts';
import { systemClock } from '../core/platform/clock.ts';
import { ConfigError, parseConfig } from '../core/platform/config.ts';
import { DataDirBusyError } from '../core/platform/data-dir-lock.ts';
import { openDatabase } from '../drizzle/open-database.ts';

const USAGE = `Uso: npm run -s create-user -- --username U --role owner|manager|staff --password-stdin
  Crea a quien puede entrar por HTTP, o le cambia la clave y el rol si ya existe.
  La clave se lee de la entrada estándar. Con la base embebida, antes de iniciar; con PostgreSQL, en cualquier momento.`;

const ROLES = ['owner', 'manager', 'staff'] as const;
const REFUSALS = {
  bad_username: 'El usuario lleva entre 2 y 64 letras sin acento, números, puntos o guiones.',
  weak_password: `La clave lleva entre ${PASSWORD_LENGTH.min} y ${PASSWORD_LENGTH.max} caracteres.`,
  other_company: 'Ese usuario es de otro negocio.',
} as const;

class UsageError extends Error {}

function wishOf(): { readonly username: string; readonly role: (typeof ROLES)[number] } | null {
  const { values } = parseArgs({
    options: {
      username: { type: 'string' },
      role: { type: 'string' },
      'password-stdin': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return null;
  const role = ROLES.find((one) => one === values.role);
  if (values.username === undefined) throw new UsageError('Falta --username');
  if (role === undefined) throw new UsageError('--role tiene que ser owner, manager o staff');
  if (!values['password-stdin']) throw new UsageError('Falta --password-stdin');
  return { username: values.username, role };
}

async function readPassword(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

async function main(): Promise<number> {
  const wish = wishOf();
  if (wish === null) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const password = await readPassword();
  const database = await openDatabase(parseConfig(process.env));
  try {
    const { companyId, shopId } = await ensureCompany(database.db, FIRST_SHOP);
    const place = { companyId, locationId: shopId, now: systemClock.now() };
    const stored = await setCredential(database.db, { ...wish, ...place, password });
    if (!stored.ok) {
      process.stderr.write(`${REFUSALS[stored.error]}\n`);
      return 1;
    }
    const { username, created } = stored.value;
    process.stdout.write(`${created ? 'Creado' : 'Actualizado'}: ${username} (${wish.role})\n`);
    return 0;
  } finally {
    await database.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof UsageError || (error instanceof TypeError && 'code' in error)) {
    process.stderr.write(`${error.message}\n\n${USAGE}\n`);
    process.exitCode = 2;
  } else if (error instanceof ConfigError || error instanceof DataDirBusyError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else throw error;
}
