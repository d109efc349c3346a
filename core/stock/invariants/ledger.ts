import { sql } from 'drizzle-orm';
import { brokenCheckpoints } from '../checkpoints.ts';
import { type Invariant, lines } from './invariant.ts';

const OWNED = sql.raw(`('shop', 'depot', 'transit')`);

/** What the movements, balances and costs owe each other. */
export const LEDGER_INVARIANTS: readonly Invariant[] = [
  {
    id: 'I1',
    says: 'each balance is the sum of its movements',
    breaches: (db) =>
      lines(
        db,
        sql`with moved as (
              select product_id, location_id, sum(q) as quantity from (
                select product_id, to_location_id as location_id, quantity as q from movement
                union all select product_id, from_location_id, -quantity from movement) both_sides
              group by product_id, location_id)
            select format('product %s at %s: balance %s, movements %s', product_id, location_id,
                coalesce(b.quantity, 0), coalesce(m.quantity, 0)) as line
              from balance b full join moved m using (product_id, location_id)
              where coalesce(b.quantity, 0) <> coalesce(m.quantity, 0) order by 1`,
      ),
  },
  {
    id: 'I2',
    says: 'the balances of a product add up to zero over all locations',
    breaches: (db) =>
      lines(
        db,
        sql`select format('product %s: balances add up to %s', product_id, sum(quantity)) as line
              from balance group by product_id having sum(quantity) <> 0 order by 1`,
      ),
  },
  {
    id: 'I3',
    says: 'movements up to a checkpoint hash to what they hashed then',
    breaches: async (db) =>
      (await brokenCheckpoints(db)).map(
        (seq) => `movements up to ${seq} are not what they were at the checkpoint`,
      ),
  },
  {
    id: 'I11',
    says: 'stock value is the sum of its parts',
    breaches: async (db) => [
      ...(await lines(
        db,
        sql`select format('product %s: value %s, entries %s', coalesce(c.product_id, e.product_id),
                coalesce(c.value, 0), coalesce(e.value, 0)) as line
              from product_cost c
              full join (select product_id, sum(value) as value from cost_entry group by product_id) e
                on e.product_id = c.product_id
              where coalesce(c.value, 0) <> coalesce(e.value, 0) order by 1`,
      )),
      ...(await lines(
        db,
        sql`select format('product %s: %s units at %s are worth %s', c.product_id, q.quantity, c.average_cost, c.value) as line
              from product_cost c
              cross join lateral (select coalesce(sum(b.quantity), 0) as quantity from balance b
                join location l on l.id = b.location_id
                where b.product_id = c.product_id and l.kind in ${OWNED}) q
              where abs(c.value - q.quantity * c.average_cost) > 0.01 + abs(q.quantity) * 0.000001
                or (q.quantity = 0 and c.value <> 0)
              order by 1`,
      )),
      ...(await lines(
        db,
        sql`select format('movement %s has %s values of its own instead of %s', m.seq, count(e.id),
                case when (f.kind in ${OWNED}) = (t.kind in ${OWNED}) then 0 else 1 end) as line
              from movement m
              join location f on f.id = m.from_location_id
              join location t on t.id = m.to_location_id
              left join cost_entry e on e.movement_seq = m.seq and e.kind = 'movement'
              group by m.seq, f.kind, t.kind
              having count(e.id) <> case when (f.kind in ${OWNED}) = (t.kind in ${OWNED}) then 0 else 1 end
              order by m.seq`,
      )),
    ],
  },
];
