import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCorrections } from '../../../core/invoice/correction-phrases.ts';
import type { DraftEdit } from '../../../core/invoice/edit.ts';

/** Edits in short: "3.quantity=12", "-5", "ok 3", "ok *", "+6 coca 1,5 @980", "3 packs 3x12", "4/12", "total=1". */
function short(edit: DraftEdit): string {
  switch (edit.kind) {
    case 'set_line_field':
      return `${edit.lineId}.${edit.field}=${edit.value}`;
    case 'set_packs':
      return `${edit.lineId} packs ${edit.packs}x${edit.units}`;
    case 'set_units_per_pack':
      return `${edit.lineId}/${edit.units}`;
    case 'confirm_line':
      return `ok ${edit.lineId}`;
    case 'confirm_all':
      return 'ok *';
    case 'remove_line':
      return `-${edit.lineId}`;
    case 'add_line':
      return `+${edit.quantity}${edit.unit ? ` ${edit.unit}` : ''} ${edit.description}${edit.unitPrice ? ` @${edit.unitPrice}` : ''}`;
    case 'set_header_field':
      return `${edit.field}=${edit.value}`;
    case 'set_exchange_rate':
      return `rate=${edit.value}`;
    case 'choose_alternative':
      return `${edit.lineId}#${edit.index}`;
  }
}

