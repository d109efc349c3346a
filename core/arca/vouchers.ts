import { dec } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { type ArcaAccess, endpointOf } from './access.ts';
import { at, each, elements, envelope, readSoap, textOf } from './envelope.ts';
import { type ArcaProblem, passing, voucherError } from './problem.ts';
import { type Observation, type Standing, standingOf } from './standing.ts';
import type { Post } from './transport.ts';
import type { VoucherQuery } from './voucher-query.ts';

const NAMESPACE = 'http://servicios1.afip.gob.ar/wscdc/';
const OPERATION = 'ComprobanteConstatar';
const CODE_UNKNOWN = 100;

export interface VoucherAnswer {
  readonly standing: Standing;
  readonly observations: readonly Observation[];
}

interface Ask {
  readonly access: ArcaAccess;
  readonly ticket: { readonly token: string; readonly sign: string };
  readonly post: Post;
}

/**
 * Whether ARCA authorised exactly this invoice (WSCDC, ComprobanteConstatar). Paper does not say whether its code is a
 * CAE or a CAEA, so a code that is unknown as the one is asked about as the other.
 */
export async function checkVoucher(
  ask: Ask,
  query: VoucherQuery,
): Promise<Result<VoucherAnswer, ArcaProblem>> {
  const asCae = await askAs('CAE', ask, query);
  const unknown = asCae.ok && asCae.value.observations.some(({ code }) => code === CODE_UNKNOWN);
  if (!unknown) return asCae;
  const asCaea = await askAs('CAEA', ask, query);
  const known = asCaea.ok && !asCaea.value.observations.some(({ code }) => code === CODE_UNKNOWN);
  return known || !asCaea.ok ? asCaea : asCae;
}

async function askAs(
  mode: 'CAE' | 'CAEA',
  { access, ticket, post }: Ask,
  query: VoucherQuery,
): Promise<Result<VoucherAnswer, ArcaProblem>> {
  const auth = elements({ Token: ticket.token, Sign: ticket.sign, Cuit: access.cuit });
  const asked = elements({
    CbteModo: mode,
    CuitEmisor: query.issuerCuit,
    PtoVta: String(query.pointOfSale),
    CbteTipo: String(query.documentType),
    CbteNro: String(query.number),
    CbteFch: query.date.replaceAll('-', ''),
    ImpTotal: dec(query.total).toFixed(2),
    CodAutorizacion: query.code,
    DocTipoReceptor: query.receiver === null ? undefined : String(query.receiver.docType),
    DocNroReceptor: query.receiver?.docNumber,
  });
  const answered = await post(
    endpointOf(access, 'wscdc'),
    envelope(
      `<${OPERATION} xmlns="${NAMESPACE}"><Auth>${auth}</Auth><CmpReq>${asked}</CmpReq></${OPERATION}>`,
    ),
    `${NAMESPACE}${OPERATION}`,
  );
  if (!answered.ok) return answered;
  const soap = readSoap(answered.value);
  if (!soap.ok) return soap;
  if ('fault' in soap.value) return err(passing('wscdc.fault'));
  const result = at(soap.value.body, `${OPERATION}Response`, `${OPERATION}Result`);
  const [error] = each(at(result, 'Errors'), 'Err');
  if (error !== undefined) return err(voucherError(Number(textOf(error, 'Code') ?? '500')));
  const verdict = textOf(result, 'Resultado');
  if (verdict !== 'A' && verdict !== 'R') return err(passing('wscdc.no_result'));
  const observations = each(at(result, 'Observaciones'), 'Obs').map((one) => ({
    code: Number(textOf(one, 'Code') ?? '0'),
    message: (textOf(one, 'Msg') ?? '').slice(0, 200),
  }));
  return ok({ standing: standingOf(verdict, observations), observations });
}
