import { describe, expect, it } from 'vitest';
import { fileTypeOf } from '../../../core/reading/file-type.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('fileTypeOf', () => {
  it.each([
    ['\xff\xd8\xff\xe0..JFIF', 'jpeg'],
    ['\x89PNG\r\n\x1a\n....IHDR', 'png'],
    ['RIFF....WEBPVP8 ', 'webp'],
    ['\0\0\0\x18ftypheic....', 'heic'],
    ['%PDF-1.7\n', 'pdf'],
  ])('When a file begins %j, then it is %s', (head, type) => {
    expect(fileTypeOf(bytes(head))).toBe(type);
  });

  it.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg">'],
    ['an SVG behind an XML header', '<?xml version="1.0"?><svg>'],
    ['a GIF', 'GIF89a....'],
    ['a little-endian TIFF', 'II*\0....'],
    ['a big-endian TIFF', 'MM\0*....'],
    ['an AVIF', '\0\0\0\x18ftypavif....'],
    ['another RIFF', 'RIFF....WAVEfmt '],
    ['a web page', '<html>'],
    ['an empty file', ''],
  ])('When the file is %s, then it is refused', (_name, head) => {
    expect(fileTypeOf(bytes(head))).toBeNull();
  });

  it('When a picture hides a PDF near its start, then it is refused', () => {
    expect(fileTypeOf(bytes(`\xff\xd8\xff\xfe${'.'.repeat(200)}%PDF-1.4`))).toBeNull();
  });

  it('When the view starts inside a larger buffer, then only its own bytes count', () => {
    const whole = bytes('%PDF-1.7 \xff\xd8\xff\xe0');
    expect(fileTypeOf(whole.subarray(9))).toBe('jpeg');
  });
});
