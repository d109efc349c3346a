import {
  type CountLineVerb,
  type CountVerb,
  countButton,
  countLineButton,
  keepButton,
  newCountButton,
} from '../../../../bot/features/counting/callbacks.ts';
import { forgetExpiryButton } from '../../../../bot/features/expiry/callbacks.ts';
import { moveButton, undoButton } from '../../../../bot/features/moves/callbacks.ts';
import { newId } from '../../../../core/platform/ids.ts';
import { recordOperation } from '../../../../core/stock/operations.ts';
import { createProposal, type ProposalChange } from '../../../../core/stock/proposals.ts';
import { openCounts } from '../../../../drizzle/queries/counts.ts';
import { after, type ButtonRow, ENROLLED, OF_THE_SHOP, OWNER, type Scene, value } from './row.ts';

/** One of each change of a proposal: the compiler says when one is missing. */
const CHANGES: { readonly [V in ProposalChange['verb']]: Extract<ProposalChange, { verb: V }> } = {
  choose: { verb: 'choose', item: 0, candidate: 0 },
  create: { verb: 'create', item: 0 },
  quantity: { verb: 'quantity', item: 0, quantity: '3' },
  loose: { verb: 'loose', item: 0 },
  remove: { verb: 'remove', item: 0 },
  ask: { verb: 'ask', item: 0 },
  cancel: { verb: 'cancel' },
  confirm: { verb: 'confirm' },
};

const aProposal =
  (who: 'personal' | 'encargado', change: ProposalChange) =>
  async ({ db, cast, yerba }: Scene): Promise<string> => {
    const created = await createProposal(db, {
      actor: cast.people[who],
      chatId: cast.people[who].telegramUserId ?? 0,
      origin: newId(),
      kind: 'entry',
      items: [{ phrase: `yerba ${newId()}`, quantity: '2', unit: null, product: yerba, candidates: [yerba] }],
      now: new Date(),
      announce: async () => undefined,
    });
    return moveButton(value(created).id, 1, change);
  };

const MOVES: readonly ButtonRow[] = [
  ...Object.values(CHANGES).map((change) => ({
    name: `${change.verb} in somebody’s own proposal`,
    allowed: ['personal'] as const,
    make: aProposal('personal', change),
  })),
  { name: 'a colleague’s proposal', allowed: ['encargado'], make: aProposal('encargado', CHANGES.confirm) },
  {
    name: 'undo of what staff recorded',
    allowed: ['personal', 'dueño'],
    make: async ({ db, cast, yerba }) => {
      const recorded = await recordOperation(db, {
        actor: cast.people.personal,
        key: newId(),
        kind: 'entry',
        items: [{ productId: yerba.id, quantity: '1' }],
        now: new Date(),
      });
      return undoButton(value(recorded).operationId);
    },
  },
];

/** Somebody of the shop counts the product and says 8; the count is open. */
async function aCount(scene: Scene, who: 'personal' | 'encargado' = 'personal'): Promise<string> {
  const { db, cast, doors } = scene;
  await doors.sends(cast.people[who].telegramUserId ?? 0, '/calibrar yerba');
  const [open] = await openCounts(db, cast.companyId, cast.shopId);
  if (open === undefined) throw new Error('no count is open');
  return open.id;
}

async function aCounted(scene: Scene): Promise<string> {
  const countId = await aCount(scene);
  await scene.doors.sends(scene.cast.people.personal.telegramUserId ?? 0, '8');
  return countId;
}

const aboutCount =
  (verb: CountVerb) =>
  async (scene: Scene): Promise<string> => {
    const countId = await aCounted(scene);
    if (verb === 'undo')
      await scene.doors.presses(scene.cast.people.dueño.telegramUserId ?? 0, countButton(countId, 'close'));
    return countButton(countId, verb);
  };

/** Two people counted different numbers, and something was sold meanwhile: there is something to say about it. */
async function aDispute(scene: Scene): Promise<string> {
  const { cast, doors, db, yerba } = scene;
  const countId = await aCount(scene);
  await aCount(scene, 'encargado');
  const sold = await recordOperation(db, {
    actor: cast.people.dueño,
    key: newId(),
    kind: 'sale',
    items: [{ productId: yerba.id, quantity: '1' }],
    now: new Date(),
  });
  value(sold);
  await doors.sends(cast.people.personal.telegramUserId ?? 0, '8');
  await doors.sends(cast.people.encargado.telegramUserId ?? 0, '1');
  return countId;
}

const COUNT_VERBS: Readonly<Record<CountVerb, ButtonRow['allowed']>> = {
  go: OF_THE_SHOP,
  review: ENROLLED,
  ask_cancel: ENROLLED,
  cancel: OF_THE_SHOP,
  close: OF_THE_SHOP,
  /** By whoever closed it: here the owner. */
  undo: OWNER,
};
const COUNT_LINE_VERBS: Readonly<Record<CountLineVerb, ButtonRow['allowed']>> = {
  line: ENROLLED,
  skip: OF_THE_SHOP,
  again: OF_THE_SHOP,
  vouch: OF_THE_SHOP,
  add: OF_THE_SHOP,
};

