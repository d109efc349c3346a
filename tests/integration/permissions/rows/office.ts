import { noticeButton, ruleButton, settingButton } from '../../../../bot/features/alerts/callbacks.ts';
import {
  decisionButton,
  LIMITS_BUTTON,
  limitButton,
  openButton,
} from '../../../../bot/features/approvals/callbacks.ts';
import { exportButton, importButton } from '../../../../bot/features/exchange/callbacks.ts';
import {
  forecastButton,
  outlookButton,
  preferenceButton,
  preferencesButton,
  shopDaysButton,
} from '../../../../bot/features/forecast/callbacks.ts';
import { inviteButton, type PersonVerb, personButton } from '../../../../bot/features/people/callbacks.ts';
import {
  moveButton as moveToPlaceButton,
  type PlaceVerb,
  placeButton,
} from '../../../../bot/features/places/callbacks.ts';
import { ALERT_KINDS, type AlertKind } from '../../../../core/alerts/kinds.ts';
import { applyImport, openImport } from '../../../../core/exchange/imports.ts';
import { APPROVAL_KINDS } from '../../../../core/people/approval-limits.ts';
import { createPlace } from '../../../../core/people/locations.ts';
import { newId } from '../../../../core/platform/ids.ts';
import { insertAlert, insertNotice } from '../../../../drizzle/queries/alerts.ts';
import { inTransaction } from '../../../../drizzle/transaction.ts';
import { aPerson } from '../../../support/factories.ts';
import { type ButtonRow, bringGoods, ENROLLED, IN_CHARGE, OWNER, type Scene, value } from './row.ts';

const now = (): Date => new Date();

async function aPlace({ db, cast }: Scene): Promise<string> {
  const name = `Fondo ${newId()}`;
  return value(await createPlace(db, cast.people.dueño, { kind: 'depot', name, now: now() })).id;
}

const PLACE_VERBS: Readonly<Record<PlaceVerb, ButtonRow['allowed']>> = {
  list: IN_CHARGE,
  open: IN_CHARGE,
  here: IN_CHARGE,
  who: OWNER,
  ask: OWNER,
  close: OWNER,
};

const PLACES: readonly ButtonRow[] = [
  ...Object.entries(PLACE_VERBS).map(([verb, allowed]) => ({
    name: `${verb} of a place`,
    allowed,
    make: async (scene: Scene) => placeButton(await aPlace(scene), verb as PlaceVerb),
  })),
  {
    name: 'where somebody works',
    allowed: OWNER,
    make: async (scene) => moveToPlaceButton(await aPlace(scene), scene.cast.people.personal.personId),
  },
];

const PERSON_VERBS: readonly PersonVerb[] = ['ask', 'revoke', 'list'];

async function somebody({ db, cast }: Scene): Promise<string> {
  const { companyId, shopId } = cast;
  return (await aPerson(db, { companyId, locationId: shopId, role: 'staff', name: 'Z' })).personId;
}

const PEOPLE: readonly ButtonRow[] = [
  ...(['owner', 'manager', 'staff'] as const).map((role) => ({
    name: `an invitation for ${role}`,
    allowed: OWNER,
    make: ({ cast }: Scene) => inviteButton(cast.shopId, role),
    isRepeatable: true,
  })),
  ...PERSON_VERBS.map((verb) => ({
    name: `${verb} of a person`,
    allowed: OWNER,
    make: async (scene: Scene) => personButton(await somebody(scene), verb),
  })),
];

/** Yerba that would go out with the owner's word. */
async function anApproval(scene: Scene): Promise<string> {
  const { db, cast, doors, yerba } = scene;
  await bringGoods({ db, cast, yerba }, '2000');
  const staff = cast.people.personal.telegramUserId ?? 0;
  const { buttons } = await doors.sends(staff, '/salida 1500 yerba');
  const confirm = buttons.find((data) => /^mov:.*:ok:/.test(data)) ?? '';
  const { buttons: asked } = await doors.presses(staff, confirm);
  const [, id] = /^apr:([^:]+):/.exec(asked.find((data) => data.startsWith('apr:')) ?? '') ?? [];
  if (id === undefined) throw new Error('the owner was not asked');
  return id;
}

const APPROVALS: readonly ButtonRow[] = [
  {
    name: 'an approval to look at',
    allowed: OWNER,
    make: async (scene) => openButton(await anApproval(scene)),
  },
  { name: 'approving', allowed: OWNER, make: async (scene) => decisionButton(await anApproval(scene), true) },
  {
    name: 'rejecting',
    allowed: OWNER,
    make: async (scene) => decisionButton(await anApproval(scene), false),
  },
  { name: 'the limits', allowed: OWNER, make: () => LIMITS_BUTTON },
  ...APPROVAL_KINDS.map((kind) => ({
    name: `choosing a limit of ${kind}`,
    allowed: OWNER,
    make: () => limitButton('staff', kind),
  })),
  { name: 'setting a limit', allowed: OWNER, make: () => limitButton('manager', 'price', '50') },
];

