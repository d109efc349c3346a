import forge from 'node-forge';
import { err, ok, type Result } from '../platform/result.ts';
import { type ArcaAccess, type ArcaService, endpointOf } from './access.ts';
import { at, elements, envelope, parseXml, readSoap, textOf } from './envelope.ts';
import { type ArcaProblem, loginFault, passing } from './problem.ts';
import type { Post } from './transport.ts';

/** What WSAA gives for one service: good for about twelve hours. */
export interface Ticket {
  readonly token: string;
  readonly sign: string;
  readonly expiresAt: Date;
}

/** Clocks disagree: a request is valid from this long before now until this long after. */
const SLACK_MS = 10 * 60_000;

const NAMESPACE = 'http://wsaa.view.sua.dvadac.desein.afip.gov';

const ticketRequest = (service: ArcaService, now: Date): string => {
  const times = {
    uniqueId: String(Math.floor(now.getTime() / 1000)),
    generationTime: new Date(now.getTime() - SLACK_MS).toISOString(),
    expirationTime: new Date(now.getTime() + SLACK_MS).toISOString(),
  };
  return `<?xml version="1.0" encoding="UTF-8"?><loginTicketRequest version="1.0"><header>${elements(times)}</header>${elements({ service })}</loginTicketRequest>`;
};

/** CMS SignedData with the content and the certificate inside, SHA-256, DER, base64: what `openssl cms -verify` accepts. */
function signCms(content: string, { certificatePem, keyPem }: ArcaAccess, now: Date): string {
  const cms = forge.pkcs7.createSignedData();
  cms.content = forge.util.createBuffer(content, 'utf8');
  cms.addCertificate(certificatePem);
  cms.addSigner({
    key: keyPem,
    certificate: certificatePem,
    digestAlgorithm: forge.pki.oids.sha256!,
    authenticatedAttributes: [
      { type: forge.pki.oids.contentType!, value: forge.pki.oids.data! },
      { type: forge.pki.oids.messageDigest! },
      // forge wants a Date here; its types say string.
      { type: forge.pki.oids.signingTime!, value: now as unknown as string },
    ],
  });
  cms.sign();
  return forge.util.encode64(forge.asn1.toDer(cms.toAsn1()).getBytes());
}

/** Asks WSAA for a ticket. Ask for one at a time: while an older one is good, WSAA refuses and never repeats it. */
export async function login(
  access: ArcaAccess,
  service: ArcaService,
  { post, now }: { readonly post: Post; readonly now: Date },
): Promise<Result<Ticket, ArcaProblem>> {
  const in0 = signCms(ticketRequest(service, now), access, now);
  const answered = await post(
    endpointOf(access, 'wsaa'),
    envelope(`<loginCms xmlns="${NAMESPACE}">${elements({ in0 })}</loginCms>`),
    'loginCms',
  );
  if (!answered.ok) return answered;
  const soap = readSoap(answered.value);
  if (!soap.ok) return soap;
  if ('fault' in soap.value) return err(loginFault(soap.value.fault.code));
  const inner = textOf(at(soap.value.body, 'loginCmsResponse'), 'loginCmsReturn');
  const response = at((inner === null ? null : parseXml(inner)) ?? {}, 'loginTicketResponse');
  const token = textOf(at(response, 'credentials'), 'token');
  const sign = textOf(at(response, 'credentials'), 'sign');
  const expiresAt = new Date(textOf(at(response, 'header'), 'expirationTime') ?? '');
  if (token === null || sign === null || Number.isNaN(expiresAt.getTime()))
    return err(passing('not_a_ticket'));
  return ok({ token, sign, expiresAt });
}
