import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Document, PhotoSize } from 'grammy/types';
import sharp from 'sharp';
import { sha256Hex } from '../../core/platform/ids.ts';
import { badRequest } from './api-failure.ts';
import type { ChatStore, StoredFile } from './chat-store.ts';
import type { UploadedFile } from './request-parameters.ts';

/** Long sides of the copies that Telegram makes of a photo; the last one is the largest anybody gets back. */
const PHOTO_SIDES = [90, 320, 800, 1280] as const;
const LARGEST_SIDE = 1280;
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
/** Width + height, and the ratio between them, beyond which Telegram refuses a photo. */
const MAX_SIDES_SUM = 10_000;
const MAX_RATIO = 20;

/** Puts files where getFile finds them, and makes of a photo what Telegram makes of it. */
export class FileShelf {
  constructor(
    private readonly store: ChatStore,
    private readonly folder: string,
  ) {
    for (const kind of ['photos', 'documents', 'thumbnails'])
      mkdirSync(join(folder, kind), { recursive: true });
  }

  private async keep(
    kind: 'photos' | 'documents' | 'thumbnails',
    file: UploadedFile,
    size: { width?: number; height?: number } = {},
  ): Promise<StoredFile> {
    const extension = extname(file.name)
      .slice(0, 12)
      .replace(/[^.\w]/g, '');
    const stored: StoredFile = {
      id: `Local${randomBytes(24).toString('base64url')}`,
      uniqueId: sha256Hex(file.bytes).slice(0, 16),
      path: `${kind}/file_${this.store.fileCount()}_${randomBytes(3).toString('hex')}${extension}`,
      size: file.bytes.length,
      name: file.name,
      type: file.type,
      ...size,
    };
    await writeFile(join(this.folder, stored.path), file.bytes);
    this.store.commit({ kind: 'file', file: stored });
    return stored;
  }

  read(file: StoredFile): Promise<Buffer> {
    return readFile(join(this.folder, file.path));
  }

  /**
   * A photo in all its sizes, smallest first: turned upright, JPEG, long side at most 1280 pixels. One that already is
   * so keeps its bytes. Throws Telegram's 400 for what is not a picture or has impossible sides.
   */
  async keepPhoto(upload: UploadedFile): Promise<PhotoSize[]> {
    if (upload.bytes.length > MAX_PHOTO_BYTES) throw badRequest('file is too big');
    const source = await sharp(upload.bytes)
      .metadata()
      .catch(() => {
        throw badRequest('IMAGE_PROCESS_FAILED');
      });
    const { width = 0, height = 0 } = source;
    const ratio = Math.max(width, height) / Math.max(1, Math.min(width, height));
    if (width + height > MAX_SIDES_SUM || ratio > MAX_RATIO) throw badRequest('PHOTO_INVALID_DIMENSIONS');
    const upright = (source.orientation ?? 1) === 1;
    const asIs = source.format === 'jpeg' && upright && Math.max(width, height) <= LARGEST_SIDE;
    const longest = Math.max(width, height);
    const sizes: PhotoSize[] = [];
    for (const side of PHOTO_SIDES.filter((_, i) => i === 0 || longest > PHOTO_SIDES[i - 1]!)) {
      const largest = side === LARGEST_SIDE || side >= longest;
      sizes.push(photoSize(await this.keepScaled(upload, side, largest && asIs ? source : undefined)));
    }
    return sizes;
  }

  private async keepScaled(
    upload: UploadedFile,
    side: number,
    untouched: { width?: number; height?: number } | undefined,
  ): Promise<StoredFile> {
    if (untouched !== undefined)
      return this.keep(
        'photos',
        { ...upload, name: 'photo.jpg', type: 'image/jpeg' },
        untouchedSize(untouched),
      );
    const { data, info } = await sharp(upload.bytes)
      .rotate()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 87 })
      .toBuffer({ resolveWithObject: true })
      .catch(() => {
        throw badRequest('IMAGE_PROCESS_FAILED');
      });
    const photo: UploadedFile = { name: 'photo.jpg', type: 'image/jpeg', bytes: data };
    return this.keep('photos', photo, { width: info.width, height: info.height });
  }

  /** A file exactly as it was sent, with a small preview when it is a picture. */
  async keepDocument(upload: UploadedFile): Promise<Document> {
    const file = await this.keep('documents', upload);
    const thumbnail = upload.type.startsWith('image/') ? await this.preview(upload) : undefined;
    return {
      file_id: file.id,
      file_unique_id: file.uniqueId,
      file_name: file.name,
      mime_type: file.type,
      file_size: file.size,
      ...(thumbnail === undefined ? {} : { thumbnail }),
    };
  }

  private async preview(upload: UploadedFile): Promise<PhotoSize | undefined> {
    try {
      const { data, info } = await sharp(upload.bytes)
        .rotate()
        .resize({ width: 320, height: 320, fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 80 })
        .toBuffer({ resolveWithObject: true });
      const picture: UploadedFile = { name: 'preview.jpg', type: 'image/jpeg', bytes: data };
      return photoSize(await this.keep('thumbnails', picture, { width: info.width, height: info.height }));
    } catch {
      // A damaged picture is still a file that may be sent; it only has no preview.
      return undefined;
    }
  }
}

const untouchedSize = ({ width = 0, height = 0 }: { width?: number; height?: number }) => ({ width, height });

const photoSize = (file: StoredFile): PhotoSize => ({
  file_id: file.id,
  file_unique_id: file.uniqueId,
  file_size: file.size,
  width: file.width ?? 0,
  height: file.height ?? 0,
});
