/** ARCA's document types: what each code means for the stock and for the price. */
export type FiscalKind = 'invoice' | 'credit_note' | 'debit_note' | 'receipt' | 'delivery_note';

export interface DocumentType {
  readonly code: number;
  readonly kind: FiscalKind;
  readonly letter: string;
  readonly name: string;
  /** False where the paper usually prints no prices (remitos). */
  readonly hasPrices: boolean;
  /** goods: moves stock; money: never does; either: a person says which. */
  readonly moves: 'goods' | 'money' | 'either';
  /** True where VAT is printed apart from the prices (class A and M). */
  readonly vatApart: boolean;
  /** True for till tickets (tique, tique factura). */
  readonly ticket: boolean;
}

type Row = readonly [codes: readonly number[], kind: FiscalKind, name: string, letters: string];

const ROWS: readonly Row[] = [
  [[1, 6, 11, 51, 19], 'invoice', 'Factura', 'ABCAE'],
  [[2, 7, 12, 52, 20], 'debit_note', 'Nota de débito', 'ABCAE'],
  [[3, 8, 13, 53, 21], 'credit_note', 'Nota de crédito', 'ABCAE'],
  [[4, 9, 15, 54], 'receipt', 'Recibo', 'ABCA'],
  [[5, 10, 16, 55], 'invoice', 'Nota de venta al contado', 'ABCA'],
  [[201, 206, 211], 'invoice', 'Factura de crédito electrónica MiPyME', 'ABC'],
  [[202, 207, 212], 'debit_note', 'Nota de débito electrónica MiPyME', 'ABC'],
  [[203, 208, 213], 'credit_note', 'Nota de crédito electrónica MiPyME', 'ABC'],
  [[195], 'invoice', 'Factura T', 'T'],
  [[196], 'debit_note', 'Nota de débito T', 'T'],
  [[197], 'credit_note', 'Nota de crédito T', 'T'],
  [[66], 'invoice', 'Despacho de importación', 'X'],
  [[91, 88, 991, 993, 994, 995], 'delivery_note', 'Remito', 'RRRRRR'],
];

const TICKET_ROWS: readonly Row[] = [
  [[81, 82, 83, 111, 118, 109], 'invoice', 'Tique factura', 'ABBCCC'],
  [[112, 113, 114, 110, 119], 'credit_note', 'Tique nota de crédito', 'ABCBC'],
  [[115, 116, 117, 120], 'debit_note', 'Tique nota de débito', 'ABCC'],
];

const MOVES: Record<FiscalKind, DocumentType['moves']> = {
  invoice: 'goods',
  delivery_note: 'goods',
  credit_note: 'either',
  debit_note: 'money',
  receipt: 'money',
};

const TYPES: ReadonlyMap<number, DocumentType> = new Map(
  [
    ...ROWS.map((row) => ({ row, ticket: false })),
    ...TICKET_ROWS.map((row) => ({ row, ticket: true })),
  ].flatMap(({ row: [codes, kind, name, letters], ticket }) =>
    codes.map((code, index): [number, DocumentType] => {
      const letter = letters[index]!;
      return [
        code,
        {
          code,
          kind,
          letter,
          name: code === 83 || code === 109 ? 'Tique' : name,
          hasPrices: kind !== 'delivery_note',
          moves: MOVES[kind],
          vatApart: letter === 'A',
          ticket,
        },
      ];
    }),
  ),
);

/** The type behind ARCA's code, or null for a code that is no document. */
export const documentType = (code: number): DocumentType | null => TYPES.get(code) ?? null;

/** The ordinary code for a kind and letter; null when there is none (a remito's letter is R). */
export function codeFor(kind: FiscalKind, letter: string, style: 'plain' | 'fce' | 'ticket'): number | null {
  const rows = style === 'ticket' ? TICKET_ROWS : ROWS;
  for (const [codes, rowKind, name, letters] of rows) {
    if (rowKind !== kind || /contado|Despacho/.test(name)) continue;
    if ((style === 'fce') !== /MiPyME/.test(name)) continue;
    const index = letters.indexOf(letter);
    if (index >= 0) return codes[index]!;
  }
  return null;
}

const PRINTED_CODE =
  /\b(?:c[oóö0]d(?:igo)?(?:\s*(?:de\s*)?comp(?:robante)?)?|c[oóö0]mp(?:robante)?\.?\s*(?:c[oó]d(?:igo)?))\s*[.:]?\s*(?:n[°ºo]\.?\s*)?[:.]?\s*0{0,2}(\d{1,3})(?!\d)(?![.,/-]\d)/gi;
const PRINTED_C_CODE = /(?<![\w-])C0(\d{2})(?![\w-])/g;

/** Codes of known types printed in a text: "COD. 01", "Cód. 201", "C001", "cod Comp: 1". In order of appearance. */
export function findDocumentCodes(text: string): { code: number; index: number }[] {
  const found: { code: number; index: number }[] = [];
  for (const pattern of [PRINTED_CODE, PRINTED_C_CODE])
    for (const match of text.matchAll(pattern)) {
      const code = Number(match[1]);
      if (TYPES.has(code)) found.push({ code, index: match.index });
    }
  return found.sort((a, b) => a.index - b.index);
}
