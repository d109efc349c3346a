import { unitOf } from '../language/units.ts';
import { cascade } from './closing.ts';
import {
  ANY_REF,
  ANY_REFS,
  lineNumbers,
  money,
  number,
  PACK,
  REF,
  REFS,
  type Sentence,
  typed,
  UNIT,
} from './correction-grammar.ts';
import { HEADER_RULES } from './correction-header.ts';
import type { LineField } from './draft.ts';
import type { DraftEdit } from './edit.ts';

/** What an ellipsis refers to: "el precio del 2 es 100 y del 3, 120"; "el 3 son 12 y a 980". */
export interface CorrectionContext {
  readonly line: number | null;
  readonly property: LineField | null;
  readonly adding: boolean;
}

/** The named parts of a phrase that a rule matched. */
export interface Parts {
  readonly text: (name: string) => string | null;
  /** As typed, with its accents and capitals. */
  readonly typed: (name: string) => string | null;
  readonly context: CorrectionContext;
}

export interface Rule {
  readonly pattern: RegExp;
  /** Null: the words fit but mean something else. */
  readonly edits: (parts: Parts) => readonly DraftEdit[] | null;
}

const rule = (pattern: string, edits: Rule['edits']): Rule => ({
  pattern: new RegExp(`^${pattern}$`, 'd'),
  edits,
});

const lineOf = ({ text }: Parts): number => Number(text('line'));
const linesOf = ({ text }: Parts): readonly number[] => lineNumbers(text('lines') ?? '');

const set = (lineId: number, field: LineField, value: string): DraftEdit => ({
  kind: 'set_line_field',
  lineId,
  field,
  value,
});

const GOOD = '(?:bien|ok|okay|correct[oa]s?|perfect[oa]s?|impecables?|joya|de diez|vale|asi)';
const ARE =
  '(?:son|eran|es|era|va|van|vinieron|vino|vienen|viene|llegaron|llego|entraron|entro|trajeron|trajo|tiene|tienen|lleva|llevan|hay|habia|recibi|recibimos|conte|contamos|ponele|poneme|pone|dejalo en|cambialo a|cambialo por|corregilo a|pasalo a|quedan|queda|deberian ser|deberia ser|tendrian que ser|tiene que ser|tienen que ser|:)';
const CHANGE = '(?:cambi|pon|corregi|corrij|modific|pas|arregl|actualiz|edit)[a-z]*';
const NOT_OTHER = `(?:no (?:son|eran|es|era|:) ${number('old')}(?: ,)?(?: sino(?: que)?| pero)? )?`;
const AND_NOT = `(?:(?: ,| y)? no ${number('older')})?`;
const GONE =
  '(?:no va|no van|sobra|sobran|esta de mas|estan de mas|esta repetid[oa]|no corresponde|no vino|no vinieron|no llego|no llegaron|no lo recibi|no lo recibimos|no entro|no existe|sacalo|sacala|borralo|borrala|quitalo|quitala|eliminalo|afuera|no es nuestro|no lo pedimos|no cuenta)';

const REMOVE: readonly Rule[] = [
  rule(`(?:borr|quit|elimin|tach|anul|suprimi)[a-z]* ${ANY_REFS}`, removed),
  rule(`(?:saca|sacar|sacame|sacale|saquemos|sacalo|vola|volame) ${REFS}`, removed),
  rule(`${REFS} ${GONE}`, removed),
];

function removed(parts: Parts): readonly DraftEdit[] {
  return linesOf(parts).map((lineId) => ({ kind: 'remove_line', lineId }));
}

function seen(parts: Parts): readonly DraftEdit[] {
  return linesOf(parts).map((lineId) => ({ kind: 'confirm_line', lineId }));
}

const ALL =
  '(?:todo|todos|todas|lo demas|el resto|los demas|las demas|los otros|todo lo demas|todo el resto)';

const CONFIRM: readonly Rule[] = [
  rule(`${REFS}(?: (?:esta|estan|es|son|va|van|quedo|quedan))?(?: todo)? ${GOOD}`, seen),
  rule(`(?:confirmo|confirma|confirmar|confirmame|ok|acepto|aprobado|aprobar|bien) ${REFS}`, seen),
  rule(`(?:(?:esta|estan|va|van) )?${ALL}(?: (?:esta|estan|va|van))?(?: todo)? ${GOOD}`, () => [
    { kind: 'confirm_all' },
  ]),
  rule(`(?:confirmo|confirma|acepto) (?:el )?${ALL}`, () => [{ kind: 'confirm_all' }]),
];

