import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Manifest = z.array(
  z.object({
    /** Name in the samples folder. */
    file: z.string().regex(/^[\w-]+\.(jpg|pdf)$/),
    title: z.string(),
    description: z.string(),
    /** A small picture of it, for what is not a picture itself. */
    preview: z.string().optional(),
    /** Goes as a file when it is sent with one click. */
    asDocument: z.boolean().optional(),
  }),
);

/** An invented invoice that the page offers to send with one click. */
export type Sample = z.infer<typeof Manifest>[number];

export const loadSamples = (): readonly Sample[] =>
  Manifest.parse(JSON.parse(readFileSync(new URL('samples/manifest.json', import.meta.url), 'utf8')));
