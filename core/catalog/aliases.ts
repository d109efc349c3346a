import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../../drizzle/client.ts';
import { supplierAlias } from '../../drizzle/schema/index.ts';
import type { DecimalString } from '../platform/decimal.ts';
import { descriptionKey, normaliseCode } from './normalise.ts';

/** What a person confirmed: this printed line is that product. */
interface ConfirmedLine {
  readonly code: string | null;
  readonly description: string | null;
  readonly productId: string;
  readonly unitsPerPack: DecimalString;
}

interface LearnedAlias {
  readonly kind: 'code' | 'description';
  readonly key: string;
  readonly productId: string;
  readonly unitsPerPack: DecimalString;
}

/**
 * The aliases that confirmed lines teach. A key that stands for two products on one paper (a code used for anything)
 * teaches nothing. Sorted, so that two receipts of one supplier lock rows in one order.
 */
export function aliasesOf(lines: readonly ConfirmedLine[]): readonly LearnedAlias[] {
  const byKey = new Map<string, LearnedAlias | null>();
  for (const line of lines) {
    const keys = [
      ['code', normaliseCode(line.code)],
      ['description', descriptionKey(line.description)],
    ] as const;
    for (const [kind, key] of keys) {
      if (key === null) continue;
      const id = `${kind}:${key}`;
      const known = byKey.get(id);
      const alias = { kind, key, productId: line.productId, unitsPerPack: line.unitsPerPack };
      byKey.set(id, known === undefined || known?.productId === alias.productId ? alias : null);
    }
  }
  return [...byKey.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, alias]) => (alias === null ? [] : [alias]));
}

/**
 * Remembers how a supplier calls our products; the latest confirmation wins, and one that says the same again changes
 * nothing, so that an alias names the paper that taught it first. Call it in the transaction that confirms.
 */
export async function learnAliases(
  tx: Tx,
  lesson: {
    companyId: string;
    supplierId: string;
    lines: readonly ConfirmedLine[];
    /** The document that taught it. */
    learnedFrom: string;
    learnedBy: string;
    now: Date;
  },
): Promise<void> {
  const aliases = aliasesOf(lesson.lines);
  if (aliases.length === 0) return;
  await tx
    .insert(supplierAlias)
    .values(
      aliases.map((alias) => ({
        companyId: lesson.companyId,
        supplierId: lesson.supplierId,
        ...alias,
        learnedFrom: lesson.learnedFrom,
        learnedBy: lesson.learnedBy,
        learnedAt: lesson.now,
      })),
    )
    .onConflictDoUpdate({
      target: [supplierAlias.companyId, supplierAlias.supplierId, supplierAlias.kind, supplierAlias.key],
      set: {
        productId: sql`excluded.product_id`,
        unitsPerPack: sql`excluded.units_per_pack`,
        learnedFrom: sql`excluded.learned_from`,
        learnedBy: sql`excluded.learned_by`,
        learnedAt: sql`excluded.learned_at`,
      },
      setWhere: sql`(${supplierAlias.productId}, ${supplierAlias.unitsPerPack})
        is distinct from (excluded.product_id, excluded.units_per_pack)`,
    });
}

/** Forgets what one paper taught: whoever takes it back may have taken a wrong product back, so next time a person is asked. */
export async function forgetAliases(tx: Tx, companyId: string, learnedFrom: string): Promise<void> {
  await tx
    .delete(supplierAlias)
    .where(and(eq(supplierAlias.companyId, companyId), eq(supplierAlias.learnedFrom, learnedFrom)));
}
