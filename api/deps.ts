import type { Assistant } from '../core/assistant/assistant.ts';
import type { AnnounceApproval, ApprovalEffects } from '../core/people/approvals.ts';
import type { Cache } from '../core/platform/cache.ts';
import type { Clock } from '../core/platform/clock.ts';
import type { Logger } from '../core/platform/logger.ts';
import type { Reader } from '../core/reading/reader.ts';
import type { Db } from '../drizzle/client.ts';
import type { HealthPart } from './health.ts';
import type { Metrics } from './metrics.ts';

export interface ApiSettings {
  /** Signs access tokens (HS256). */
  readonly signingKey: string;
  readonly monitoringKey: string | undefined;
  readonly corsOrigins: readonly string[];
  readonly trustedProxies: number;
  /** Requests by address, and by person; `costly` ones also by route. */
  readonly perMinute: { readonly usual: number; readonly costly: number };
  /** Cookies only over HTTPS, and browsers told so: wherever the public address is HTTPS. */
  readonly secure: boolean;
  /** Verifies what a Mini App says; null where there is no Telegram. */
  readonly botToken: string | null;
  /** Whom one writes to with an invitation; null where there is no Telegram. */
  readonly botName: string | null;
  /** Seconds for which a kept forecast serves; an hour where nothing is said. */
  readonly cacheTtl?: number;
  /** Eleven digits. */
  readonly ourCuit: string | undefined;
}

export interface ApiDeps {
  readonly db: Db;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reader: Reader;
  readonly metrics: Metrics;
  readonly health: readonly HealthPart[];
  readonly settings: ApiSettings;
  /** What is configured of the optional online helpers; each may be missing. */
  readonly helpers: { readonly assistant: Assistant | undefined; readonly asksArca: boolean };
  /** What a decision does and whom it tells: the same as in the chat. */
  readonly approvals: { readonly effects: ApprovalEffects; readonly announce: AnnounceApproval };
}
