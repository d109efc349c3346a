import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type asElement, at, envelope, escapeXml, parseXml, textOf } from '../../../core/arca/envelope.ts';
import type { Clock } from '../../../core/platform/clock.ts';
import { type Authority, createAuthority, type Identity } from './authority.ts';
import { verifyCms } from './cms.ts';
import { type AuthorisedVoucher, judge } from './vouchers.ts';

type Place = 'login' | 'vouchers' | 'constancia';

/** What a place does instead of answering. */
export type Trouble =
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'page'; readonly status: number; readonly html: string }
  | { readonly kind: 'fault'; readonly code: string; readonly text: string }
  /** WSCDC only: an error in an answer with status 200. */
  | { readonly kind: 'error'; readonly code: number; readonly text: string }
  /** WSCDC only: a refusal with this observation. */
  | { readonly kind: 'observation'; readonly code: number; readonly text: string };

const HOURS_12 = 12 * 60 * 60_000;

/** Invented people of the registry. */
const PERSONS: Readonly<Record<string, string>> = {
  '30645322858':
    '<datosGenerales><razonSocial>GOLOSINAS CAÑADA S.R.L.</razonSocial><domicilioFiscal><codPostal>2500</codPostal><descripcionProvincia>SANTA FE</descripcionProvincia><direccion>LAVALLE 850</direccion><localidad>CAÑADA DE GOMEZ</localidad></domicilioFiscal><estadoClave>ACTIVO</estadoClave></datosGenerales>',
  '20123456786':
    '<datosGenerales><apellido>PEREZ</apellido><nombre>ANA &amp; HIJOS</nombre><domicilioFiscal><descripcionProvincia>CIUDAD AUTONOMA BUENOS AIRES</descripcionProvincia><direccion>AV RIVADAVIA 5000</direccion></domicilioFiscal></datosGenerales>',
  '30528582929': '<datosGenerales><razonSocial>SIN DOMICILIO S.A.</razonSocial></datosGenerales>',
  '27286383217':
    '<errorConstancia><apellido>GOMEZ</apellido><nombre>RITA</nombre><error>La CUIT tiene observaciones</error></errorConstancia>',
};

/** ARCA on loopback: HTTPS under an authority of its own, tickets, invoices and the registry. */
export class LoopbackArca {
  readonly vouchers: AuthorisedVoucher[] = [];
  readonly logins: string[] = [];
  readonly asked: Record<string, string | undefined>[] = [];
  readonly lookedUp: string[] = [];
  /** Requests that met a trouble instead of an answer. */
  misbehaved = 0;
  private readonly troubles: Record<Place, Trouble[]> = { login: [], vouchers: [], constancia: [] };
  private readonly tickets = new Map<string, { token: string; sign: string; expiresAt: number }>();
  private readonly server: Server;

