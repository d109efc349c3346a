import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DocumentAction,
  documentButton,
  readDocumentButton,
} from '../../../bot/features/receiving/callbacks.ts';

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const count = fc.integer({ min: 0, max: 9999 });
const onLine = { lineId: count, version: count };
const units = fc.constantFrom('1', '12', '0.5', '1000.125');

const action: fc.Arbitrary<DocumentAction> = fc.oneof(
  fc.record({ verb: fc.constant('confirm' as const), version: count, acceptDifference: fc.boolean() }),
  fc.record({ verb: fc.constant('page' as const), page: count }),
  fc.record({ verb: fc.constant('line' as const), lineId: count }),
  fc.record({ verb: fc.constantFrom('seen', 'remove', 'unmap', 'create'), ...onLine }),
  fc.record({ verb: fc.constantFrom('alternative', 'map'), index: count, ...onLine }),
  fc.record({ verb: fc.constant('create_all' as const), version: count }),
  fc.record({ verb: fc.constant('pack' as const), units, ...onLine }),
  fc.record({
    verb: fc.constant('treatment' as const),
    treatment: fc.constantFrom('goods' as const, 'money' as const),
    version: count,
  }),
  fc.record({ verb: fc.constant('delivery_note' as const), same: fc.boolean(), version: count }),
  fc.record({ verb: fc.constantFrom('discard', 'undo'), sure: fc.boolean() }),
  fc.record({ verb: fc.constantFrom('open', 'reopen') }),
) as fc.Arbitrary<DocumentAction>;

describe('the buttons of a document', () => {
  it('When a button is pressed, then it says exactly what it was drawn for, within Telegram’s 64 bytes', () => {
    fc.assert(
      fc.property(action, (one) => {
        const data = documentButton(ID, one);
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
        expect(readDocumentButton(data)).toEqual({ documentId: ID, action: one });
      }),
    );
  });

  it('When callback data is anything else, then it is no button', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (tail) => {
        const read = readDocumentButton(`doc:${ID}:${tail}`);
        if (read !== null) expect(documentButton(ID, read.action)).toBe(`doc:${ID}:${tail}`);
      }),
    );
    for (const data of [
      '',
      'doc:',
      `doc:${ID}`,
      `doc:${ID}:toString`,
      `doc:${ID}:ok:1`,
      `doc:x:p:1`,
      `doc:${ID}:u:1:1e9:2`,
    ])
      expect(readDocumentButton(data)).toBeNull();
  });
});
