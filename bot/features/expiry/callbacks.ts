import { UUID } from '../../row-id.ts';

/** `exp:<receipt>:<product>`: when do these expire? The product by the beginning of its id. */
export const askExpiryButton = (receiptId: string, productId: string): string =>
  `exp:${receiptId}:${productId.slice(0, 8)}`;

export const ASK_EXPIRY_BUTTON = new RegExp(`^exp:(${UUID}):([0-9a-f]{8})$`);

/** `exl:<product>:<date>`: takes the date back. */
export const forgetExpiryButton = (productId: string, expiresOn: string): string =>
  `exl:${productId}:${expiresOn}`;

export const FORGET_EXPIRY_BUTTON = new RegExp(`^exl:(${UUID}):(\\d{4}-\\d{2}-\\d{2})$`);
