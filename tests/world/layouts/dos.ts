import { dec } from '../../../core/platform/decimal.ts';
import { footFigures, inventFootWording, letterCode } from '../blocks/wording.ts';
import { A4, type Pen, type Sheet, startSheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import type { PaperLine } from '../truth/truth.ts';
import { type Layout, MONO, type Paper } from './layout.ts';

const COLUMNS = 94;
const SIZE = 9;
const STEP = 11;
const LEFT = 32;
const ROWS_A_PAGE = 34;
const NAME_LENGTH = 30;

/** A page of fixed cells, as an old program sends it to a needle printer. */
class Screen {
  readonly pen: Pen;
  private row = 2;
  constructor(pen: Pen) {
    this.pen = pen;
  }
  get at(): number {
    return this.row;
  }
  /** Writes texts at their columns on one row; a right-aligned text ends at its column. */
  line(...cells: readonly (readonly [number, string] | readonly [number, string, 'right'])[]): void {
    this.row++;
    const cell = SIZE * 0.6;
    for (const [column, text, align] of cells) {
      this.pen.text(LEFT + column * cell, this.row * STEP, text, {
        size: SIZE,
        align: align === 'right' ? 'right' : 'left',
      });
    }
  }
  rule(character = '-'): void {
    this.line([0, character.repeat(COLUMNS)]);
  }
  skipTo(row: number): void {
    this.row = Math.max(this.row, row);
  }
}

function drawHead(screen: Screen, paper: Paper, page: number): void {
  const { bill, habits } = paper;
  const { header } = bill.truth;
  const { issuer, recipient, saleTerms, orderNumber } = bill.facts;
  screen.line([0, issuer.name], [46, `[ ${header.letter ?? 'X'} ]`], [58, bill.facts.title]);
  screen.line(
    [0, `${issuer.street} - ${issuer.city}`],
    [58, `Nro: ${habits.documentNumber(header.pointOfSale ?? 0, header.number ?? 0)}`],
  );
  screen.line(
    [0, `IVA: ${issuer.taxStatus}`],
    [45, letterCode(header.documentType ?? 0, 'COD. 01')],
    [58, `Fecha: ${habits.date(header.date ?? '')}`],
  );
  screen.line(
    [0, `C.U.I.T.: ${habits.cuit(issuer.cuit)}  Ing.Brutos: ${issuer.grossIncome}`],
    [58, `Inicio Act.: ${habits.date(issuer.since)}`],
    [86, `Hoja ${page}`],
  );
  screen.rule('=');
  const anonymous = header.recipientDocType === 99;
  screen.line(
    [0, `Sr(es): ${anonymous ? 'CONSUMIDOR FINAL' : recipient.name}`],
    [58, anonymous ? '' : `C.U.I.T.: ${habits.cuit(recipient.cuit)}`],
  );
  screen.line([0, `Domicilio: ${recipient.street} - ${recipient.city}`], [58, `IVA: ${recipient.taxStatus}`]);
  screen.line([0, `Cond. de venta: ${saleTerms}`], [58, `Pedido: ${orderNumber}`]);
  screen.rule('=');
}

const asciiOnly = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

interface Places {
  readonly quantity: number;
  readonly name: number;
  readonly discounts: boolean;
}

function drawItem(screen: Screen, paper: Paper, line: PaperLine, at: Places): void {
  const { habits } = paper;
  screen.line(
    [0, line.code ?? ''],
    [at.quantity, habits.quantity(line.quantity), 'right'],
    [at.name, line.description.slice(0, NAME_LENGTH)],
    [66, habits.price(line.listPrice), 'right'],
    [72, at.discounts ? habits.percent(line.discountPercent ?? '0') : '', 'right'],
    [
      79,
      line.vatRate === null || paper.bill.truth.header.letter === 'C' ? '' : habits.rate(line.vatRate),
      'right',
    ],
    [COLUMNS, habits.money(line.amount ?? '0'), 'right'],
  );
  if (line.continuation !== null) screen.line([at.name, line.continuation.slice(0, NAME_LENGTH)]);
}

function draw(paper: Paper): Sheet[] {
  const { bill, random } = paper;
  const words = inventFootWording(paper);
  const discounts = bill.lines.some((line) => !dec(line.discountPercent ?? '0').isZero());
  const at: Places = random.chance(0.5)
    ? { quantity: 20, name: 23, discounts }
    : { quantity: 52, name: 12, discounts };
  const sheets: Sheet[] = [];
  for (let from = 0; from < bill.lines.length; from += ROWS_A_PAGE) {
    const pen = startSheet(A4, paper.face, SIZE);
    const screen = new Screen(pen);
    drawHead(screen, paper, sheets.length + 1);
    screen.line(
      [0, 'CODIGO'],
      [at.quantity, 'CANTIDAD', 'right'],
      [at.name, 'DESCRIPCION'],
      [66, 'P.UNIT.', 'right'],
      [72, discounts ? 'BONIF' : '', 'right'],
      [79, 'IVA', 'right'],
      [COLUMNS, 'IMPORTE', 'right'],
    );
    screen.rule();
    for (const line of bill.lines.slice(from, from + ROWS_A_PAGE)) drawItem(screen, paper, line, at);
    const last = from + ROWS_A_PAGE >= bill.lines.length;
    if (last) drawFoot(screen, paper, footFigures(paper, words));
    else screen.line([COLUMNS, 'CONTINUA EN HOJA SIGUIENTE', 'right']);
    sheets.push(pen.finish());
  }
  return sheets.map((sheet) => ({
    ...sheet,
    items: sheet.items.map((item) => (item.kind === 'run' ? { ...item, text: asciiOnly(item.text) } : item)),
  }));
}

function drawFoot(screen: Screen, paper: Paper, figures: ReturnType<typeof footFigures>): void {
  const { header } = paper.bill.truth;
  screen.skipTo(52);
  screen.rule();
  for (const figure of figures) {
    screen.line([72, figure.label, 'right'], [COLUMNS, figure.value, 'right']);
  }
  screen.rule('=');
  if (header.cae === null) return;
  screen.line([0, `CAE: ${header.cae}`], [40, `Vto. CAE: ${paper.habits.date(header.caeDueDate ?? '')}`]);
  if (paper.code !== null)
    screen.pen.code(LEFT + 420, screen.at * STEP - 4, 74, paper.code.text, paper.code.covered);
}

/** The needle printer's page: one pitch, no rules but characters, no accents. */
export const dos: Layout = {
  name: 'dos',
  heldOut: false,
  faces: [MONO],
  demand: () => ({
    ...ORDINARY,
    goods: GOODS,
    lines: [1, 40],
    codes: ['short', 'padded', 'prefixed'],
    upperCase: 1,
    discounted: 0.4,
    prices: [
      ['cents', 4],
      ['rounded', 4],
      ['three', 1],
    ],
  }),
  habits: {
    signs: 0,
    numbers: [
      ['local', 4],
      ['localPlain', 2],
      ['englishPlain', 4],
      ['english', 3],
    ],
  },
  codeShare: 0.75,
  draw,
};