const COUNTS: readonly ButtonRow[] = [
  { name: 'a count of everything', allowed: ENROLLED, make: () => newCountButton('all') },
  { name: 'a count of a category', allowed: ENROLLED, make: () => newCountButton({ category: 'Almacén' }) },
  {
    name: 'a count of a product',
    allowed: ENROLLED,
    make: ({ yerba }) => newCountButton({ productId: yerba.id }),
  },
  ...Object.entries(COUNT_VERBS).map(([verb, allowed]) => ({
    name: `${verb} of a count`,
    allowed,
    make: aboutCount(verb as CountVerb),
  })),
  ...Object.entries(COUNT_LINE_VERBS).map(([verb, allowed]) => ({
    name: `${verb} of a counted product`,
    allowed,
    make: async (scene: Scene) =>
      countLineButton(await aDispute(scene), verb as CountLineVerb, scene.yerba.id),
  })),
  {
    name: 'keep one’s number',
    allowed: OF_THE_SHOP,
    make: async (scene) =>
      keepButton(await aDispute(scene), scene.yerba.id, scene.cast.people.personal.personId),
  },
];

const TRANSFER = (verb: string) => new RegExp(`^trf:.*:${verb}$`);
const drafted = (...presses: readonly [...RegExp[], RegExp]) =>
  after('personal', '/transferir 2 yerba a otro local', ...presses);
/** On its way, seen by who works where it goes. */
const onTheWay =
  (...presses: readonly [...RegExp[], RegExp]) =>
  async (scene: Scene): Promise<string> => {
    const { cast, doors } = scene;
    const send = await drafted(TRANSFER('send'))(scene);
    await doors.presses(cast.people.personal.telegramUserId ?? 0, send);
    const open = send.replace(/send$/, 'open');
    let data = open;
    for (const wanted of presses) {
      const { buttons } = await doors.presses(cast.people['other shop'].telegramUserId ?? 0, data);
      const next = buttons.findLast((one) => wanted.test(one));
      if (next === undefined) throw new Error(`no ${wanted} among ${buttons.join(' ')}`);
      data = next;
    }
    return data;
  };

const TRANSFERS: readonly ButtonRow[] = [
  {
    name: 'a transfer to look at',
    allowed: ENROLLED,
    make: async (scene) => (await drafted(TRANSFER('send'))(scene)).replace(/send$/, 'open'),
  },
  { name: 'sending a transfer', allowed: OF_THE_SHOP, make: drafted(TRANSFER('send')) },
  {
    name: 'goods that are there already',
    allowed: ['encargado', 'dueño'],
    make: async (scene) => (await drafted(TRANSFER('send'))(scene)).replace(/send$/, 'now'),
  },
  { name: 'giving up a transfer', allowed: ENROLLED, make: drafted(TRANSFER('cancel')) },
  {
    name: 'a transfer that came',
    allowed: ['other shop', 'encargado', 'dueño'],
    make: onTheWay(TRANSFER('ok')),
  },
  {
    name: 'a transfer that came otherwise',
    allowed: ['other shop', 'encargado', 'dueño'],
    make: onTheWay(TRANSFER('differs')),
  },
  {
    name: 'taking back a transfer that came',
    allowed: ['other shop', 'dueño'],
    make: async (scene) => {
      const came = await onTheWay(TRANSFER('ok'))(scene);
      await scene.doors.presses(scene.cast.people['other shop'].telegramUserId ?? 0, came);
      return came.replace(/ok$/, 'undo');
    },
  },
  {
    name: 'how many of a line came',
    allowed: ['other shop', 'encargado', 'dueño'],
    make: onTheWay(TRANSFER('differs'), TRANSFER('line:\\d')),
  },
  ...(['broken', 'lost', 'stayed'] as const).map((reason) => ({
    name: `why less came: ${reason}`,
    allowed: ['other shop', 'encargado', 'dueño'] as const,
    make: async (scene: Scene) => (await onTheWay(TRANSFER('ok'))(scene)).replace(/ok$/, `why:1:${reason}`),
  })),
];

const EXPIRY: readonly ButtonRow[] = [
  {
    name: 'taking a date back',
    allowed: OF_THE_SHOP,
    make: async (scene) => {
      await scene.doors.sends(
        scene.cast.people.dueño.telegramUserId ?? 0,
        '/vencimientos 3 yerba 31/12/2099',
      );
      return forgetExpiryButton(scene.yerba.id, '2099-12-31');
    },
  },
];

export const STOCK_ROWS: readonly ButtonRow[] = [
  { name: 'a page of stock', allowed: ENROLLED, make: () => 'stk:0:yerba' },
  ...MOVES,
  ...COUNTS,
  ...TRANSFERS,
  ...EXPIRY,
];
