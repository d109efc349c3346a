import { Composer } from 'grammy';
import { type Heard, hear } from '../../../core/catalog/hearing.ts';
import { mayDo } from '../../../core/people/roles.ts';
import type { Result } from '../../../core/platform/result.ts';
import { markMissing, missingList } from '../../../core/purchasing/missing-list.ts';
import {
  askNote,
  chooseProduct,
  confirmNote,
  dropNote,
  type Note,
  type NoteFailure,
  productsOfNote,
  undoNote,
} from '../../../core/purchasing/missing-note.ts';
import type { NotedItem } from '../../../core/purchasing/noted-item.ts';
import { notedItem } from '../../../core/purchasing/wanted-units.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import { showOrders } from '../ordering/feature.ts';
import {
  ITEM_BUTTON,
  type ItemVerb,
  LIST_BUTTON,
  NOTE_BUTTON,
  type NoteVerb,
  readNoteButton,
} from './callbacks.ts';
import { itemView, listView, markedNews, missingProblem, noteView } from './views.ts';

/** The notebook of what is missing: /faltante, its cards and its list. */
export const missingFeature = new Composer<EnrolledContext>();

/** Shows what would be written down and waits for a yes. */
export async function proposeMissing(ctx: EnrolledContext, items: readonly NotedItem[]): Promise<void> {
  const { db, clock } = ctx.deps;
  const asked = await askNote(db, {
    actor: ctx.actor,
    items,
    operationId: ctx.operationId,
    now: clock.now(),
  });
  if (!asked.ok) return reply(ctx, { text: missingProblem(asked.error) });
  return reply(ctx, await viewOf(ctx, asked.value));
}

/** The list of the person's own shop. */
async function showMissingList(ctx: EnrolledContext): Promise<void> {
  return reply(ctx, await currentList(ctx, 0));
}

missingFeature.command(['faltante', 'faltantes'], async (ctx) => {
  const words = ctx.match.trim();
  if (words === '') return showMissingList(ctx);
  return noteMissing(ctx, await hear(ctx.deps.db, ctx.actor.companyId, `falta ${words}`));
});

/** "falta queso", "pedir salchichas", "anotame que no hay más Brahma"; naming nothing asks for the list. */
export const noteMissing = (ctx: EnrolledContext, { items }: Heard): Promise<void> =>
  items.length === 0 ? showMissingList(ctx) : proposeMissing(ctx, items.map(notedItem));

/** "hacé el pedido" names nothing and asks for the orders; with products they are noted as missing. */
export const answerOrder = (ctx: EnrolledContext, heard: Heard): Promise<void> =>
  heard.items.length === 0 ? showOrders(ctx) : noteMissing(ctx, heard);

const viewOf = async (ctx: EnrolledContext, note: Note) =>
  noteView(note, await productsOfNote(ctx.deps.db, ctx.actor.companyId, note.items));

async function currentList(ctx: EnrolledContext, page: number, news?: ReturnType<typeof markedNews>) {
  const { companyId, locationId, role } = ctx.actor;
  const groups = await missingList(ctx.deps.db, { companyId, locationId });
  return listView({
    groups,
    page,
    mayOrder: mayDo(role, 'order.write'),
    ...(news === undefined ? {} : { news }),
  });
}

missingFeature.callbackQuery(NOTE_BUTTON, async (ctx) => {
  const { noteId, action } = readNoteButton(ctx.match as RegExpMatchArray);
  const done = await actOnNote(ctx, noteId, action);
  if (!done.ok) return ctx.answerCallbackQuery({ text: missingProblem(done.error), show_alert: true });
  return replace(ctx, await viewOf(ctx, done.value));
});

function actOnNote(
  ctx: EnrolledContext,
  noteId: string,
  action: NoteVerb,
): Promise<Result<Note, NoteFailure>> {
  const { db, clock } = ctx.deps;
  const wish = { actor: ctx.actor, noteId, now: clock.now() };
  switch (action.verb) {
    case 'confirm':
      return confirmNote(db, wish);
    case 'drop':
      return dropNote(db, wish);
    case 'undo':
      return undoNote(db, wish);
    case 'choose':
      return chooseProduct(db, { ...wish, position: action.position, candidate: action.candidate });
  }
}

missingFeature.callbackQuery(LIST_BUTTON, async (ctx) =>
  replace(ctx, await currentList(ctx, Number(ctx.match[1]))),
);

missingFeature.callbackQuery(ITEM_BUTTON, async (ctx) => {
  const [, itemId = '', verb = 'view'] = ctx.match;
  const as = verb as ItemVerb;
  const { db, clock } = ctx.deps;
  if (as === 'view') {
    const { companyId, locationId } = ctx.actor;
    const groups = await missingList(db, { companyId, locationId });
    const item = groups.flatMap((group) => group.items).find((one) => one.id === itemId);
    return replace(ctx, item === undefined ? await currentList(ctx, 0) : itemView(item));
  }
  const marked = await markMissing(db, { actor: ctx.actor, itemId, as, now: clock.now() });
  if (marked.ok) return replace(ctx, await currentList(ctx, 0, markedNews(itemId, marked.value.words, as)));
  await ctx.answerCallbackQuery({ text: missingProblem(marked.error), show_alert: true });
  return replace(ctx, await currentList(ctx, 0));
});
