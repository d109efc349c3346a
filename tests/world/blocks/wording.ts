import { dec } from '../../../core/platform/decimal.ts';
import type { Paper } from '../layouts/layout.ts';

export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly role: 'part' | 'total';
}

export interface FootWording {
  readonly net: string;
  readonly exempt: string;
  readonly vat: (rate: string) => string;
  readonly total: string;
  readonly subtotal: string;
  readonly colon: string;
  readonly sign: string;
}

/** The labels that one issuer uses at the foot. */
export function inventFootWording(paper: Paper): FootWording {
  const { random, habits } = paper;
  const vat = random.pick<(rate: string) => string>([
    (rate) => `IVA ${rate}%`,
    (rate) => `I.V.A. ${rate} %`,
    (rate) => `IVA Insc. ${rate}%`,
    (rate) => `IVA (${rate}%)`,
  ]);
  const written = (rate: string): string => rate.replace('.', habits.numbers.decimal);
  return {
    net: random.pick(['Importe Neto Gravado', 'Neto Gravado', 'Neto', 'Subtotal Neto', 'Gravado']),
    exempt: random.pick(['Exento', 'Importe Exento', 'No Gravado / Exento']),
    vat: (rate) => vat(written(rate)),
    total: random.pick(['TOTAL', 'Total', 'Importe Total', 'TOTAL A PAGAR', 'Total $']),
    subtotal: random.pick(['Subtotal', 'Sub Total', 'SUBTOTAL']),
    colon: random.pick([':', ':', '']),
    sign: random.pick(['', '$', '$ ']),
  };
}

/** The figures at the foot in printed order, ending with the total; B and C show no VAT of their own. */
export function footFigures(paper: Paper, words: FootWording): Figure[] {
  const { facts, truth } = paper.bill;
  const { money, percent } = paper.habits;
  const apart = !truth.pricesIncludeVat;
  const figures: Figure[] = [];
  const add = (label: string, value: string, role: Figure['role'] = 'part'): void => {
    figures.push({ label: label + words.colon, value: words.sign + money(value), role });
  };
  const foot = facts.footAdjustment;
  if (foot !== null || !apart) add(words.subtotal, facts.subtotal);
  if (foot !== null) add(`${foot.label} ${percent(dec(foot.percent).abs().toFixed())}%`, foot.amount);
  if (apart) {
    add(words.net, facts.netTaxed);
    if (!dec(facts.exempt).isZero()) add(words.exempt, facts.exempt);
    for (const entry of facts.vat) add(words.vat(entry.rate), entry.amount);
  }
  for (const tax of facts.otherTaxes) {
    const rate = tax.rate === null ? '' : ` ${tax.rate.replace('.', paper.habits.numbers.decimal)}%`;
    add(`${tax.label}${rate}`, tax.amount);
  }
  add(words.total, truth.header.total ?? '0', 'total');
  return figures;
}

export const letterCode = (
  documentType: number,
  style: 'COD. 01' | 'Cód. 01' | 'C001' | 'cod Comp: 1',
): string => {
  const two = String(documentType).padStart(2, '0');
  switch (style) {
    case 'COD. 01':
      return `COD. ${String(documentType).padStart(3, '0')}`;
    case 'Cód. 01':
      return `Cód. ${two}`;
    case 'C001':
      return `C${String(documentType).padStart(3, '0')}`;
    case 'cod Comp: 1':
      return `cod Comp: ${documentType}`;
  }
};

export const inventLetterCode = (paper: Paper): string => {
  const code = paper.bill.truth.header.documentType;
  const style = paper.random.pick(['COD. 01', 'Cód. 01', 'Cód. 01', 'C001', 'cod Comp: 1'] as const);
  return code === null ? 'Documento no válido como factura' : letterCode(code, style);
};

export const cuitLabel = (paper: Paper): string =>
  paper.random.pick(['CUIT:', 'C.U.I.T.:', 'CUIT Nro:', 'C.U.I.T. Nº', 'CUIT', 'C.U.I.T. N°:']);
