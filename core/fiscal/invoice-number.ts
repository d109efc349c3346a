/** Point of sale and number as printed on the paper. */
export interface FoundNumber {
  readonly pointOfSale: number;
  readonly number: number;
  readonly index: number;
  readonly length: number;
  /** How it was printed: both in one cell with a dash, glued in one run, or in two labelled cells. */
  readonly form: 'joined' | 'glued' | 'cells' | 'short' | 'labelled';
}

const JOINED = /(?<![\d.,/-])(?:[A-CMEXRT] ?[-–]? ?)?(\d{4,5}) ?[-–—/_] ?(\d{8})(?![\d]|[-–/]\d)/g;
// Thirteen digits without a leading zero are an EAN, not a number.
const GLUED = /(?<!\d|\d[.,/-])(\d{4}|0\d{4})(\d{8})(?![\d.,/-])/g;
const CELLS = /(?<![\d.,/-])(\d{4,5}) {1,3}(\d{8})(?![\d.,/-])/g;
// Without its leading zeros a number needs its label.
const SHORT =
  /(?<=(?:n[°ºo]|nro|n[uú]mero|comprobante)\.?\s{0,2}:?\s{0,2})(\d{1,5}) ?[-–/] ?(\d{1,8})(?![\d]|[-–/]\d)/gi;
/** The sign after the N is easily lost. */
const BARE_N = /(?<=(?<!\p{L})n['*.]? ?)(\d{4,5}) ?[-–/] ?(\d{4,8})(?![\d]|[-–/]\d)/giu;
const POINT_OF_SALE =
  /(?:punto\s*de\s*v(?:en)?ta|pto\.?\s*(?:de\s*)?v(?:en)?ta|p\.?\s?v\.?|pto\.?\s?vta|suc(?:ursal)?)\.?\s*(?:n(?:ro|[°º])?\.?\s*)?[:;.,]?\s*(\d{1,5})(?!\d)/i;
const NUMBER =
  /(?:comp(?:robante)?\.?\s*n(?:ro|[°ºo])?|n(?:[uú]mero|ro|[°º])\.?(?:\s*(?:de\s*)?(?:comp(?:robante)?|t(?:ique|icket)?|factura))?)\.?\s*[:;.,]?\s*(\d{1,8})(?![\d-])/gi;

/**
 * Every printed number of the form point-of-sale + number: `0003-00012345`, `00003 / 00001360`, `0004- 00025399`,
 * glued `000800059501`, or "Punto de Venta: 00003 … Comp. Nro: 00001360" in two cells.
 */
export function findInvoiceNumbers(text: string): FoundNumber[] {
  const found: FoundNumber[] = [];
  for (const [pattern, form] of [
    [JOINED, 'joined'],
    [GLUED, 'glued'],
    [CELLS, 'cells'],
    [SHORT, 'short'],
    [BARE_N, 'short'],
  ] as const)
    for (const match of text.matchAll(pattern))
      found.push({
        pointOfSale: Number(match[1]),
        number: Number(match[2]),
        index: match.index,
        length: match[0].length,
        form,
      });
  const labelled = findLabelled(text);
  if (labelled) found.push(labelled);
  return found
    .filter(({ pointOfSale, number }) => pointOfSale > 0 && number > 0)
    .sort((a, b) => a.index - b.index);
}

function findLabelled(text: string): FoundNumber | null {
  const point = POINT_OF_SALE.exec(text);
  if (!point) return null;
  const after = point.index + point[0].length;
  const rest = text.slice(after, after + 160);
  for (const match of rest.matchAll(NUMBER))
    if (match[1]!.length >= 4)
      return {
        pointOfSale: Number(point[1]),
        number: Number(match[1]),
        index: point.index,
        length: after + match.index + match[0].length - point.index,
        form: 'labelled',
      };
  return null;
}
