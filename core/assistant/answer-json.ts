import type { z } from 'zod';

/** What a model answered, in the shape that was asked for; null where it is no JSON, or of another shape. */
export function answerIn<Shape extends z.ZodType>(shape: Shape, text: string | null): z.infer<Shape> | null {
  if (text === null) return null;
  try {
    const parsed = shape.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
