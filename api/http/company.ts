import type { Actor } from '../../core/people/actor.ts';
import { ensureCompany, FIRST_SHOP } from '../../core/people/company.ts';
import type { Db } from '../../drizzle/client.ts';

/** Whose numbers a caller sees: their company's; the monitoring key, the installation's. */
export const companyOfCaller = async (db: Db, caller: Actor | null): Promise<string> =>
  caller?.companyId ?? (await ensureCompany(db, FIRST_SHOP)).companyId;
