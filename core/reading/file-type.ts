type FileType = 'jpeg' | 'png' | 'webp' | 'heic' | 'pdf';

const PDF_HEADER = '%PDF-';
/** Readers accept a PDF whose header stands this far in; such a file could also be something else. */
const PDF_HEADER_REACH = 1024;
const HEIC_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']);

/**
 * What a file is, by its first bytes alone; names and declared types are never believed. Null for anything else:
 * SVG, GIF and TIFF on purpose, and pictures that hide a PDF near their start, which two readers would understand
 * differently.
 */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  const head = Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    Math.min(bytes.byteLength, PDF_HEADER_REACH),
  ).toString('latin1');
  if (head.startsWith(PDF_HEADER)) return 'pdf';
  const picture = pictureTypeOf(head);
  return picture && !head.includes(PDF_HEADER) ? picture : null;
}

function pictureTypeOf(head: string): FileType | null {
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.slice(4, 8) === 'ftyp' && HEIC_BRANDS.has(head.slice(8, 12))) return 'heic';
  return null;
}
