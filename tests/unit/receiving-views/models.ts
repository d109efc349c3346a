import type { ReviewModel } from '../../../bot/features/receiving/view-model.ts';
import type { LineMatch } from '../../../core/catalog/line-match.ts';
import type { InvoiceDraft } from '../../../core/invoice/draft.ts';

export const DOCUMENT_ID = '0192f0c4-7b1e-7c3a-9d55-0a1b2c3d4e5f';

export const match = (lineId: number, changes: Partial<LineMatch> = {}): LineMatch => ({
  lineId,
  productId: `product-${lineId}`,
  productName: `Producto ${lineId}`,
  via: 'alias_code',
  unitsPerPack: '1',
  candidates: [],
  ...changes,
});

export const unknown = (lineId: number, ...names: readonly string[]): LineMatch =>
  match(lineId, {
    productId: null,
    productName: null,
    via: null,
    candidates: names.map((name) => ({ productId: name, name, score: 0.5 })),
  });

export const reviewModel = (draft: InvoiceDraft, changes: Partial<ReviewModel> = {}): ReviewModel => ({
  document: { id: DOCUMENT_ID, version: 4, state: 'review' },
  draft,
  matches: draft.lines.map((line) => match(line.id)),
  page: 0,
  blockers: [],
  unseenLineIds: [],
  unknownLineIds: [],
  difference: null,
  treatment: null,
  deliveryNote: null,
  priceJumps: [],
  ...changes,
});
