import { fold } from '../platform/text.ts';

/** What a labelled amount outside the item table is. */
export type FootKind =
  | 'total'
  | 'subtotal'
  | 'net'
  | 'exempt'
  | 'vat'
  | 'perception'
  | 'internal'
  | 'other'
  | 'discount'
  | 'surcharge'
  | 'containedTax'
  | 'carried'
  | 'decoy'
  | 'unlabelled';

/**
 * Labels of amounts at the foot, most particular first; the first pattern that matches the folded label decides.
 * To teach a new label, add it here.
 */
const LABELS: readonly (readonly [RegExp, FootKind])[] = [
  [
    /iva contenido|impuestos nacionales indirectos|otros imp.{0,14}indirectos|transparencia fiscal/,
    'containedTax',
  ],
  [
    /u\$s|usd|dolar|us\$|cotiz|tipo de cambio|equivalente|pronto pago|contado efectivo|pago (en )?(termino|contado)|si paga|hasta el|saldo|deuda|vuelto|recib[i1]|efectivo|cambio|cuenta corriente|tarjeta|unidades|bultos|cantidad|kilos|peso|\bcai\b|\bcae\b|cuit|abonar en|anterior|bonificado en|ahorro|base imp|cuotas?|venci(do|miento)? el|se aplicar|punitori/,
    'decoy',
  ],
  [/transporte|viene de|pasa a|de la vuelta|acumulado/, 'carried'],
  [/perc|per\.? ?(iibb|iva|ib)|ii\.?bb|ing\.? brutos|r\.?g\.? ?\d{3,4}|reten/, 'perception'],
  [
    /imp\w*\.? ?int|internos|itc|i\.t\.c|co2|combustib|comb\.? ?liq|dioxido|carbono|hidrico|gasoil|imp\w*\.? ?(al? )?(tabaco|alcohol|bebida)/,
    'internal',
  ],
  [
    /otros (imp|trib)|otros conceptos|tasas?\b|\bvial|tasavial|municipal|sellos|impuestos?$|^imp\.? var/,
    'other',
  ],
  [/no grav|exent|op\.? ?ex|n\/grav|no alcanz/, 'exempt'],
  [/neto|grav|base imponible/, 'net'],
  [/i\.?v\.?a\.?(?!\w)|^iva|i\.?v\.?a/, 'vat'],
  [/bonif|desc(uen)?|dto\b|dcto|rebaja/, 'discount'],
  [/recarg|financ|interes|flete|envio|redondeo|ajuste/, 'surcharge'],
  [/s[uvo]b ?\.?-?total|suma|bruto/, 'subtotal'],
  [/total|importe final|a pagar/, 'total'],
];

/** Letters that engines take for digits in the labels that matter: "1.V.A.", "Subtota1". */
const legibly = (folded: string): string =>
  folded.replace(/\b[1l|]\.? ?v\.? ?a\b/g, 'iva').replace(/t[o0]ta[1i|]/g, 'total');

/** The kind a label names, or null for other text. */
export function footKind(label: string): FootKind | null {
  const folded = legibly(fold(label)).replace(/[:$]/g, ' ').replace(/\s+/g, ' ').trim();
  if (folded.length === 0) return null;
  for (const [pattern, kind] of LABELS) if (pattern.test(folded)) return kind;
  return null;
}

const FOOT_START =
  /^(sub ?-?total|total|importe (neto|total|otros|op|no)|imp\.? (neto|total|op)|neto|gravado|op\.? (grav|exen)|i\.?v\.?a\b|perc|imp\w*\.? ?int|exento|no grav|transporte|son( pesos)?\b|c\.?a\.?e\b|c\.?a\.?i\b|otros (imp|trib)|bonificaci|descuento|dto\.? |recargo|recibi(mos|\(| conforme| la suma)|cuenta corriente|efectivo|base imp|redondeo|regimen de transparencia|iva contenido|percepci|saldo|vuelto|su vuelto|suma de|cantidad (de )?(total|bultos|items)|tipo de cambio|equivalente|moneda\b|cbu\b|tasa vial)/;
const FOOT_END =
  /(sub ?total|total( a pagar)?|neto( gravado)?|gravado|i\.?v\.?a\.?( insc\.?| inscripto)?|perc\w*\.?[^\d]{0,25}|i\.?i\.?b\.?b\.?|exento|internos)\s*:?\s*(\(?\d{1,2}([.,]\d{1,2})? ?%\)?)?\s*:?\s*(u\$s|usd|\$)? ?-?[\d.,]+$/;
const FOOT_WORDS = /sub ?total|neto|gravado|\bi\.?v\.?a\b|\bperc|\btotal|exento|internos/g;

/** True for text that opens or fills the foot of an invoice: such a row is no item unless its columns say so. */
export const looksLikeFoot = (text: string): boolean => {
  const folded = legibly(fold(text));
  if (FOOT_START.test(folded) || FOOT_END.test(folded)) return true;
  return new Set(folded.match(FOOT_WORDS) ?? []).size >= 2;
};