const CORRECTIONS: readonly (readonly [said: string, ...meant: readonly string[]])[] = [
  // quantities
  ['renglón 3 son 12', '3.quantity=12'],
  ['Renglon 3 son 12 unidades', '3.quantity=12'],
  ['el 3 son doce', '3.quantity=12'],
  ['el 3 son media docena', '3.quantity=6'],
  ['el 3 es una docena y media', '3.quantity=18'],
  ['3 son 12', '3.quantity=12'],
  ['el tercero son 12', '3.quantity=12'],
  ['del 3 vinieron 12', '3.quantity=12'],
  ['en el renglón 3 llegaron 10', '3.quantity=10'],
  ['el 3 no son 10, son 12', '3.quantity=12'],
  ['el 3 no son 10 sino 12', '3.quantity=12'],
  ['el 3 son 12, no 10', '3.quantity=12'],
  ['la cantidad del 3 es 12', '3.quantity=12'],
  ['cantidad del renglón 3: 12', '3.quantity=12'],
  ['renglón 3 cantidad 12', '3.quantity=12'],
  ['cambiá la cantidad del 3 a 12', '3.quantity=12'],
  ['corregime el 3: 12', '3.quantity=12'],
  ['poné 12 en el 3', '3.quantity=12'],
  ['al 3 ponele 12', '3.quantity=12'],
  ['renglón 3: 12', '3.quantity=12'],
  ['línea 7 son 2,5 kg', '7.quantity=2.5'],
  ['el 7 son 2 y 1/2 kg', '7.quantity=2.5'],
  ['el item 11 son mil doscientos', '11.quantity=1200'],
  ['che, el 3 son 12 porfa', '3.quantity=12'],
  ['No, perdón, el 3 son 12. Gracias!', '3.quantity=12'],
  // prices
  ['el 2 a 1.250', '2.unitPrice=1250'],
  ['el 2 a $1.250,50', '2.unitPrice=1250.5'],
  ['el 2 a $ 1.250 cada uno', '2.unitPrice=1250'],
  ['precio del 2: 1.250', '2.unitPrice=1250'],
  ['el precio del renglón 2 es 1250,5', '2.unitPrice=1250.5'],
  ['cambiá el precio del 2 a 1.250', '2.unitPrice=1250'],
  ['ponele precio al 2: 1.250', '2.unitPrice=1250'],
  ['el 2 sale 980', '2.unitPrice=980'],
  ['el 2 está a 980', '2.unitPrice=980'],
  ['el 2 cuesta mil doscientos cincuenta', '2.unitPrice=1250'],
  ['el 2 es $980', '2.unitPrice=980'],
  ['el 2 precio 980', '2.unitPrice=980'],
  ['el 2 vale 12 lucas', '2.unitPrice=12000'],
  ['el 3 son 12 a 1.250', '3.quantity=12', '3.unitPrice=1250'],
  ['el 3 son 12 y a 1.250', '3.quantity=12', '3.unitPrice=1250'],
  ['precio del 2 1.250 y del 3 980', '2.unitPrice=1250', '3.unitPrice=980'],
  // amounts, discounts, VAT, codes, names
  ['el importe del 3 es 12.500', '3.amount=12500'],
  ['el total del renglón 3 es 12.500', '3.amount=12500'],
  ['renglón 3 importe 12.500,00', '3.amount=12500'],
  ['descuento del 3: 10%', '3.discountPercent=10'],
  ['el 3 tiene 10% de descuento', '3.discountPercent=10'],
  ['el descuento del 3 es 10+5', '3.discountPercent=14.5'],
  ['el 3 va sin descuento', '3.discountPercent=0'],
  ['el iva del 4 es 10,5', '4.vatRate=10.5'],
  ['el código del 3 es ABC-12', '3.code=ABC-12'],
  ['la descripción del 3 es Fideos Moñito 500 g', '3.description=Fideos Moñito 500 g'],
  ['el 3 es Coca Cola 1,5', '3.description=Coca Cola 1,5'],
  // packs
  ['el 4 son 3 cajas de 12', '4 packs 3x12'],
  ['el 4 son 3 bultos x 6', '4 packs 3x6'],
  ['el 4 son tres packs de media docena', '4 packs 3x6'],
  ['el 4 viene por 12', '4/12'],
  ['el 4 viene de a 12', '4/12'],
  ['el 4 es pack de 6', '4/6'],
  ['el 4 trae 12 por caja', '4/12'],
  ['el bulto del 4 trae 12', '4/12'],
  ['el 4 x 12', '4/12'],
  // lines away, lines more
  ['borrá el 5', '-5'],
  ['borrar 5', '-5'],
  ['sacá el renglón 5', '-5'],
  ['sacame el 5', '-5'],
  ['eliminá la línea 5 y la 6', '-5', '-6'],
  ['borrá el 5, el 6 y el 7', '-5', '-6', '-7'],
  ['el 5 no va', '-5'],
  ['el 5 no vino', '-5'],
  ['el 5 está repetido', '-5'],
  ['agregá 6 coca 1,5 a 980', '+6 coca 1,5 @980'],
  ['agregá 6 coca 1,5 a $ 980 cada una', '+6 coca 1,5 @980'],
  ['agregame media docena de facturas a 350', '+6 facturas @350'],
  ['agregá 2 cajas de Fanta 2,25 x 6 a 12.500', '+2 caja Fanta 2,25 x 6 @12500'],
  ['agregá un renglón: 3 yerba Playadito 1kg a 4.100', '+3 yerba Playadito 1kg @4100'],
  ['agregá flete a 1.500', '+1 flete @1500'],
  ['añadí 6 arroz y fideos a 980', '+6 arroz y fideos @980'],
  // header
  ['el total es 12.345,67', 'total=12345.67'],
  ['total: $ 12.345,67', 'total=12345.67'],
  ['el total de la factura es 12.345,67', 'total=12345.67'],
  ['dólar a 1.180,50', 'rate=1180.5'],
  ['el dólar está a 1180,50', 'rate=1180.5'],
  ['cotización 1.180', 'rate=1180'],
  ['la cotización del dólar es 1.180', 'rate=1180'],
  ['tipo de cambio: $ 1.180,50', 'rate=1180.5'],
  ['a 1180 el dólar', 'rate=1180'],
  ['la fecha es 2/11/2026', 'date=2026-11-02'],
  ['fecha 02-11-26', 'date=2026-11-02'],
  ['la fecha es 2/11', 'date=--11-02'],
  ['la fecha es 2 de noviembre', 'date=--11-02'],
  ['la fecha es 2 de noviembre de 2026', 'date=2026-11-02'],
  ['el número es 3-12345', 'pointOfSale=3', 'number=12345'],
  ['factura A 0003-00012345', 'pointOfSale=3', 'number=12345'],
  ['el nro es 12345', 'number=12345'],
  ['punto de venta 3', 'pointOfSale=3'],
  ['el CUIT es 30-71234567-1', 'issuerCuit=30712345671'],
  ['el proveedor es Pérez, López y Cía', 'issuerName=Pérez, López y Cía'],
  ['el cae es 75123456789012', 'cae=75123456789012'],
  ['el vencimiento del cae es 12/11/2026', 'caeDueDate=2026-11-12'],
  ['es factura B', 'documentType=6'],
  ['es una nota de crédito A', 'documentType=3'],
  ['es un remito', 'documentType=91'],
  // confirmations
  ['el 3 está bien', 'ok 3'],
  ['el 3 ok', 'ok 3'],
  ['renglón 3 y 4 están bien', 'ok 3', 'ok 4'],
  ['confirmo el 3', 'ok 3'],
  ['está todo bien', 'ok *'],
  ['todo ok', 'ok *'],
  ['borrá el 5 y lo demás está bien', '-5', 'ok *'],
  // several
  ['el 2 a 1.250 y el 3 son 12', '2.unitPrice=1250', '3.quantity=12'],
  ['renglón 3 son 12, precio del 2: 1.250; borrá el 5', '3.quantity=12', '2.unitPrice=1250', '-5'],
  ['el 1 son 4\nel 2 son 6\nel 3 no va', '1.quantity=4', '2.quantity=6', '-3'],
];

