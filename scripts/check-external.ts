import { parseArgs } from 'node:util';
import { arcaAccess, endpointOf } from '../core/arca/access.ts';
import { envelope } from '../core/arca/envelope.ts';
import { createPost } from '../core/arca/transport.ts';
import { systemClock } from '../core/platform/clock.ts';
import { type Config, ConfigError, parseConfig } from '../core/platform/config.ts';

const USAGE = `Usage: npm run -s check-external -- [--json]
  The state of each optional online helper (arca, assistant), within five seconds; changes nothing and asks for no ticket.
  off: not configured · ready: configured and reachable · away: configured, out of reach · wrong: something to put right
  Exit 0 when every configured helper is ready, 1 when one is not, 2 on bad usage or configuration.`;

/** What is left of the five seconds since this process began; both helpers are asked at once. */
const limitMs = (): number => Math.max(500, 4_700 - Math.round(performance.now()));

interface State {
  readonly helper: 'arca' | 'assistant';
  readonly state: 'off' | 'ready' | 'away' | 'wrong';
  /** Stable code. */
  readonly detail: string;
}

async function arcaState(config: Config): Promise<State> {
  const helper = 'arca';
  const access = arcaAccess(config, systemClock.now());
  if (!access.ok) return { helper, state: access.error === 'off' ? 'off' : 'wrong', detail: access.error };
  const post = createPost({ ca: access.value.caPem, timeoutMs: limitMs() });
  const answers = await Promise.all(
    (['wsaa', 'wscdc'] as const).map((name) => post(endpointOf(access.value, name), envelope(''), 'check')),
  );
  // An empty envelope is refused with a fault: enough to know that somebody is there.
  const problem = answers.find((answer) => !answer.ok);
  if (problem !== undefined && !problem.ok) return { helper, state: 'away', detail: problem.error.code };
  return { helper, state: 'ready', detail: access.value.environment };
}

async function assistantState(config: Config): Promise<State> {
  const helper = 'assistant';
  if (config.OPENAI_API_KEY === undefined) return { helper, state: 'off', detail: 'off' };
  const { host } = new URL(config.OPENAI_BASE_URL);
  try {
    const answer = await fetch(`${config.OPENAI_BASE_URL.replace(/\/$/, '')}/models`, {
      headers: { authorization: `Bearer ${config.OPENAI_API_KEY}` },
      signal: AbortSignal.timeout(limitMs()),
      redirect: 'error',
    });
    await answer.body?.cancel();
    if (answer.ok) return { helper, state: 'ready', detail: host };
    const isRefused = answer.status === 401 || answer.status === 403;
    return {
      helper,
      state: isRefused ? 'wrong' : 'away',
      detail: isRefused ? 'key_refused' : `http_${answer.status}`,
    };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return { helper, state: 'away', detail: isLate ? 'timeout' : 'unreachable' };
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help === true) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const config = parseConfig(process.env);
  const states = await Promise.all([arcaState(config), assistantState(config)]);
  for (const one of states)
    process.stdout.write(
      values.json === true ? `${JSON.stringify(one)}\n` : `${one.helper}: ${one.state} (${one.detail})\n`,
    );
  return states.every(({ state }) => state === 'off' || state === 'ready') ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage =
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!isUsage && !(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n${isUsage ? `${USAGE}\n` : ''}`);
  process.exitCode = 2;
}
