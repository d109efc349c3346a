import { LAYOUTS } from './layouts/index.ts';
import type { Layout, Paper } from './layouts/layout.ts';
import { inventFiscalCode } from './paper/fiscal-code.ts';
import { inventHabits } from './paper/habits.ts';
import type { Sheet } from './paper/sheet.ts';
import { createRandom } from './random.ts';
import { seedPurpose } from './seeds.ts';
import { inventBill } from './truth/bill.ts';
import type { Truth } from './truth/truth.ts';

/** One invented document: what is true, and its paper. */
export interface WorldDocument {
  readonly seed: number;
  readonly layout: string;
  readonly heldOut: boolean;
  readonly truth: Truth;
  readonly sheets: readonly Sheet[];
  /** The reader's own CUIT where this reading is told it; null where the evidence must decide. */
  readonly ourCuit: string | null;
  /** ISO day on which the paper is read. */
  readonly today: string;
  /** What is wrong with the printed fiscal code; null where none is printed. */
  readonly codeFlaw: string | null;
}

const DAY = 86_400_000;

/** Layouts that a seed may draw: held-out ones only for reporting. */
export const layoutsFor = (seed: number): readonly Layout[] =>
  LAYOUTS.filter((layout) => !layout.heldOut || seedPurpose(seed) === 'reporting');

/** The document of a seed; without a name the seed chooses its layout. Development seeds refuse held-out layouts. */
export function inventDocument(seed: number, layoutName?: string): WorldDocument {
  const root = createRandom(seed);
  const layouts = layoutsFor(seed);
  const layout =
    layoutName === undefined
      ? root.fork('layout').pick(layouts)
      : layouts.find((candidate) => candidate.name === layoutName);
  if (layout === undefined) throw new RangeError(`no layout ${layoutName} for seed ${seed}`);
  const own = root.fork(layout.name);
  const invented = inventBill(own.fork('truth'), layout.demand(own.fork('demand')));
  const bill = layout.reshape?.(invented) ?? invented;
  const habits = inventHabits(own.fork('habits'), bill, layout.habits);
  const [face, boldFace] = own.fork('face').pick(layout.faces);
  const codes = own.fork('code');
  const code = codes.chance(layout.codeShare)
    ? inventFiscalCode(codes, bill.truth, bill.facts.exchangeRate)
    : null;
  const paper: Paper = { bill, habits, random: own.fork('paper'), code, face, boldFace };
  const reading = own.fork('reading');
  return {
    seed,
    layout: layout.name,
    heldOut: layout.heldOut,
    truth: bill.truth,
    sheets: layout.draw(paper),
    ourCuit: reading.chance(0.6) ? bill.facts.recipient.cuit : null,
    today: new Date(Date.parse(bill.truth.header.date ?? '') + reading.int(0, 6) * DAY)
      .toISOString()
      .slice(0, 10),
    codeFlaw: code?.flaw ?? null,
  };
}
