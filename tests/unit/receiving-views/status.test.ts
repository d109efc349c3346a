import { describe, expect, it } from 'vitest';
import type { DocumentLabel, UnreadableReason } from '../../../bot/features/receiving/view-model.ts';
import {
  confirmDiscardView,
  confirmUndoView,
  discardedView,
  duplicateView,
  editFailureText,
  evidenceCaption,
  postedView,
  progressView,
  receivedView,
  undoneView,
  unreadableView,
} from '../../../bot/features/receiving/views.ts';
import type { EditFailure } from '../../../core/invoice/edit.ts';
import { sampleDraft, sampleLine } from '../invoice/draft-samples.ts';
import { actionsOf, expectSendable, plainText, textsOf } from './message-rules.ts';
import { DOCUMENT_ID, reviewModel } from './models.ts';

const label: DocumentLabel = {
  documentType: 1,
  letter: 'A',
  pointOfSale: 3,
  number: 12345,
  supplierName: 'Trébol & Hijos <SRL>',
  date: '2026-11-02',
  total: '152345.67',
  currency: 'PES',
};
const at = new Date('2026-11-24T16:05:00Z');

describe('while it is read', () => {
  it('When a photo arrives, then it says "Recibida" and nothing more is needed', () => {
    expect(plainText(receivedView({ documentId: DOCUMENT_ID, pages: 1 }))).toContain('📷 Recibida');
    expect(plainText(receivedView({ documentId: DOCUMENT_ID, pages: 3 }))).toContain('3 hojas');
  });

  it('When the lines are being understood, then what went before is ticked and the edit may be skipped', () => {
    const view = progressView({ documentId: DOCUMENT_ID, pages: 1, stage: 'lines' });
    expect(view.progress).toBe(true);
    expect(plainText(view)).toContain('✓ QR\n✓ texto\n▸ renglones…\n· cuentas');
    expect(view.text).not.toContain('✅');
    expect(plainText(progressView({ documentId: DOCUMENT_ID, pages: 1, stage: 'queued' }))).toContain('· QR');
  });
});

describe('afterwards', () => {
  const posted = {
    documentId: DOCUMENT_ID,
    label,
    kind: 'goods_in',
    shopName: 'Almacén Centro',
    by: 'Caro',
    at,
    lines: [
      { productName: 'Coca Cola 2,25 L', units: '24', unitCost: '2083.3333' },
      { productName: 'Fideos', units: '1.5', unitCost: null },
    ],
    canUndo: true,
  } as const;

  it('When it is posted, then ✅ says how many lines, who, where and when, and it can be undone', () => {
    const view = postedView(posted);
    const text = plainText(view);
    expect(text).toMatch(/^✅ En stock: 2 renglones, \$ 152\.345,67/);
    expect(text).toContain('La recibió Caro en Almacén Centro, 24/11, 13:05.');
    expect(text).toContain('2.083,33');
    expect(actionsOf(view)).toEqual([{ verb: 'undo', sure: false }]);
    expectSendable(view);
  });

  it('When the day is over, then no undo is offered', () => {
    expect(textsOf(postedView({ ...posted, canUndo: false }))).toEqual([]);
  });

  it('When a credit note moved only money, then it says that the stock stayed', () => {
    expect(plainText(postedView({ ...posted, kind: 'money_only', lines: [] }))).toContain(
      'sin mover el stock',
    );
    expect(plainText(postedView({ ...posted, kind: 'goods_out' }))).toContain('Salió del stock');
  });

  it('When sixty lines were posted, then the message still fits and counts the rest', () => {
    const lines = Array.from({ length: 60 }, (_, i) => ({
      productName: `Producto ${i} ${'largo '.repeat(20)}`,
      units: '1234.5',
      unitCost: '99999.99',
    }));
    const view = postedView({ ...posted, lines });
    expectSendable(view);
    expect(plainText(view)).toContain('y 48 más');
  });

  it('When it is undone, then ✅ is gone', () => {
    const view = undoneView({ documentId: DOCUMENT_ID, label, by: 'Caro', at });
    expect(view.text).not.toContain('✅');
    expect(plainText(view)).toContain('La deshizo Caro, 24/11, 13:05.');
  });

  it('When the same picture comes again, then it says who received it and when, and that is the end', () => {
    const view = duplicateView({
      documentId: DOCUMENT_ID,
      originalId: DOCUMENT_ID,
      label,
      of: 'posted',
      because: 'picture',
      by: 'Caro',
      at,
      shopName: 'Centro',
    });
    expect(plainText(view)).toMatch(/^🔁 Ya fue recibida\./);
    expect(plainText(view)).toContain('La recibió Caro en Centro, 24/11, 13:05.');
    expect(textsOf(view)).toEqual([]);
  });

  it('When only the number is the same and the other is open, then it can be seen, or told apart', () => {
    const view = duplicateView({
      documentId: DOCUMENT_ID,
      originalId: DOCUMENT_ID.replace('0192', '0193'),
      label: null,
      of: 'open',
      because: 'number',
      by: 'Caro',
      at,
      shopName: 'Centro',
    });
    expect(actionsOf(view)).toEqual([{ verb: 'open' }, { verb: 'reopen' }]);
    expectSendable(view);
  });

  it('When it was discarded, then it can be recovered; when it joined another, it cannot', () => {
    expect(actionsOf(discardedView({ documentId: DOCUMENT_ID, by: 'Caro', why: 'person' }))).toEqual([
      { verb: 'reopen' },
    ]);
    expect(textsOf(discardedView({ documentId: DOCUMENT_ID, by: '', why: 'joined' }))).toEqual([]);
  });

  it('When something grave is pressed, then it is asked first', () => {
    expect(actionsOf(confirmDiscardView(DOCUMENT_ID, label))).toEqual([
      { verb: 'discard', sure: true },
      { verb: 'page', page: 0 },
    ]);
    expect(actionsOf(confirmUndoView(DOCUMENT_ID, label))[0]).toEqual({ verb: 'undo', sure: true });
  });
});

