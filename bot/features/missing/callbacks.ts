import { UUID } from '../../row-id.ts';

/** What a button under a note does: write it down, drop it, take it back, or say which product the item at `position` is. */
export type NoteVerb =
  | { readonly verb: 'confirm' | 'drop' | 'undo' }
  | { readonly verb: 'choose'; readonly position: number; readonly candidate: number | null };

const VERBS = { y: 'confirm', n: 'drop', u: 'undo' } as const;

export function noteButton(noteId: string, action: NoteVerb): string {
  if (action.verb === 'choose') return `mis:${noteId}:c${action.position}.${action.candidate ?? 'w'}`;
  return `mis:${noteId}:${action.verb === 'confirm' ? 'y' : action.verb === 'drop' ? 'n' : 'u'}`;
}

export const NOTE_BUTTON = new RegExp(`^mis:(${UUID}):(?:([ynu])|c(\\d{1,2})\\.(\\d{1,2}|w))$`);

export function readNoteButton(match: RegExpMatchArray): { noteId: string; action: NoteVerb } {
  const [, noteId = '', verb, position = '0', candidate = 'w'] = match;
  if (verb !== undefined) return { noteId, action: { verb: VERBS[verb as keyof typeof VERBS] } };
  return {
    noteId,
    action: {
      verb: 'choose',
      position: Number(position),
      candidate: candidate === 'w' ? null : Number(candidate),
    },
  };
}

/** `mil:<item>:<verb>`: look at an item, tick it, delete it, or put it back. */
export type ItemVerb = 'view' | 'done' | 'removed' | 'open';

export const itemButton = (itemId: string, verb: ItemVerb): string => `mil:${itemId}:${verb}`;

export const ITEM_BUTTON = new RegExp(`^mil:(${UUID}):(view|done|removed|open)$`);

/** `mls:<page>`: the list. */
export const listButton = (page: number): string => `mls:${page}`;

export const LIST_BUTTON = /^mls:(\d{1,4})$/;
