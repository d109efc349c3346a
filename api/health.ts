/** `off`: not configured, and not needed. */
export type PartStatus = 'healthy' | 'off' | 'degraded' | 'unhealthy';

/** Something the product depends on; `check` may throw or take long, and both mean what `onFailure` says. */
export interface HealthPart {
  readonly name: string;
  readonly check: () => Promise<PartStatus>;
  readonly onFailure: 'degraded' | 'unhealthy';
}

export interface HealthReport {
  readonly status: Exclude<PartStatus, 'off'>;
  readonly parts: Readonly<Record<string, PartStatus>>;
}

const LIMIT_MS = 2_000;

/** Asks every part at once; the whole is as bad as its worst part. */
export async function reportHealth(parts: readonly HealthPart[]): Promise<HealthReport> {
  const results = await Promise.all(parts.map(async (part) => [part.name, await ask(part)] as const));
  const states = results.map(([, status]) => status);
  const worst = (['unhealthy', 'degraded'] as const).find((status) => states.includes(status));
  return { status: worst ?? 'healthy', parts: Object.fromEntries(results) };
}

async function ask(part: HealthPart): Promise<PartStatus> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<PartStatus>((resolve) => {
    timer = setTimeout(() => resolve(part.onFailure), LIMIT_MS);
  });
  try {
    return await Promise.race([part.check(), late]);
  } catch {
    return part.onFailure;
  } finally {
    clearTimeout(timer);
  }
}
