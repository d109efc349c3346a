import type { ProposalChange } from '../../../core/stock/proposals.ts';
import { UUID } from '../../row-id.ts';

const VERBS = ['choose', 'create', 'quantity', 'loose', 'remove', 'ask', 'cancel', 'confirm'] as const;
const LETTERS = {
  choose: 'c',
  create: 'n',
  quantity: 'q',
  loose: 'l',
  remove: 'x',
  ask: 'a',
  cancel: 'k',
  confirm: 'ok',
};

const argumentsOf = (change: ProposalChange): readonly (string | number)[] => {
  switch (change.verb) {
    case 'cancel':
    case 'confirm':
      return [];
    case 'choose':
      return [change.item, change.candidate];
    case 'quantity':
      return [change.item, change.quantity];
    default:
      return [change.item];
  }
};

/** `mov:<proposal>:<verb>:<version>[:<item>[:<value>]]`: one change of the proposal as the card showed it. */
export const moveButton = (proposalId: string, version: number, change: ProposalChange): string =>
  ['mov', proposalId, LETTERS[change.verb], version, ...argumentsOf(change)].join(':');

const BUTTON = new RegExp(`^mov:(${UUID}):([a-z]{1,2}):(\\d{1,6})(?::(\\d{1,2}))?(?::(\\d{1,6}))?$`);
export const MOVE_BUTTON = /^mov:/;

/** Null for anything that is not exactly one of our buttons: callback data comes from outside. */
export function readMoveButton(
  data: string,
): { readonly proposalId: string; readonly version: number; readonly change: ProposalChange } | null {
  const [, proposalId, letter, version, itemText, value] = BUTTON.exec(data) ?? [];
  const verb = VERBS.find((one) => LETTERS[one] === letter);
  if (proposalId === undefined || verb === undefined) return null;
  const change = changeOf(verb, itemText, value);
  return change === null ? null : { proposalId, version: Number(version), change };
}

function changeOf(
  verb: (typeof VERBS)[number],
  itemText: string | undefined,
  value: string | undefined,
): ProposalChange | null {
  if (verb === 'cancel' || verb === 'confirm')
    return itemText === undefined && value === undefined ? { verb } : null;
  if (itemText === undefined) return null;
  const item = Number(itemText);
  if (verb === 'choose') return value === undefined ? null : { verb, item, candidate: Number(value) };
  if (verb === 'quantity')
    return value === undefined || Number(value) === 0
      ? null
      : { verb, item, quantity: String(Number(value)) };
  return value === undefined ? { verb, item } : null;
}

/** `und:<operation>`: take a recorded operation back. */
export const undoButton = (operationId: string): string => `und:${operationId}`;

export const UNDO_BUTTON = new RegExp(`^und:(${UUID})$`);
