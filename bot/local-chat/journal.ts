import { closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * An append-only log, one JSON value a line. A line that a killed process left half-written is cut off at the next
 * start, so what was answered before the kill is there and what was not never happened.
 */
export class Journal<Entry> {
  private readonly descriptor: number;

  private constructor(path: string) {
    this.descriptor = openSync(path, 'a');
  }

  /** Opens the log and hands every complete line, in order, to `replay`. Throws when a complete line is not JSON. */
  static open<Entry>(path: string, replay: (entry: Entry) => void): Journal<Entry> {
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) {
      const bytes = readFileSync(path);
      const end = bytes.lastIndexOf(0x0a) + 1;
      if (end < bytes.length) truncateSync(path, end);
      for (const line of bytes.subarray(0, end).toString('utf8').split('\n'))
        if (line !== '') replay(JSON.parse(line) as Entry);
    }
    return new Journal<Entry>(path);
  }

  /** Written before it returns: the operating system keeps it when the process is killed. */
  append(entry: Entry): void {
    writeSync(this.descriptor, `${JSON.stringify(entry)}\n`);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}