const REASONS: readonly UnreadableReason[] = [
  'no_text',
  'blurred',
  'too_dark',
  'glare',
  'too_small',
  'no_lines',
  'no_total',
  'header_incomplete',
  'lines_doubtful',
  'sum_mismatch',
  'qr_print_differ',
  'not_an_invoice',
  'no_prices',
  'pages_missing',
  'several_documents',
  'unsupported_type',
  'heic',
  'too_large',
  'too_many_pixels',
  'too_many_pages',
  'damaged',
  'encrypted',
  'timeout',
  'out_of_memory',
  'empty',
  'download_failed',
  'interrupted',
];

describe('what could not be read', () => {
  it.each(REASONS.map((reason) => [reason]))('When the reason is %s, then it says what to do', (reason) => {
    const draft = sampleDraft([sampleLine(1)]);
    for (const view of [
      unreadableView({ documentId: DOCUMENT_ID, reason, pages: 1, draft: null }),
      unreadableView({ documentId: DOCUMENT_ID, reason, pages: 1, draft }),
    ]) {
      expectSendable(view);
      expect(plainText(view).length).toBeGreaterThan(40);
    }
  });

  it.each([
    ['too_small', 'Acercate'],
    ['glare', 'sin flash'],
    ['too_dark', 'más luz'],
    ['too_small', 'como archivo'],
    ['header_incomplete', 'al QR'],
  ] as const)('When it is %s, then the advice is "%s"', (reason, advice) => {
    expect(plainText(unreadableView({ documentId: DOCUMENT_ID, reason, pages: 1, draft: null }))).toContain(
      advice,
    );
  });
});

describe('corrections that are refused', () => {
  it.each([
    [{ code: 'unknown_line', lineId: 9, field: null }, 'No hay un renglón 9.'],
    [{ code: 'bad_value', lineId: 3, field: 'quantity' }, 'Ese valor no lo puedo usar en el renglón 3.'],
    [{ code: 'bad_value', lineId: null, field: 'date' }, 'Ese valor no lo puedo usar en la fecha.'],
    [{ code: 'negative', lineId: null, field: 'total' }, 'Tiene que ser mayor que cero (el total).'],
    [{ code: 'incomplete', lineId: 2, field: null }, 'renglón 2'],
    [{ code: 'bad_cuit', lineId: null, field: 'issuerCuit' }, 'CUIT'],
    [{ code: 'too_large', lineId: 1, field: 'amount' }, 'ceros'],
    [{ code: 'no_such_alternative', lineId: 1, field: null }, 'opción'],
  ] as const satisfies readonly (readonly [EditFailure, string])[])('When %j, then "%s"', (failure, said) => {
    expect(editFailureText(failure)).toContain(said);
  });
});

it('When the evidence picture is sent, then its caption explains the colours and fits', () => {
  const view = evidenceCaption(reviewModel(sampleDraft([sampleLine(1)])), 'a'.repeat(64));
  expect(view.photoSha256).toBe('a'.repeat(64));
  expect(plainText(view)).toContain('probado');
  expectSendable(view);
});
