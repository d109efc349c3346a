import { sql } from 'drizzle-orm';
import type { Db } from '../../../drizzle/client.ts';
import { rowsOf } from '../../../drizzle/queries/rows.ts';
import { isValidCuit } from '../../fiscal/cuit.ts';
import type { InvoiceDraft } from '../../invoice/draft.ts';
import { dec, plain } from '../../platform/decimal.ts';
import { paperDifference } from '../../pricing/paper-total.ts';
import { type Invariant, lines } from './invariant.ts';

const DELIVERY_NOTES = sql.raw('(88, 91, 991, 993, 994, 995)');

/** A posted document has one live receipt, any other has none. */
const stateAndReceipt = (db: Db) =>
  lines(
    db,
    sql`select format('document %s is %s with %s live receipts', d.id, d.state, count(r.id)) as line
          from document d left join receipt r on r.document_id = d.id and r.reversed_at is null
          group by d.id, d.state
          having count(r.id) <> case when d.state = 'posted' then 1 else 0 end
        union all
        select format('receipt %s has no document', r.id) from receipt r
          where not exists (select 1 from document d where d.id = r.document_id)
        order by 1`,
  );

/** Papers that stand alone: one movement per goods line with its product, quantity, places; no other movement. */
const lineAndMovement = (db: Db) =>
  lines(
    db,
    sql`with expected as (
          select r.id as receipt_id, l.line_no, l.product_id, abs(l.units) as quantity,
            case when (r.kind = 'goods_in') = (l.units > 0) then r.location_id end as to_shop,
            case when (r.kind = 'goods_in') <> (l.units > 0) then r.location_id end as from_shop
          from receipt r join receipt_line l on l.receipt_id = r.id
          where r.kind in ('goods_in', 'goods_out') and r.completes_receipt_id is null
            and l.product_id is not null and l.units is not null),
        found as (
          select m.source_id, m.line_no, m.product_id, m.quantity, m.from_location_id, m.to_location_id
          from movement m left join receipt r on r.id::text = m.source_id
          where m.source_type = 'receipt' and r.completes_receipt_id is null)
        select format('receipt %s line %s: expected %s of %s, found %s of %s',
            coalesce(e.receipt_id::text, f.source_id), coalesce(e.line_no, f.line_no),
            coalesce(e.quantity, 0), e.product_id, coalesce(f.quantity, 0), f.product_id) as line
        from expected e full join found f on f.source_id = e.receipt_id::text and f.line_no = e.line_no
        where e.receipt_id is null or f.source_id is null or e.product_id <> f.product_id or e.quantity <> f.quantity
          or e.to_shop is distinct from case when e.to_shop is null then null else f.to_location_id end
          or e.from_shop is distinct from case when e.from_shop is null then null else f.from_location_id end
        order by 1`,
  );

/** An invoice that completes a delivery note moves only the difference; a note that follows its invoice moves nothing. */
const completedDeliveries = (db: Db) =>
  lines(
    db,
    sql`with link as (
          select id as receipt_id, completes_receipt_id as other_id, location_id,
            document_type in ${DELIVERY_NOTES} as is_note
          from receipt where completes_receipt_id is not null),
        said as (
          select receipt_id, product_id, sum(units) as units from receipt_line
          where product_id is not null and units is not null group by receipt_id, product_id),
        expected as (
          select k.receipt_id, s.product_id, s.units - coalesce(o.units, 0) as units
          from link k join said s on s.receipt_id = k.receipt_id
          left join said o on o.receipt_id = k.other_id and o.product_id = s.product_id
          where not k.is_note),
        found as (
          select k.receipt_id, m.product_id,
            sum(case when m.to_location_id = k.location_id then m.quantity else -m.quantity end) as units
          from link k join movement m on m.source_type = 'receipt' and m.source_id = k.receipt_id::text
          group by k.receipt_id, m.product_id)
        select format('receipt %s product %s: the difference is %s, moved %s',
            coalesce(e.receipt_id, f.receipt_id), coalesce(e.product_id, f.product_id),
            coalesce(e.units, 0), coalesce(f.units, 0)) as line
        from expected e full join found f using (receipt_id, product_id)
        where coalesce(e.units, 0) <> coalesce(f.units, 0)
        union all
        select format('receipt %s completes %s, which is reversed while it is not', r.id, o.id)
        from receipt r join receipt o on o.id = r.completes_receipt_id
        where r.reversed_at is null and o.reversed_at is not null
        order by 1`,
  );

