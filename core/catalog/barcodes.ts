import { and, eq } from 'drizzle-orm';
import type { Db } from '../../drizzle/client.ts';
import { product, productBarcode } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { PageReading } from '../invoice/page.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { isGtin } from './normalise.ts';

const ON_GOODS: ReadonlySet<string> = new Set(['EAN-13', 'EAN-8', 'UPC-A']);

/** The one code of goods on these pages; null when there is none, or several. */
export function goodsCodeOf(pages: readonly PageReading[]): string | null {
  const codes = pages.flatMap((page) =>
    page.barcodes.filter(({ format, text }) => ON_GOODS.has(format) && isGtin(text)).map(({ text }) => text),
  );
  const [code, another] = [...new Set(codes)];
  return code === undefined || another !== undefined ? null : code;
}

export type AttachFailure = AuthorizationFailure | 'bad_barcode' | 'barcode_taken' | 'unknown_product';

/** Says that a code is on one stock unit of a product. A code belongs to one product. */
export function attachBarcode(
  db: Db,
  wish: { readonly actor: Actor; readonly productId: string; readonly barcode: string; readonly now: Date },
): Promise<Result<null, AttachFailure>> {
  return decideInTransaction<null, AttachFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'product.create');
    if (!allowed.ok) return allowed;
    const { companyId, personId } = allowed.value;
    const { barcode, productId } = wish;
    if (!isGtin(barcode)) return err('bad_barcode');
    const [known] = await tx
      .select({ id: product.id })
      .from(product)
      .where(and(eq(product.id, productId), eq(product.companyId, companyId), eq(product.active, true)));
    if (known === undefined) return err('unknown_product');
    const rows = await tx
      .insert(productBarcode)
      .values({ companyId, barcode, productId })
      .onConflictDoNothing()
      .returning({ barcode: productBarcode.barcode });
    if (rows.length === 0) return err('barcode_taken');
    await writeAudit(tx, {
      companyId,
      actorId: personId,
      action: 'product.barcode',
      subjectType: 'product',
      subjectId: productId,
      detail: { barcode },
      at: wish.now,
    });
    return ok(null);
  });
}