const quantity = (parts: Parts): readonly DraftEdit[] => [
  set(lineOf(parts), 'quantity', parts.text('n') ?? ''),
];

const packs = (parts: Parts): readonly DraftEdit[] => [
  {
    kind: 'set_packs',
    lineId: lineOf(parts),
    packs: parts.text('n') ?? '',
    units: parts.text('units') ?? '',
  },
];

const unitsPerPack = (parts: Parts): readonly DraftEdit[] => [
  { kind: 'set_units_per_pack', lineId: lineOf(parts), units: parts.text('units') ?? '' },
];

const EACH = `(?:por|x|cada|en cada|en la|en el|la|el) (?:cada )?${PACK}`;
const OF = '(?:de a|de|x|por|con)';
const ITS_PACK = `(?:(?:la|el|cada|1|las|los) )?${PACK}`;

const PACKING: readonly Rule[] = [
  rule(
    `${ANY_REF} ${ARE} ${number('n')} (?:${UNIT} ${OF}|x|por) ${number('units')}(?: (?:${UNIT}|c/u|cada (?:1|${PACK})))?`,
    packs,
  ),
  rule(
    `${REF} (?:es|viene|vienen|trae|traen|va|son)(?: en)?(?: ${ITS_PACK})? ${OF} ${number('units')}(?: ${UNIT})?(?: cada 1| c/u)?`,
    unitsPerPack,
  ),
  rule(`${REF} (?:x|por) ${number('units')}(?: ${UNIT})?`, unitsPerPack),
  rule(
    `${REF} (?:trae|traen|viene con|vienen|son|tiene|tienen|lleva) ${number('units')}(?: ${UNIT})? ${EACH}`,
    unitsPerPack,
  ),
  rule(
    `${ITS_PACK} (?:del|de) (?:la |el )?(?:renglon |linea |item )?(?<line>\\d{1,3}) (?:trae|traen|tiene|tienen|es de|son de|son|es|viene con|vienen|:)(?: de)?(?: a)? ?${number('units')}(?: ${UNIT})?`,
    unitsPerPack,
  ),
  rule(
    `(?:las )?unidades (?:por|x|de la|del) ${PACK} (?:del|de) (?:la |el )?(?:renglon |linea |item )?(?<line>\\d{1,3}) (?:son |: |es )?${number('units')}`,
    unitsPerPack,
  ),
];

const AMOUNT_OF: readonly Rule[] = [
  rule(`${REF} ${NOT_OTHER}${ARE} ${number('n')}(?: ${UNIT})?${AND_NOT}`, quantity),
  rule(`${ANY_REF} ${NOT_OTHER}(?:son|eran) ${number('n')}(?: ${UNIT})?${AND_NOT}`, quantity),
  rule(`${REF} no (?:son|eran|es) ${number('old')}(?: ,)? sino ${number('n')}(?: ${UNIT})?`, quantity),
  rule(`${REF}(?: ,)? ${number('n')} ${UNIT}`, quantity),
  rule(`(?:renglon|linea|item) (?<line>\\d{1,3})(?: ,)? ${number('n')}`, quantity),
  rule(
    `(?:${CHANGE} |anota |anotame |carga |cargame |son |vinieron |llegaron |entraron |recibimos |recibi )${number('n')}(?: ${UNIT})? (?:en|a|del|de) ${ANY_REF}`,
    quantity,
  ),
  rule(
    `a?l? ?${REF} (?:ponele|pone|poneme|poner|anotale|cargale|dejale) ${number('n')}(?: ${UNIT})?`,
    quantity,
  ),
  rule(`(?:${CHANGE}|dejame|deja) ${REF} (?:a|por|en|con|:) ${number('n')}(?: ${UNIT})?`, quantity),
];

const PROPERTIES: readonly (readonly [field: LineField, words: string])[] = [
  ['quantity', 'cantidad|cant'],
  ['unitPrice', 'precio unitario|precio de costo|precio|unitario|costo|valor|p unit'],
  ['amount', 'importe|monto|subtotal|total'],
  ['discountPercent', 'descuento|bonificacion|dto|desc|bonif'],
  ['vatRate', 'iva|alicuota'],
  ['code', 'codigo|cod'],
  ['description', 'descripcion|nombre|producto|detalle'],
];

const fieldNamed = (word: string): LineField =>
  PROPERTIES.find(([, words]) => words.split('|').includes(word))?.[0] ?? 'unitPrice';

