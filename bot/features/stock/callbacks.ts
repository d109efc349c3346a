/** A page of an answer to /stock: `stk:<offset>:<words>`. Words are only searched for, so they may come from outside. */
export const STOCK_BUTTON = /^stk:(\d{1,6}):(.*)$/s;

/** Null when the words are too long for Telegram's 64 bytes; the answer then has no pages. */
export function stockButton(words: string, offset: number): string | null {
  const data = `stk:${offset}:${words}`;
  return Buffer.byteLength(data) <= 64 ? data : null;
}
