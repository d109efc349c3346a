import type { Db } from '../../drizzle/client.ts';
import { audit } from '../../drizzle/schema/index.ts';

interface AuditEntry {
  readonly companyId: string;
  /** Null only for what the installation itself does (founding, the owner of the configuration). */
  readonly actorId: string | null;
  /** `<thing>.<verb>`, e.g. `receipt.post`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Writes who changed what. Call it with the transaction of the change itself. */
export async function writeAudit(tx: Db, entry: AuditEntry): Promise<void> {
  await tx.insert(audit).values({ ...entry, detail: entry.detail ?? {} });
}
