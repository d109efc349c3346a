/** Advance widths of Roboto Medium in thousandths of the size, by class of character: enough to keep labels inside. */
const NARROW = new Set([..."iIjl|!.,:;'‘’·()[]/ "]);
const WIDE = new Set([...'mwMW@%—']);

/** Never less than what the text takes, within a few per cent more. */
export function textWidth(text: string, size: number): number {
  let thousandths = 0;
  for (const char of text) {
    if (NARROW.has(char)) thousandths += 330;
    else if (WIDE.has(char)) thousandths += 930;
    else thousandths += char === char.toLowerCase() && !/\d/.test(char) ? 590 : 680;
  }
  return (thousandths * size) / 1000;
}

/** Shortened with an ellipsis until it fits. */
export function fitText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let cut = [...text];
  while (cut.length > 1 && textWidth(`${cut.join('').trimEnd()}…`, size) > width) cut = cut.slice(0, -1);
  return `${cut.join('').trimEnd()}…`;
}
