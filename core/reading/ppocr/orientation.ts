import { inputOf, STRIP_HEIGHT, type Strip } from './recognition.ts';
import { type PpOcr, run } from './sessions.ts';

const TURNER_WIDTH = 192;

/** How surely the strips are upside down, 0…1: the mean over strips of the direction network's answer. */
export async function upsideDownShare(engine: PpOcr, strips: readonly Strip[]): Promise<number> {
  if (strips.length === 0) return 0;
  const input = inputOf(strips, TURNER_WIDTH);
  const { data } = await run(engine.turner, input, [strips.length, 3, STRIP_HEIGHT, TURNER_WIDTH]);
  let total = 0;
  for (let i = 0; i < strips.length; i++) total += data[i * 2 + 1]!;
  return total / strips.length;
}