async function aNotice({ db, cast, yerba }: Scene): Promise<string> {
  const { companyId, people } = cast;
  const [id, alertId] = [newId(), newId()];
  await inTransaction(db, async (tx) => {
    const facts = { name: yerba.name, productId: yerba.id, available: '1', unit: 'unidad' };
    const subject = newId();
    await insertAlert(tx, { id: alertId, companyId, kind: 'low_stock', subject, facts, raisedAt: now() });
    const { personId } = people.encargado;
    await insertNotice(tx, { id, personId, kind: 'low_stock', saidAt: now() }, [alertId]);
  });
  return id;
}

const RULES = ['minimum', 'maximum', 'shelfDays'] as const;

const ALERTS: readonly ButtonRow[] = [
  ...(['note', 'seen'] as const).map((verb) => ({
    name: `${verb} of one’s own notice`,
    allowed: ['encargado'] as const,
    make: async (scene: Scene) => noticeButton(await aNotice(scene), verb),
    // Noting it proposes anew, as saying it again would.
    isRepeatable: verb === 'note',
  })),
  ...(Object.keys(ALERT_KINDS) as AlertKind[]).map((kind) => ({
    name: `hearing nothing of ${kind}`,
    allowed: IN_CHARGE,
    make: () => settingButton({ what: 'kind', kind, on: false }),
  })),
  {
    name: 'hearing of low stock again',
    allowed: IN_CHARGE,
    make: () => settingButton({ what: 'kind', kind: 'low_stock', on: true }),
  },
  ...[true, false].map((on) => ({
    name: `quiet hours ${on ? 'on' : 'off'}`,
    allowed: IN_CHARGE,
    make: () => settingButton({ what: 'quiet', on }),
  })),
  { name: 'days of cover', allowed: OWNER, make: () => settingButton({ what: 'cover', days: 5 }) },
  ...RULES.flatMap((rule) => [
    {
      name: `a ${rule}`,
      allowed: IN_CHARGE,
      make: ({ yerba }: Scene) => ruleButton(rule, yerba.id, '6'),
    },
    {
      name: `no ${rule}`,
      allowed: IN_CHARGE,
      make: ({ yerba }: Scene) => ruleButton(rule, yerba.id, 'none'),
    },
    {
      name: `the ${rule} as it was`,
      allowed: ENROLLED,
      make: ({ yerba }: Scene) => ruleButton(rule, yerba.id, 'keep'),
    },
  ]),
];

const FORECASTS: readonly ButtonRow[] = [
  { name: 'the forecast of a product', allowed: ENROLLED, make: ({ yerba }) => forecastButton(yerba.id) },
  { name: 'what runs out', allowed: ENROLLED, make: () => outlookButton },
  { name: 'messages at a set time', allowed: ENROLLED, make: () => preferencesButton },
  ...(['daily', 'weekly'] as const).flatMap((message) =>
    [true, false].map((wanted) => ({
      name: `the ${message} message ${wanted ? 'on' : 'off'}`,
      allowed: ENROLLED,
      make: () => preferenceButton(message, wanted),
    })),
  ),
  ...(['closed', 'open', 'usual'] as const).map((kind) => ({
    name: `a day that is ${kind}`,
    allowed: IN_CHARGE,
    make: () => shopDaysButton({ kind, from: '2030-01-07', until: '2030-01-07' }),
  })),
  { name: 'nothing said of a day', allowed: ENROLLED, make: () => shopDaysButton(null) },
];

const importOf =
  (verb: 'yes' | 'no') =>
  async ({ db, cast }: Scene): Promise<string> => {
    const bytes = Buffer.from(`sku,nombre\n${newId()},Algo ${newId()}\n`);
    const actor = cast.people.dueño;
    const wish = { actor, chatId: 1, origin: newId(), fileName: 'p.csv', bytes, now: now() };
    return importButton(value(await openImport(db, wish)).file.id, verb);
  };

let counted = 1_000;
/** A table of stock that was written; another figure each time, so that there is something to take back. */
async function aWrittenTable({ db, cast, yerba }: Scene): Promise<string> {
  counted += 1;
  const bytes = Buffer.from(`sku,cantidad\n${yerba.sku},${counted}\n`);
  const actor = cast.people.dueño;
  const wish = { actor, chatId: 1, origin: newId(), fileName: 's.csv', bytes, now: now() };
  const { file } = value(await openImport(db, wish));
  value(await applyImport(db, { actor, importId: file.id, now: now() }));
  return importButton(file.id, 'undo');
}

const EXCHANGE: readonly ButtonRow[] = [
  ...(['products', 'stock', 'sales'] as const).flatMap((kind) =>
    (['csv', 'xlsx'] as const).map((format) => ({
      name: `a table of ${kind} as ${format}`,
      allowed: IN_CHARGE,
      make: () => exportButton(kind, format),
    })),
  ),
  { name: 'a table that the owner sent', allowed: OWNER, make: importOf('yes') },
  { name: 'throwing away a table that the owner sent', allowed: OWNER, make: importOf('no') },
  { name: 'taking back a table of stock', allowed: OWNER, make: aWrittenTable },
];

const ASSISTANT: readonly ButtonRow[] = (['on', 'off'] as const).map((answer) => ({
  name: `the assistant ${answer}`,
  allowed: OWNER,
  make: () => `ast:${answer}`,
}));

export const OFFICE_ROWS: readonly ButtonRow[] = [
  ...PLACES,
  ...PEOPLE,
  ...APPROVALS,
  ...ALERTS,
  ...FORECASTS,
  ...EXCHANGE,
  ...ASSISTANT,
];
