import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/people/actor.ts';
import { limitsOf, needsApproval, setLimit } from '../../../core/people/approval-limits.ts';
import {
  type Approval,
  type ApprovalEffects,
  decideApproval,
  findApproval,
  pendingApprovals,
  requestApproval,
  withdrawApproval,
} from '../../../core/people/approvals.ts';
import { err, ok } from '../../../core/platform/result.ts';
import { audit } from '../../../drizzle/schema/index.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aShop, NOON, type Shop } from '../../support/factories.ts';

describe.each(databaseKinds)('approvals on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let other: Shop;
  const done: string[] = [];
  const effects: ApprovalEffects = {
    exit: {
      approved: async (_tx, approval, { by }) => {
        if (approval.subject.quantity === 'too much') return err('insufficient_stock');
        done.push(`${approval.requester.name} took ${String(approval.subject.quantity)}, said ${by.name}`);
        return ok(null);
      },
      rejected: async (_tx, approval) => {
        done.push(`not ${String(approval.subject.quantity)}`);
      },
    },
  };
  let told: Approval[] = [];
  const announce = async (_tx: unknown, approval: Approval) => {
    told.push(approval);
  };
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
    other = await aShop(database.db);
  });
  afterAll(() => database.close());

  const ask = (quantity: string) => {
    told = [];
    done.length = 0;
    return inTransaction(database.db, (tx) =>
      requestApproval(tx, shop.staff, {
        kind: 'exit',
        subject: { quantity },
        summary: [`saca ${quantity}`],
        now: NOON,
        announce,
      }),
    );
  };
  const decide = (actor: Actor, approvalId: string, approve: boolean) =>
    decideApproval(database.db, actor, { approvalId, approve, effects, now: NOON, announce });

  it('When the owner approves, then the effect happens for who asked and both can be told', async () => {
    const id = await ask('40');
    expect((await pendingApprovals(database.db, shop.companyId, 5)).map((one) => one.id)).toEqual([id]);
    expect(await decide(shop.owner, id, true)).toEqual(ok(null));
    expect(done).toEqual(['Empleado took 40, said Dueña']);
    expect(told.map(({ state, deciderName }) => [state, deciderName])).toEqual([
      ['pending', null],
      ['approved', 'Dueña'],
    ]);
    const rows = await database.db
      .select({ action: audit.action })
      .from(audit)
      .where(eq(audit.subjectId, id));
    expect(rows.map((row) => row.action).sort()).toEqual(['approval.approve', 'approval.request']);
  });

  it('When it is pressed twice or by two people at once, then it is decided once', async () => {
    const id = await ask('41');
    const outcomes = await Promise.all([
      decide(shop.owner, id, true),
      decide(shop.owner, id, false),
      decide(shop.owner, id, true),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([
      err({ code: 'already_decided' }),
      err({ code: 'already_decided' }),
    ]);
    expect(done).toHaveLength(1);
  });

  it('When staff, another company’s owner or nobody decides, then nothing happens', async () => {
    const id = await ask('42');
    expect(await decide(shop.staff, id, true)).toEqual(err({ code: 'forbidden' }));
    expect(await decide(other.owner, id, true)).toEqual(err({ code: 'not_found' }));
    expect(done).toEqual([]);
    expect((await findApproval(database.db, shop.companyId, id))?.state).toBe('pending');
    expect(await findApproval(database.db, other.companyId, id)).toBeNull();
    expect(await decide(shop.owner, id, false)).toEqual(ok(null));
    expect(done).toEqual(['not 42']);
  });

  it('When the effect cannot happen any more, then it waits and can still be rejected', async () => {
    const id = await ask('too much');
    expect(await decide(shop.owner, id, true)).toEqual(err({ code: 'effect', why: 'insufficient_stock' }));
    expect((await findApproval(database.db, shop.companyId, id))?.state).toBe('pending');
    expect(await decide(shop.owner, id, false)).toEqual(ok(null));
  });

  it('When who asked takes it back, then it cannot be approved', async () => {
    const id = await ask('43');
    await inTransaction(database.db, (tx) =>
      withdrawApproval(tx, shop.staff, { approvalId: id, now: NOON, announce }),
    );
    expect(told.at(-1)?.state).toBe('withdrawn');
    expect(await decide(shop.owner, id, true)).toEqual(err({ code: 'already_decided' }));
  });

  it('When something is larger than the role’s limit, then it must be asked; the owner sets the limit', async () => {
    const needs = (actor: Actor, value: string) =>
      inTransaction(database.db, (tx) => needsApproval(tx, actor, 'exit', { units: '1', value }));
    expect(await needs(shop.staff, '100000')).toBe(false);
    expect(await needs(shop.staff, '100000.01')).toBe(true);
    expect(await needs(shop.owner, '99999999')).toBe(false);
    const limit = { role: 'staff', kind: 'exit', maxUnits: null, maxValue: '500', now: NOON } as const;
    expect(await setLimit(database.db, shop.staff, limit)).toEqual(err('forbidden'));
    expect(await setLimit(database.db, shop.owner, limit)).toEqual(ok(null));
    expect(await needs(shop.staff, '501')).toBe(true);
    expect(await setLimit(database.db, shop.owner, { ...limit, maxValue: null })).toEqual(ok(null));
    expect(await needs(shop.staff, '99999999')).toBe(false);
    const others = await limitsOf(database.db, other.companyId);
    expect(others.find((one) => one.role === 'staff' && one.kind === 'exit')?.maxValue).toBe('100000');
  });
});
