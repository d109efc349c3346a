import { and, eq } from 'drizzle-orm';
import type { Request } from 'express';
import type { Actor } from '../../core/people/actor.ts';
import { sha256Hex } from '../../core/platform/ids.ts';
import type { Db } from '../../drizzle/client.ts';
import { httpOperation } from '../../drizzle/schema/index.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import type { ApiDeps } from '../deps.ts';
import { problem } from './problems.ts';
import type { Reply } from './route.ts';

const KEY = /^[\w.:-]{8,128}$/;

/** Carries a refused write out of its transaction, so that nothing of it stays and its key may be used again. */
class Refused extends Error {
  constructor(readonly reply: Reply<unknown>) {
    super('write refused');
  }
}

/**
 * Runs a write and records its answer in one transaction. The same key with the same request answers what was answered
 * then, however often and from how many processes; with another request it is refused.
 */
export async function onlyOnce(
  deps: ApiDeps,
  caller: Actor,
  request: Request,
  write: (tx: Db, operationId: string) => Promise<Reply<unknown>>,
): Promise<Reply<unknown>> {
  const key = request.get('idempotency-key') ?? '';
  if (!KEY.test(key)) return problem('idempotency_key_missing');
  const { companyId, personId } = caller;
  const requestHash = sha256Hex(JSON.stringify([request.method, request.originalUrl, request.body]));
  const mine = and(
    eq(httpOperation.companyId, companyId),
    eq(httpOperation.personId, personId),
    eq(httpOperation.key, key),
  );
  try {
    return await inTransaction(deps.db, async (tx) => {
      // Whoever comes second waits here for the first one's commit.
      const claimed = await tx
        .insert(httpOperation)
        .values({ companyId, personId, key, requestHash, createdAt: deps.clock.now() })
        .onConflictDoNothing()
        .returning({ key: httpOperation.key });
      if (claimed.length === 0) {
        const [known] = await tx.select().from(httpOperation).where(mine);
        if (known?.requestHash !== requestHash) return problem('idempotency_key_reused');
        return {
          kind: 'json',
          status: known.status ?? 200,
          body: known.response,
          headers: { 'idempotent-replayed': 'true' },
        };
      }
      const reply = await write(tx, sha256Hex(`${companyId}/${personId}/${key}`).slice(0, 32));
      if (reply.kind !== 'json') throw new Refused(reply);
      await tx.update(httpOperation).set({ status: reply.status, response: reply.body }).where(mine);
      return reply;
    });
  } catch (error) {
    if (error instanceof Refused) return error.reply;
    throw error;
  }
}
