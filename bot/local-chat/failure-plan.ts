import { ApiFailure } from './api-failure.ts';

/** A failure that the next calls of a method will meet. */
export interface PlannedFailure {
  readonly method: string;
  readonly code?: number;
  readonly description?: string;
  /** Seconds, with 429. */
  readonly retryAfter?: number;
  /** The call takes effect, but the connection breaks before its answer arrives. */
  readonly loseReply?: boolean;
  readonly times?: number;
}

/** Lets a person or a test see how the bot copes with a Telegram that refuses, is busy or vanishes. */
export class FailurePlan {
  private planned: { failure: PlannedFailure; left: number }[] = [];

  add(failure: PlannedFailure): void {
    this.planned.push({ failure, left: failure.times ?? 1 });
  }

  /** Throws the failure that the call should meet before it takes effect, if one is planned. */
  before(method: string): void {
    const failure = this.take(method, false);
    if (failure !== undefined)
      throw new ApiFailure(
        failure.code ?? 429,
        failure.description ?? `Too Many Requests: retry after ${failure.retryAfter ?? 1}`,
        failure.code === undefined || failure.code === 429 ? (failure.retryAfter ?? 1) : undefined,
      );
  }

  losesReply(method: string): boolean {
    return this.take(method, true) !== undefined;
  }

  private take(method: string, loseReply: boolean): PlannedFailure | undefined {
    const found = this.planned.find(
      ({ failure }) =>
        failure.method.toLowerCase() === method.toLowerCase() && (failure.loseReply ?? false) === loseReply,
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    this.planned = this.planned.filter(({ left }) => left > 0);
    return found.failure;
  }
}
