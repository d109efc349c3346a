import { newSecret } from '../core/platform/ids.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: npm run -s gen-secrets
  Prints new random secrets (256 bits each) as lines for an environment file. Nothing is stored.`;

const NAMES = ['SECRET_KEY', 'JWT_SECRET_KEY', 'TELEGRAM_WEBHOOK_SECRET', 'MONITORING_KEY'] as const;

await runScript({ usage: USAGE, options: {} }, async () => {
  for (const name of NAMES) process.stdout.write(`${name}=${newSecret(32)}\n`);
  return 0;
});
