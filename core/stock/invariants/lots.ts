import { sql } from 'drizzle-orm';
import { type Invariant, lines } from './invariant.ts';

/** What lots and the ledger owe each other. */
export const LOT_INVARIANTS: readonly Invariant[] = [
  {
    id: 'I19',
    says: 'each lot balance is the sum of its entries, and lots never exceed what a place holds',
    breaches: async (db) => [
      ...(await lines(
        db,
        sql`select format('lot %s at %s: balance %s, entries %s', lot_id, location_id,
                coalesce(b.quantity, 0), coalesce(e.quantity, 0)) as line
              from lot_balance b
              full join (select lot_id, location_id, sum(quantity) as quantity from lot_entry group by 1, 2) e
                using (lot_id, location_id)
              where coalesce(b.quantity, 0) <> coalesce(e.quantity, 0) or b.quantity < 0 order by 1`,
      )),
      ...(await lines(
        db,
        sql`select format('product %s at %s: lots hold %s of %s', l.product_id, lb.location_id,
                sum(lb.quantity), coalesce(max(b.quantity), 0)) as line
              from lot_balance lb join lot l on l.id = lb.lot_id
              left join balance b on b.product_id = l.product_id and b.location_id = lb.location_id
              group by l.product_id, lb.location_id
              having sum(lb.quantity) > greatest(coalesce(max(b.quantity), 0), 0) order by 1`,
      )),
      ...(await lines(
        db,
        sql`select format('lot entry %s: movement %s is of another product', e.id, m.seq) as line
              from lot_entry e join lot l on l.id = e.lot_id join movement m on m.seq = e.movement_seq
              where m.product_id <> l.product_id order by 1`,
      )),
    ],
  },
];
