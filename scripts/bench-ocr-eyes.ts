import type { InvoiceDraft } from '../core/invoice/draft.ts';
import type { PageReading } from '../core/invoice/page.ts';
import { understand } from '../core/invoice/understand.ts';
import { type DocumentReading, readDocument } from '../core/reading/read-document.ts';
import type { Reader } from '../core/reading/reader.ts';
import type { WorldDocument } from '../tests/world/document.ts';
import { type Legibility, measureLegibility } from '../tests/world/legibility.ts';
import type { Sheet } from '../tests/world/paper/sheet.ts';
import { photographedSheets, renderPhotos } from '../tests/world/photo/photo.ts';
import { TROUBLE_NAMES, TROUBLES, type TroubleName } from '../tests/world/photo/troubles.ts';
import { renderPdf } from '../tests/world/render/pdf.ts';
import { renderWords } from '../tests/world/render/words.ts';
import type { Kind } from './bench-ocr-kinds.ts';
import { startTesseract } from './bench-ocr-tesseract.ts';

/** One page's picture: what was wrong with it, and how much of it was seen. */
export interface PageLook extends Legibility {
  readonly troubles: readonly TroubleName[];
}

export interface Reading {
  readonly pages: readonly PageReading[];
  readonly draft: InvoiceDraft;
  /** Milliseconds from the bytes (or the words) to the draft, per file. */
  readonly ms: number;
  /** The same by kind of work; null for words. */
  readonly stages: DocumentReading['ms'] | null;
  readonly looks: readonly PageLook[];
}

/** Reads one document in one way; null where it could not be read at all. */
export interface Eye {
  read(document: WorldDocument): Promise<Reading | null>;
  close(): Promise<void>;
}

type FileKind = Extract<Kind, { of: 'files' }>;

export const optionsFor = (document: WorldDocument): { ourCuit?: string; today: string } => ({
  ...(document.ourCuit === null ? {} : { ourCuit: document.ourCuit }),
  today: document.today,
});

function readWords(document: WorldDocument, noise: Extract<Kind, { of: 'words' }>['noise']): Reading {
  const pages = renderWords(document, document.seed, noise);
  const start = performance.now();
  const draft = understand(pages, optionsFor(document));
  return { pages, draft, ms: performance.now() - start, stages: null, looks: [] };
}

/** The files that a person would send, and what lies on each page of them. */
interface Sent {
  readonly files: readonly { readonly bytes: Buffer }[];
  readonly sheets: readonly { readonly sheet: Sheet; readonly troubles: readonly TroubleName[] }[];
}

async function sentBy(document: WorldDocument, { files, trouble }: FileKind): Promise<Sent> {
  if (files === 'pdf' || files === 'pdf-scan') {
    const bytes = await renderPdf(document, { textLayer: files === 'pdf' });
    return { files: [{ bytes }], sheets: document.sheets.map((sheet) => ({ sheet, troubles: [] })) };
  }
  const photos = await renderPhotos(document, document.seed, files, trouble);
  const troublesOf = (index: number): TroubleName[] =>
    TROUBLE_NAMES.filter((name) => TROUBLES[name].shows(photos[index]!.conditions));
  return {
    files: photos.map(({ jpeg }) => ({ bytes: jpeg })),
    sheets: photographedSheets(document).map((sheet, index) => ({ sheet, troubles: troublesOf(index) })),
  };
}

const looksAt = ({ sheets }: Sent, pages: readonly PageReading[]): PageLook[] =>
  sheets.flatMap(({ sheet, troubles }, index) => {
    const page = pages[index];
    return page === undefined ? [] : [{ ...measureLegibility(sheet, page), troubles }];
  });

/** As the product reads: PP-OCR, and Tesseract for the descriptions. */
async function readWithBoth(
  reader: Reader,
  kind: FileKind,
  document: WorldDocument,
): Promise<Reading | null> {
  const sent = await sentBy(document, kind);
  const { draft, pages, failures, ms } = await readDocument(reader, sent.files, optionsFor(document));
  if (failures.length > 0) return null;
  return { draft, pages, ms: ms.total / sent.files.length, stages: ms, looks: looksAt(sent, pages) };
}

/** The reader finds, flattens and decodes codes; one engine alone gives the words. */
async function readWithOne(
  reader: Reader,
  kind: FileKind,
  document: WorldDocument,
  wordsOf: ((image: Buffer) => Promise<PageReading['words']>) | null,
): Promise<Reading | null> {
  const sent = await sentBy(document, kind);
  const pages: PageReading[] = [];
  let spent = 0;
  for (const { bytes } of sent.files) {
    const result = await reader.read({ bytes });
    if (!result.ok) return null;
    const { ms, images } = result.value;
    spent += wordsOf === null ? ms.total : ms.decode + ms.qr;
    for (const [index, page] of result.value.pages.entries()) {
      const start = performance.now();
      const words = wordsOf === null ? page.words : await wordsOf(images[index] as Buffer);
      spent += wordsOf === null ? 0 : performance.now() - start;
      pages.push({ ...page, words, pageNumber: pages.length + 1 });
    }
  }
  const start = performance.now();
  const draft = understand(pages, optionsFor(document));
  spent += performance.now() - start;
  return { draft, pages, ms: spent / sent.files.length, stages: null, looks: looksAt(sent, pages) };
}

const lasting = (read: Eye['read']): Eye => ({ read, close: () => Promise.resolve() });

/** The way of reading that a kind names; `reader` is needed for all but words. */
export async function openEye(kind: Kind, reader: Reader | null): Promise<Eye> {
  if (kind.of === 'words') return lasting((document) => Promise.resolve(readWords(document, kind.noise)));
  if (reader === null) throw new TypeError('files need a reader');
  if (kind.engine === 'both') return lasting((document) => readWithBoth(reader, kind, document));
  if (kind.engine === 'ppocr') return lasting((document) => readWithOne(reader, kind, document, null));
  const tesseract = await startTesseract();
  return {
    read: (document) => readWithOne(reader, kind, document, tesseract.words),
    close: tesseract.close,
  };
}