async function papersThatDoNotClose(db: Db): Promise<readonly string[]> {
  const rows = await rowsOf<{ id: string; accepted: string; draft: InvoiceDraft | null; named: boolean }>(
    db,
    sql`select r.id, r.accepted_difference::text as accepted, d.draft,
          exists (select 1 from audit a where a.action = 'receipt.post' and a.subject_id = r.id::text
            and a.actor_id = r.posted_by) as named
        from receipt r left join document d on d.id = r.document_id
        where r.reversed_at is null order by r.posted_at, r.id`,
  );
  return rows.flatMap(({ id, accepted, draft, named }) => {
    if (draft === null) return [`receipt ${id} has no draft`];
    const difference = plain(paperDifference(draft) ?? dec('0'));
    if (!dec(difference).eq(accepted))
      return [`receipt ${id}: total differs by ${difference}, ${plain(dec(accepted))} was accepted`];
    return named ? [] : [`receipt ${id}: nobody is on record as having posted it`];
  });
}

async function wrongCuits(db: Db): Promise<readonly string[]> {
  const rows = await rowsOf<{ what: string; id: string; cuit: string }>(
    db,
    sql`select 'receipt' as what, id::text as id, issuer_cuit as cuit from receipt
        union all select 'supplier', id::text, cuit from supplier`,
  );
  return rows
    .filter((row) => !isValidCuit(row.cuit))
    .map((row) => `${row.what} ${row.id}: ${row.cuit} is no CUIT`);
}

/** What documents, receipts and the ledger owe each other. */
export const RECEIPT_INVARIANTS: readonly Invariant[] = [
  {
    id: 'I4',
    says: 'one live receipt per fiscal key',
    breaches: (db) =>
      lines(
        db,
        sql`select format('%s type %s number %s-%s: %s live receipts', issuer_cuit, document_type, point_of_sale, number, count(*)) as line
              from receipt where reversed_at is null
              group by company_id, issuer_cuit, document_type, point_of_sale, number
              having count(*) > 1 order by 1`,
      ),
  },
  {
    id: 'I5',
    says: 'posted means exactly one movement per line, anything else means none',
    breaches: async (db) => [
      ...(await stateAndReceipt(db)),
      ...(await lineAndMovement(db)),
      ...(await completedDeliveries(db)),
    ],
  },
  {
    id: 'I10',
    says: 'a reversal restores quantity and value, once',
    breaches: async (db) => [
      ...(await lines(
        db,
        sql`with source as (
              select id::text as id, 'receipt' as what, reversed_at from receipt
              union all select id::text, 'operation', undone_at from stock_operation
              union all select id::text, 'count', case when state = 'undone' then closed_at end from stock_count
              union all select t.id || part, 'transfer', case when t.state = 'undone' then t.closed_at end
                from transfer t cross join (values (':sent'), (':received')) as parts(part)),
            original as (
              select m.*, s.what, s.reversed_at from movement m join source s on s.id = m.source_id
              where m.source_type <> 'reversal'),
            counter as (select * from movement where source_type = 'reversal')
            select format('%s %s line %s: reversed %s times', coalesce(o.what, 'source'),
                coalesce(o.source_id, c.source_id), coalesce(o.line_no, c.line_no), count(c.seq)) as line
            from original o full join counter c on c.source_id = o.source_id and c.line_no = o.line_no
              and c.product_id = o.product_id and c.quantity = o.quantity
              and c.from_location_id = o.to_location_id and c.to_location_id = o.from_location_id
            group by o.seq, o.what, o.source_id, c.source_id, o.line_no, c.line_no, o.reversed_at
            having o.seq is null or count(c.seq) <> case when o.reversed_at is null then 0 else 1 end
            order by 1`,
      )),
      ...(await lines(
        db,
        sql`select format('%s %s line %s: moved with a value of %s, taken back with %s', m.source_type, m.source_id, m.line_no,
                coalesce(came.value, 0), coalesce(went.value, 0)) as line
            from movement m join movement c on c.source_type = 'reversal' and c.source_id = m.source_id and c.line_no = m.line_no
            cross join lateral (select sum(value) as value from cost_entry
              where movement_seq = m.seq and receipt_id is null) came
            cross join lateral (select sum(value) as value from cost_entry
              where movement_seq = c.seq and kind = 'movement') went
            where m.source_type <> 'reversal' and coalesce(came.value, 0) <> -coalesce(went.value, 0) order by 1`,
      )),
    ],
  },
  {
    id: 'I14',
    says: 'lines and taxes give the total, or a named person accepted the difference',
    breaches: papersThatDoNotClose,
  },
  { id: 'I15', says: "every issuer's CUIT has its check digit", breaches: wrongCuits },
];
