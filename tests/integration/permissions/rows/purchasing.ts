import {
  type ItemVerb,
  itemButton,
  listButton,
  type NoteVerb,
  noteButton,
} from '../../../../bot/features/missing/callbacks.ts';
import {
  draftButton,
  ORDERS_BUTTON,
  type OrderAction,
  orderButton,
  termButton,
} from '../../../../bot/features/ordering/callbacks.ts';
import {
  type ReviewAction,
  reviewButton,
  type SettingsVerb,
  settingsButton,
} from '../../../../bot/features/prices/callbacks.ts';
import { ensureSupplier } from '../../../../core/catalog/suppliers.ts';
import type { Actor } from '../../../../core/people/actor.ts';
import { newId } from '../../../../core/platform/ids.ts';
import { markMissing, missingList } from '../../../../core/purchasing/missing-list.ts';
import { askNote, confirmNote } from '../../../../core/purchasing/missing-note.ts';
import { draftOrder } from '../../../../core/purchasing/orders.ts';
import { sendOrder } from '../../../../core/purchasing/sending.ts';
import type { Term, TermValue } from '../../../../core/purchasing/supplier-terms.ts';
import { inTransaction } from '../../../../drizzle/transaction.ts';
import { SUPPLIER_CUIT } from '../../../support/factories.ts';
import { after, type ButtonRow, ENROLLED, IN_CHARGE, OF_THE_SHOP, type Scene, value } from './row.ts';

/** Confirmed, or waiting to be told which yerba is meant. */
async function aNote({ db, yerba }: Scene, actor: Actor, isConfirmed: boolean): Promise<string> {
  const now = new Date();
  const item = {
    phrase: 'yerba',
    quantity: '2',
    unit: null,
    productId: isConfirmed ? yerba.id : null,
    candidates: [yerba.id, newId()],
  };
  const asked = await askNote(db, { actor, items: [item], operationId: newId(), now });
  const { id } = value(asked);
  if (isConfirmed) {
    const wish = { actor, noteId: id, now };
    value(await confirmNote(db, wish));
  }
  return id;
}

const NOTE_PRESSES: { readonly [V in NoteVerb['verb']]: NoteVerb } = {
  confirm: { verb: 'confirm' },
  drop: { verb: 'drop' },
  undo: { verb: 'undo' },
  choose: { verb: 'choose', position: 0, candidate: 0 },
};

async function anItem(scene: Scene, verb: ItemVerb): Promise<string> {
  const { db, cast } = scene;
  const { companyId, shopId } = cast;
  const actor = cast.people.dueño;
  await aNote(scene, actor, true);
  const [group] = await missingList(db, { companyId, locationId: shopId });
  const itemId = group?.items[0]?.id ?? '';
  if (verb === 'open') value(await markMissing(db, { actor, itemId, as: 'done', now: new Date() }));
  return itemButton(itemId, verb);
}

const ITEM_VERBS: Readonly<Record<ItemVerb, ButtonRow['allowed']>> = {
  /** Of one's own list: there it is not. */
  view: ENROLLED,
  done: OF_THE_SHOP,
  removed: OF_THE_SHOP,
  open: OF_THE_SHOP,
};

const MISSING: readonly ButtonRow[] = [
  ...Object.values(NOTE_PRESSES).map((action) => ({
    name: `${action.verb} of somebody’s note`,
    allowed: ['personal'] as const,
    make: async (scene: Scene) =>
      noteButton(await aNote(scene, scene.cast.people.personal, action.verb === 'undo'), action),
  })),
  { name: 'a page of what is missing', allowed: ENROLLED, make: () => listButton(0) },
  ...Object.entries(ITEM_VERBS).map(([verb, allowed]) => ({
    name: `${verb} of a missing thing`,
    allowed,
    make: (scene: Scene) => anItem(scene, verb as ItemVerb),
  })),
];

