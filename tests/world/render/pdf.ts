import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { encode } from 'uqr';
import type { WorldDocument } from '../document.ts';
import { type Face, fontFile } from '../paper/fonts.ts';
import type { Item, Sheet } from '../paper/sheet.ts';
import { barPositions } from './bars.ts';
import { paint } from './raster.ts';
import { sheetSvg } from './svg.ts';

type Doc = InstanceType<typeof PDFDocument>;

interface PdfLook {
  /** Without a text layer each page is one picture, as a scanner saves it. */
  readonly textLayer: boolean;
}

function drawCode(doc: Doc, item: Extract<Item, { kind: 'code' }>): void {
  const { data, size } = encode(item.text, { ecc: item.text.length > 420 ? 'L' : 'M', border: 0 });
  const module = item.size / size;
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) doc.rect(item.x + x * module, item.y + y * module, module, module);
    });
  });
  doc.fill('#111111');
  if (!item.covered) return;
  const logo = item.size * 0.2;
  doc.rect(item.x + item.size / 2 - logo / 2, item.y + item.size / 2 - logo / 2, logo, logo).fill('#ffffff');
}

function drawItem(doc: Doc, item: Item): void {
  switch (item.kind) {
    case 'run':
      // A picture's letters come with the background image.
      if (item.picture === true) return;
      doc.font(item.face).fontSize(item.size).fillColor(item.colour);
      doc.text(item.text, item.x, item.y, {
        lineBreak: false,
        baseline: 'alphabetic',
        kerning: false,
      } as never);
      return;
    case 'rule':
      doc
        .lineWidth(item.weight)
        .strokeColor(item.colour)
        .moveTo(item.x1, item.y1)
        .lineTo(item.x2, item.y2)
        .stroke();
      return;
    case 'box':
      if (item.fill !== null) doc.rect(item.x, item.y, item.width, item.height).fill(item.fill);
      if (item.stroke !== null)
        doc.lineWidth(item.weight).rect(item.x, item.y, item.width, item.height).stroke(item.stroke);
      return;
    case 'code':
      drawCode(doc, item);
      return;
    case 'bars':
      for (const bar of barPositions(item)) doc.rect(bar.x, item.y, bar.width, item.height);
      doc.fill('#111111');
  }
}

async function jpegOf(sheet: Sheet, dpi: number): Promise<Buffer> {
  const { width, height, rgba } = paint(sheetSvg(sheet), Math.round((sheet.width * dpi) / 72));
  return sharp(rgba, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** The document as a PDF: text with positions, or pictures alone. Runs marked as pictures never reach the text layer. */
export async function renderPdf(
  document: WorldDocument,
  look: PdfLook = { textLayer: true },
): Promise<Buffer> {
  const doc = new PDFDocument({ autoFirstPage: false, margin: 0, compress: true });
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve());
    doc.on('error', reject);
  });
  const faces = new Set<Face>(
    document.sheets.flatMap((sheet) =>
      sheet.items.flatMap((item) => (item.kind === 'run' ? [item.face] : [])),
    ),
  );
  for (const face of faces) doc.registerFont(face, fontFile(face));
  for (const sheet of document.sheets) {
    doc.addPage({ size: [sheet.width, sheet.height], margin: 0 });
    const pictures = sheet.items.filter((item) => item.kind === 'run' && item.picture === true);
    if (!look.textLayer) doc.image(await jpegOf(sheet, 200), 0, 0, { width: sheet.width });
    else {
      if (pictures.length > 0)
        doc.image(await jpegOf({ ...sheet, items: pictures }, 150), 0, 0, { width: sheet.width });
      for (const item of sheet.items) drawItem(doc, item);
    }
  }
  doc.end();
  await done;
  return Buffer.concat(chunks);
}
