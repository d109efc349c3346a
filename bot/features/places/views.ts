import type { Place, PlaceFailure } from '../../../core/people/locations.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { moveButton, placeButton } from './callbacks.ts';

interface Viewer {
  readonly locationId: string;
  readonly mayManage: boolean;
  readonly mayMove: boolean;
}

const ICON: Readonly<Record<Place['kind'], string>> = { shop: '🏪', depot: '📦' };
const nameOf = (place: Place): string => `${ICON[place.kind]} <b>${escapeHtml(place.name)}</b>`;

/** Every place and who works there; a button each. */
export function placesView(places: readonly Place[], viewer: Viewer): MessageView {
  const rows = places.map((place) => {
    const people = place.people.length === 0 ? t('places-nobody') : escapeHtml(place.people.join(', '));
    const here = place.id === viewer.locationId ? ` ${t('places-here')}` : '';
    return `${nameOf(place)}${here}\n   ${people}`;
  });
  return {
    text: [t('places-title'), ...rows, ...(viewer.mayManage ? ['', t('places-how')] : [])].join('\n'),
    keyboard: viewer.mayMove
      ? places.map((place) => [
          { text: `${ICON[place.kind]} ${place.name}`, data: placeButton(place.id, 'open') },
        ])
      : [],
  };
}

export function placeView(place: Place, viewer: Viewer): MessageView {
  const button = (key: string, verb: Parameters<typeof placeButton>[1]): KeyboardButton[] => [
    { text: t(key), data: placeButton(place.id, verb) },
  ];
  return {
    text: [
      nameOf(place),
      place.people.length === 0 ? t('places-nobody') : escapeHtml(place.people.join(', ')),
      ...(viewer.mayManage ? ['', t('places-rename-how', { name: escapeHtml(place.name) })] : []),
    ].join('\n'),
    keyboard: [
      ...(place.id === viewer.locationId ? [] : [button('places-move-here', 'here')]),
      ...(viewer.mayManage ? [button('places-move-others', 'who'), button('places-close', 'ask')] : []),
      button('places-back', 'list'),
    ],
  };
}

export const whoView = (
  place: Place,
  people: readonly { readonly personId: string; readonly name: string }[],
): MessageView => ({
  text: t('places-who', { place: escapeHtml(place.name) }),
  keyboard: [
    ...people.map((one) => [{ text: one.name, data: moveButton(place.id, one.personId) }]),
    [{ text: t('places-back'), data: placeButton(place.id, 'open') }],
  ],
});

export const askCloseView = (place: Place): MessageView => ({
  text: t('places-close-ask', { place: escapeHtml(place.name) }),
  keyboard: [
    [
      { text: t('places-close-yes'), data: placeButton(place.id, 'close') },
      { text: t('places-back'), data: placeButton(place.id, 'open') },
    ],
  ],
});

export const createdView = (name: string): MessageView => ({
  text: t('places-created', { place: escapeHtml(name) }),
});

export const renamedView = (before: string, name: string): MessageView => ({
  text: t('places-renamed', { before: escapeHtml(before), name: escapeHtml(name) }),
});

export const closedView = (name: string): MessageView => ({
  text: t('places-closed', { place: escapeHtml(name) }),
});

export const movedView = (person: string, place: string): MessageView => ({
  text: t('places-moved', { person: escapeHtml(person), place: escapeHtml(place) }),
});

export const placeRefusedView = (failure: PlaceFailure): MessageView => ({
  text: t(`places-refused-${failure.replaceAll('_', '-')}`),
});

export const placeHowView = (): MessageView => ({ text: t('places-how') });
