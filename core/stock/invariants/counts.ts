import { sql } from 'drizzle-orm';
import { type Invariant, lines } from './invariant.ts';

/** What counts and the ledger owe each other. */
export const COUNT_INVARIANTS: readonly Invariant[] = [
  {
    id: 'I17',
    says: 'a closed count moved exactly its differences, any other count nothing',
    breaches: (db) =>
      lines(
        db,
        sql`with said as (
              select c.id::text as count_id, l.product_id, l.difference
              from stock_count c join count_line l on l.count_id = c.id
              where c.state in ('closed', 'undone') and l.difference <> 0),
            moved as (
              select m.source_id as count_id, m.product_id,
                sum(case when m.to_location_id = c.location_id then m.quantity
                  when m.from_location_id = c.location_id then -m.quantity end) as difference
              from movement m join stock_count c on c.id::text = m.source_id
              where m.source_type = 'count' group by m.source_id, m.product_id)
            select format('count %s product %s: differs by %s, moved %s', coalesce(s.count_id, m.count_id),
                coalesce(s.product_id, m.product_id), coalesce(s.difference, 0), coalesce(m.difference, 0)) as line
              from said s full join moved m using (count_id, product_id)
              where coalesce(s.difference, 0) <> coalesce(m.difference, 0)
            union all
            select format('count %s waits without a pending approval', c.id) from stock_count c
              where c.state = 'waiting' and not exists (
                select 1 from approval a where a.id = c.approval_id and a.state = 'pending')
            order by 1`,
      ),
  },
];
