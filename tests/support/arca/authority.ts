import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

export interface Identity {
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** Node makes RSA keys in milliseconds; forge would take seconds. */
const newKeys = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });

interface Wish {
  readonly name: string;
  readonly serialNumber?: string;
  readonly isAuthority?: boolean;
  readonly notAfter?: Date;
}

let serial = 1;

function certify(
  wish: Wish,
  publicKeyPem: string,
  issuer: { name: forge.pki.CertificateField[]; keyPem: string } | null,
  keyPem: string,
) {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKeyPem);
  serial += 1;
  certificate.serialNumber = `0${serial.toString(16)}`;
  const now = Date.now();
  certificate.validity.notBefore = new Date(now - 24 * 60 * 60_000 * 30);
  certificate.validity.notAfter = wish.notAfter ?? new Date(now + 365 * 24 * 60 * 60_000);
  certificate.setSubject([
    { name: 'commonName', value: wish.name },
    ...(wish.serialNumber === undefined
      ? []
      : [{ name: 'serialNumber', type: '2.5.4.5', value: wish.serialNumber }]),
  ]);
  certificate.setIssuer(issuer?.name ?? certificate.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: wish.isAuthority === true },
    ...(wish.isAuthority === true
      ? [{ name: 'keyUsage', keyCertSign: true, cRLSign: true }]
      : [
          {
            name: 'subjectAltName',
            altNames: [
              { type: 2, value: 'localhost' },
              { type: 7, ip: '127.0.0.1' },
            ],
          },
        ]),
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(issuer?.keyPem ?? keyPem), forge.md.sha256.create());
  return certificate;
}

/** A certificate authority of the test's own. */
export interface Authority {
  readonly pem: string;
  issue(wish: Omit<Wish, 'isAuthority'>): Identity;
}

export function createAuthority(name = 'Autoridad de prueba'): Authority {
  const keys = newKeys();
  const root = certify({ name, isAuthority: true }, keys.publicKey, null, keys.privateKey);
  return {
    pem: forge.pki.certificateToPem(root),
    issue(wish) {
      const own = newKeys();
      const issuer = { name: root.subject.attributes, keyPem: keys.privateKey };
      const certificate = certify(wish, own.publicKey, issuer, own.privateKey);
      return { certificatePem: forge.pki.certificateToPem(certificate), keyPem: own.privateKey };
    },
  };
}
