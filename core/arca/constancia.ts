import { err, ok, type Result } from '../platform/result.ts';
import { type ArcaAccess, endpointOf } from './access.ts';
import { at, type Element, elements, envelope, readSoap, textOf } from './envelope.ts';
import { type ArcaProblem, passing } from './problem.ts';
import type { Post } from './transport.ts';

const NAMESPACE = 'http://a5.soap.ws.server.puc.sr/';

/** A taxpayer as ARCA's registry has them. */
export interface RegisteredPerson {
  readonly name: string;
  /** "AV CORRIENTES 1234, ROSARIO (2000), SANTA FE"; null where the registry does not say. */
  readonly address: string | null;
}

const TICKET_REFUSED = /token|sign|ticket|autoriz/i;
const NOBODY = /no existe persona/i;

const joined = (parts: readonly (string | null)[], separator: string): string | null => {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : said.join(separator);
};

function personIn(general: Element): RegisteredPerson | null {
  const name =
    textOf(general, 'razonSocial') ?? joined([textOf(general, 'apellido'), textOf(general, 'nombre')], ' ');
  if (name === null) return null;
  const home = at(general, 'domicilioFiscal');
  const postCode = textOf(home, 'codPostal');
  const town = textOf(home, 'localidad');
  const place = joined([town, postCode === null ? null : `(${postCode})`], ' ');
  return {
    name,
    address: joined([textOf(home, 'direccion'), place, textOf(home, 'descripcionProvincia')], ', '),
  };
}

/** The constancia of a CUIT (personaServiceA5, getPersona_v2); null when ARCA knows nobody with it or gives no data. */
export async function findRegistered(
  ask: {
    readonly access: ArcaAccess;
    readonly ticket: { readonly token: string; readonly sign: string };
    readonly post: Post;
  },
  cuit: string,
): Promise<Result<RegisteredPerson | null, ArcaProblem>> {
  const { access, ticket, post } = ask;
  const asked = elements({
    token: ticket.token,
    sign: ticket.sign,
    cuitRepresentada: access.cuit,
    idPersona: cuit,
  });
  const answered = await post(
    endpointOf(access, 'ws_sr_constancia_inscripcion'),
    envelope(`<a5:getPersona_v2 xmlns:a5="${NAMESPACE}">${asked}</a5:getPersona_v2>`),
    '',
  );
  if (!answered.ok) return answered;
  const soap = readSoap(answered.value);
  if (!soap.ok) return soap;
  if ('fault' in soap.value) {
    const { text } = soap.value.fault;
    if (NOBODY.test(text)) return ok(null);
    return err(
      TICKET_REFUSED.test(text) ? { kind: 'ticket', code: 'constancia.token' } : passing('constancia.fault'),
    );
  }
  const person = at(soap.value.body, 'getPersona_v2Response', 'personaReturn');
  return ok(personIn(at(person, 'datosGenerales')) ?? personIn(at(person, 'errorConstancia')));
}