  private constructor(
    readonly authority: Authority,
    private readonly clock: Clock,
  ) {
    const { certificatePem: cert, keyPem: key } = authority.issue({ name: 'localhost' });
    this.server = createServer({ cert, key }, (request, response) => {
      this.serve(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  static async start(options: { readonly clock?: Clock } = {}): Promise<LoopbackArca> {
    const authority = createAuthority();
    const arca = new LoopbackArca(authority, options.clock ?? { now: () => new Date() });
    await new Promise<void>((resolve) => arca.server.listen(0, '127.0.0.1', resolve));
    return arca;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** A certificate of somebody who may ask, as ARCA gives it out. */
  issueTo(cuit: string, notAfter?: Date): Identity {
    return this.authority.issue({
      name: 'inventario',
      serialNumber: `CUIT ${cuit}`,
      ...(notAfter === undefined ? {} : { notAfter }),
    });
  }

  /** The next calls to a place meet these, one each. */
  trouble(place: Place, ...troubles: readonly Trouble[]): void {
    this.troubles[place].push(...troubles);
  }

  /** Every ticket given so far is forgotten by the services, though WSAA goes on thinking that they are good. */
  forgetTokens(): void {
    for (const ticket of this.tickets.values()) ticket.token = `forgotten-${randomBytes(6).toString('hex')}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = at(parseXml(Buffer.concat(chunks).toString('utf8')) ?? {}, 'Envelope', 'Body');
    const place = placeOf(request.url ?? '');
    if (place === null) return response.writeHead(404).end('<html>no</html>');
    const trouble = this.troubles[place].shift();
    if (trouble !== undefined && isTransportTrouble(trouble)) {
      this.misbehaved += 1;
      return misbehave(trouble, request, response);
    }
    if (trouble?.kind === 'fault') return fault(response, trouble.code, trouble.text);
    if (place === 'login') return this.login(textOf(at(body, 'loginCms'), 'in0') ?? '', response);
    if (place === 'constancia')
      return this.constancia(at(body, 'getPersona_v2') as Record<string, string>, response);
    return this.constatar(at(body, 'ComprobanteConstatar'), response, trouble);
  }

  private login(cms: string, response: ServerResponse): ServerResponse {
    const verified = verifyCms(cms, this.authority.pem);
    if ('complaint' in verified)
      return fault(response, 'ns1:cms.sign.invalid', 'Firma inválida o algoritmo no soportado');
    const request = at(parseXml(verified.text) ?? {}, 'loginTicketRequest');
    const service = textOf(request, 'service') ?? '';
    const now = this.clock.now().getTime();
    const time = (name: string): number => new Date(textOf(at(request, 'header'), name) ?? '').getTime();
    if (!['wscdc', 'ws_sr_constancia_inscripcion'].includes(service))
      return fault(response, 'ns1:wsn.notFound', 'Servicio informado inexistente');
    if (!(time('generationTime') <= now))
      return fault(response, 'ns1:xml.generationTime.invalid', 'generationTime');
    if (!(time('expirationTime') > now))
      return fault(response, 'ns1:xml.expirationTime.expired', 'expirationTime');
    this.logins.push(service);
    if ((this.tickets.get(service)?.expiresAt ?? 0) > now)
      return fault(
        response,
        'ns1:coe.alreadyAuthenticated',
        'El CEE ya posee un TA valido para el acceso al WSN solicitado',
      );
    const ticket = {
      token: `T<&>${randomBytes(24).toString('base64')}`,
      sign: randomBytes(24).toString('base64'),
      expiresAt: now + HOURS_12,
    };
    this.tickets.set(service, ticket);
    const inner = `<?xml version="1.0" encoding="UTF-8"?><loginTicketResponse version="1.0"><header><uniqueId>1</uniqueId><generationTime>${new Date(now).toISOString()}</generationTime><expirationTime>${new Date(ticket.expiresAt).toISOString()}</expirationTime></header><credentials><token>${escapeXml(ticket.token)}</token><sign>${escapeXml(ticket.sign)}</sign></credentials></loginTicketResponse>`;
    return say(
      response,
      `<loginCmsResponse xmlns="http://wsaa.view.sua.dvadac.desein.afip.gov"><loginCmsReturn>${escapeXml(inner)}</loginCmsReturn></loginCmsResponse>`,
    );
  }

  private isGood(service: string, token: string | null, sign: string | null): boolean {
    const ticket = this.tickets.get(service);
    return (
      ticket !== undefined &&
      ticket.token === token &&
      ticket.sign === sign &&
      ticket.expiresAt > this.clock.now().getTime()
    );
  }

  private constatar(
    call: ReturnType<typeof asElement>,
    response: ServerResponse,
    trouble: Trouble | undefined,
  ): ServerResponse {
    const result = (inner: string): ServerResponse =>
      say(
        response,
        `<ComprobanteConstatarResponse xmlns="http://servicios1.afip.gob.ar/wscdc/"><ComprobanteConstatarResult>${inner}</ComprobanteConstatarResult></ComprobanteConstatarResponse>`,
      );
    const auth = at(call, 'Auth');
    const error = (code: number, text: string): ServerResponse =>
      result(`<Errors><Err><Code>${code}</Code><Msg>${escapeXml(text)}</Msg></Err></Errors>`);
    if (trouble?.kind === 'error') return error(trouble.code, trouble.text);
    if (!this.isGood('wscdc', textOf(auth, 'Token'), textOf(auth, 'Sign')))
      return error(600, 'ValidacionDeToken: No validaron las fechas del token');
    const asked = at(call, 'CmpReq') as Record<string, string | undefined>;
    this.asked.push(asked);
    const { result: verdict, observations } =
      trouble?.kind === 'observation'
        ? ({ result: 'R', observations: [{ code: trouble.code, message: trouble.text }] } as const)
        : judge(this.vouchers, asked);
    const told = observations.map(
      ({ code, message }) => `<Obs><Code>${code}</Code><Msg>${escapeXml(message)}</Msg></Obs>`,
    );
    return result(
      `<Resultado>${verdict}</Resultado>${told.length > 0 ? `<Observaciones>${told.join('')}</Observaciones>` : ''}<FchProceso>20261124120000</FchProceso>`,
    );
  }

  private constancia(asked: Readonly<Record<string, string>>, response: ServerResponse): ServerResponse {
    if (!this.isGood('ws_sr_constancia_inscripcion', asked.token ?? null, asked.sign ?? null))
      return fault(response, 'soap:Server', 'Token malformado');
    const cuit = asked.idPersona ?? '';
    this.lookedUp.push(cuit);
    const person = PERSONS[cuit];
    if (person === undefined) return fault(response, 'soap:Server', 'No existe persona con ese Id');
    return say(
      response,
      `<ns2:getPersona_v2Response xmlns:ns2="http://a5.soap.ws.server.puc.sr/"><personaReturn>${person}</personaReturn></ns2:getPersona_v2Response>`,
    );
  }
}

function placeOf(url: string): Place | null {
  if (url.startsWith('/ws/services/LoginCms')) return 'login';
  if (url.startsWith('/WSCDC/service.asmx')) return 'vouchers';
  return url.startsWith('/sr-padron/webservices/personaServiceA5') ? 'constancia' : null;
}

const isTransportTrouble = (
  trouble: Trouble,
): trouble is Extract<Trouble, { kind: 'hang' | 'reset' | 'page' }> =>
  trouble.kind === 'hang' || trouble.kind === 'reset' || trouble.kind === 'page';

function misbehave(
  trouble: Extract<Trouble, { kind: 'hang' | 'reset' | 'page' }>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (trouble.kind === 'reset') request.socket.destroy();
  if (trouble.kind === 'page')
    response.writeHead(trouble.status, { 'content-type': 'text/html' }).end(trouble.html);
}

const say = (response: ServerResponse, body: string): ServerResponse =>
  response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' }).end(envelope(body));

const fault = (response: ServerResponse, code: string, text: string): ServerResponse =>
  response
    .writeHead(500, { 'content-type': 'text/xml; charset=utf-8' })
    .end(
      envelope(
        `<soapenv:Fault><faultcode>${escapeXml(code)}</faultcode><faultstring>${escapeXml(text)}</faultstring></soapenv:Fault>`,
      ),
    );
