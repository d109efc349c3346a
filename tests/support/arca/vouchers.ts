import { dec } from '../../../core/platform/decimal.ts';

/** An invoice that the loopback ARCA authorised. */
export interface AuthorisedVoucher {
  readonly mode: 'CAE' | 'CAEA';
  readonly code: string;
  readonly issuerCuit: string;
  readonly type: number;
  readonly pointOfSale: number;
  readonly number: number;
  /** yyyymmdd. */
  readonly date: string;
  readonly total: string;
  readonly receiver?: { readonly docType: number; readonly docNumber: string };
  /** CAEA: false until the issuer reports it. */
  readonly isReported?: boolean;
}

/** What it was asked, by element name. */
export type Asked = Readonly<Record<string, string | undefined>>;

export interface Verdict {
  readonly result: 'A' | 'R';
  readonly observations: readonly { readonly code: number; readonly message: string }[];
}

const WITH_RECEIVER = new Set([1, 2, 3, 51, 52, 53]);
const FCE = new Set([201, 202, 203, 206, 207, 208, 211, 212, 213]);

/** ARCA's tolerance: 0.01 % or one peso, whichever is wider. */
export function sameAmount(authorised: string, asked: string): boolean {
  const difference = dec(authorised).minus(asked).abs();
  return difference.lte(1) || difference.lte(dec(authorised).abs().times('0.0001'));
}

const CHECKS: readonly (readonly [number, string, (voucher: AuthorisedVoucher, asked: Asked) => boolean])[] =
  [
    [102, 'La CUIT del emisor no coincide', (v, a) => v.issuerCuit === a.CuitEmisor],
    [103, 'El tipo de comprobante no coincide', (v, a) => String(v.type) === a.CbteTipo],
    [104, 'El punto de venta no coincide', (v, a) => String(v.pointOfSale) === a.PtoVta],
    [105, 'El numero de comprobante no coincide', (v, a) => String(v.number) === a.CbteNro],
    [107, 'La fecha no coincide', (v, a) => v.date === a.CbteFch],
    [110, 'El importe total no coincide', (v, a) => sameAmount(v.total, a.ImpTotal ?? '0')],
    [
      111,
      'El tipo de documento del receptor no coincide',
      (v, a) => v.receiver === undefined || String(v.receiver.docType) === a.DocTipoReceptor,
    ],
    [
      112,
      'El documento del receptor no coincide',
      (v, a) => v.receiver === undefined || v.receiver.docNumber === a.DocNroReceptor,
    ],
  ];

/** ComprobanteConstatar as the manual tells it. */
export function judge(vouchers: readonly AuthorisedVoucher[], asked: Asked): Verdict {
  const refused = (code: number, message: string): Verdict => ({
    result: 'R',
    observations: [{ code, message }],
  });
  const type = Number(asked.CbteTipo);
  if (asked.DocNroReceptor === undefined && WITH_RECEIVER.has(type)) return refused(113, 'Falta el receptor');
  if (asked.DocNroReceptor === undefined && FCE.has(type)) return refused(114, 'Falta el receptor de la FCE');
  const voucher = vouchers.find((one) => one.code === asked.CodAutorizacion && one.mode === asked.CbteModo);
  if (voucher === undefined) return refused(100, 'El codigo de autorizacion no existe');
  const observations = CHECKS.filter(([, , holds]) => !holds(voucher, asked)).map(([code, message]) => ({
    code,
    message,
  }));
  if (observations.length > 0) return { result: 'R', observations };
  return voucher.isReported === false
    ? { result: 'A', observations: [{ code: 200, message: 'CAEA no rendido' }] }
    : { result: 'A', observations: [] };
}
