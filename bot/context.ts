import type { Context } from 'grammy';
import type { ArcaSetupProblem } from '../core/arca/access.ts';
import type { Assistant } from '../core/assistant/assistant.ts';
import type { Actor } from '../core/people/actor.ts';
import type { Cache } from '../core/platform/cache.ts';
import type { Clock } from '../core/platform/clock.ts';
import type { Logger } from '../core/platform/logger.ts';
import type { Wake } from '../core/platform/wake.ts';
import type { Download } from '../core/receiving/paper-reader.ts';
import type { Db } from '../drizzle/client.ts';

/** What every feature may use. Nothing else reaches a handler. */
export interface BotDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly cache: Cache;
  /** Our CUIT as configured; without it the evidence on the page decides. */
  readonly ourCuit: string | undefined;
  /** Seconds for which a kept forecast serves; an hour where nothing is said. */
  readonly cacheTtl?: number;
  /** Absent where no key is configured. */
  readonly assistant?: Assistant & { readonly download: Download };
  /** True where a certificate is set up to ask ARCA with. */
  readonly asksArca?: boolean;
  /** What is wrong with a setup for ARCA that is there but cannot be used. */
  readonly arcaProblem?: ArcaSetupProblem | undefined;
  /** Nudges for the loops of this process, given after the commit. */
  readonly wakes: { readonly outbox: Wake; readonly reading: Wake };
}

interface BotFlavor {
  deps: BotDeps;
  /** Who acts, as enrolled at this moment; null for strangers and for what carries no authority. */
  actor: Actor | null;
  /** `u<updateId>`: the same for every run of this update, so that effects can refuse a second time. */
  operationId: string;
  /** How many replies this handler has said: numbers their slots. */
  replies: number;
}

export type BotContext = Context & BotFlavor;

/** The context of somebody who is enrolled: what every feature behind the gate is given. */
export type EnrolledContext = BotContext & { actor: Actor };