const ORDER_PRESSES: { readonly [V in OrderAction['verb']]: OrderAction } = {
  view: { verb: 'view', page: 0 },
  line: { verb: 'line', lineNo: 1 },
  set: { verb: 'set', lineNo: 1, quantity: '4' },
  send: { verb: 'send' },
  text: { verb: 'text' },
  csv: { verb: 'csv' },
  unsend: { verb: 'unsend' },
  ask_end: { verb: 'ask_end' },
  end: { verb: 'end' },
};

async function anOrder(scene: Scene, verb: OrderAction['verb']): Promise<string> {
  const { db, cast } = scene;
  const actor = cast.people.dueño;
  await aNote(scene, actor, true);
  const now = new Date();
  const { id } = value(await draftOrder(db, { actor, supplierId: null, now }));
  if (verb === 'unsend' || verb === 'end' || verb === 'ask_end')
    value(await sendOrder(db, { actor, orderId: id, now }));
  return id;
}

const TERMS: readonly (readonly [Term, TermValue | 'keep'])[] = [
  ['leadTimeDays', '3'],
  ['reviewDays', '7'],
  ['orderDays', null],
  ['minimumOrder', '50000'],
  ['budget', 'keep'],
];

async function aSupplier({ db, cast }: Scene): Promise<string> {
  const { companyId } = cast;
  const wish = { companyId, cuit: SUPPLIER_CUIT, name: 'Golosinas Cañada' };
  return (await inTransaction(db, (tx) => ensureSupplier(tx, wish))).id;
}

const ORDERS: readonly ButtonRow[] = [
  ...TERMS.map(([term, said]) => ({
    name: `${term} of a supplier`,
    allowed: said === 'keep' ? ENROLLED : IN_CHARGE,
    make: async (scene: Scene) => termButton(await aSupplier(scene), term, said),
  })),

  { name: 'the orders', allowed: IN_CHARGE, make: () => ORDERS_BUTTON },
  { name: 'a draft', allowed: IN_CHARGE, make: () => draftButton(null) },
  ...Object.values(ORDER_PRESSES).map((action) => ({
    name: `${action.verb} of an order`,
    allowed: IN_CHARGE,
    make: async (scene: Scene) => orderButton(await anOrder(scene, action.verb), action),
  })),
];

const REVIEW_PRESSES: { readonly [V in ReviewAction['verb']]: ReviewAction } = {
  apply: { verb: 'apply' },
  ignore: { verb: 'ignore' },
  undo: { verb: 'undo' },
  edit: { verb: 'edit', page: 0 },
  view: { verb: 'view' },
  line: { verb: 'line', position: 0 },
  set: { verb: 'set', position: 0, price: '2100' },
};

let asked = 2000;
/** Never the price that it has: that would change nothing. */
function dearer(): string {
  asked += 1;
  return String(asked);
}

async function aReview(scene: Scene, verb: ReviewAction['verb']): Promise<string> {
  const apply = await after('encargado', `/precios yerba a ${dearer()}`, /^prc:.*:y$/)(scene);
  if (verb === 'undo') await scene.doors.presses(scene.cast.people.encargado.telegramUserId ?? 0, apply);
  return apply.split(':')[1] ?? '';
}

const SETTINGS: readonly SettingsVerb[] = ['csv', 'rules', 'index'];

const PRICES: readonly ButtonRow[] = [
  ...SETTINGS.map((verb) => ({
    name: `prices: ${verb}`,
    allowed: IN_CHARGE,
    make: () => settingsButton(verb),
  })),
  ...Object.values(REVIEW_PRESSES).map((action) => ({
    name: `${action.verb} of proposed prices`,
    // Only who applied them takes them back.
    allowed: action.verb === 'undo' ? (['encargado'] as const) : IN_CHARGE,
    make: async (scene: Scene) => reviewButton(await aReview(scene, action.verb), action),
  })),
];

export const PURCHASING_ROWS: readonly ButtonRow[] = [...MISSING, ...ORDERS, ...PRICES];
