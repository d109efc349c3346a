import { asc, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../drizzle/client.ts';
import { company, type LocationKind, location, type VatCondition } from '../../drizzle/schema/index.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import { newId } from '../platform/ids.ts';

export interface CompanyFounding {
  readonly name: string;
  readonly cuit?: string | undefined;
  /** Decides whether VAT is a cost; registered when omitted. */
  readonly vatCondition?: VatCondition | undefined;
  readonly shopName: string;
}

export interface FoundedCompany {
  readonly companyId: string;
  /** The first physical shop. */
  readonly shopId: string;
}

/** What an installation is called until somebody says otherwise. */
export const FIRST_SHOP: CompanyFounding = { name: 'Mi negocio', shopName: 'Local' };

/** The other side of every movement: one of each per company. */
const VIRTUAL_LOCATIONS: readonly (readonly [LocationKind, string])[] = [
  ['supplier', 'Proveedores'],
  ['customer', 'Clientes'],
  ['loss', 'Mermas y consumo'],
  ['count', 'Diferencias de recuento'],
  ['opening', 'Existencias iniciales'],
  ['transit', 'En tránsito'],
];

/** Serialises founders: two processes that start at once must not found two companies. */
const FOUNDING_LOCK = 7_301_944_022;

async function found(tx: Tx, founding: CompanyFounding): Promise<FoundedCompany> {
  const companyId = newId();
  const shopId = newId();
  await tx.insert(company).values({
    id: companyId,
    name: founding.name,
    ...(founding.cuit === undefined ? {} : { cuit: founding.cuit }),
    ...(founding.vatCondition === undefined ? {} : { vatCondition: founding.vatCondition }),
  });
  await tx
    .insert(location)
    .values([
      { id: shopId, companyId, kind: 'shop', name: founding.shopName },
      ...VIRTUAL_LOCATIONS.map(([kind, name]) => ({ id: newId(), companyId, kind, name })),
    ]);
  return { companyId, shopId };
}

/** Creates a company, its first shop and its virtual locations. */
export const foundCompany = (db: Db, founding: CompanyFounding): Promise<FoundedCompany> =>
  inTransaction(db, (tx) => found(tx, founding));

/** The installation's company; founded at the first start. The oldest one where a database holds several. */
export function ensureCompany(db: Db, founding: CompanyFounding): Promise<FoundedCompany> {
  return inTransaction(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${FOUNDING_LOCK})`);
    const [existing] = await tx
      .select({ companyId: company.id, shopId: location.id })
      .from(company)
      .innerJoin(location, sql`${location.companyId} = ${company.id} and ${location.kind} = 'shop'`)
      .orderBy(asc(company.createdAt), asc(company.id), asc(location.name))
      .limit(1);
    return existing ?? found(tx, founding);
  });
}
