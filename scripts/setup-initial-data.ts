import { isValidCuit } from '../core/fiscal/cuit.ts';
import { ensureCompany } from '../core/people/company.ts';
import { ensureOwner } from '../core/people/enrolment.ts';
import { systemClock } from '../core/platform/clock.ts';
import { parseConfig } from '../core/platform/config.ts';
import { openDatabase } from '../drizzle/open-database.ts';
import type { VatCondition } from '../drizzle/schema/index.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: npm run -s setup-initial-data -- --company NAME [--cuit CUIT] [--shop NAME] [--vat registered|monotributo|exempt]
  Founds the company with its first shop, once: a database that has one keeps it as it is. Then makes OWNER_TELEGRAM_ID
  its owner or, without one, prints a one-time code that does (send /start CODE to the bot).
  Prints one JSON object: companyId, shopId, owner ("enrolled" or the code).`;

const options = {
  company: { type: 'string' },
  cuit: { type: 'string' },
  shop: { type: 'string' },
  vat: { type: 'string' },
} as const;
const CONDITIONS: readonly VatCondition[] = ['registered', 'monotributo', 'exempt'];

await runScript({ usage: USAGE, options }, async ({ company, cuit, shop, vat }) => {
  const digits = typeof cuit === 'string' ? cuit.replace(/\D/g, '') : undefined;
  const vatCondition = vat === undefined ? undefined : CONDITIONS.find((one) => one === vat);
  if (typeof company !== 'string' || company.trim() === '') return 'usage';
  if (vat !== undefined && vatCondition === undefined) return 'usage';
  if (digits !== undefined && !isValidCuit(digits)) {
    process.stderr.write('the CUIT has a wrong digit\n');
    return 1;
  }
  const config = parseConfig(process.env);
  const database = await openDatabase(config);
  try {
    const founding = {
      name: company.trim(),
      shopName: typeof shop === 'string' ? shop : 'Local',
      cuit: digits,
      vatCondition,
    };
    const founded = await ensureCompany(database.db, founding);
    const owning = await ensureOwner(database.db, {
      ownerTelegramId: config.OWNER_TELEGRAM_ID,
      now: systemClock.now(),
    });
    const owner = owning.kind === 'code' ? owning.token : 'enrolled';
    process.stdout.write(`${JSON.stringify({ ...founded, owner })}\n`);
    return 0;
  } finally {
    await database.close();
  }
});
