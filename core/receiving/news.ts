import type { Tx } from '../../drizzle/client.ts';

/** Where the reading of a document is; what a person sees move in the chat. */
export type ReadingStage = 'qr' | 'text' | 'lines' | 'sums';

/** Something about a document changed that people should see. The door reads the row again and shows it as it is now. */
export interface DocumentNews {
  readonly documentId: string;
  readonly chatId: number;
  readonly what:
    | { readonly kind: 'received' }
    | { readonly kind: 'progress'; readonly stage: ReadingStage }
    /** The draft, an answer or the state changed; `lineId` is the line that it was about. */
    | { readonly kind: 'changed'; readonly lineId: number | null }
    /** Freshly read: the evidence picture is new. */
    | { readonly kind: 'read' };
}

/** Given by the door; called inside the transaction of the change, so that what is said and what is true commit together. */
export type Announce = (tx: Tx, news: DocumentNews) => Promise<void>;
