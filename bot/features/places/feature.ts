import { Composer } from 'grammy';
import { listPeople } from '../../../core/people/enrolment.ts';
import {
  closePlace,
  createPlace,
  listPlaces,
  moveTo,
  type Place,
  type PlaceFailure,
  placeNamed,
  renamePlace,
} from '../../../core/people/locations.ts';
import { mayDo } from '../../../core/people/roles.ts';
import type { Result } from '../../../core/platform/result.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import { MOVE_BUTTON, PLACE_BUTTON, type PlaceVerb } from './callbacks.ts';
import {
  askCloseView,
  closedView,
  createdView,
  movedView,
  placeHowView,
  placeRefusedView,
  placesView,
  placeView,
  renamedView,
  whoView,
} from './views.ts';

/** /depositos: the shops and depots of the company, and who works where. */
export const placesFeature = new Composer<EnrolledContext>();

const NEW = /^(?:nuev[oa]|crear)\s+(?:(local|sucursal|dep[oó]sito)\s*:?\s+)?(.+)$/is;
const RENAME = /^(?:renombrar|cambiar)\s+(.+?)\s*(?::|->|→)\s*(.+)$/is;

placesFeature.command('depositos', async (ctx) => {
  const words = ctx.match.trim();
  if (words === '') return reply(ctx, await placesNow(ctx));
  if (!mayDo(ctx.actor.role, 'location.manage')) return reply(ctx, placeRefusedView('forbidden'));
  return reply(ctx, await manage(ctx, words));
});

async function manage(ctx: EnrolledContext, words: string): Promise<MessageView> {
  const { db, clock } = ctx.deps;
  const now = clock.now();
  const [, kindWord, newName] = NEW.exec(words) ?? [];
  if (newName !== undefined) {
    const kind = /^(?:local|sucursal)$/i.test(kindWord ?? '') ? 'shop' : 'depot';
    const created = await createPlace(db, ctx.actor, { kind, name: newName, now });
    return said(created, ({ name }) => createdView(name));
  }
  const [, oldName, toName] = RENAME.exec(words) ?? [];
  if (oldName === undefined || toName === undefined) return placeHowView();
  const place = placeNamed(await listPlaces(db, ctx.actor.companyId), oldName);
  if (place === null) return placeRefusedView('not_found');
  const renamed = await renamePlace(db, ctx.actor, { placeId: place.id, name: toName, now });
  return said(renamed, ({ before, name }) => renamedView(before, name));
}

const said = <T>(outcome: Result<T, PlaceFailure>, view: (value: T) => MessageView): MessageView =>
  outcome.ok ? view(outcome.value) : placeRefusedView(outcome.error);

placesFeature.callbackQuery(PLACE_BUTTON, async (ctx) => {
  const [, placeId = '', verb = ''] = ctx.match;
  if (!mayDo(ctx.actor.role, 'person.move')) return replace(ctx, placeRefusedView('forbidden'));
  const place = (await listPlaces(ctx.deps.db, ctx.actor.companyId)).find((one) => one.id === placeId);
  if (place === undefined) return replace(ctx, placeRefusedView('not_found'));
  return replace(ctx, await pressed(ctx, place, verb as PlaceVerb));
});

async function pressed(ctx: EnrolledContext, place: Place, verb: PlaceVerb): Promise<MessageView> {
  const { db, clock } = ctx.deps;
  const { actor } = ctx;
  const manages = mayDo(actor.role, 'location.manage');
  switch (verb) {
    case 'list':
      return placesNow(ctx);
    case 'open':
      return placeView(place, viewerOf(ctx));
    case 'here': {
      const wish = { placeId: place.id, personId: actor.personId, now: clock.now() };
      return said(await moveTo(db, actor, wish), (moved) => movedView(moved.person, moved.place));
    }
    case 'who':
      return manages ? whoView(place, await listPeople(db, actor.companyId)) : placeRefusedView('forbidden');
    case 'ask':
      return manages ? askCloseView(place) : placeRefusedView('forbidden');
    case 'close': {
      const closed = await closePlace(db, actor, { placeId: place.id, now: clock.now() });
      return said(closed, ({ name }) => closedView(name));
    }
  }
}

placesFeature.callbackQuery(MOVE_BUTTON, async (ctx) => {
  const [, placeId = '', beginning = ''] = ctx.match;
  const { db, clock } = ctx.deps;
  const people = await listPeople(db, ctx.actor.companyId);
  const meant = people.filter((one) => one.personId.startsWith(beginning));
  if (meant.length !== 1) return replace(ctx, placeRefusedView('not_found'));
  const wish = { placeId, personId: meant[0]!.personId, now: clock.now() };
  const moved = await moveTo(db, ctx.actor, wish);
  return replace(
    ctx,
    said(moved, (value) => movedView(value.person, value.place)),
  );
});

const viewerOf = ({ actor }: EnrolledContext) => ({
  locationId: actor.locationId,
  mayManage: mayDo(actor.role, 'location.manage'),
  mayMove: mayDo(actor.role, 'person.move'),
});

const placesNow = async (ctx: EnrolledContext): Promise<MessageView> =>
  placesView(await listPlaces(ctx.deps.db, ctx.actor.companyId), viewerOf(ctx));
