/** The parts of a multipart/form-data body: text fields, and files by part name. */
export function parseMultipart(
  body: Buffer,
  contentType: string,
): { readonly fields: Record<string, string>; readonly files: ReadonlyMap<string, Buffer> } {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) throw new Error('a form without a boundary');
  const fields: Record<string, string> = {};
  const files = new Map<string, Buffer>();
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  for (;;) {
    const next = at === -1 ? -1 : body.indexOf(mark, at + mark.length);
    if (next === -1) return { fields, files };
    // Each part stands between CRLFs that belong to the boundaries.
    const part = body.subarray(at + mark.length + 2, next - 2);
    const gap = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, gap).toString('utf8');
    const content = part.subarray(gap + 4);
    const name = /name="([^"]+)"/.exec(head)?.[1] ?? '';
    if (/filename=/.test(head)) files.set(name, Buffer.from(content));
    else fields[name] = content.toString('utf8');
    at = next;
  }
}
