import type { DraftLine, InvoiceDraft } from '../../../core/invoice/draft.ts';
import type { Quad } from '../../../core/invoice/page.ts';
import { drawEvidence as drawPage } from '../../../core/picture/evidence.ts';

const placed = (line: DraftLine): line is DraftLine & { readonly box: Quad } => line.box !== null;

/** One page of a draft with its lines framed by what proves them; JPEG, small enough for Telegram to keep as it is. */
export const drawEvidence = (of: {
  readonly image: Buffer;
  readonly draft: InvoiceDraft;
  /** 1-based, as in the lines. */
  readonly page: number;
}): Promise<Buffer> =>
  drawPage({
    image: of.image,
    lines: of.draft.lines.filter(placed).filter((line) => line.page === of.page),
  });
