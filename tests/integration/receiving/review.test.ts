import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/people/actor.ts';
import { revokePerson } from '../../../core/people/enrolment.ts';
import { createAllUnknown, mapLine, unmapLine } from '../../../core/receiving/line-products.ts';
import type { DocumentNews } from '../../../core/receiving/news.ts';
import { confirmDocument } from '../../../core/receiving/posting.ts';
import { applyEdits, discard, reopen } from '../../../core/receiving/review.ts';
import { undoDocument } from '../../../core/receiving/undoing.ts';
import { findDocument } from '../../../drizzle/queries/documents.ts';
import { audit, document, movement, receipt } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aDocument, aPerson, aProduct, aShop, NOON, type Shop } from '../../support/factories.ts';
import { FACTURA, YERBA } from '../../support/goods.ts';
import { draftOf } from '../../support/papers.ts';

describe.each(databaseKinds)('reviewing and confirming, on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let news: DocumentNews[];
  let number = 1000;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  beforeEach(async () => {
    shop = await aShop(database.db);
    news = [];
    number += 1;
  });
  afterAll(async () => {
    await database.close();
  });

  const request = (documentId: string, more: { actor?: Actor; version?: number } = {}) => ({
    actor: shop.staff,
    documentId,
    now: NOON,
    announce: async (_tx: unknown, one: DocumentNews): Promise<void> => {
      news.push(one);
    },
    ...more,
  });

  async function waiting(paper = {}): Promise<string> {
    const draft = draftOf({ ...FACTURA, number, ...paper });
    const matches = draft.lines.map((line) => ({
      lineId: line.id,
      productId: null,
      productName: null,
      via: null,
      unitsPerPack: '1',
      candidates: [],
    }));
    return aDocument(database.db, { uploader: shop.staff, draft, matches });
  }

  async function ready(): Promise<string> {
    const id = await waiting();
    const created = await createAllUnknown(database.db, request(id));
    expect(created.ok).toBe(true);
    return id;
  }

  const confirm = (id: string, more: Parameters<typeof request>[1] = {}) =>
    confirmDocument(database.db, { ...request(id, more), acceptDifference: false });

  const receiptsOf = (id: string) => database.db.select().from(receipt).where(eq(receipt.documentId, id));

  it('When eight people confirm one document at once, then there is one receipt and seven are told so', async () => {
    const id = await ready();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => confirm(id)));
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
    const refused = outcomes.flatMap((one) => (one.ok ? [] : [one.error.code]));
    expect(new Set(refused)).toEqual(new Set(['already_posted']));
    const [row] = await receiptsOf(id);
    const moved = await database.db
      .select()
      .from(movement)
      .where(eq(movement.sourceId, row?.id ?? ''));
    expect(moved).toHaveLength(2);
  });

  it('When a correction and a confirmation of the same card meet, then what was confirmed is what was shown', async () => {
    const id = await ready();
    const version = (await findDocument(database.db, id))?.version ?? 0;
    const [confirmed, edited] = await Promise.all([
      confirm(id, { version }),
      applyEdits(database.db, {
        ...request(id),
        edits: [{ kind: 'set_line_field', lineId: 1, field: 'quantity', value: '99' }],
      }),
    ]);
    expect([confirmed.ok, edited.ok].filter(Boolean)).toHaveLength(1);
    if (!confirmed.ok) expect(confirmed.error.code).toBe('stale');
    if (!edited.ok) expect(edited.error).toEqual({ code: 'wrong_state', state: 'posted' });
  });

  it('When two documents with one number are confirmed at once, then the second becomes a duplicate of the first', async () => {
    const first = await ready();
    const second = await ready();
    const outcomes = await Promise.all([confirm(first), confirm(second)]);
    const codes = outcomes.map((one) => (one.ok ? 'posted' : one.error.code)).sort();
    expect(codes).toEqual(['already_received', 'posted']);
    const states = await Promise.all(
      [first, second].map(async (id) => (await findDocument(database.db, id))?.state ?? ''),
    );
    expect(states.sort()).toEqual(['duplicate', 'posted']);
  });

  it('When somebody is revoked between the card and the tap, then nothing is posted', async () => {
    const id = await ready();
    await revokePerson(database.db, shop.owner, { personId: shop.staff.personId, now: NOON });
    expect(await confirm(id)).toEqual({ ok: false, error: { code: 'revoked' } });
    expect(await receiptsOf(id)).toEqual([]);
  });

  it('When somebody of another company names the document, then it does not exist for them', async () => {
    const id = await ready();
    const other = await aShop(database.db);
    expect(await confirm(id, { actor: other.owner })).toEqual({
      ok: false,
      error: { code: 'unknown_document' },
    });
    const product = await aProduct(database.db, other.owner, 'Yerba ajena');
    const mapped = await mapLine(database.db, { ...request(id), lineId: 1, productId: product.id });
    expect(mapped).toEqual({ ok: false, error: { code: 'unknown_product' } });
  });

  it('When a colleague works in another shop, then only the owner may touch the document', async () => {
    const id = await ready();
    const elsewhere = await aPerson(database.db, {
      companyId: shop.companyId,
      locationId: (await aShop(database.db)).shopId,
      role: 'staff',
    });
    expect(await confirm(id, { actor: elsewhere })).toEqual({ ok: false, error: { code: 'forbidden' } });
  });

  it('When products are missing, then confirming says what is missing and keeps the version', async () => {
    const id = await waiting();
    const before = await findDocument(database.db, id);
    expect(await confirm(id)).toEqual({
      ok: false,
      error: { code: 'blocked', blockers: ['products_unknown'] },
    });
    expect((await findDocument(database.db, id))?.version).toBe(before?.version);
  });

  it('When lines were merely read, then whoever confirms the card has seen them, and it is on record', async () => {
    const id = await waiting({ lines: [{ ...YERBA, evidence: 'read' }] });
    await createAllUnknown(database.db, request(id));
    expect((await confirm(id)).ok).toBe(true);
    const rows = await database.db.select().from(audit).where(eq(audit.subjectId, id));
    expect(rows.find((row) => row.action === 'document.seen_on_card')).toMatchObject({
      actorId: shop.staff.personId,
      detail: { lineIds: [1] },
    });
  });

  it('When a line is doubtful, then confirming does not count as having looked at it', async () => {
    const id = await waiting({ lines: [{ ...YERBA, evidence: 'doubtful' }] });
    await createAllUnknown(database.db, request(id));
    expect(await confirm(id)).toEqual({
      ok: false,
      error: { code: 'blocked', blockers: ['lines_doubtful'] },
    });
  });

  it('When one of several corrections cannot be, then none of them is', async () => {
    const id = await ready();
    const edited = await applyEdits(database.db, {
      ...request(id),
      edits: [
        { kind: 'remove_line', lineId: 1 },
        { kind: 'remove_line', lineId: 9 },
      ],
    });
    expect(edited).toMatchObject({ ok: false, error: { code: 'edit', edit: { code: 'unknown_line' } } });
    expect((await findDocument(database.db, id))?.draft?.lines).toHaveLength(2);
  });

  it('When a product was chosen by mistake, then another can be chosen', async () => {
    const id = await ready();
    expect((await unmapLine(database.db, { ...request(id), lineId: 1 })).ok).toBe(true);
    const product = await aProduct(database.db, shop.staff, 'Yerba de otra marca');
    expect((await mapLine(database.db, { ...request(id), lineId: 1, productId: product.id })).ok).toBe(true);
    const row = await findDocument(database.db, id);
    expect(row?.matches[0]).toMatchObject({ productId: product.id, via: 'person' });
  });

  it('When a document is discarded and taken back, then it waits for review with its matches', async () => {
    const id = await ready();
    expect((await discard(database.db, request(id))).ok).toBe(true);
    expect(await confirm(id)).toMatchObject({ ok: false, error: { code: 'wrong_state', state: 'rejected' } });
    expect((await reopen(database.db, request(id))).ok).toBe(true);
    expect((await confirm(id)).ok).toBe(true);
  });

  it('When a document was joined to another, then it cannot be taken back', async () => {
    const id = await ready();
    await database.db
      .update(document)
      .set({ state: 'rejected', failure: 'joined' })
      .where(eq(document.id, id));
    expect(await reopen(database.db, request(id))).toMatchObject({
      ok: false,
      error: { code: 'wrong_state' },
    });
  });

  it('When a receipt is undone, then the same paper can be received again', async () => {
    const id = await ready();
    await confirm(id);
    expect((await undoDocument(database.db, request(id))).ok).toBe(true);
    expect(await undoDocument(database.db, request(id))).toEqual({
      ok: false,
      error: { code: 'already_reversed' },
    });
    const again = await ready();
    expect((await confirm(again)).ok).toBe(true);
  });
});
