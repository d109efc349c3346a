import { withDescriptions } from '../invoice/certify.ts';
import type { DraftLine, InvoiceDraft } from '../invoice/draft.ts';
import type { PageReading, Quad } from '../invoice/page.ts';
import { mergeDescription } from './descriptions.ts';
import type { Reader } from './reader.ts';

/** A page with more lines than this keeps the first reading's descriptions for the rest: the time must be bounded. */
const MOST_LINES_A_PAGE = 60;

/**
 * Reads the descriptions of photographed pages again with the Spanish engine and merges both readings. Pages with a
 * text layer are exact and left alone, so are descriptions that a person wrote.
 * @param images `images[i]` is the picture of `pages[i]`
 */
export async function describeInSpanish(
  reader: Reader,
  draft: InvoiceDraft,
  pages: readonly PageReading[],
  images: readonly Uint8Array[],
): Promise<InvoiceDraft> {
  const better = new Map<number, string>();
  for (const [index, page] of pages.entries()) {
    const image = images[index];
    if (page.kind === 'pdf' || !image) continue;
    const lines = draft.lines.filter((line) => line.page === page.pageNumber).flatMap(described);
    const some = lines.slice(0, MOST_LINES_A_PAGE);
    const texts = await reader.readText({ image, boxes: some.map(({ box }) => box) });
    some.forEach(({ id, text }, at) => {
      better.set(id, mergeDescription(text, texts[at] ?? ''));
    });
  }
  return withDescriptions(draft, better);
}

function described({
  id,
  description,
  descriptionBox,
}: DraftLine): { id: number; text: string; box: Quad }[] {
  return description === null || descriptionBox === null
    ? []
    : [{ id, text: description, box: descriptionBox }];
}
