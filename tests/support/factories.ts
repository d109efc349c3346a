import type { LineMatch } from '../../core/catalog/line-match.ts';
import { createProduct, type NewProduct, type Product } from '../../core/catalog/products.ts';
import type { DraftLine, InvoiceDraft } from '../../core/invoice/draft.ts';
import type { Actor } from '../../core/people/actor.ts';
import { foundCompany } from '../../core/people/company.ts';
import { dec, plain, sum } from '../../core/platform/decimal.ts';
import { newId } from '../../core/platform/ids.ts';
import type { Db } from '../../drizzle/client.ts';
import { document, person, type Role, type VatCondition } from '../../drizzle/schema/index.ts';

/** A Tuesday at noon in Argentina. */
export const NOON = new Date('2026-11-03T15:00:00Z');

/** Valid CUITs of invented suppliers. */
export const SUPPLIER_CUIT = '30645322858';
export const OTHER_SUPPLIER_CUIT = '30528582929';

let telegramIds = 1_000_000;

export interface Shop {
  readonly companyId: string;
  readonly shopId: string;
  readonly owner: Actor;
  readonly staff: Actor;
}

/** A company with one shop, an owner and a member of staff. */
export async function aShop(db: Db, options: { vatCondition?: VatCondition } = {}): Promise<Shop> {
  const { companyId, shopId } = await foundCompany(db, {
    name: 'Almacén La Esquina',
    shopName: 'Local',
    ...options,
  });
  const owner = await aPerson(db, { companyId, locationId: shopId, role: 'owner', name: 'Dueña' });
  const staff = await aPerson(db, { companyId, locationId: shopId, role: 'staff', name: 'Empleado' });
  return { companyId, shopId, owner, staff };
}

export async function aPerson(
  db: Db,
  who: { companyId: string; locationId: string; role: Role; name?: string; telegramUserId?: number },
): Promise<Actor> {
  telegramIds += 1;
  const actor: Actor = {
    personId: newId(),
    companyId: who.companyId,
    locationId: who.locationId,
    role: who.role,
    name: who.name ?? 'Alguien',
    telegramUserId: who.telegramUserId ?? telegramIds,
  };
  const { personId, ...values } = actor;
  await db.insert(person).values({ id: personId, ...values });
  return actor;
}

export async function aProduct(db: Db, actor: Actor, wish: NewProduct | string): Promise<Product> {
  const created = await createProduct(db, actor, typeof wish === 'string' ? { name: wish } : wish, NOON);
  if (!created.ok) throw new Error(`product not created: ${created.error}`);
  return created.value;
}

type LineWish = Partial<Omit<DraftLine, 'id'>> & { readonly product?: Pick<Product, 'id' | 'name'> };

/** A printed line of 12 units at $ 100, proven. */
export function aLine(id: number, wish: Omit<LineWish, 'product'> = {}): DraftLine {
  const quantity = wish.quantity === undefined ? '12' : wish.quantity;
  const unitPrice = wish.unitPrice === undefined ? '100' : wish.unitPrice;
  const amount = quantity === null || unitPrice === null ? null : plain(dec(quantity).times(unitPrice));
  return {
    id,
    code: null,
    description: `Renglón ${id}`,
    unit: null,
    discountPercent: '0',
    vatRate: '21',
    evidence: 'proven',
    doubt: null,
    alternatives: [],
    unitsPerPack: null,
    isGoods: true,
    confirmedFields: [],
    seen: false,
    page: 1,
    box: null,
    descriptionBox: null,
    ...wish,
    quantity,
    unitPrice,
    amount: wish.amount === undefined ? amount : wish.amount,
  };
}

interface DraftWish {
  readonly lines?: readonly DraftLine[];
  readonly header?: Partial<InvoiceDraft['header']>;
  readonly taxes?: InvoiceDraft['taxes'];
  readonly footAdjustments?: InvoiceDraft['footAdjustments'];
  readonly pricesIncludeVat?: boolean;
  readonly kind?: InvoiceDraft['kind'];
}

let numbers = 1000;

/** A factura A that closes: VAT of 21 % on the lines unless taxes are given; the total is their sum unless given. */
export function aDraft(wish: DraftWish = {}): InvoiceDraft {
  const lines = wish.lines ?? [aLine(1)];
  const pricesIncludeVat = wish.pricesIncludeVat ?? false;
  const net = sum([
    ...lines.map((line) => dec(line.amount ?? '0')),
    ...(wish.footAdjustments ?? []).map((adjustment) => dec(adjustment.amount)),
  ]);
  const vat = net.times('0.21').toDecimalPlaces(2);
  const taxes =
    wish.taxes ??
    (pricesIncludeVat ? [] : [{ kind: 'vat' as const, label: 'IVA 21%', rate: '21', amount: plain(vat) }]);
  const onTop = pricesIncludeVat ? taxes.filter((tax) => tax.kind === 'perception') : taxes;
  numbers += 1;
  return {
    kind: wish.kind ?? 'invoice',
    status: 'certified',
    reason: null,
    header: {
      documentType: pricesIncludeVat ? 6 : 1,
      letter: pricesIncludeVat ? 'B' : 'A',
      pointOfSale: 3,
      number: numbers,
      date: '2026-11-02',
      issuerCuit: SUPPLIER_CUIT,
      issuerName: 'GOLOSINAS CAÑADA S.R.L.',
      recipientDocType: 80,
      recipientDocNumber: null,
      currency: 'PES',
      total: plain(net.plus(sum(onTop.map((tax) => dec(tax.amount))))),
      cae: null,
      caeDueDate: null,
      ...wish.header,
    },
    headerSource: {},
    lines,
    taxes,
    netAmount: plain(net),
    footAdjustments: wish.footAdjustments ?? [],
    pricesIncludeVat,
    checks: [],
    warnings: [],
  };
}

/** A delivery note: quantities that a person has seen, no prices, no taxes, no total. */
export const aDeliveryNote = (wish: DraftWish): InvoiceDraft =>
  aDraft({
    ...wish,
    kind: 'delivery_note',
    taxes: [],
    lines: (wish.lines ?? []).map((line) => ({
      ...line,
      unitPrice: null,
      amount: null,
      evidence: 'read',
      doubt: 'no_prices',
      seen: true,
    })),
    header: { documentType: 91, letter: 'R', total: null, ...wish.header },
  });

/** As a person would have chosen: line → product. */
export const aMatch = (
  lineId: number,
  product: Pick<Product, 'id' | 'name'>,
  unitsPerPack = '1',
): LineMatch => ({
  lineId,
  productId: product.id,
  productName: product.name,
  via: 'person',
  unitsPerPack,
  candidates: [],
});

/** A document in review with this draft; answers its id. */
export async function aDocument(
  db: Db,
  wish: {
    uploader: Actor;
    draft: InvoiceDraft;
    matches: readonly LineMatch[];
    more?: Partial<typeof document.$inferInsert>;
  },
): Promise<string> {
  const id = newId();
  await db.insert(document).values({
    id,
    companyId: wish.uploader.companyId,
    locationId: wish.uploader.locationId,
    uploadedBy: wish.uploader.personId,
    chatId: wish.uploader.telegramUserId ?? 1,
    state: 'review',
    draft: wish.draft,
    matches: wish.matches,
    createdAt: NOON,
    updatedAt: NOON,
    ...wish.more,
  });
  return id;
}
