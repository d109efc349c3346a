import type { Db } from '../../drizzle/client.ts';
import { type OpenDelivery, openDeliveries } from '../../drizzle/queries/receipts.ts';
import type { LineMatch } from '../catalog/line-match.ts';
import type { InvoiceDraft } from '../invoice/draft.ts';
import { Dec, type DecimalString, dec, plain, sum } from '../platform/decimal.ts';
import { isDeliveryNote, receiptKindOf } from './readiness.ts';
import { receivedLines, totalsByProduct } from './received-lines.ts';

/** Remitos (types 88, 91, 991, 993–995). */
const NOTE_TYPES: readonly number[] = [88, 91, 991, 993, 994, 995];
/** Papers that price goods which a remito may have brought. */
const INVOICE_TYPES: readonly number[] = [
  1, 6, 11, 51, 5, 10, 16, 55, 201, 206, 211, 81, 82, 83, 111, 118, 109,
];
const WINDOW_MS = 30 * 24 * 60 * 60 * 1000;
/** Share of the smaller paper's units that must be on both before a person is asked. */
const MIN_OVERLAP = 0.5;

/** An earlier paper that may be this same delivery: a remito for an invoice, or the other way round. */
export interface DeliveryNoteLink {
  readonly receiptId: string;
  readonly documentType: number;
  readonly pointOfSale: number;
  readonly number: number;
  /** ISO date. */
  readonly date: string | null;
  readonly postedAt: Date;
  /** 0…1: share of the smaller paper's units that both have. */
  readonly overlap: number;
  /** What this paper says more (+) or less (−) than the earlier one, in stock units; only products on this paper. */
  readonly differences: readonly { readonly productId: string; readonly units: DecimalString }[];
}

/**
 * The live receipt of the last 30 days, from the same issuer, that looks like this same delivery and is not linked yet;
 * null where there is none. It only proposes: goods are doubled or a delivery is lost unless a person says which.
 */
export async function findDeliveryNote(
  db: Db,
  question: {
    companyId: string;
    locationId: string;
    draft: InvoiceDraft;
    matches: readonly LineMatch[];
    now: Date;
  },
): Promise<DeliveryNoteLink | null> {
  const { draft, companyId } = question;
  const { issuerCuit } = draft.header;
  if (issuerCuit === null || receiptKindOf(draft.header, null) !== 'goods_in') return null;
  const goods = receivedLines({ draft, matches: question.matches, buyer: 'registered' }).flatMap(
    (line) => line.goods ?? [],
  );
  const mine = new Map(totalsByProduct(goods).map((total) => [total.productId, total.units]));
  if (mine.size === 0) return null;
  const earlier = await openDeliveries(db, {
    companyId,
    issuerCuit,
    documentTypes: isDeliveryNote(draft.header) ? INVOICE_TYPES : NOTE_TYPES,
    since: new Date(question.now.getTime() - WINDOW_MS),
  });
  const rated = earlier
    .map((delivery) => ({ delivery, theirs: unitsOf(delivery) }))
    .map(({ delivery, theirs }) => ({ delivery, theirs, overlap: overlapOf(mine, theirs) }))
    .filter(({ overlap }) => overlap.gte(MIN_OVERLAP))
    .sort(
      (a, b) =>
        b.overlap.cmp(a.overlap) ||
        Number(b.delivery.locationId === question.locationId) -
          Number(a.delivery.locationId === question.locationId),
    );
  const best = rated[0];
  return best === undefined ? null : linkTo(best.delivery, best.overlap, mine, best.theirs);
}

type Units = ReadonlyMap<string, Dec>;

function unitsOf(delivery: OpenDelivery): Units {
  const goods = delivery.goods.map((line) => ({ ...line, units: plain(dec(line.units)), cost: null }));
  return new Map(totalsByProduct(goods).map((total) => [total.productId, total.units]));
}

function overlapOf(mine: Units, theirs: Units): Dec {
  const shared = sum(
    [...mine].map(([productId, units]) => Dec.max(0, Dec.min(units, theirs.get(productId) ?? 0))),
  );
  const smaller = Dec.min(sum([...mine.values()]), sum([...theirs.values()]));
  return smaller.gt(0) ? shared.div(smaller) : new Dec(0);
}

function linkTo(delivery: OpenDelivery, overlap: Dec, mine: Units, theirs: Units): DeliveryNoteLink {
  return {
    receiptId: delivery.receiptId,
    documentType: delivery.documentType,
    pointOfSale: delivery.pointOfSale,
    number: delivery.number,
    date: delivery.date,
    postedAt: delivery.postedAt,
    overlap: overlap.toDecimalPlaces(3).toNumber(),
    differences: [...mine]
      .map(([productId, units]) => ({ productId, difference: units.minus(theirs.get(productId) ?? 0) }))
      .filter(({ difference }) => !difference.isZero())
      .map(({ productId, difference }) => ({ productId, units: plain(difference) })),
  };
}
