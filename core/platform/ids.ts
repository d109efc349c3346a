import { createHash, randomBytes, randomUUID } from 'node:crypto';

export const newId = (): string => randomUUID();

/** An opaque, url-safe secret with at least `bytes` × 8 random bits. */
export const newSecret = (bytes = 24): string => randomBytes(bytes).toString('base64url');

export const sha256Hex = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