/** What other features answer: none of these may touch a document. */
const OTHER = [
  'saqué 2 oreo',
  'saqué 2 paquetes de Oreo y 1 Coca de 2 litros',
  'cuánta yerba queda',
  '¿cuánta yerba queda?',
  'dejé 4 bananas ecuador, 2 tomates, 1 elementos malbec',
  'pedir salchichas Paladini x 6 y también x 12. Y falta Coca de litro y medio',
  'anotame que no hay más Brahma, ni Quilmes, ni Andes',
  'vendí 3 coca',
  'traje 12 coca a 980',
  'sacá 5 oreo',
  'sumá 6 coca',
  'sumá 6 coca 1,5 a 980',
  'falta queso',
  'faltan 3 coca',
  'hola',
  'ok',
  'dale',
  'gracias',
  'está bien',
  'el 3 son 12?',
  'el 3 está mal',
  'el 3 es nuevo',
  'hay 12 coca',
  'tiré 2 yogures vencidos',
  'a cuánto está la coca',
  'precio de la coca',
  'agregá 6 coca al stock',
  'agregá 6 coca a la lista',
  'renglón 3',
  'borrá todo',
  'el 3 son 12 y saqué 2 oreo',
  'mandame el pedido de mañana',
  'deshacer',
  '3-12345',
  '12',
  '',
];

describe('corrections', () => {
  it.each(CORRECTIONS)('When somebody says %j, then %j', (said, ...meant) => {
    expect(parseCorrections(said)?.map(short) ?? null).toEqual(meant);
  });

  it('When the table is counted, then it holds eighty sentences or more', () => {
    expect(CORRECTIONS.length).toBeGreaterThanOrEqual(80);
  });
});

describe('what is no correction', () => {
  it.each(OTHER.map((said) => [said]))('When somebody says %j, then the document is not touched', (said) => {
    expect(parseCorrections(said)).toBeNull();
  });
});

it('When anything at all is typed, then it is read quickly and without an exception', () => {
  const word = fc.constantFrom(
    'el',
    '3',
    'son',
    '12',
    ',',
    'y',
    'a',
    '1.250',
    'de',
    'precio',
    'cajas',
    'agregá',
    'coca',
    '$',
    ':',
    'no',
    '½',
    '10+5',
    '2/11',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 200 }),
        fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
      ),
      (text) => {
        const edits = parseCorrections(text);
        expect(edits === null || edits.length > 0).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
