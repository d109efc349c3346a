/**
 * What a button under a document's message says when it is pressed: `doc:<uuid>:<verb>[:args]`, at most 64 bytes.
 * A button that changes something carries the version of the draft it was drawn for.
 */
export type DocumentAction =
  /** Posts. `acceptDifference`: a named person accepts that lines + taxes do not give the total. */
  | { readonly verb: 'confirm'; readonly version: number; readonly acceptDifference: boolean }
  /** Shows a page of the card (0-based). */
  | { readonly verb: 'page'; readonly page: number }
  /** Opens one line. */
  | { readonly verb: 'line'; readonly lineId: number }
  /** "It is right as it stands." */
  | { readonly verb: 'seen'; readonly lineId: number; readonly version: number }
  | { readonly verb: 'remove'; readonly lineId: number; readonly version: number }
  /** `index` into the line's alternatives. */
  | {
      readonly verb: 'alternative';
      readonly lineId: number;
      readonly index: number;
      readonly version: number;
    }
  /** `index` into the line match's candidates. */
  | { readonly verb: 'map'; readonly lineId: number; readonly index: number; readonly version: number }
  /** Forgets which product a line is, so that another can be chosen. */
  | { readonly verb: 'unmap'; readonly lineId: number; readonly version: number }
  | { readonly verb: 'create'; readonly lineId: number; readonly version: number }
  | { readonly verb: 'create_all'; readonly version: number }
  /** Stock units per printed quantity unit. */
  | { readonly verb: 'pack'; readonly lineId: number; readonly units: string; readonly version: number }
  /** A credit note takes goods out, or is money only. */
  | { readonly verb: 'treatment'; readonly treatment: 'goods' | 'money'; readonly version: number }
  /** The invoice prices goods that a delivery note already brought in, or not. */
  | { readonly verb: 'delivery_note'; readonly same: boolean; readonly version: number }
  | { readonly verb: 'discard'; readonly sure: boolean }
  /** Shows the card of a document that waits in another message or another chat. */
  | { readonly verb: 'open' }
  /** Takes a discarded document, or one wrongly held for a duplicate, back into review. */
  | { readonly verb: 'reopen' }
  | { readonly verb: 'undo'; readonly sure: boolean };

const yes = (value: boolean): string => (value ? '1' : '0');

function argumentsOf(action: DocumentAction): readonly (string | number)[] {
  switch (action.verb) {
    case 'confirm':
      return ['ok', action.version, yes(action.acceptDifference)];
    case 'page':
      return ['p', action.page];
    case 'line':
      return ['l', action.lineId];
    case 'seen':
      return ['s', action.lineId, action.version];
    case 'remove':
      return ['x', action.lineId, action.version];
    case 'alternative':
      return ['a', action.lineId, action.index, action.version];
    case 'map':
      return ['m', action.lineId, action.index, action.version];
    case 'unmap':
      return ['f', action.lineId, action.version];
    case 'create':
      return ['n', action.lineId, action.version];
    case 'create_all':
      return ['all', action.version];
    case 'pack':
      return ['u', action.lineId, action.units, action.version];
    case 'treatment':
      return ['k', action.treatment === 'goods' ? 'g' : 'm', action.version];
    case 'delivery_note':
      return ['r', yes(action.same), action.version];
    case 'discard':
      return ['d', yes(action.sure)];
    case 'open':
      return ['o'];
    case 'reopen':
      return ['b'];
    case 'undo':
      return ['z', yes(action.sure)];
  }
}

/** Callback data of a button; throws when it would not fit into Telegram's 64 bytes. */
export function documentButton(documentId: string, action: DocumentAction): string {
  const data = ['doc', documentId, ...argumentsOf(action)].join(':');
  if (Buffer.byteLength(data) > 64) throw new RangeError(`callback data over 64 bytes: ${data}`);
  return data;
}

const DATA = /^doc:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([a-z]+)((?::[0-9a-z.]+)*)$/;
const INTEGER = /^(?:0|[1-9]\d{0,8})$/;
const UNITS = /^(?:0|[1-9]\d{0,5})(?:\.\d{1,3})?$/;

type Reader = (args: readonly string[]) => DocumentAction | null;

const int = (text: string | undefined): number | null =>
  text !== undefined && INTEGER.test(text) ? Number(text) : null;

const flag = (text: string | undefined): boolean | null =>
  text === '1' ? true : text === '0' ? false : null;

/** `verb:lineId:version` and `verb:lineId:index:version`. */
function lineAction(verb: 'seen' | 'remove' | 'unmap' | 'create'): Reader {
  return ([line, seenVersion]) => {
    const lineId = int(line);
    const version = int(seenVersion);
    return lineId === null || version === null ? null : { verb, lineId, version };
  };
}

function indexAction(verb: 'alternative' | 'map'): Reader {
  return ([line, at, seenVersion]) => {
    const lineId = int(line);
    const index = int(at);
    const version = int(seenVersion);
    return lineId === null || index === null || version === null ? null : { verb, lineId, index, version };
  };
}

const READERS: Readonly<Record<string, Reader>> = {
  ok: ([seenVersion, accept]) => {
    const version = int(seenVersion);
    const acceptDifference = flag(accept);
    return version === null || acceptDifference === null
      ? null
      : { verb: 'confirm', version, acceptDifference };
  },
  p: ([at]) => {
    const page = int(at);
    return page === null ? null : { verb: 'page', page };
  },
  l: ([line]) => {
    const lineId = int(line);
    return lineId === null ? null : { verb: 'line', lineId };
  },
  s: lineAction('seen'),
  x: lineAction('remove'),
  f: lineAction('unmap'),
  n: lineAction('create'),
  a: indexAction('alternative'),
  m: indexAction('map'),
  all: ([seenVersion]) => {
    const version = int(seenVersion);
    return version === null ? null : { verb: 'create_all', version };
  },
  u: ([line, units, seenVersion]) => {
    const lineId = int(line);
    const version = int(seenVersion);
    return lineId === null || version === null || units === undefined || !UNITS.test(units)
      ? null
      : { verb: 'pack', lineId, units, version };
  },
  k: ([what, seenVersion]) => {
    const version = int(seenVersion);
    if (version === null || (what !== 'g' && what !== 'm')) return null;
    return { verb: 'treatment', treatment: what === 'g' ? 'goods' : 'money', version };
  },
  r: ([answer, seenVersion]) => {
    const same = flag(answer);
    const version = int(seenVersion);
    return same === null || version === null ? null : { verb: 'delivery_note', same, version };
  },
  d: ([sureText]) => {
    const sure = flag(sureText);
    return sure === null ? null : { verb: 'discard', sure };
  },
  b: () => ({ verb: 'reopen' }),
  o: () => ({ verb: 'open' }),
  z: ([sureText]) => {
    const sure = flag(sureText);
    return sure === null ? null : { verb: 'undo', sure };
  },
};

/** Null for anything that is not exactly one of our buttons: callback data comes from outside. */
export function readDocumentButton(
  data: string,
): { readonly documentId: string; readonly action: DocumentAction } | null {
  const [, documentId, verb, rest] = DATA.exec(data) ?? [];
  if (documentId === undefined || verb === undefined) return null;
  const action = Object.hasOwn(READERS, verb) ? READERS[verb]?.((rest ?? '').split(':').slice(1)) : null;
  return action == null ? null : { documentId, action };
}
