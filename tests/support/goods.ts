import type { Paper, PaperLine } from './papers.ts';

/** Goods and papers that several plays share. */
export const YERBA: PaperLine = {
  code: 'YP500',
  description: 'YERBA PLAYADITO 500 GR',
  quantity: '10',
  unitPrice: '1500',
};
export const ACEITE: PaperLine = {
  code: 'AC900',
  description: 'ACEITE NATURA 900 ML',
  quantity: '6',
  unitPrice: '2100.50',
};
export const FACTURA: Paper = { lines: [YERBA, ACEITE] };
