import { sql } from 'drizzle-orm';
import { type Invariant, lines } from './invariant.ts';

/** What transfers and the ledger owe each other. */
export const TRANSFER_INVARIANTS: readonly Invariant[] = [
  {
    id: 'I18',
    says: 'what is in transit is what transfers sent and nobody received; a finished transfer left nothing there',
    breaches: (db) =>
      lines(
        db,
        sql`with expected as (
              select l.company_id, l.id as transit_id from location l where l.kind = 'transit'),
            on_the_way as (
              select e.transit_id, tl.product_id, sum(tl.sent) as quantity
              from expected e join transfer t on t.company_id = e.company_id and t.state = 'sent'
              join transfer_line tl on tl.transfer_id = t.id
              group by e.transit_id, tl.product_id),
            held as (
              select b.location_id as transit_id, b.product_id, b.quantity
              from balance b join expected e on e.transit_id = b.location_id)
            select format('product %s: %s in transit, transfers say %s', product_id,
                coalesce(h.quantity, 0), coalesce(o.quantity, 0)) as line
              from held h full join on_the_way o using (transit_id, product_id)
              where coalesce(h.quantity, 0) <> coalesce(o.quantity, 0)
            union all
            select format('transfer %s line %s is %s: %s came to %s of %s', t.id, tl.line_no, t.state,
                coalesce(sum(m.quantity), 0), t.to_location_id, tl.product_id)
              from transfer t join transfer_line tl on tl.transfer_id = t.id
              left join movement m on m.source_type = 'transfer' and m.source_id = t.id || ':received'
                and m.product_id = tl.product_id and m.to_location_id = t.to_location_id
              group by t.id, t.state, t.to_location_id, tl.line_no, tl.product_id, tl.sent, tl.received
              having coalesce(sum(m.quantity), 0)
                <> case when t.state in ('received', 'undone') then coalesce(tl.received, tl.sent) else 0 end
            order by 1`,
      ),
  },
];
