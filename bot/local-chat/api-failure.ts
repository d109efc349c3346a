/** What the Bot API answers instead of a result; `description` is Telegram's own wording, which bots match on. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  constructor(
    readonly code: number,
    readonly description: string,
    /** Seconds, only with 429. */
    readonly retryAfter?: number,
  ) {
    super(description);
  }
}

export const badRequest = (reason: string): ApiFailure => new ApiFailure(400, `Bad Request: ${reason}`);

export const forbidden = (reason: string): ApiFailure => new ApiFailure(403, `Forbidden: ${reason}`);

/** The JSON body of a failure, as api.telegram.org sends it. */
export const failureBody = (failure: ApiFailure): Record<string, unknown> => ({
  ok: false,
  error_code: failure.code,
  description: failure.description,
  ...(failure.retryAfter === undefined ? {} : { parameters: { retry_after: failure.retryAfter } }),
});
