import { UUID } from '../../row-id.ts';

/** list: all places · open: one of them · here: I work there from now on · who: choose who works there · ask/close. */
export type PlaceVerb = 'list' | 'open' | 'here' | 'who' | 'ask' | 'close';

/** `plc:<place>:<verb>`. */
export const placeButton = (placeId: string, verb: PlaceVerb): string => `plc:${placeId}:${verb}`;

export const PLACE_BUTTON = new RegExp(`^plc:(${UUID}):(list|open|here|who|ask|close)$`);

/** `plm:<place>:<person>`: works there from now on. The beginning of the person's id: two whole ones do not fit. */
export const moveButton = (placeId: string, personId: string): string =>
  `plm:${placeId}:${personId.slice(0, 13)}`;

export const MOVE_BUTTON = new RegExp(`^plm:(${UUID}):([0-9a-f]{8}-[0-9a-f]{4})$`);
