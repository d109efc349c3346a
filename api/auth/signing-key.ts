import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from '../../core/platform/config.ts';
import { newSecret } from '../../core/platform/ids.ts';

/**
 * What signs access tokens: JWT_SECRET_KEY, or outside production a key made at the first start and kept in DATA_DIR
 * (0600). Processes that share a database need the same one, so production must set it.
 */
export function signingKeyOf(config: Pick<Config, 'ENVIRONMENT' | 'JWT_SECRET_KEY' | 'DATA_DIR'>): string {
  if (config.JWT_SECRET_KEY !== undefined) return config.JWT_SECRET_KEY;
  if (config.ENVIRONMENT === 'production') throw new ConfigError(['JWT_SECRET_KEY']);
  mkdirSync(config.DATA_DIR, { recursive: true, mode: 0o700 });
  const path = join(config.DATA_DIR, 'jwt.key');
  try {
    writeFileSync(path, newSecret(48), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8').trim();
}
