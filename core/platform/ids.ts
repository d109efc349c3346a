import { createHash, randomBytes, randomUUID } from 'node:crypto';

export const newId = (): string => randomUUID();

/** The same id for the same name, for things that may be asked for twice but exist once. */
export function idFrom(name: string): string {
  const hex = sha256Hex(name);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** An opaque, url-safe secret with at least `bytes` × 8 random bits. */
export const newSecret = (bytes = 24): string => randomBytes(bytes).toString('base64url');

export const sha256Hex = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
