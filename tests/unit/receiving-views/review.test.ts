import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocumentButton } from '../../../bot/features/receiving/callbacks.ts';
import type { ReviewModel } from '../../../bot/features/receiving/view-model.ts';
import { lineView, pageOfLine, reviewCard } from '../../../bot/features/receiving/views.ts';
import type { DraftLine, InvoiceDraft } from '../../../core/invoice/draft.ts';
import type { ConfirmBlocker } from '../../../core/receiving/readiness.ts';
import { sampleDraft, sampleLine } from '../invoice/draft-samples.ts';
import { actionsOf, expectSendable, plainText, textsOf } from './message-rules.ts';
import { match, reviewModel, unknown } from './models.ts';

const doubtfulLine = sampleLine(3, {
  description: 'YERBA 1KG',
  evidence: 'doubtful',
  doubt: 'arithmetic',
  amount: '1700',
  alternatives: [{ quantity: '17', unitPrice: '100', discountPercent: '0', amount: '1700' }],
});

const doubtful = reviewModel(sampleDraft([sampleLine(1), sampleLine(2), doubtfulLine]), {
  unseenLineIds: [3],
  blockers: ['lines_doubtful'],
});

describe('review card', () => {
  it('When nothing stands in the way, then the first button confirms and carries the version', () => {
    const card = reviewCard(reviewModel(sampleDraft([sampleLine(1)], { status: 'certified', reason: null })));
    expect(textsOf(card)[0]).toMatch(/^Confirmar/);
    expect(actionsOf(card)[0]).toEqual({ verb: 'confirm', version: 4, acceptDifference: false });
    expect(card.text).not.toContain('✅');
  });

  it('When it is certified, then it says whose paper it is, its number, date and total', () => {
    const text = plainText(reviewCard(reviewModel(sampleDraft([sampleLine(1)], { status: 'certified' }))));
    for (const part of [
      'Distribuidora El Trébol S.R.L.',
      'Factura A 0003-00012345',
      '02/11/2026',
      '$ 1.210,00',
      'Producto 1',
      '10 × 100,00 = 1.000,00',
    ])
      expect(text).toContain(part);
  });

  it('When a line is doubtful, then it stands first, with its other reading and "Está bien" one tap away', () => {
    const card = reviewCard(doubtful);
    const text = plainText(card);
    expect(text.indexOf('🔴 3')).toBeLessThan(text.indexOf('🟢 1'));
    expect(actionsOf(card)).toContainEqual({ verb: 'alternative', lineId: 3, index: 0, version: 4 });
    expect(actionsOf(card)).toContainEqual({ verb: 'seen', lineId: 3, version: 4 });
    expect(textsOf(card).some((name) => name.startsWith('Confirmar'))).toBe(false);
  });

  it('When a doubtful line lacks its quantity, then it can be opened but not waved through', () => {
    const line = sampleLine(1, { quantity: null, evidence: 'doubtful', doubt: 'missing_quantity' });
    const card = reviewCard(
      reviewModel(sampleDraft([line]), { unseenLineIds: [1], blockers: ['lines_doubtful'] }),
    );
    expect(actionsOf(card).some((action) => action?.verb === 'seen')).toBe(false);
    expect(actionsOf(card)).toContainEqual({ verb: 'line', lineId: 1 });
  });

  it('When products are unknown, then each is created or mapped in one tap, and all at once', () => {
    const draft = sampleDraft([sampleLine(1), sampleLine(2, { description: 'FIDEOS' })]);
    const card = reviewCard(
      reviewModel(draft, {
        matches: [unknown(1, 'Coca Cola 1,5 L'), unknown(2)],
        unknownLineIds: [1, 2],
        blockers: ['products_unknown'],
      }),
    );
    expect(textsOf(card)).toEqual(
      expect.arrayContaining(['1 · Es Coca Cola 1,5 L', '2 · Crear «FIDEOS»', 'Crear los 2 nuevos']),
    );
    expect(actionsOf(card)).toContainEqual({ verb: 'map', lineId: 1, index: 0, version: 4 });
    expect(actionsOf(card)).toContainEqual({ verb: 'create_all', version: 4 });
  });

  it('When only the sum differs, then confirming says by how much and accepts it by name', () => {
    const card = reviewCard(
      reviewModel(sampleDraft([sampleLine(1)]), { blockers: ['difference'], difference: '-12.3' }),
    );
    expect(textsOf(card)[0]).toBe('Confirmar con diferencia de $ 12,30');
    expect(actionsOf(card)[0]).toEqual({ verb: 'confirm', version: 4, acceptDifference: true });
    expect(card.text).toContain('sobran');
  });

  it('When it is a credit note, then it asks goods or money, and afterwards says what confirming does', () => {
    const draft = sampleDraft([sampleLine(1)], { kind: 'credit_note' });
    const asked = reviewCard(reviewModel(draft, { blockers: ['choose_treatment'] }));
    expect(textsOf(asked)).toEqual(expect.arrayContaining(['Vuelve mercadería', 'Solo plata']));
    expect(textsOf(reviewCard(reviewModel(draft, { treatment: 'goods' })))[0]).toBe(
      'Confirmar y sacar del stock',
    );
    expect(textsOf(reviewCard(reviewModel(draft, { treatment: 'money' })))[0]).toBe(
      'Confirmar sin mover stock',
    );
  });

  it('When a delivery note may be the same delivery, then it asks, and "same" does not add the goods again', () => {
    const deliveryNote = { pointOfSale: 1, number: 77, date: '2026-10-30', same: null };
    const draft = sampleDraft([sampleLine(1)]);
    const asked = reviewCard(reviewModel(draft, { deliveryNote, blockers: ['choose_delivery_note'] }));
    expect(asked.text).toContain('0001-00000077 (30/10/2026)');
    expect(actionsOf(asked)).toContainEqual({ verb: 'delivery_note', same: true, version: 4 });
    expect(
      textsOf(reviewCard(reviewModel(draft, { deliveryNote: { ...deliveryNote, same: true } })))[0],
    ).toBe('Confirmar y poner los precios');
  });

  it('When the header is incomplete, then it names what is missing and how to give it', () => {
    const { header } = sampleDraft([]);
    const draft = sampleDraft([sampleLine(1)], { header: { ...header, number: null, issuerCuit: null } });
    const text = plainText(reviewCard(reviewModel(draft, { blockers: ['header_incomplete'] })));
    expect(text).toContain('el CUIT del proveedor, el número');
    expect(text).toContain('«el CUIT es 30-');
  });

  it('When QR and print differ, then it warns of a possible forgery', () => {
    const draft = sampleDraft([sampleLine(1)], { warnings: ['qr_print_differ', 'recipient_not_us'] });
    const text = plainText(reviewCard(reviewModel(draft)));
    expect(text).toContain('adulterada');
    expect(text).toContain('No está a nombre del negocio');
  });

  it('When a price jumped, then it shows before, now and by how much', () => {
    const jump = { lineId: 1, productName: 'Coca', before: '100', now: '126.2', percent: '26.2' };
    expect(
      plainText(reviewCard(reviewModel(sampleDraft([sampleLine(1)]), { priceJumps: [jump] }))),
    ).toContain('Coca: $ 100,00 → $ 126,20 (+26,2 %)');
  });

  it('When there are thirty lines, then they come in pages of ten that can be turned', () => {
    const draft = sampleDraft(Array.from({ length: 30 }, (_, i) => sampleLine(i + 1)));
    const second = reviewCard(reviewModel(draft, { page: 1 }));
    expect(second.text).toContain('Producto 11');
    expect(second.text).not.toContain('Producto 21');
    expect(actionsOf(second)).toEqual(
      expect.arrayContaining([
        { verb: 'page', page: 0 },
        { verb: 'page', page: 2 },
      ]),
    );
    expect(reviewCard(reviewModel(draft, { page: 99 })).text).toContain('Producto 30');
  });

  it('When a line was worked on, then the card opens where the next work is', () => {
    const draft = sampleDraft(Array.from({ length: 30 }, (_, i) => sampleLine(i + 1)));
    expect(pageOfLine(reviewModel(draft), 25)).toBe(2);
    expect(pageOfLine(reviewModel(draft, { unseenLineIds: [7] }), 25)).toBe(0);
    expect(pageOfLine(reviewModel(draft), 99)).toBe(0);
  });

  it('When figures are of ordinary size, then every monospace row fits on a phone', () => {
    const draft = sampleDraft(
      Array.from({ length: 10 }, (_, i) =>
        sampleLine(i + 1, {
          quantity: '120',
          unitPrice: '12028.81',
          amount: '1443457.2',
          discountPercent: '10',
        }),
      ),
    );
    const [, block = ''] = /<pre>([\s\S]*?)<\/pre>/.exec(reviewCard(reviewModel(draft)).text) ?? [];
    for (const row of block.split('\n')) expect(Array.from(row).length).toBeLessThanOrEqual(34);
  });
});

