import type { Barcode, PageReading, Word } from '../../../core/invoice/page.ts';

const CHARACTER = 7;
const LINE = 16;

/** How words are read; a test changes what it is about. */
export interface TypedOptions {
  readonly source?: Word['source'];
  readonly confidence?: number;
  readonly barcodes?: readonly string[];
  readonly pageNumber?: number;
  /** Another reading of a word, by its text; with its probability, else 0.4. */
  readonly alternatives?: Readonly<Record<string, string | readonly [string, number]>>;
  /** The page leans by this slope. */
  readonly slope?: number;
}

const proposal = (other: string | readonly [string, number]): { text: string; confidence: number } =>
  typeof other === 'string' ? { text: other, confidence: 0.4 } : { text: other[0], confidence: other[1] };

/**
 * A page as a typewriter would print it: every run of non-blanks is a word, its place follows from its row and column. What
 * a test shows is what the reader sees.
 */
export function typed(text: string, options: TypedOptions = {}): PageReading {
  const { source = 'pdf', confidence = 1, slope = 0 } = options;
  const lines = text.replace(/^\n/, '').split('\n');
  const words: Word[] = [];
  lines.forEach((line, row) => {
    for (const match of line.matchAll(/\S+/g)) {
      const x0 = 20 + match.index * CHARACTER;
      const x1 = x0 + match[0].length * CHARACTER - 1;
      const y = (x: number): number => 20 + row * LINE + x * slope;
      const other = options.alternatives?.[match[0]];
      words.push({
        text: match[0],
        confidence,
        source,
        quad: [
          { x: x0, y: y(x0) },
          { x: x1, y: y(x1) },
          { x: x1, y: y(x1) + 10 },
          { x: x0, y: y(x0) + 10 },
        ],
        ...(other === undefined ? {} : { alternatives: [proposal(other)] }),
      });
    }
  });
  return {
    pageNumber: options.pageNumber ?? 1,
    width: 40 + Math.max(...lines.map((line) => line.length)) * CHARACTER,
    height: 60 + lines.length * LINE,
    kind: source === 'pdf' ? 'pdf' : 'image',
    words,
    barcodes: (options.barcodes ?? []).map((code): Barcode => ({ format: 'QRCode', text: code, quad: null })),
    quality: null,
  };
}

/** The fiscal QR's text for a payload. */
export const fiscalCode = (payload: Readonly<Record<string, unknown>>): string =>
  `https://www.arca.gob.ar/fe/qr/?p=${Buffer.from(JSON.stringify({ ver: 1, moneda: 'PES', ctz: 1, tipoCodAut: 'E', ...payload })).toString('base64')}`;

/** The head of an invoice A of which everything can be proven from the print; the table follows on the next line. */
export const INVOICE_HEAD = `
DISTRIBUIDORA DEL SUR S.A.            A          FACTURA
Belgrano 77, Tandil                Cod. 01       N° 00005-00574771
CUIT: 30-69499761-5                              Fecha: 02/06/2026
Inicio de actividades: 15/08/2009
Cliente: ALMACEN DOS HERMANAS      CUIT: 30-55144288-4`;
