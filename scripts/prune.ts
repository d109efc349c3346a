import { and, eq, lt, lte } from 'drizzle-orm';
import { systemClock } from '../core/platform/clock.ts';
import { parseConfig } from '../core/platform/config.ts';
import { openDatabase } from '../drizzle/open-database.ts';
import { inboxUpdate, invitation } from '../drizzle/schema/index.ts';
import { inTransaction } from '../drizzle/transaction.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: npm run -s prune -- [--days N] [--dry-run]
  Deletes what has served: raw updates that were handled more than N days ago (400) and invitations that ran out before.
  Fiscal documents, pictures, movements and the audit trail stay: they are kept ten years.
  Prints one JSON object with the number of rows of each kind.`;

const DAY_MS = 86_400_000;
const options = { days: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const;

await runScript({ usage: USAGE, options }, async (values) => {
  const days = Number(values.days ?? 400);
  if (!Number.isInteger(days) || days < 30) return 'usage';
  const before = new Date(systemClock.now().getTime() - days * DAY_MS);
  const handled = and(eq(inboxUpdate.state, 'done'), lt(inboxUpdate.doneAt, before));
  const ranOut = lte(invitation.expiresAt, before);
  const database = await openDatabase(parseConfig(process.env));
  try {
    const counts = await inTransaction(database.db, async (tx) => {
      const found = {
        updates: await tx.$count(inboxUpdate, handled),
        invitations: await tx.$count(invitation, ranOut),
      };
      if (values['dry-run'] !== true) {
        await tx.delete(inboxUpdate).where(handled);
        await tx.delete(invitation).where(ranOut);
      }
      return found;
    });
    process.stdout.write(`${JSON.stringify(counts)}\n`);
    return 0;
  } finally {
    await database.close();
  }
});