describe('one line', () => {
  it('When a doubtful line is opened, then it says what does not hold and offers each way out', () => {
    const view = lineView(doubtful, 3);
    expect(plainText(view)).toContain('10 × 100,00 no da 1.700,00.');
    expect(textsOf(view)).toEqual(
      expect.arrayContaining(['17 × 100,00 = 1.700,00', 'Está bien así', 'Borrar renglón']),
    );
  });

  it('When its product is unknown, then it offers every candidate and a new product', () => {
    const model = reviewModel(sampleDraft([sampleLine(1)]), {
      matches: [unknown(1, 'A', 'B')],
      unknownLineIds: [1],
    });
    expect(textsOf(lineView(model, 1))).toEqual(
      expect.arrayContaining(['Es A', 'Es B', 'Crear «PRODUCTO 1»']),
    );
  });

  it('When it comes in packs, then it says how many units enter and offers other sizes', () => {
    const model = reviewModel(sampleDraft([sampleLine(1, { unit: 'CAJAS', unitsPerPack: '8' })]), {
      matches: [match(1, { unitsPerPack: '6' })],
    });
    const view = lineView(model, 1);
    expect(plainText(view)).toContain('Cada caja trae 6: entran 60 al stock.');
    expect(actionsOf(view)).toContainEqual({ verb: 'pack', lineId: 1, units: '8', version: 4 });
  });

  it('When the line is gone, then it says so and leads back', () => {
    expect(actionsOf(lineView(doubtful, 9))).toEqual([{ verb: 'page', page: 0 }]);
  });
});

