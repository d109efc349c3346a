import { attachButton } from '../../../bot/features/barcodes/callbacks.ts';
import { importButton } from '../../../bot/features/exchange/callbacks.ts';
import { askExpiryButton } from '../../../bot/features/expiry/callbacks.ts';
import { openImport } from '../../../core/exchange/imports.ts';
import { newId } from '../../../core/platform/ids.ts';
import { postReceipt } from '../../../core/stock/post-receipt.ts';
import { setHasExpiry } from '../../../drizzle/queries/lots.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
import { aDocument, aDraft, aLine, aMatch } from '../../support/factories.ts';
import type { Persona } from '../permissions/doors.ts';
import { bringGoods, type Scene, value } from '../permissions/rows/row.ts';

type Who = Exclude<Persona, 'stranger' | 'revoked'>;

/** Somebody says words, presses the newest button in their chat that looks so, or one that this makes. */
export type Step = readonly [Who, string | RegExp | ((scene: Scene) => Promise<string>)];

export interface Dialogue {
  readonly name: string;
  readonly prepare?: (scene: Scene) => Promise<unknown>;
  readonly steps: readonly Step[];
  /** Rows that it leaves in these tables. */
  readonly leaves: Readonly<Record<string, number>>;
}

const aPaper = ({ db, cast, yerba }: Scene, isMatched: boolean): Promise<string> =>
  aDocument(db, {
    uploader: cast.people.personal,
    draft: aDraft({ lines: [aLine(1, { description: 'Galletitas surtidas' })] }),
    matches: isMatched ? [aMatch(1, yerba)] : [],
  });

async function delivered(scene: Scene): Promise<string> {
  const { db, cast, yerba } = scene;
  const documentId = await aPaper(scene, true);
  const actor = cast.people.personal;
  const posted = await postReceipt(db, { documentId, actor, acceptDifference: false, now: new Date() });
  await inTransaction(db, (tx) => setHasExpiry(tx, cast.companyId, yerba.id, true));
  return askExpiryButton(value(posted).receiptId, yerba.id);
}

async function aTable({ db, cast }: Scene): Promise<string> {
  const opened = await openImport(db, {
    actor: cast.people.dueño,
    chatId: 1,
    origin: newId(),
    fileName: 'p.csv',
    bytes: Buffer.from(`sku,nombre\n${newId()},Galletitas\n`),
    now: new Date(),
  });
  return importButton(value(opened).file.id, 'yes');
}

const BIG_EXIT: readonly Step[] = [
  ['personal', '/salida 1500 yerba'],
  ['personal', /^mov:.*:ok:/],
];
const manyYerbas = (scene: Scene) => bringGoods(scene, '2000');

