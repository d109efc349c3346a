import { and, eq, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { arcaCheck, arcaLookup, document, supplier } from '../schema/index.ts';

export type CheckRow = typeof arcaCheck.$inferSelect;
export type LookupRow = typeof arcaLookup.$inferSelect;

const secondsFromNow = (seconds: number) =>
  sql<Date>`clock_timestamp() + make_interval(secs => ${seconds}::float8)`;

/** Papers that people see and whose present version nobody has taken a question from, oldest first. */
export async function papersWithoutQuestion(db: Db, limit: number) {
  return db
    .select({ id: document.id, version: document.version, draft: document.draft })
    .from(document)
    .leftJoin(arcaCheck, eq(arcaCheck.documentId, document.id))
    .where(
      and(
        inArray(document.state, ['review', 'posted']),
        or(isNull(arcaCheck.documentId), ne(arcaCheck.documentVersion, document.version)),
      ),
    )
    .orderBy(document.createdAt)
    .limit(limit);
}

/** Writes the question of a paper; the same question keeps its answer, another one waits for a new answer. */
export async function putQuestion(
  db: Db,
  question: Pick<CheckRow, 'documentId' | 'documentVersion' | 'query'>,
): Promise<void> {
  const state = question.query === null ? 'skipped' : 'pending';
  const asked = sql`${arcaCheck.query} is not distinct from excluded.query`;
  const kept = (
    column: typeof arcaCheck.standing | typeof arcaCheck.checkedAt | typeof arcaCheck.leaseOwner,
  ) => sql`case when ${asked} then ${column} end`;
  await db
    .insert(arcaCheck)
    .values({ ...question, state })
    .onConflictDoUpdate({
      target: arcaCheck.documentId,
      set: {
        documentVersion: sql`excluded.document_version`,
        query: sql`excluded.query`,
        state: sql`case when ${asked} then ${arcaCheck.state} else excluded.state end`,
        standing: kept(arcaCheck.standing),
        checkedAt: kept(arcaCheck.checkedAt),
        leaseOwner: kept(arcaCheck.leaseOwner),
        leaseUntil: sql`case when ${asked} then ${arcaCheck.leaseUntil} end`,
        attempts: sql`case when ${asked} then ${arcaCheck.attempts} else 0 end`,
        availableAt: sql`case when ${asked} then ${arcaCheck.availableAt} else clock_timestamp() end`,
      },
    });
}

/** Takes the check that has waited longest. The same query finds those of a process that died. */
export async function claimCheck(db: Db, owner: string, leaseSeconds: number): Promise<CheckRow | null> {
  const [row] = await db
    .update(arcaCheck)
    .set({
      leaseOwner: owner,
      leaseUntil: secondsFromNow(leaseSeconds),
      attempts: sql`${arcaCheck.attempts} + 1`,
    })
    .where(
      eq(
        arcaCheck.documentId,
        sql`(
          select c.document_id from arca_check c
          where c.state = 'pending' and c.available_at <= clock_timestamp()
            and (c.lease_until is null or c.lease_until < clock_timestamp())
          order by c.available_at limit 1 for update of c skip locked)`,
      ),
    )
    .returning();
  return row ?? null;
}

/** Records the outcome of a claimed check; false when it is no longer this owner's (the paper was corrected meanwhile). */
export async function settleCheck(
  tx: Tx,
  claimed: Pick<CheckRow, 'documentId' | 'leaseOwner'>,
  change: Partial<Pick<CheckRow, 'state' | 'standing' | 'observations' | 'problem' | 'checkedAt'>>,
  pauseSeconds = 0,
): Promise<boolean> {
  const rows = await tx
    .update(arcaCheck)
    .set({ ...change, leaseOwner: null, leaseUntil: null, availableAt: secondsFromNow(pauseSeconds) })
    .where(
      and(
        eq(arcaCheck.documentId, claimed.documentId),
        eq(arcaCheck.leaseOwner, claimed.leaseOwner ?? ''),
        eq(arcaCheck.state, 'pending'),
      ),
    )
    .returning({ id: arcaCheck.documentId });
  return rows.length > 0;
}

export async function checkOf(db: Db, documentId: string): Promise<CheckRow | null> {
  const [row] = await db.select().from(arcaCheck).where(eq(arcaCheck.documentId, documentId));
  return row ?? null;
}

/** Gives every supplier whose address nobody knows a place in the queue. */
export async function queueLookups(db: Db): Promise<void> {
  await db.execute(sql`
    insert into arca_lookup (supplier_id)
    select s.id from supplier s
    where s.address is null and not exists (select 1 from arca_lookup l where l.supplier_id = s.id)
    on conflict do nothing`);
}

export async function claimLookup(
  db: Db,
  owner: string,
  leaseSeconds: number,
): Promise<(LookupRow & { readonly cuit: string }) | null> {
  const [row] = await db
    .update(arcaLookup)
    .set({
      leaseOwner: owner,
      leaseUntil: secondsFromNow(leaseSeconds),
      attempts: sql`${arcaLookup.attempts} + 1`,
    })
    .where(
      eq(
        arcaLookup.supplierId,
        sql`(
          select l.supplier_id from arca_lookup l
          where l.state = 'pending' and l.available_at <= clock_timestamp()
            and (l.lease_until is null or l.lease_until < clock_timestamp())
          order by l.available_at limit 1 for update of l skip locked)`,
      ),
    )
    .returning();
  if (row === undefined) return null;
  const [found] = await db
    .select({ cuit: supplier.cuit })
    .from(supplier)
    .where(eq(supplier.id, row.supplierId));
  return found === undefined ? null : { ...row, cuit: found.cuit };
}

export async function settleLookup(
  tx: Tx,
  claimed: Pick<LookupRow, 'supplierId' | 'leaseOwner'>,
  change: Partial<Pick<LookupRow, 'state' | 'problem'>>,
  pauseSeconds = 0,
): Promise<boolean> {
  const rows = await tx
    .update(arcaLookup)
    .set({ ...change, leaseOwner: null, leaseUntil: null, availableAt: secondsFromNow(pauseSeconds) })
    .where(
      and(
        eq(arcaLookup.supplierId, claimed.supplierId),
        eq(arcaLookup.leaseOwner, claimed.leaseOwner ?? ''),
        eq(arcaLookup.state, 'pending'),
      ),
    )
    .returning({ id: arcaLookup.supplierId });
  return rows.length > 0;
}

/** Writes what is known about a supplier where nothing was: a name that is only the CUIT counts as none. */
export async function fillSupplier(
  tx: Tx,
  supplierId: string,
  person: { readonly name: string; readonly address: string | null },
): Promise<void> {
  await tx
    .update(supplier)
    .set({
      name: sql`case when ${supplier.name} = ${supplier.cuit} then ${person.name} else ${supplier.name} end`,
      address: sql`coalesce(${supplier.address}, ${person.address})`,
    })
    .where(eq(supplier.id, supplierId));
}

/** How many checks wait and why, over all companies: one certificate serves them. */
export async function checksInAll(db: Db) {
  const [row] = await db
    .select({
      waiting: sql<number>`count(*) filter (where ${arcaCheck.state} = 'pending')::int`,
      done: sql<number>`count(*) filter (where ${arcaCheck.state} = 'done')::int`,
      /** Of a check that waits after a try that failed. */
      problem: sql<string | null>`(array_agg(${arcaCheck.problem} order by ${arcaCheck.availableAt} desc)
        filter (where ${arcaCheck.state} = 'pending' and ${arcaCheck.problem} is not null))[1]`,
    })
    .from(arcaCheck);
  return row ?? { waiting: 0, done: 0, problem: null };
}

/** Only for whoever knows that no other process works on this database. */
export async function releaseArcaLeases(db: Db): Promise<void> {
  const free = { leaseOwner: null, leaseUntil: null };
  await db.update(arcaCheck).set(free).where(isNotNull(arcaCheck.leaseOwner));
  await db.update(arcaLookup).set(free).where(isNotNull(arcaLookup.leaseOwner));
}