const decimal = fc.option(
  fc
    .tuple(fc.integer({ min: -9_999_999_999, max: 9_999_999_999 }), fc.integer({ min: 0, max: 9999 }))
    .map(([whole, part]) => `${whole}.${part}`),
);
const evilText = fc.option(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('<b>x</pre>', '&amp;<', '"'.repeat(200), '🧉'.repeat(90)),
  ),
);
const line = (id: number): fc.Arbitrary<DraftLine> =>
  fc
    .record({
      code: evilText,
      description: evilText,
      unit: evilText,
      quantity: decimal,
      unitPrice: decimal,
      amount: decimal,
      discountPercent: decimal,
      vatRate: decimal,
      unitsPerPack: decimal,
      evidence: fc.constantFrom<DraftLine['evidence'][]>('proven', 'read', 'doubtful'),
      doubt: fc.constantFrom<DraftLine['doubt'][]>(null, 'arithmetic', 'missing_price', 'sum_mismatch'),
      seen: fc.boolean(),
      isGoods: fc.boolean(),
    })
    .map((changes) =>
      sampleLine(id, {
        ...changes,
        alternatives: [{ quantity: '1', unitPrice: '9999999999.9999', discountPercent: '5', amount: '3' }],
      }),
    );

const BLOCKERS: readonly ConfirmBlocker[] = [
  'not_goods',
  'header_incomplete',
  'issuer_cuit_invalid',
  'no_lines',
  'lines_doubtful',
  'products_unknown',
  'choose_treatment',
  'choose_delivery_note',
  'difference',
];

const models: fc.Arbitrary<ReviewModel> = fc
  .integer({ min: 0, max: 40 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => line(i + 1))))
  .chain((lines) =>
    fc
      .record({
        issuerName: evilText,
        total: decimal,
        currency: fc.constantFrom('PES', 'DOL', '060', null),
        kind: fc.constantFrom<InvoiceDraft['kind'][]>(
          'invoice',
          'credit_note',
          'price_list',
          'delivery_note',
          'unknown',
        ),
        blockers: fc.subarray([...BLOCKERS]),
        unseenLineIds: fc.subarray(lines.map(({ id }) => id)),
        unknownLineIds: fc.subarray(lines.map(({ id }) => id)),
        page: fc.integer({ min: -1, max: 9 }),
        difference: decimal,
        candidate: fc.string({ unit: 'binary', maxLength: 200 }),
      })
      .map(({ issuerName, total, currency, kind, candidate, ...rest }) => {
        const { header } = sampleDraft([]);
        const draft = sampleDraft(lines, { kind, header: { ...header, issuerName, total, currency } });
        const matches = lines.map(({ id }) =>
          rest.unknownLineIds.includes(id) ? unknown(id, candidate) : match(id, { productName: candidate }),
        );
        return reviewModel(draft, { ...rest, matches });
      }),
  );

it('When any draft at all is shown, then the message can be sent and each button can be read back', () => {
  fc.assert(
    fc.property(models, (model) => {
      const views = [
        reviewCard(model),
        ...model.draft.lines.slice(0, 3).map((one) => lineView(model, one.id)),
      ];
      for (const view of views) {
        expectSendable(view);
        for (const row of view.keyboard ?? [])
          for (const button of row)
            if ('data' in button) expect(readDocumentButton(button.data)).not.toBeNull();
      }
    }),
    { numRuns: 60 },
  );
});
