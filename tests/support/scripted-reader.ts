import type { InvoiceDraft } from '../../core/invoice/draft.ts';
import type { PageReading, Word } from '../../core/invoice/page.ts';
import { err, ok } from '../../core/platform/result.ts';
import type { ReadingFailure } from '../../core/reading/file-reading.ts';
import type { PaperReader } from '../../core/receiving/paper-reader.ts';

/**
 * What each picture turns out to be. A picture is named by its bytes; `name~2` is another picture of the same paper.
 * Several pages together are looked up as `first+second`.
 */
export interface Script {
  readonly drafts: Readonly<Record<string, InvoiceDraft>>;
  /** The flattened page that a picture gives (an image file), for what looks at pixels; its own bytes when omitted. */
  readonly pages?: Readonly<Record<string, Buffer>>;
  /** The goods' barcode that a picture shows. */
  readonly barcodes?: Readonly<Record<string, string>>;
  readonly failures?: Readonly<Record<string, ReadingFailure['code']>>;
}

/** The bytes of a picture with this name. */
export const picture = (name: string): Buffer => Buffer.from(`picture of ${name}`);

const nameIn = (bytes: Buffer): string => bytes.toString('utf8').replace('picture of ', '');

const paperOf = (name: string): string => name.replace(/~\d+$/, '');

/** A reader that needs no engine: it reads a picture's name and understands what the script says. */
export function scriptedReader(script: Script, options: { readonly delayMs?: number } = {}): PaperReader {
  return {
    async readFile({ bytes }, onStage) {
      onStage('qr');
      onStage('text');
      const name = paperOf(nameIn(bytes));
      if (options.delayMs !== undefined) await new Promise((done) => setTimeout(done, options.delayMs));
      const code = script.failures?.[name];
      return code === undefined
        ? ok({ pages: [page(name, script.barcodes?.[name])], images: [script.pages?.[name] ?? bytes] })
        : err({ code });
    },
    understand(pages) {
      const name = pages.map((one) => one.words[0]?.text ?? '').join('+');
      const draft = script.drafts[name];
      if (draft === undefined) throw new Error(`the script does not say what ${name} is`);
      return draft;
    },
    describe: (draft) => Promise.resolve(draft),
  };
}

function page(name: string, barcode: string | undefined): PageReading {
  const at = (x: number, y: number) => ({ x, y });
  const word: Word = {
    text: name,
    confidence: 1,
    quad: [at(0, 0), at(10, 0), at(10, 10), at(0, 10)],
    source: 'pdf',
  };
  return {
    pageNumber: 1,
    width: 100,
    height: 140,
    kind: 'image',
    words: [word],
    barcodes: barcode === undefined ? [] : [{ format: 'EAN-13', text: barcode, quad: null }],
    quality: null,
  };
}
