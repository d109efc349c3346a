import type { Db } from '../../../drizzle/client.ts';
import { COUNT_INVARIANTS } from './counts.ts';
import type { Invariant } from './invariant.ts';
import { LEDGER_INVARIANTS } from './ledger.ts';
import { LOT_INVARIANTS } from './lots.ts';
import { MESSAGE_INVARIANTS } from './messages.ts';
import { RECEIPT_INVARIANTS } from './receipts.ts';
import { TRANSFER_INVARIANTS } from './transfers.ts';

export interface Breach {
  readonly invariant: string;
  readonly says: string;
  readonly line: string;
}

export interface Verification {
  /** Ids of what was checked, I1…I19. */
  readonly checked: readonly string[];
  readonly breaches: readonly Breach[];
}

const number = (id: string): number => Number(id.slice(1));

/** Everything that can be checked on stored data, in order. */
const INVARIANTS: readonly Invariant[] = [
  ...LEDGER_INVARIANTS,
  ...RECEIPT_INVARIANTS,
  ...MESSAGE_INVARIANTS,
  ...COUNT_INVARIANTS,
  ...TRANSFER_INVARIANTS,
  ...LOT_INVARIANTS,
].sort((a, b) => number(a.id) - number(b.id));

/**
 * Checks the stored data against every invariant, at one moment of the database (a repeatable-read transaction), so
 * that it may run beside people at work. It reads only.
 *
 * @param only ids to check; all when omitted.
 */
export async function verifyLedger(
  db: Db,
  options: { now: Date; only?: readonly string[] },
): Promise<Verification> {
  const chosen = INVARIANTS.filter(({ id }) => options.only?.includes(id) ?? true);
  const breaches = await db.transaction(
    async (tx) => {
      const found: Breach[] = [];
      for (const { id, says, breaches: find } of chosen)
        for (const line of await find(tx, options.now)) found.push({ invariant: id, says, line });
      return found;
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
  return { checked: chosen.map(({ id }) => id), breaches };
}
