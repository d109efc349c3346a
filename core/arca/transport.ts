import { request } from 'node:https';
import { err, ok, type Result } from '../platform/result.ts';
import { type ArcaProblem, passing } from './problem.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Posts a SOAP envelope; a failure is a passing problem. */
export type Post = (url: string, body: string, soapAction: string) => Promise<Result<Answer, ArcaProblem>>;

const SIZE_LIMIT = 1024 * 1024;
/** Some of ARCA's servers still offer 1024-bit Diffie-Hellman, which OpenSSL 3 refuses at its usual level. */
const CIPHERS = 'DEFAULT@SECLEVEL=1';

/**
 * HTTPS with an authority of one's own, a limit on the whole call and on the answer's size, and no redirects. Node's
 * fetch takes no authority without another package, hence `node:https`.
 */
export function createPost(options: { readonly ca?: string | undefined; readonly timeoutMs: number }): Post {
  return (url, body, soapAction) =>
    new Promise((resolve) => {
      const signal = AbortSignal.timeout(options.timeoutMs);
      const failed = (): void => resolve(err(passing(signal.aborted ? 'timeout' : 'unreachable')));
      const call = request(
        url,
        {
          method: 'POST',
          signal,
          ca: options.ca,
          ciphers: CIPHERS,
          headers: {
            'content-type': 'text/xml; charset=utf-8',
            'content-length': Buffer.byteLength(body),
            soapaction: `"${soapAction}"`,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          let size = 0;
          response.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size > SIZE_LIMIT) {
              response.destroy();
              resolve(err(passing('too_large')));
            } else chunks.push(chunk);
          });
          response.on('error', failed);
          response.on('end', () =>
            resolve(ok({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') })),
          );
        },
      );
      call.on('error', failed);
      call.end(body);
    });
}
