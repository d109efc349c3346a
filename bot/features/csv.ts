/** A cell that a spreadsheet reads as text and never as a formula. */
export const textCell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A decimal with a comma; empty for null. */
export const decimalCell = (value: string | null): string => (value === null ? '' : value.replace('.', ','));

/** A table for spreadsheets set to Spanish: semicolons, decimal commas, a byte order mark. Cells come escaped. */
export const csvOf = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(`\uFEFF${rows.map((row) => row.join(';')).join('\r\n')}\r\n`);
