import { TROUBLE_NAMES, type TroubleName } from '../tests/world/photo/troubles.ts';

const WORD_KINDS = { words: '1280', 'words-scan': 'scan', 'words-full': 'full', 'words-pdf': 'pdf' } as const;
const PHOTO_KINDS = ['1280', '2560', 'full', 'scan'] as const;
const PDF_KINDS = ['pdf', 'pdf-scan'] as const;
/** One engine alone, beside the two that the product uses. */
const ENGINES = ['ppocr', 'tesseract'] as const;

/** What is read, and with which eyes. */
export type Kind =
  | { readonly of: 'words'; readonly noise: (typeof WORD_KINDS)[keyof typeof WORD_KINDS] }
  | {
      readonly of: 'files';
      readonly files: (typeof PHOTO_KINDS)[number] | (typeof PDF_KINDS)[number];
      readonly trouble: TroubleName | null;
      readonly engine: (typeof ENGINES)[number] | 'both';
    };

export const KINDS_HELP = `${Object.keys(WORD_KINDS).join(' ')}
                       ${[...PHOTO_KINDS, ...PDF_KINDS].join(' ')}, each also with :ppocr or :tesseract alone;
                       photos also +TROUBLE: ${TROUBLE_NAMES.join(' ')}`;

const oneOf = <Name extends string>(names: readonly Name[], name: string | undefined): Name | undefined =>
  names.find((candidate) => candidate === name);

/** `1280`, `full+glare`, `scan:tesseract`, `words`…; null for anything else. */
export function kindOf(text: string): Kind | null {
  if (text in WORD_KINDS) return { of: 'words', noise: WORD_KINDS[text as keyof typeof WORD_KINDS] };
  const [, file, plus, after] = /^([\w-]+)(?:\+(\w+))?(?::(\w+))?$/.exec(text) ?? [];
  const files = oneOf([...PHOTO_KINDS, ...PDF_KINDS], file);
  const trouble = plus === undefined ? null : oneOf(TROUBLE_NAMES, plus);
  const engine = after === undefined ? 'both' : oneOf(ENGINES, after);
  if (files === undefined || trouble === undefined || engine === undefined) return null;
  if (trouble !== null && oneOf(PDF_KINDS, files) !== undefined) return null;
  return { of: 'files', files, trouble, engine };
}
