/** Escapes text for Telegram's HTML parse mode; everything that comes from paper or people goes through here. */
export const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
