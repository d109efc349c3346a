import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certify } from '../../../core/invoice/certify.ts';
import type { DraftLine, InvoiceDraft } from '../../../core/invoice/draft.ts';
import { type DraftEdit, editDraft } from '../../../core/invoice/edit.ts';
import { dec } from '../../../core/platform/decimal.ts';
import { sampleDraft, sampleLine } from './draft-samples.ts';

function edited(draft: InvoiceDraft, edit: DraftEdit): InvoiceDraft {
  const result = editDraft(draft, edit);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const failure = (draft: InvoiceDraft, edit: DraftEdit) => {
  const result = editDraft(draft, edit);
  return result.ok ? null : result.error.code;
};

const lineAfter = (line: DraftLine, edit: DraftEdit): DraftLine =>
  edited(sampleDraft([line]), edit).lines.find((one) => one.id === line.id)!;

const setQuantity = (value: string): DraftEdit => ({
  kind: 'set_line_field',
  lineId: 1,
  field: 'quantity',
  value,
});
const setPrice = (value: string): DraftEdit => ({
  kind: 'set_line_field',
  lineId: 1,
  field: 'unitPrice',
  value,
});
const setAmount = (value: string): DraftEdit => ({
  kind: 'set_line_field',
  lineId: 1,
  field: 'amount',
  value,
});

describe('correcting a quantity', () => {
  it('When the corrected quantity closes with price and amount, then both stay as printed', () => {
    const line = lineAfter(
      sampleLine(1, { quantity: '17', amount: '1200', evidence: 'doubtful', doubt: 'arithmetic' }),
      setQuantity('12'),
    );
    expect(line).toMatchObject({ quantity: '12', unitPrice: '100', amount: '1200', seen: true, doubt: null });
    expect(line.confirmedFields).toEqual(['quantity']);
  });

  it('When the amount was doubtful, then it follows and is the person’s', () => {
    const line = lineAfter(
      sampleLine(1, { amount: '1700', evidence: 'doubtful', doubt: 'arithmetic' }),
      setQuantity('12'),
    );
    expect(line).toMatchObject({ quantity: '12', unitPrice: '100', amount: '1200', seen: true });
    expect(line.confirmedFields).toEqual(['quantity', 'amount']);
  });

  it('When one offered reading has that quantity, then the whole reading is taken', () => {
    const line = lineAfter(
      sampleLine(1, {
        evidence: 'doubtful',
        doubt: 'ambiguous',
        alternatives: [
          { quantity: '12', unitPrice: '83.5', discountPercent: '0', amount: '1002' },
          { quantity: '16', unitPrice: '100', discountPercent: '0', amount: '1600' },
        ],
      }),
      setQuantity('12'),
    );
    expect(line).toMatchObject({ quantity: '12', unitPrice: '83.5', amount: '1002', alternatives: [] });
  });

  it('When the line was proven, then nothing else changes and the contradiction is shown with its ways out', () => {
    const line = lineAfter(sampleLine(1), setQuantity('12'));
    expect(line).toMatchObject({
      quantity: '12',
      unitPrice: '100',
      amount: '1000',
      evidence: 'doubtful',
      doubt: 'arithmetic',
      seen: false,
    });
    expect(line.alternatives).toEqual([
      { quantity: '12', unitPrice: '100', discountPercent: '0', amount: '1200' },
      { quantity: '12', unitPrice: '83.3333', discountPercent: '0', amount: '1000' },
      { quantity: '10', unitPrice: '100', discountPercent: '0', amount: '1000' },
    ]);
  });

  it('When the amount is missing, then it is calculated with the discount', () => {
    const line = lineAfter(
      sampleLine(1, { quantity: null, amount: null, discountPercent: '14.5', evidence: 'doubtful' }),
      setQuantity('12'),
    );
    expect(line.amount).toBe('1026');
  });

  it('When the price is missing, then it follows from the amount', () => {
    const line = lineAfter(
      sampleLine(1, { quantity: null, unitPrice: null, evidence: 'doubtful', amount: '1000' }),
      setQuantity('3'),
    );
    expect(line).toMatchObject({ unitPrice: '333.3333', amount: '1000', seen: true });
  });

  it('When a person had written the amount before, then the price gives way, not the amount', () => {
    const line = lineAfter(
      sampleLine(1, {
        evidence: 'doubtful',
        doubt: 'arithmetic',
        amount: '1500',
        confirmedFields: ['amount'],
      }),
      setQuantity('12'),
    );
    expect(line).toMatchObject({ quantity: '12', unitPrice: '125', amount: '1500' });
  });

  it('When everything was written by people and does not close, then it stays doubtful', () => {
    const line = lineAfter(
      sampleLine(1, {
        evidence: 'read',
        amount: '1500',
        confirmedFields: ['amount', 'unitPrice'],
      }),
      setQuantity('12'),
    );
    expect(line).toMatchObject({ quantity: '12', unitPrice: '100', amount: '1500', doubt: 'arithmetic' });
  });
});

describe('correcting a price or an amount', () => {
  it('When the price is corrected on a doubtful line, then the amount follows', () => {
    expect(lineAfter(sampleLine(1, { evidence: 'doubtful', amount: '9' }), setPrice('125.5'))).toMatchObject({
      unitPrice: '125.5',
      amount: '1255',
    });
  });

  it('When the amount is corrected on a line without quantity, then the quantity follows if it is whole', () => {
    expect(
      lineAfter(sampleLine(1, { evidence: 'doubtful', quantity: null, amount: null }), setAmount('1200')),
    ).toMatchObject({ quantity: '12', amount: '1200' });
  });

  it('When a delivery note gets a quantity, then its missing prices are no contradiction', () => {
    const line = lineAfter(
      sampleLine(1, { unitPrice: null, amount: null, evidence: 'read', doubt: 'no_prices' }),
      setQuantity('7'),
    );
    expect(line).toMatchObject({ quantity: '7', doubt: 'no_prices', amount: null });
  });
});

describe('packs', () => {
  it('When "3 cajas de 12" meets a paper that counts units, then the quantity stays and no pack multiplies it', () => {
    expect(
      lineAfter(sampleLine(1, { quantity: '36', amount: '3600' }), {
        kind: 'set_packs',
        lineId: 1,
        packs: '3',
        units: '12',
      }),
    ).toMatchObject({ quantity: '36', unitsPerPack: '1' });
  });

  it('When "3 cajas de 12" meets a paper that counts cases, then there are 3 cases of 12', () => {
    expect(
      lineAfter(sampleLine(1, { quantity: '3', amount: '300' }), {
        kind: 'set_packs',
        lineId: 1,
        packs: '3',
        units: '12',
      }),
    ).toMatchObject({ quantity: '3', unitsPerPack: '12', amount: '300' });
  });
});

describe('whole lines', () => {
  const draft = sampleDraft([
    sampleLine(1),
    sampleLine(2, { evidence: 'read' }),
    sampleLine(3, { evidence: 'doubtful' }),
  ]);

  it('When a line is removed, then the others keep their numbers', () => {
    expect(edited(draft, { kind: 'remove_line', lineId: 2 }).lines.map((line) => line.id)).toEqual([1, 3]);
  });

  it('When a line is added, then it gets the next number and its amount', () => {
    const added = edited(draft, {
      kind: 'add_line',
      description: ' coca  1,5 ',
      quantity: '6',
      unit: null,
      unitPrice: '980',
    }).lines.at(-1)!;
    expect(added).toMatchObject({
      id: 4,
      description: 'coca 1,5',
      amount: '5880',
      vatRate: '21',
      seen: true,
    });
    expect(added.confirmedFields).toEqual(['description', 'quantity', 'unitPrice', 'amount']);
  });

  it('When everything is confirmed, then only what was not proven is marked seen', () => {
    expect(edited(draft, { kind: 'confirm_all' }).lines.map((line) => line.seen)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('When a line lacks its quantity, then it cannot be confirmed', () => {
    const incomplete = sampleDraft([sampleLine(1, { quantity: null })]);
    expect(failure(incomplete, { kind: 'confirm_line', lineId: 1 })).toBe('incomplete');
    expect(failure(incomplete, { kind: 'confirm_all' })).toBe('incomplete');
  });

  it('When an alternative is chosen, then it replaces all figures', () => {
    const line = sampleLine(1, {
      evidence: 'doubtful',
      alternatives: [{ quantity: '16', unitPrice: '100', discountPercent: '0', amount: '1600' }],
    });
    expect(lineAfter(line, { kind: 'choose_alternative', lineId: 1, index: 0 })).toMatchObject({
      quantity: '16',
      amount: '1600',
      seen: true,
      alternatives: [],
    });
    expect(failure(sampleDraft([line]), { kind: 'choose_alternative', lineId: 1, index: 1 })).toBe(
      'no_such_alternative',
    );
  });
});

describe('what is refused', () => {
  const draft = sampleDraft([sampleLine(1)]);
  it.each([
    [{ kind: 'remove_line', lineId: 9 } as const, 'unknown_line'],
    [setQuantity('-3'), 'negative'],
    [setQuantity('0'), 'negative'],
    [setQuantity('doce'), 'bad_value'],
    [setPrice('9'.repeat(14)), 'too_large'],
    [{ kind: 'set_line_field', lineId: 1, field: 'vatRate', value: '20' } as const, 'bad_value'],
    [{ kind: 'set_line_field', lineId: 1, field: 'description', value: '  ' } as const, 'bad_value'],
    [{ kind: 'set_units_per_pack', lineId: 1, units: '0' } as const, 'negative'],
    [{ kind: 'set_header_field', field: 'issuerCuit', value: '20123456789' } as const, 'bad_cuit'],
    [{ kind: 'set_header_field', field: 'date', value: '2026-02-30' } as const, 'bad_value'],
    [{ kind: 'set_header_field', field: 'cae', value: '123' } as const, 'bad_value'],
    [{ kind: 'set_exchange_rate', value: '1180' } as const, 'bad_value'],
  ])('When %j, then %s', (edit, code) => {
    expect(failure(draft, edit)).toBe(code);
  });

  it('When the paper prints a line below zero, then it may stay below zero', () => {
    expect(
      lineAfter(sampleLine(1, { quantity: '-2', amount: '-200', evidence: 'read' }), setQuantity('-3')),
    ).toMatchObject({ quantity: '-3', amount: '-300' });
  });
});

describe('header', () => {
  const draft = sampleDraft([sampleLine(1)]);
  const header = (field: Extract<DraftEdit, { kind: 'set_header_field' }>['field'], value: string) =>
    edited(draft, { kind: 'set_header_field', field, value });

  it('When a day is said without its year, then it is the document’s year', () => {
    expect(header('date', '--11-05').header.date).toBe('2026-11-05');
  });

  it('When the letter changes, then type, kind and VAT follow', () => {
    const changed = header('letter', 'b');
    expect(changed.header).toMatchObject({ letter: 'B', documentType: 6 });
    expect(changed.pricesIncludeVat).toBe(true);
    expect(changed.headerSource).toMatchObject({ letter: 'person', documentType: 'person', total: 'qr' });
  });

  it('When the total is written, then it is rounded to cents and is the person’s', () => {
    const changed = header('total', '12345.678');
    expect(changed.header.total).toBe('12345.68');
    expect(changed.headerSource.total).toBe('person');
  });
});

it('When any figure of any line is corrected, then the person’s value stands and nothing proven moved', () => {
  const figure = fc.integer({ min: 1, max: 999_999 }).map((n) => String(n / 100));
  const evidence = fc.constantFrom('proven', 'read', 'doubtful') as fc.Arbitrary<DraftLine['evidence']>;
  const field = fc.constantFrom('quantity', 'unitPrice', 'amount') as fc.Arbitrary<
    'quantity' | 'unitPrice' | 'amount'
  >;
  fc.assert(
    fc.property(
      figure,
      figure,
      figure,
      evidence,
      field,
      figure,
      (quantity, unitPrice, amount, how, which, value) => {
        const before = sampleLine(1, { quantity, unitPrice, amount, evidence: how });
        const after = lineAfter(before, { kind: 'set_line_field', lineId: 1, field: which, value });
        expect(dec(after[which]!).eq(dec(value))).toBe(true);
        if (how === 'proven')
          for (const other of ['quantity', 'unitPrice', 'amount'] as const)
            if (other !== which) expect(dec(after[other]!).eq(dec(before[other]!))).toBe(true);
      },
    ),
  );
});

describe('an edited draft, certified again', () => {
  const closed = (line: DraftLine): InvoiceDraft =>
    sampleDraft([line], {
      checks: [{ name: 'total_proven', ok: true, detail: 'qr' }],
      header: { ...sampleDraft([]).header, issuerCuit: '30528582929' },
    });

  it('When the one wrong figure is corrected and the sum meets the total, then it is certified', () => {
    const wrong = closed(sampleLine(1, { quantity: '70', evidence: 'doubtful', doubt: 'arithmetic' }));
    expect(certify(wrong).status).toBe('review');
    expect(certify(edited(wrong, setQuantity('10'))).status).toBe('certified');
  });

  it('When a correction breaks a proven line, then it is not certified and keeps its ways out', () => {
    const draft = certify(edited(closed(sampleLine(1)), setQuantity('12')));
    expect(draft.status).toBe('review');
    expect(draft.lines[0]).toMatchObject({ evidence: 'doubtful', doubt: 'arithmetic' });
    const back = edited(draft, { kind: 'choose_alternative', lineId: 1, index: 2 });
    expect(certify(back).status).toBe('certified');
  });

  it('When a line is removed, then the sum no longer meets the total', () => {
    const draft = closed(sampleLine(1));
    const two = { ...draft, lines: [...draft.lines, sampleLine(2)] };
    expect(certify(edited(two, { kind: 'remove_line', lineId: 2 })).status).toBe('certified');
    expect(certify(two).reason).toBe('sum_mismatch');
  });
});
