import { hash, verify } from '@node-rs/argon2';
import { newSecret } from '../platform/ids.ts';

/** In characters. Longer ones are not better hashed, only slower to refuse. */
export const PASSWORD_LENGTH = { min: 8, max: 200 } as const;

/** argon2id with the library's parameters (19 MiB, 2 passes), in its own notation. */
export const hashPassword = (password: string): Promise<string> => hash(password);

let nobodys: Promise<string> | null = null;

/** Takes the same time for a user who does not exist (`null`) as for a wrong password. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword(newSecret());
  const matches = await verify(passwordHash ?? (await nobodys), password);
  return matches && passwordHash !== null;
}
