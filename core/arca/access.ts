import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Config } from '../platform/config.ts';
import { err, ok, type Result } from '../platform/result.ts';

export type ArcaEnvironment = 'production' | 'homologation';

/** What it takes to ask ARCA something in the company's name. */
export interface ArcaAccess {
  /** Whose certificate it is; also the receiver on the invoices that are checked. */
  readonly cuit: string;
  readonly certificatePem: string;
  readonly keyPem: string;
  readonly environment: ArcaEnvironment;
  readonly secretKey: string;
  /** Another server with the same paths; ARCA's own hosts when undefined. */
  readonly apiRoot: string | undefined;
  readonly caPem: string | undefined;
}

/** off: no certificate is configured · the others name what is missing or wrong. */
export type ArcaSetupProblem =
  | 'off'
  | 'certificate_missing'
  | 'key_missing'
  | 'cuit_missing'
  | 'secret_key_missing'
  | 'certificate_unreadable'
  | 'certificate_expired'
  | 'key_unreadable'
  | 'key_not_rsa'
  | 'key_of_another_certificate';

const ENDPOINTS = {
  wsaa: {
    production: 'https://wsaa.afip.gov.ar',
    homologation: 'https://wsaahomo.afip.gov.ar',
    path: '/ws/services/LoginCms',
  },
  wscdc: {
    production: 'https://servicios1.afip.gov.ar',
    homologation: 'https://wswhomo.afip.gov.ar',
    path: '/WSCDC/service.asmx',
  },
  ws_sr_constancia_inscripcion: {
    production: 'https://aws.afip.gov.ar',
    homologation: 'https://awshomo.afip.gov.ar',
    path: '/sr-padron/webservices/personaServiceA5',
  },
} as const;

/** Services that want a ticket; the names are WSAA's. */
export type ArcaService = Exclude<keyof typeof ENDPOINTS, 'wsaa'>;

/** The only addresses this folder ever calls. */
export function endpointOf(
  { environment, apiRoot }: Pick<ArcaAccess, 'environment' | 'apiRoot'>,
  name: keyof typeof ENDPOINTS,
): string {
  const endpoint = ENDPOINTS[name];
  return new URL(endpoint.path, apiRoot ?? endpoint[environment]).href;
}

/** A PEM given as itself (with real or written line breaks) or as the path of a file; null when it is neither. */
function readPem(value: string): string | null {
  if (value.includes('-----BEGIN')) return value.replaceAll('\\n', '\n');
  return existsSync(value) ? readFileSync(value, 'utf8') : null;
}

function parsed<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    // What OpenSSL says about a broken PEM helps nobody; the code does.
    return null;
  }
}

type ArcaConfig = Pick<
  Config,
  | 'AFIP_CERT'
  | 'AFIP_KEY'
  | 'AFIP_CUIT'
  | 'CUIT_EMPRESA'
  | 'AFIP_ENVIRONMENT'
  | 'AFIP_API_ROOT'
  | 'AFIP_CA'
  | 'SECRET_KEY'
>;

/** The access that is configured, checked as far as it can be without the network. */
export function arcaAccess(config: ArcaConfig, now: Date): Result<ArcaAccess, ArcaSetupProblem> {
  const { AFIP_CERT: cert, AFIP_KEY: key, SECRET_KEY: secretKey } = config;
  const cuit = (config.AFIP_CUIT ?? config.CUIT_EMPRESA)?.replace(/\D/g, '');
  if (cert === undefined && key === undefined) return err('off');
  if (cert === undefined) return err('certificate_missing');
  if (key === undefined) return err('key_missing');
  if (cuit === undefined) return err('cuit_missing');
  if (secretKey === undefined) return err('secret_key_missing');
  const certificatePem = readPem(cert);
  const keyPem = readPem(key);
  const certificate = certificatePem === null ? null : parsed(() => new X509Certificate(certificatePem));
  if (certificatePem === null || certificate === null) return err('certificate_unreadable');
  if (new Date(certificate.validTo) <= now) return err('certificate_expired');
  const privateKey = keyPem === null ? null : parsed(() => createPrivateKey(keyPem));
  if (keyPem === null || privateKey === null) return err('key_unreadable');
  if (privateKey.asymmetricKeyType !== 'rsa') return err('key_not_rsa');
  if (!certificate.checkPrivateKey(privateKey)) return err('key_of_another_certificate');
  return ok({
    cuit,
    certificatePem,
    keyPem: String(privateKey.export({ type: 'pkcs1', format: 'pem' })),
    environment: config.AFIP_ENVIRONMENT,
    secretKey,
    apiRoot: config.AFIP_API_ROOT,
    caPem: config.AFIP_CA === undefined ? undefined : (readPem(config.AFIP_CA) ?? undefined),
  });
}
