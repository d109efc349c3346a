import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The signed text when `openssl cms -verify` accepts the base64 of a CMS under this authority; its complaint otherwise. */
export function verifyCms(
  base64: string,
  authorityPem: string,
): { readonly text: string } | { readonly complaint: string } {
  const folder = mkdtempSync(join(tmpdir(), 'cms-'));
  try {
    const ca = join(folder, 'ca.pem');
    const cms = join(folder, 'request.der');
    writeFileSync(ca, authorityPem);
    writeFileSync(cms, Buffer.from(base64, 'base64'));
    const { status, stdout, stderr } = spawnSync(
      'openssl',
      ['cms', '-verify', '-inform', 'DER', '-in', cms, '-CAfile', ca, '-purpose', 'any'],
      { encoding: 'utf8' },
    );
    return status === 0 ? { text: stdout } : { complaint: stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
