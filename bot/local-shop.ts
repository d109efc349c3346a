import { ensureCompany } from '../core/people/company.ts';
import { enrol } from '../core/people/invitations.ts';
import type { Db } from '../drizzle/client.ts';
import { person } from '../drizzle/schema/people.ts';
import { inTransaction } from '../drizzle/transaction.ts';
import type { LocalPerson } from './local-chat/people.ts';

const DEMO_SHOP = { name: 'Almacén de prueba', shopName: 'Local' };

/** The shop in which the local chat's people work. Somebody who is or was enrolled stays as they are. */
export async function openDemoShop(db: Db, people: readonly LocalPerson[], now: Date): Promise<void> {
  const { companyId, shopId } = await ensureCompany(db, DEMO_SHOP);
  await inTransaction(db, async (tx) => {
    const rows = await tx.select({ telegramUserId: person.telegramUserId }).from(person);
    const known = new Set(rows.map((row) => row.telegramUserId));
    for (const { telegramId, firstName, role } of people) {
      if (role === null || known.has(telegramId)) continue;
      await enrol(tx, {
        companyId,
        role,
        locationId: shopId,
        telegramUserId: telegramId,
        name: firstName,
        now,
        replaceRole: false,
      });
    }
  });
}
