import { type Place, placeNamed } from '../../people/locations.ts';
import { fold } from '../../platform/text.ts';

export interface Route {
  readonly from: Place;
  readonly to: Place;
}

const TO =
  /(?:^|\s)(?:al|a la|a lo de|a|para el|para la|para|hacia el|hacia la|hacia|en el|en la|en)\s+(\S+(?:\s\S+){0,3})$/;
const FROM =
  /(?:^|\s)(?:del|de la|de|desde el|desde la|desde)\s+(\S+(?:\s\S+){0,3}?)(?=\s(?:al|a|para|hacia)\s|$)/g;

/** "depósito" and "local" are names where only one place is one. */
function meant(places: readonly Place[], words: string): Place | null {
  const named = placeNamed(places, words);
  if (named !== null) return named;
  const kind = /^(?:depo|deposito)$/.test(words)
    ? 'depot'
    : /^(?:local|negocio|sucursal)$/.test(words)
      ? 'shop'
      : null;
  const ofKind = places.filter((place) => place.kind === kind);
  return ofKind.length === 1 ? ofKind[0]! : null;
}

/** The longest beginning of the words that names a place: "fondo por favor" is Fondo. */
function placeIn(places: readonly Place[], words: string): Place | null {
  const all = words.split(' ');
  for (let length = all.length; length > 0; length -= 1) {
    const place = meant(places, all.slice(0, length).join(' '));
    if (place !== null) return place;
  }
  return null;
}

/**
 * From where to where, as people say it: "pasá 6 cocas al depósito", "traé 2 cajas del fondo". What is not said is where
 * the person works, or the only other place there is. Null when it cannot be known.
 */
export function readRoute(text: string, places: readonly Place[], hereId: string): Route | null {
  const here = places.find((place) => place.id === hereId);
  if (here === undefined) return null;
  const line = fold(text)
    .replace(/[.,;!?]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const [, toWords] = TO.exec(line) ?? [];
  const to = toWords === undefined ? null : placeIn(places, toWords);
  const from = [...line.matchAll(FROM)]
    .map((match) => placeIn(places, match[1] ?? ''))
    .find((one) => one !== null);
  const others = places.filter((place) => place.id !== here.id);
  const only = others.length === 1 ? others[0]! : null;
  const isComing = /(?:^|\s)(?:tra[eij]\S*|llego|vino)(?:\s|$)/.test(line);
  const start = from ?? (to?.id === here.id || (to === null && isComing) ? only : here);
  const end = to ?? (start === null || start.id === here.id ? only : here);
  return start === null || end === null || start.id === end.id ? null : { from: start, to: end };
}