const NUMERIC = PROPERTIES.filter(([field]) => field !== 'code' && field !== 'description')
  .map(([, words]) => words)
  .join('|');
const PROPERTY = `(?:el |la |su )?(?<property>${NUMERIC})`;
const TEXTUAL = '(?:el |la |su )?(?<property>codigo|cod|descripcion|nombre|producto|detalle)';
const IS =
  '(?:es|son|era|eran|sale|a|de|por|en|va|seria|queda en|esta en|tiene que ser|tendria que ser|deberia ser|da|:|,)';
const CASCADE =
  '(?:\\$ )?(?<n>\\d+(?:\\.\\d+)?(?:\\+\\d{1,2})*)(?![\\d.])(?: (?:%|\\$|pesos|cada 1|c/u|cada|la unidad|por unidad|por ciento|el kilo))*';

function property(parts: Parts): readonly DraftEdit[] | null {
  const field =
    parts.text('property') === null ? parts.context.property : fieldNamed(parts.text('property') ?? '');
  const value = parts.text('n') ?? '';
  if (field === null || (value.includes('+') && field !== 'discountPercent')) return null;
  return [set(lineOf(parts), field, field === 'discountPercent' ? cascade(value.split('+')) : value)];
}

function words(parts: Parts): readonly DraftEdit[] {
  return [set(lineOf(parts), fieldNamed(parts.text('property') ?? 'nombre'), parts.typed('words') ?? '')];
}

const PROPERTY_RULES: readonly Rule[] = [
  rule(
    `${PROPERTY} (?:de )?${REF}(?: ${IS})*(?: no (?:es|son|era) ${number('old')}(?: ,)?(?: sino)?(?: es| son)?)? ${CASCADE}`,
    property,
  ),
  rule(
    `(?:${CHANGE}|ponele|pone|poner)(?:le)? ${PROPERTY} (?:de |a |en )?${REF}(?: ${IS})* ${CASCADE}`,
    property,
  ),
  rule(
    `a?l? ?${REF} (?:${CHANGE} |tiene |lleva |con |va con |es con )?${PROPERTY}(?: ${IS})* ${CASCADE}`,
    property,
  ),
  rule(
    `${REF} (?:tiene|lleva|va con|viene con|con|es con|tenia)(?: 1)? ${CASCADE} de (?<property>${NUMERIC})`,
    property,
  ),
  rule(
    `${REF} (?:va |es |esta |tiene |lleva )?(?:sin|no tiene|no lleva) (?:descuento|bonificacion|dto)`,
    (parts) => [set(lineOf(parts), 'discountPercent', '0')],
  ),
  rule(`${TEXTUAL} (?:de )?${REF}(?: (?:es|:|a|por|va))* (?<words>\\S.*)`, words),
];

const price = (parts: Parts): readonly DraftEdit[] => [
  set(lineOf(parts), 'unitPrice', parts.text('n') ?? ''),
];

const COSTS =
  '(?:sale|salen|cuesta|cuestan|vale|valen|salio|costo|esta|estan|estaba|va|van|es|son|quedo|lo cobraron|me lo cobraron|lo dejaron|vino|vinieron)';

const PRICE: readonly Rule[] = [
  rule(`${REF}(?: ,)?(?: ${COSTS})? a ${money('n')}`, price),
  rule(`${REF} (?:sale|salen|cuesta|cuestan|vale|valen|salio|costo) ${money('n')}`, price),
  rule(`${REF} (?:es|son|:) \\$ ${number('n')}(?: (?:cada 1|c/u|cada|la unidad|por unidad))?`, price),
  rule(
    `${REF} (?:es|son|:)?(?: )?(?:\\$ )?${number('n')} (?:cada 1|c/u|la unidad|por unidad|pesos|\\$)(?: (?:cada 1|c/u))?`,
    price,
  ),
  rule(`${ANY_REF} ${ARE} ${number('quantity')}(?: ${UNIT})? (?:a|de|x|por) ${money('n')}`, (parts) => [
    set(lineOf(parts), 'quantity', parts.text('quantity') ?? ''),
    ...price(parts),
  ]),
  rule(`(?:${CHANGE} |ponele )?a ${money('n')} ${REF}`, price),
];

