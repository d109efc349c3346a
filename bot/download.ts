import { type Api, GrammyError, HttpError } from 'grammy';
import { err, ok } from '../core/platform/result.ts';
import type { Download } from '../core/receiving/paper-reader.ts';

/** Telegram serves bots files up to 20 MB. */
const SIZE_LIMIT = 20 * 1024 * 1024;
const LIMIT_MS = 30_000;

/** Fetches files through the configured API root. The URL holds the bot's token, so it is never logged or stored. */
export function createDownload(options: { api: Api; apiRoot: string; token: string }): Download {
  return async (fileId) => {
    try {
      const file = await options.api.getFile(fileId);
      if ((file.file_size ?? 0) > SIZE_LIMIT) return err('too_large');
      if (file.file_path === undefined) return err('gone');
      const response = await fetch(`${options.apiRoot}/file/bot${options.token}/${file.file_path}`, {
        signal: AbortSignal.timeout(LIMIT_MS),
        redirect: 'error',
      });
      if (!response.ok || response.body === null) {
        await response.body?.cancel();
        return err(response.status === 404 ? 'gone' : 'unavailable');
      }
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
        size += chunk.byteLength;
        if (size > SIZE_LIMIT) return err('too_large');
        chunks.push(chunk);
      }
      return ok(Buffer.concat(chunks));
    } catch (error) {
      return err(failureOf(error));
    }
  };
}

/** As above, for whoever has only the API that a message came by. */
export const downloadBy = (api: Api): Download =>
  createDownload({ api, token: api.token, apiRoot: api.options?.apiRoot ?? 'https://api.telegram.org' });

function failureOf(error: unknown): 'unavailable' | 'gone' | 'too_large' {
  if (error instanceof GrammyError) {
    if (/too big/i.test(error.description)) return 'too_large';
    return error.error_code === 400 || error.error_code === 404 ? 'gone' : 'unavailable';
  }
  // fetch and the stream under it say every network trouble as a TypeError or a DOMException.
  if (error instanceof HttpError || error instanceof TypeError || error instanceof DOMException)
    return 'unavailable';
  throw error;
}
