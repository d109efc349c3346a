import { readFile } from 'node:fs/promises';
import type { InvoiceDraft } from '../core/invoice/draft.ts';
import { dayOf, systemClock } from '../core/platform/clock.ts';
import { type DocumentReading, readDocument } from '../core/reading/read-document.ts';
import { createReader, type Reader } from '../core/reading/reader.ts';

const USAGE = `Uso: npm run -s read-invoice -- ARCHIVO…
  Lee fotos o PDF de comprobantes sin tocar el stock: una línea JSON por archivo.
  AFIP_CUIT dice cuál CUIT es el nuestro.`;

type Times = DocumentReading['ms'];

/** One file as the command says it: the keys and their order are a contract. */
function lineOf(file: string, draft: InvoiceDraft, ms: Times, failure: string | null): object {
  const reason = failure ?? draft.reason;
  const { header } = draft;
  return {
    file,
    status: failure === null ? draft.status : 'unreadable',
    ...(reason === null ? {} : { reason }),
    header: {
      documentType: header.documentType,
      letter: header.letter,
      pointOfSale: header.pointOfSale,
      number: header.number,
      date: header.date,
      issuerCuit: header.issuerCuit,
      issuerName: header.issuerName,
      recipientDocType: header.recipientDocType,
      recipientDocNumber: header.recipientDocNumber,
      currency: header.currency,
      total: header.total,
      cae: header.cae,
      caeDueDate: header.caeDueDate,
    },
    headerSource: draft.headerSource,
    lines: draft.lines.map((line) => ({
      code: line.code,
      description: line.description,
      quantity: line.quantity,
      unit: line.unit,
      unitPrice: line.unitPrice,
      discountPercent: line.discountPercent,
      amount: line.amount,
      vatRate: line.vatRate,
      evidence: line.evidence,
    })),
    taxes: draft.taxes.map(({ kind, rate, amount }) => ({
      kind,
      ...(rate === null ? {} : { rate }),
      amount,
    })),
    checks: draft.checks.map(({ name, ok, detail }) => ({ name, ok, detail })),
    ms: {
      decode: Math.round(ms.decode),
      qr: Math.round(ms.qr),
      ocr: Math.round(ms.ocr),
      parse: Math.round(ms.parse),
      total: Math.round(ms.total),
    },
  };
}

/** Whatever happens there is a line; a defect is named on stderr, without its trace. */
async function readOne(reader: Reader, file: string, ourCuit: string | undefined): Promise<object> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return { file, status: 'unreadable', reason: 'not_found', ...NOTHING };
  try {
    const options = { ourCuit, today: dayOf(systemClock.now()) };
    const reading = await readDocument(reader, [{ bytes, name: file }], options);
    const failure = reading.failures[0]?.code ?? null;
    return lineOf(file, reading.draft, reading.ms, failure);
  } catch (error) {
    process.stderr.write(`${file}: ${error instanceof Error ? error.message : 'falló la lectura'}\n`);
    return { file, status: 'unreadable', reason: 'internal_error', ...NOTHING };
  }
}

const NOTHING = {
  header: {
    documentType: null,
    letter: null,
    pointOfSale: null,
    number: null,
    date: null,
    issuerCuit: null,
    issuerName: null,
    recipientDocType: null,
    recipientDocNumber: null,
    currency: null,
    total: null,
    cae: null,
    caeDueDate: null,
  },
  headerSource: {},
  lines: [],
  taxes: [],
  checks: [],
  ms: { decode: 0, qr: 0, ocr: 0, parse: 0, total: 0 },
} as const;

async function main(files: readonly string[]): Promise<number> {
  if (files.length === 0 || files.some((file) => file.startsWith('-'))) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const ourCuit = process.env.AFIP_CUIT?.replaceAll(/\D/g, '') || undefined;
  const reader = createReader({ workers: 1 });
  try {
    await reader.warm(); // so that the first file's times are its own
    for (const file of files) {
      const line = await readOne(reader, file, ourCuit);
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
    return 0;
  } finally {
    await reader.close();
  }
}

process.exitCode = await main(process.argv.slice(2));
