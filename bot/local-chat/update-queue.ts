import type { Update } from 'grammy/types';
import { ApiFailure } from './api-failure.ts';
import type { ChatStore } from './chat-store.ts';

interface UpdatesRequest {
  readonly offset: number;
  /** At most so many updates, 1–100. */
  readonly limit: number;
  /** Seconds to wait for the first one. */
  readonly timeout: number;
}

const ALLOWED = 'allowedUpdates';
/** How long after its last getUpdates a bot still counts as connected. */
const PRESENCE_MS = 5_000;

/** What getUpdates hands out: everything the bot has not confirmed, one poller at a time. */
export class UpdateQueue {
  private interrupt: (() => void) | undefined;
  private lastSeen = 0;

  constructor(private readonly store: ChatStore) {}

  /** Whether an update of this type reaches the bot: it asked for it, or never said. */
  wants(type: string): boolean {
    const allowed = this.store.setting(ALLOWED);
    return !Array.isArray(allowed) || allowed.length === 0 || allowed.includes(type);
  }

  allow(types: readonly string[]): void {
    const before = JSON.stringify(this.store.setting(ALLOWED) ?? null);
    if (before !== JSON.stringify(types)) this.store.commit({ kind: 'setting', key: ALLOWED, value: types });
  }

  /** True while a bot is polling, or was a moment ago. */
  isPolled(): boolean {
    return this.interrupt !== undefined || Date.now() - this.lastSeen < PRESENCE_MS;
  }

  /** Confirms what lies under the offset, then answers with the rest, waiting for it if need be. */
  async take(request: UpdatesRequest, signal: AbortSignal): Promise<readonly Update[]> {
    this.interrupt?.();
    this.confirm(request.offset);
    let conflict = false;
    if (this.next(request).length === 0 && request.timeout > 0 && !signal.aborted)
      conflict = await this.wait(request.timeout * 1000, signal);
    this.lastSeen = Date.now();
    if (conflict)
      throw new ApiFailure(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      );
    return this.next(request);
  }

  private next({ offset, limit }: UpdatesRequest): readonly Update[] {
    const pending = this.store.pending();
    const open = offset < 0 ? pending.slice(offset) : pending.filter((update) => update.update_id >= offset);
    return open.slice(0, limit);
  }

  private confirm(offset: number): void {
    const pending = this.store.pending();
    const below = offset < 0 ? pending.at(offset)?.update_id : offset;
    if (below !== undefined && below > this.store.confirmed() && pending.some((u) => u.update_id < below))
      this.store.commit({ kind: 'confirmed', below });
  }

  /** Ends with an update, the timeout, the caller hanging up (false) or another poller (true). */
  private wait(ms: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (conflict: boolean) => {
        clearTimeout(timer);
        stopListening();
        signal.removeEventListener('abort', onAbort);
        if (this.interrupt === onConflict) this.interrupt = undefined;
        resolve(conflict);
      };
      const onAbort = () => finish(false);
      const onConflict = () => finish(true);
      const timer = setTimeout(onAbort, ms);
      const stopListening = this.store.onChange((change) => {
        if (change.kind === 'update') finish(false);
      });
      signal.addEventListener('abort', onAbort, { once: true });
      this.interrupt = onConflict;
    });
  }
}
