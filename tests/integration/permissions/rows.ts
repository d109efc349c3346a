import { exportButton, importButton } from '../../../bot/features/exchange/callbacks.ts';
import { moveButton, undoButton } from '../../../bot/features/moves/callbacks.ts';
import { inviteButton, personButton } from '../../../bot/features/people/callbacks.ts';
import { documentButton } from '../../../bot/features/receiving/callbacks.ts';
import type { Product } from '../../../core/catalog/products.ts';
import { openImport } from '../../../core/exchange/imports.ts';
import { newId } from '../../../core/platform/ids.ts';
import { recordOperation } from '../../../core/stock/operations.ts';
import { createProposal } from '../../../core/stock/proposals.ts';
import type { Db } from '../../../drizzle/client.ts';
import { aDocument, aDraft, aLine, aMatch } from '../../support/factories.ts';
import type { Cast, Persona } from './doors.ts';

export interface Scene {
  readonly db: Db;
  readonly cast: Cast;
  readonly yerba: Product;
}

/** Who may; everybody else of the company is refused, strangers and the revoked get nothing. */
type Allowed = readonly Exclude<Persona, 'stranger' | 'revoked'>[];

const ENROLLED: Allowed = ['other shop', 'personal', 'encargado', 'dueño'];
const IN_CHARGE: Allowed = ['encargado', 'dueño'];
const OWNER: Allowed = ['dueño'];

/** Every command, and words that do the same. */
export const COMMAND_ROWS: readonly { readonly text: string; readonly allowed: Allowed }[] = [
  { text: '/start', allowed: ENROLLED },
  { text: '/ayuda', allowed: ENROLLED },
  { text: '/stock yerba', allowed: ENROLLED },
  { text: '/informe_stock', allowed: ENROLLED },
  { text: '/entrada 2 yerba', allowed: ENROLLED },
  { text: '/salida 2 yerba', allowed: ENROLLED },
  { text: '/venta 2 yerba', allowed: ENROLLED },
  { text: '/merma 2 yerba', allowed: ENROLLED },
  { text: '/corregir yerba 2', allowed: IN_CHARGE },
  { text: 'saqué 2 yerba', allowed: ENROLLED },
  { text: '/deshacer', allowed: ENROLLED },
  { text: '/pendientes', allowed: ENROLLED },
  { text: '/exportar', allowed: IN_CHARGE },
  { text: '/importar', allowed: IN_CHARGE },
  { text: '/usuarios', allowed: IN_CHARGE },
  { text: '/invitar', allowed: OWNER },
  { text: '/estado', allowed: ENROLLED },
  { text: '/soporte', allowed: ENROLLED },
  { text: '/cancelar', allowed: ENROLLED },
];

export interface ButtonRow {
  readonly name: string;
  readonly allowed: Allowed;
  /** Callback data of a button that is really there. */
  readonly make: (scene: Scene) => Promise<string> | string;
}

const value = <T>(outcome: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
};

const aProposalOf =
  (who: 'personal' | 'encargado') =>
  async ({ db, cast, yerba }: Scene): Promise<string> => {
    const proposal = value(
      await createProposal(db, {
        actor: cast.people[who],
        chatId: cast.people[who].telegramUserId ?? 0,
        origin: newId(),
        kind: 'entry',
        items: [{ phrase: 'yerba', quantity: '2', unit: null, product: yerba, candidates: [yerba] }],
        now: new Date(),
        announce: async () => undefined,
      }),
    );
    return moveButton(proposal.id, 1, { verb: 'confirm' });
  };

/** Every kind of button. A feature's own are added as rows here. */
export const BUTTON_ROWS: readonly ButtonRow[] = [
  { name: 'a page of stock', allowed: ENROLLED, make: () => 'stk:0:yerba' },
  { name: 'somebody’s own proposal', allowed: ['personal'], make: aProposalOf('personal') },
  { name: 'a colleague’s proposal', allowed: ['encargado'], make: aProposalOf('encargado') },
  {
    name: 'undo of what staff recorded',
    allowed: ['personal', 'dueño'],
    make: async ({ db, cast, yerba }) =>
      undoButton(
        value(
          await recordOperation(db, {
            actor: cast.people.personal,
            key: newId(),
            kind: 'entry',
            items: [{ productId: yerba.id, quantity: '1' }],
            now: new Date(),
          }),
        ).operationId,
      ),
  },
  {
    name: 'confirm of a paper',
    allowed: ['personal', 'encargado', 'dueño'],
    make: async ({ db, cast, yerba }) => {
      const id = await aDocument(db, {
        uploader: cast.people.personal,
        draft: aDraft({ lines: [aLine(1)] }),
        matches: [aMatch(1, yerba)],
      });
      return documentButton(id, { verb: 'confirm', version: 1, acceptDifference: false });
    },
  },
  { name: 'a table to take out', allowed: IN_CHARGE, make: () => exportButton('stock', 'csv') },
  {
    name: 'a table that the owner sent',
    allowed: OWNER,
    make: async ({ db, cast }) => {
      const opened = await openImport(db, {
        actor: cast.people.dueño,
        chatId: 1,
        origin: newId(),
        fileName: 'p.csv',
        bytes: Buffer.from(`sku,nombre\n${newId()},Algo ${newId()}\n`),
        now: new Date(),
      });
      return importButton(value(opened).file.id, true);
    },
  },
  { name: 'an invitation', allowed: OWNER, make: ({ cast }) => inviteButton(cast.shopId, 'staff') },
  {
    name: 'taking access away',
    allowed: OWNER,
    make: ({ cast }) => personButton(cast.people['other shop'].personId, 'revoke'),
  },
];

/** Data that no button of ours has, or had: nothing may happen, and nothing may break. */
export const FORGED: readonly string[] = [
  `mov:${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}:ok:1`,
  'mov:1:ok:1',
  `mov:${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}:q:1:0:999999`,
  `und:${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`,
  "und:'; drop table movement; --",
  `imp:${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}:yes`,
  'exp:people:csv',
  `doc:${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}:ok:1:0`,
  `usr:${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}:revoke`,
  `inv:${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}:r:owner`,
  'nothing:at:all',
  '',
];
