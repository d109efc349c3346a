/** A message of the bot as the person sees it now. */
export interface ShownMessage {
  readonly messageId: number;
  text: string;
  buttons: { readonly text: string; readonly data: string }[];
  photo: Buffer | null;
  edits: number;
  readonly replyTo: number | null;
}

/** What Telegram answers instead of a result. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly retryAfter?: number,
  ) {
    super(description);
  }
}

/** Tags and entities that Telegram's HTML mode reads; anything else in angle brackets is refused. */
const READABLE_HTML =
  /^(?:[^<>&]|&(?:lt|gt|amp|quot|#\d+);|<\/?(?:b|i|u|s|code|pre|blockquote)>|<a href="[^"<>]*">|<\/a>)*$/;
export const plainText = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** What an edit may change. */
export const pick = ({ text, buttons, photo }: ShownMessage) => ({ text, buttons, photo });

/** What a send or an edit shows; refuses what Telegram would refuse. */
export function contentOf(
  params: Readonly<Record<string, unknown>>,
  files: ReadonlyMap<string, Buffer>,
): Pick<ShownMessage, 'text' | 'buttons' | 'photo'> {
  const upload = params.photo;
  const photo = typeof upload === 'string' ? (files.get(upload.replace('attach://', '')) ?? null) : null;
  if (typeof upload === 'string' && photo === null) throw new Refusal(400, 'Bad Request: there is no photo');
  const text = String((photo === null ? params.text : params.caption) ?? '');
  if (params.parse_mode === 'HTML' && !READABLE_HTML.test(text))
    throw new Refusal(400, "Bad Request: can't parse entities");
  const visible = params.parse_mode === 'HTML' ? plainText(text) : text;
  if (visible.length > (photo === null ? 4096 : 1024))
    throw new Refusal(400, 'Bad Request: message is too long');
  if (photo === null && visible.trim() === '') throw new Refusal(400, 'Bad Request: message text is empty');
  return { text, buttons: buttonsOf(params.reply_markup), photo };
}

function buttonsOf(markup: unknown): ShownMessage['buttons'] {
  const { inline_keyboard = [] } = (markup ?? {}) as {
    inline_keyboard?: { text: string; callback_data?: string }[][];
  };
  return inline_keyboard.flat().map((button) => {
    const data = button.callback_data ?? '';
    if (Buffer.byteLength(data) > 64) throw new Refusal(400, 'Bad Request: BUTTON_DATA_INVALID');
    return { text: button.text, data };
  });
}
