import { serve } from '../../../core/reading/pool/serve.ts';

/** A pool's child that does what it is told, good or bad. */
export type Deed =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'work'; readonly pages: number; readonly millisecondsEach: number }
  | { readonly kind: 'loop' }
  | { readonly kind: 'grow' }
  | { readonly kind: 'exit'; readonly code: number };

const hoard: Buffer[] = [];

function loopForEver(): never {
  for (;;) Math.sqrt(2);
}

function growForEver(): never {
  for (;;) hoard.push(Buffer.alloc(4 * 1024 * 1024, 1));
}

serve<Deed, string, string>(async (deed, tell) => {
  switch (deed.kind) {
    case 'answer':
      return `${deed.text} from ${process.pid}`;
    case 'work':
      for (let page = 1; page <= deed.pages; page++) {
        await new Promise((resolve) => setTimeout(resolve, deed.millisecondsEach));
        tell(`page ${page}`, true);
      }
      return 'worked';
    case 'loop':
      return loopForEver();
    case 'grow':
      return growForEver();
    case 'exit':
      return process.exit(deed.code);
  }
});
