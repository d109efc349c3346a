import { eq } from 'drizzle-orm';
import { createProductIn } from '../../core/catalog/products.ts';
import type { Actor } from '../../core/people/actor.ts';
import { ensureCompany } from '../../core/people/company.ts';
import { findActor } from '../../core/people/enrolment.ts';
import { enrol } from '../../core/people/invitations.ts';
import { dayOf } from '../../core/platform/clock.ts';
import { dec, plain } from '../../core/platform/decimal.ts';
import { type NewMovement, recordMovements } from '../../core/stock/ledger.ts';
import type { Db, Tx } from '../../drizzle/client.ts';
import { virtualLocation } from '../../drizzle/queries/ledger.ts';
import { person, product } from '../../drizzle/schema/index.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import { DEMO_PRODUCTS, type DemoProduct } from './demo-products.ts';
import { type DemoPast, demoPast } from './demo-sales.ts';
import type { LocalPerson } from './people.ts';

/** A chart shows the last eight weeks; a ninth lets the week's error be measured. */
const SALES_DAYS = 63;
const DEMO_SHOP = { name: 'Almacén de prueba', shopName: 'Local' };

/**
 * The shop in which the local chat's people work: founded, staffed and stocked at the first start. Afterwards it
 * changes nothing: somebody who is or was enrolled stays as they are, and a shop with products gets no more. A company
 * where real Telegram users work is never given to the page's people.
 *
 * @param salesDays how many days before today it has sold: enough by default for a forecast with its week.
 */
export async function seedDemoShop(
  db: Db,
  people: readonly LocalPerson[],
  now: Date,
  salesDays = SALES_DAYS,
): Promise<void> {
  const { companyId, shopId } = await ensureCompany(db, DEMO_SHOP);
  await enrolPeople(db, people, { companyId, shopId, now });
  const owner = people.find(({ role }) => role === 'owner');
  const actor = owner === undefined ? null : await findActor(db, owner.telegramId);
  if (actor === null || actor.companyId !== companyId || actor.role !== 'owner') return;
  await inTransaction(db, async (tx) => {
    if ((await tx.$count(product, eq(product.companyId, companyId))) === 0)
      await fillShelves(tx, actor, { shopId, now, salesDays });
  });
}

async function enrolPeople(
  db: Db,
  people: readonly LocalPerson[],
  place: { readonly companyId: string; readonly shopId: string; readonly now: Date },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const rows = await tx.select({ telegramUserId: person.telegramUserId }).from(person);
    const known = new Set(rows.map((row) => row.telegramUserId));
    const local = new Set<number | null>(people.map(({ telegramId }) => telegramId));
    if (rows.some(({ telegramUserId: id }) => id !== null && !local.has(id))) return;
    for (const { telegramId, firstName, role } of people) {
      if (role === null || known.has(telegramId)) continue;
      await enrol(tx, {
        companyId: place.companyId,
        role,
        locationId: place.shopId,
        telegramUserId: telegramId,
        name: firstName,
        now: place.now,
        replaceRole: false,
      });
    }
  });
}

/** Creates the products and brings their stock in through the ledger, like any other goods, with its past. */
async function fillShelves(tx: Tx, actor: Actor, { shopId, now, salesDays }: Filling): Promise<void> {
  const places = await placesOf(tx, actor.companyId, shopId);
  const movements: NewMovement[] = [];
  for (const [index, demo] of DEMO_PRODUCTS.entries()) {
    const productId = await createDemoProduct(tx, actor, demo, { sku: skuOf(index), now });
    const past = demoPast(demo, index, dayOf(now), salesDays);
    movements.push(
      ...movementsOf(past, { cost: demo.cost, now }, places).map((one) => ({
        ...one,
        productId,
        lineNo: index + 1,
      })),
    );
  }
  const { companyId, personId: actorId } = actor;
  for (let i = 0; i < movements.length; i += BATCH) {
    const batch = movements.slice(i, i + BATCH);
    const recorded = await recordMovements(tx, { companyId, actorId, now, movements: batch });
    if (!recorded.ok) throw new Error(`opening stock refused: ${recorded.error.code}`);
  }
}

/** Rows of one statement: more of them make it slow enough to be warned of. */
const BATCH = 300;

interface Filling {
  readonly shopId: string;
  readonly now: Date;
  readonly salesDays: number;
}

/** Where goods of the shop come from and go to. */
interface Places {
  readonly companyId: string;
  readonly shop: string;
  readonly opening: string;
  readonly supplier: string;
  readonly customer: string;
}

async function placesOf(tx: Tx, companyId: string, shop: string): Promise<Places> {
  const opening = await virtualLocation(tx, companyId, 'opening');
  const supplier = await virtualLocation(tx, companyId, 'supplier');
  const customer = await virtualLocation(tx, companyId, 'customer');
  return { companyId, shop, opening, supplier, customer };
}

type DemoMovement = Omit<NewMovement, 'productId' | 'lineNo'>;

/** The opening stock, then deliveries at ten and sales at six in the evening; in the shop's time. */
function movementsOf(
  { opening, days }: DemoPast,
  { cost, now }: { readonly cost: string; readonly now: Date },
  places: Places,
): DemoMovement[] {
  const first = days[0];
  const at = (date: string, hour: string): Date => new Date(`${date}T${hour}:00:00-03:00`);
  const comesIn = (from: string, quantity: string, sourceType: 'opening' | 'entry', when: Date) => ({
    fromLocationId: from,
    toLocationId: places.shop,
    quantity,
    cost: plain(dec(quantity).times(dec(cost))),
    sourceType,
    sourceId: `demo:${places.companyId}:${dayOf(when)}`,
    recordedAt: when,
  });
  const all: DemoMovement[] = [
    comesIn(places.opening, opening, 'opening', first === undefined ? now : at(first.date, '09')),
    ...days.flatMap(({ date, delivered, sold }) => [
      comesIn(places.supplier, delivered, 'entry', at(date, '10')),
      {
        fromLocationId: places.shop,
        toLocationId: places.customer,
        quantity: sold,
        sourceType: 'sale' as const,
        sourceId: `demo:${places.companyId}:${date}`,
        recordedAt: at(date, '18'),
      },
    ]),
  ];
  return all.filter(({ quantity }) => dec(quantity).gt(0));
}

/** As the shop numbers its own: what people create later goes on from here. */
const skuOf = (index: number): string => `P${String(index + 1).padStart(5, '0')}`;

async function createDemoProduct(
  tx: Tx,
  actor: Actor,
  demo: DemoProduct,
  { sku, now }: { readonly sku: string; readonly now: Date },
): Promise<string> {
  const created = await createProductIn(
    tx,
    actor,
    {
      sku,
      name: demo.name,
      category: demo.category,
      packSize: demo.pack,
      vatRate: demo.vatRate ?? '21',
      ...(demo.unit === undefined ? {} : { unit: demo.unit }),
    },
    now,
  );
  if (!created.ok) throw new Error(`demo product refused: ${created.error}`);
  return created.value.id;
}
