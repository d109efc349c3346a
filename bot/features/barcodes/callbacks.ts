import { UUID } from '../../row-id.ts';

/** `bar:<code>:<product>`: this code is on that product. */
export const attachButton = (code: string, productId: string): string => `bar:${code}:${productId}`;

export const ATTACH_BUTTON = new RegExp(`^bar:(\\d{8,14}):(${UUID})$`);

/** `bnw:<code>:<name>`: a new product with this code; null when the name is too long for Telegram's 64 bytes. */
export function createButton(code: string, name: string): string | null {
  const data = `bnw:${code}:${name}`;
  return Buffer.byteLength(data) <= 64 ? data : null;
}

export const CREATE_BUTTON = /^bnw:(\d{8,14}):(.+)$/s;
