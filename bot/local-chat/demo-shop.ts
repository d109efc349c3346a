import { eq } from 'drizzle-orm';
import { createProductIn } from '../../core/catalog/products.ts';
import type { Actor } from '../../core/people/actor.ts';
import { ensureCompany } from '../../core/people/company.ts';
import { findActor } from '../../core/people/enrolment.ts';
import { enrol } from '../../core/people/invitations.ts';
import { dec, plain } from '../../core/platform/decimal.ts';
import { type NewMovement, recordMovements } from '../../core/stock/ledger.ts';
import type { Db, Tx } from '../../drizzle/client.ts';
import { location, person, product } from '../../drizzle/schema/index.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import { DEMO_PRODUCTS, type DemoProduct } from './demo-products.ts';
import type { LocalPerson } from './people.ts';

const DEMO_SHOP = { name: 'Almacén de prueba', shopName: 'Local' };

/**
 * The shop in which the local chat's people work: founded, staffed and stocked at the first start. Afterwards it
 * changes nothing: somebody who is or was enrolled stays as they are, and a shop with products gets no more. A company
 * where real Telegram users work is never given to the page's people.
 */
export async function seedDemoShop(db: Db, people: readonly LocalPerson[], now: Date): Promise<void> {
  const { companyId, shopId } = await ensureCompany(db, DEMO_SHOP);
  await enrolPeople(db, people, { companyId, shopId, now });
  const owner = people.find(({ role }) => role === 'owner');
  const actor = owner === undefined ? null : await findActor(db, owner.telegramId);
  if (actor === null || actor.companyId !== companyId || actor.role !== 'owner') return;
  await inTransaction(db, async (tx) => {
    if ((await tx.$count(product, eq(product.companyId, companyId))) === 0)
      await fillShelves(tx, actor, shopId, now);
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

/** Creates the products and brings their opening stock in through the ledger, like any other goods. */
async function fillShelves(tx: Tx, actor: Actor, shopId: string, now: Date): Promise<void> {
  const opening = await openingLocation(tx, actor.companyId);
  const movements: NewMovement[] = [];
  for (const [index, demo] of DEMO_PRODUCTS.entries()) {
    movements.push({
      productId: await createDemoProduct(tx, actor, demo, { sku: skuOf(index), now }),
      fromLocationId: opening,
      toLocationId: shopId,
      quantity: demo.units,
      cost: plain(dec(demo.units).times(dec(demo.cost))),
      sourceType: 'opening',
      sourceId: `demo:${actor.companyId}`,
      lineNo: index + 1,
    });
  }
  const recorded = await recordMovements(tx, {
    companyId: actor.companyId,
    actorId: actor.personId,
    now,
    movements,
  });
  if (!recorded.ok) throw new Error(`opening stock refused: ${recorded.error.code}`);
}

async function openingLocation(tx: Tx, companyId: string): Promise<string> {
  const places = await tx
    .select({ id: location.id, kind: location.kind })
    .from(location)
    .where(eq(location.companyId, companyId));
  const opening = places.find((place) => place.kind === 'opening');
  if (opening === undefined) throw new Error('the company has no place for opening stock');
  return opening.id;
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