/** Every dialogue of more than one step. */
export const DIALOGUES: readonly Dialogue[] = [
  {
    name: 'a movement whose number is asked for, and its undoing',
    steps: [
      ['personal', 'dejé yerba'],
      ['personal', '7'],
      ['personal', /^mov:.*:ok:/],
      ['personal', '/deshacer'],
      ['personal', /^und:/],
    ],
    leaves: { movement: 2, stock_operation: 1 },
  },
  {
    name: 'a movement that is given up',
    steps: [
      ['personal', 'dejé 2 yerba'],
      ['personal', '/cancelar'],
    ],
    leaves: { movement: 0, stock_proposal: 1 },
  },
  {
    name: 'a product that is created on the way',
    steps: [
      ['personal', 'dejé 2 zanahorias'],
      ['personal', /^mov:.*:n:/],
      ['personal', /^mov:.*:ok:/],
    ],
    leaves: { product: 1, movement: 1 },
  },
  {
    name: 'a large exit that the owner approves',
    prepare: manyYerbas,
    steps: [...BIG_EXIT, ['dueño', '/aprobaciones'], ['dueño', /^apr:.*:open$/], ['dueño', /^apr:.*:yes$/]],
    leaves: { movement: 1, approval: 1 },
  },
  {
    name: 'a large exit that the owner rejects',
    prepare: manyYerbas,
    steps: [...BIG_EXIT, ['dueño', /^apr:.*:no$/]],
    leaves: { movement: 0, approval: 1 },
  },
  {
    name: 'a count',
    steps: [
      ['personal', '/calibrar yerba'],
      ['personal', '8'],
      ['personal', /^cnt:.*:close$/],
    ],
    leaves: { movement: 1, stock_count: 1 },
  },
  {
    name: 'a count that is left for later',
    steps: [
      ['personal', '/calibrar yerba'],
      ['personal', '/cancelar'],
      ['personal', '/calibrar'],
    ],
    leaves: { movement: 0, stock_count: 1 },
  },
  {
    name: 'a transfer of which one is lost',
    steps: [
      ['personal', '/transferir 2 yerba a otro local'],
      ['personal', /^trf:.*:send$/],
      ['other shop', /^trf:.*:differs$/],
      ['other shop', /:line:1$/],
      ['other shop', '1'],
      ['other shop', /:why:1:lost$/],
      ['other shop', /^trf:.*:ok$/],
    ],
    leaves: { movement: 3 },
  },
  {
    name: 'an invoice that is corrected',
    prepare: (scene) => aPaper(scene, false),
    steps: [
      ['personal', '/pendientes'],
      ['personal', /^doc:.*:o$/],
      ['personal', /^doc:.*:(?:n:1|all):\d+$/],
      ['personal', 'renglón 1 son 12'],
      ['personal', /^doc:.*:ok:/],
      ['personal', '/deshacer'],
      ['personal', /^doc:.*:z:1$/],
    ],
    leaves: { product: 1, receipt: 1, movement: 2 },
  },
  {
    name: 'when a delivery expires',
    steps: [
      ['personal', delivered],
      ['personal', '31/12/2099'],
      ['personal', /^exl:/],
    ],
    leaves: { receipt: 1, lot: 1 },
  },
  { name: 'a table of products', steps: [['dueño', aTable]], leaves: { product: 1, import_file: 1 } },
  {
    name: 'a code for a product',
    steps: [['personal', async ({ yerba }) => attachButton('77900012', yerba.id)]],
    leaves: { product_barcode: 1 },
  },
  {
    name: 'what is missing becomes an order',
    steps: [
      ['dueño', 'falta yerba'],
      ['dueño', /^mis:.*:y$/],
      ['dueño', '/pedido'],
      ['dueño', /^ord:d:-$/],
      ['dueño', /^ord:.*:l1$/],
      ['dueño', /^ord:.*:q1=/],
      ['dueño', /^ord:.*:v0$/],
      ['dueño', /^ord:.*:s$/],
    ],
    leaves: { missing_item: 1, purchase_order: 1 },
  },
  {
    name: 'a price that is edited before it is applied',
    steps: [
      ['encargado', '/precios yerba a 2000'],
      ['encargado', /^prc:.*:e0$/],
      ['encargado', /^prc:.*:l0$/],
      ['encargado', /^prc:.*:q0=[1-9]/],
      ['encargado', /^prc:.*:y$/],
    ],
    leaves: { sale_price: 1, price_review: 1 },
  },
  {
    name: 'an invitation',
    steps: [
      ['dueño', '/invitar'],
      ['dueño', /^inv:.*:staff$/],
    ],
    leaves: { invitation: 1 },
  },
  {
    name: 'taking access away',
    steps: [
      ['dueño', '/usuarios'],
      ['dueño', /^usr:.*:ask$/],
      ['dueño', /^usr:.*:revoke$/],
    ],
    leaves: { person: 0 },
  },
  {
    name: 'a limit',
    steps: [
      ['dueño', '/aprobaciones'],
      ['dueño', /^apl$/],
      ['dueño', /^apl:staff:exit$/],
      ['dueño', /^apl:staff:exit:50000$/],
    ],
    leaves: { approval_limit: 1 },
  },
  {
    name: 'a minimum',
    steps: [
      ['dueño', '/alertas yerba 6'],
      ['dueño', /^min:.*:6$/],
    ],
    leaves: { stock_rule: 1 },
  },
  {
    name: 'where somebody works',
    steps: [
      ['dueño', '/depositos'],
      ['dueño', /^plc:.*:open$/],
      ['dueño', /^plc:.*:who$/],
      ['dueño', /^plm:/],
    ],
    leaves: { person: 0 },
  },
];
