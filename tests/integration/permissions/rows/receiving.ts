import { attachButton, createButton } from '../../../../bot/features/barcodes/callbacks.ts';
import { askExpiryButton } from '../../../../bot/features/expiry/callbacks.ts';
import { type DocumentAction, documentButton } from '../../../../bot/features/receiving/callbacks.ts';
import { newId } from '../../../../core/platform/ids.ts';
import { postReceipt } from '../../../../core/stock/post-receipt.ts';
import { setHasExpiry } from '../../../../drizzle/queries/lots.ts';
import { inTransaction } from '../../../../drizzle/transaction.ts';
import { aDocument, aDraft, aLine, aMatch } from '../../../support/factories.ts';
import { type ButtonRow, ENROLLED, OF_THE_SHOP, type Scene, value } from './row.ts';

/** One of each press on a document's card: the compiler says when one is missing. */
const PRESSES: { readonly [V in DocumentAction['verb']]: Extract<DocumentAction, { verb: V }> } = {
  confirm: { verb: 'confirm', version: 1, acceptDifference: false },
  page: { verb: 'page', page: 0 },
  line: { verb: 'line', lineId: 1 },
  seen: { verb: 'seen', lineId: 1, version: 1 },
  remove: { verb: 'remove', lineId: 1, version: 1 },
  alternative: { verb: 'alternative', lineId: 1, index: 0, version: 1 },
  map: { verb: 'map', lineId: 1, index: 0, version: 1 },
  unmap: { verb: 'unmap', lineId: 1, version: 1 },
  create: { verb: 'create', lineId: 1, version: 1 },
  create_all: { verb: 'create_all', version: 1 },
  pack: { verb: 'pack', lineId: 1, units: '6', version: 1 },
  treatment: { verb: 'treatment', treatment: 'goods', version: 1 },
  delivery_note: { verb: 'delivery_note', same: false, version: 1 },
  discard: { verb: 'discard', sure: true },
  open: { verb: 'open' },
  reopen: { verb: 'reopen' },
  undo: { verb: 'undo', sure: true },
};

let codes = 0;
/** A GTIN-8 that no product has. */
function aCode(): string {
  codes += 1;
  const digits = `7790${String(codes).padStart(3, '0')}`;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const DOUBTFUL = aLine(1, {
  evidence: 'doubtful',
  alternatives: [{ quantity: '16', unitPrice: '100', discountPercent: '0', amount: '1600' }],
});

async function aPaper({ db, cast, yerba }: Scene, verb?: DocumentAction['verb']): Promise<string> {
  const match = { ...aMatch(1, yerba), candidates: [{ productId: yerba.id, name: yerba.name, score: 1 }] };
  const documentId = await aDocument(db, {
    uploader: cast.people.personal,
    draft: aDraft({
      lines: [verb === 'alternative' ? DOUBTFUL : aLine(1)],
      kind: verb === 'treatment' ? 'credit_note' : 'invoice',
    }),
    matches: verb === 'create' || verb === 'create_all' ? [] : [match],
    more: verb === 'reopen' ? { state: 'rejected' } : {},
  });
  return documentId;
}

async function received(scene: Scene): Promise<{ documentId: string; receiptId: string }> {
  const documentId = await aPaper(scene);
  const { personal } = scene.cast.people;
  const posted = await postReceipt(scene.db, {
    documentId,
    actor: personal,
    acceptDifference: false,
    now: new Date(),
  });
  return { documentId, receiptId: value(posted).receiptId };
}

export const RECEIVING_ROWS: readonly ButtonRow[] = [
  ...Object.values(PRESSES).map((action) => ({
    name: `${action.verb} of a paper`,
    // The owner may take back what others received; a colleague may not.
    allowed: action.verb === 'undo' ? (['personal', 'dueño'] as const) : OF_THE_SHOP,
    make: async (scene: Scene) =>
      documentButton(
        action.verb === 'undo' ? (await received(scene)).documentId : await aPaper(scene, action.verb),
        action,
      ),
  })),
  {
    name: 'when a delivery expires',
    allowed: ENROLLED,
    make: async (scene) => {
      const { receiptId } = await received(scene);
      await inTransaction(scene.db, (tx) => setHasExpiry(tx, scene.cast.companyId, scene.yerba.id, true));
      return askExpiryButton(receiptId, scene.yerba.id);
    },
  },
  {
    name: 'a code for a product',
    allowed: ENROLLED,
    make: ({ yerba }) => attachButton(aCode(), yerba.id),
  },
  {
    name: 'a product for a code',
    allowed: ENROLLED,
    make: () => createButton(aCode(), `Algo ${newId().slice(0, 8)}`) ?? '',
  },
];