/** What cannot be a product's name after "el 3 es". */
const NO_NAME =
  /^(?:nuev|otr|mal|car|barat|rar|distint|igual|repetid|correct|equivocad|mentira|verdad|de|del|para|por|un |una |el |la |lo |que|como|no|ese|esa|este|esta|dobl|gratis|duplicad|bonificad|regalad|\d|\$|:)/;

const NAMED: readonly Rule[] = [
  rule(`${REF} (?:es|son|se llama|dice|seria) (?<words>[a-z].{2,})`, (parts) =>
    NO_NAME.test(parts.text('words') ?? '') ? null : words(parts),
  ),
];

const ELSEWHERE =
  /(?:\bal stock|\ben stock|\bal deposito|\ba la lista|\bal pedido|\bal inventario|\bal carrito|\bfaltantes?)\b/;

function added(parts: Parts): readonly DraftEdit[] | null {
  const description = parts.typed('words')?.replace(/^de\s+/i, '') ?? '';
  if (ELSEWHERE.test(parts.text('words') ?? '') || !/\p{L}{2}/u.test(description)) return null;
  const unit = parts.text('unit');
  return [
    {
      kind: 'add_line',
      description,
      quantity: parts.text('quantity') ?? '1',
      unit: unit === null ? null : unitOf(unit),
      unitPrice: parts.text('n'),
    },
  ];
}

const ADD =
  '(?:(?:agreg|anad|inclui|incluy)[a-z]*|(?:falta|falto|faltaba) (?:agregar|poner|cargar|1 renglon|el renglon)|(?:te|se te) (?:falto|comiste|salteaste)|(?:suma|sumale|mete|carga|cargale) (?:1 )?(?:renglon|linea|item))';
const NEW_LINE =
  '(?: (?:1|otro|otra|el|la))?(?: (?:renglon|linea|item))?(?: (?:mas|nuevo|nueva))?(?: con)?(?: :)?';
const COUNTED = `${number('quantity')} (?:(?<unit>${UNIT}) (?:de )?)?(?<words>[^\\s].*?)`;

const ADDING: readonly Rule[] = [
  rule(`${ADD}${NEW_LINE} ${COUNTED}(?: ,)? (?:a|por|:) ${money('n')}`, added),
  rule(`${ADD}${NEW_LINE} ${COUNTED}`, added),
  rule(`${ADD}${NEW_LINE} (?<words>[a-z].*?) (?:a|por|:) ${money('n')}`, added),
];

/** Rules for a phrase that leaves out what the phrase before it said. */
function ellipses(context: CorrectionContext): readonly Rule[] {
  const rules: Rule[] = [];
  if (context.line !== null)
    rules.push(
      rule(`(?:a|sale|cuesta|vale) ${money('n')}`, (parts) => [
        set(context.line ?? 0, 'unitPrice', parts.text('n') ?? ''),
      ]),
    );
  if (context.property !== null) rules.push(rule(`(?:el )?(?:de )?${REF}(?: ${IS})* ${CASCADE}`, property));
  if (context.adding) rules.push(rule(`${COUNTED} (?:a|por|:) ${money('n')}`, added), rule(COUNTED, added));
  return rules;
}

const RULES: readonly Rule[] = [
  ...REMOVE,
  ...CONFIRM,
  ...HEADER_RULES,
  ...PROPERTY_RULES,
  ...PACKING,
  ...PRICE,
  ...AMOUNT_OF,
  ...ADDING,
  ...NAMED,
];

function contextAfter(edits: readonly DraftEdit[]): CorrectionContext {
  const last = edits.at(-1);
  return {
    line: last !== undefined && 'lineId' in last ? last.lineId : null,
    property: last?.kind === 'set_line_field' ? last.field : null,
    adding: last?.kind === 'add_line',
  };
}

/** Reads one phrase; the first rule that fits whole wins. */
export function readSegment(
  whole: Sentence,
  stretch: { readonly start: number; readonly end: number },
  context: CorrectionContext,
): { readonly edits: readonly DraftEdit[]; readonly context: CorrectionContext } | null {
  const phrase = whole.text.slice(stretch.start, stretch.end);
  for (const { pattern, edits: read } of [...RULES, ...ellipses(context)]) {
    const match = pattern.exec(phrase);
    if (!match) continue;
    const edits = read({
      text: (name) => match.groups?.[name] ?? null,
      typed: (name) => {
        const range = match.indices?.groups?.[name];
        return range ? typed(whole, stretch.start + range[0], stretch.start + range[1]) : null;
      },
      context,
    });
    if (edits !== null) return { edits, context: contextAfter(edits) };
  }
  return null;
}
