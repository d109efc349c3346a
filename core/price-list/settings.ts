import type { Db, Tx } from '../../drizzle/client.ts';
import {
  categoriesOf,
  marginRules,
  pricedProducts,
  priceIndexOf,
  roundingOf,
  saveIndex,
  saveMargin,
  saveRounding,
} from '../../drizzle/queries/prices.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { fold } from '../platform/text.ts';
import type { MonthlyIndex } from './index-table.ts';

export interface NamedMargin {
  readonly scope: 'product' | 'category' | 'company';
  /** The category's or product's name; empty for the company. */
  readonly name: string;
  readonly percent: DecimalString;
}

export interface PricingSettings {
  readonly margins: readonly NamedMargin[];
  readonly roundTo: DecimalString;
  /** Newest last. */
  readonly index: readonly { readonly month: string; readonly percent: DecimalString }[];
}

export async function pricingSettingsOf(db: Db, companyId: string): Promise<PricingSettings> {
  const rules = await marginRules(db, companyId);
  const categories = await categoriesOf(db, companyId);
  const ids = rules.filter((rule) => rule.scope === 'product').map((rule) => rule.key);
  const products = ids.length === 0 ? [] : await pricedProducts(db, companyId, ids);
  const nameOf = ({ scope, key }: (typeof rules)[number]): string =>
    scope === 'product'
      ? (products.find((one) => one.id === key)?.name ?? key)
      : (categories.find((one) => fold(one) === key) ?? key);
  return {
    margins: rules.map((rule) => ({
      scope: rule.scope,
      name: nameOf(rule),
      percent: plain(dec(rule.percent)),
    })),
    roundTo: plain(dec(await roundingOf(db, companyId))),
    index: (await priceIndexOf(db, companyId)).map(({ month, percent }) => ({
      month: month.slice(0, 7),
      percent: plain(dec(percent)),
    })),
  };
}

export type SettingFailure = AuthorizationFailure | 'bad_value';

/** One setting of how prices are made. */
export type PricingSetting =
  | {
      readonly kind: 'margin';
      readonly scope: 'product' | 'category' | 'company';
      readonly key: string;
      readonly percent: DecimalString;
    }
  | { readonly kind: 'rounding'; readonly roundTo: DecimalString }
  | { readonly kind: 'index'; readonly months: readonly MonthlyIndex[] };

/** Changes how prices are made from now on; no price changes by it. */
export function setPricing(
  db: Db,
  wish: { actor: Actor; setting: PricingSetting; now: Date },
): Promise<Result<null, SettingFailure>> {
  return decideInTransaction<null, SettingFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'price.settings');
    if (!allowed.ok) return allowed;
    const { companyId, personId } = allowed.value;
    if (!isUsable(wish.setting)) return err('bad_value');
    await save(tx, companyId, wish.setting);
    await writeAudit(tx, {
      companyId,
      actorId: personId,
      action: 'price.settings',
      subjectType: 'company',
      subjectId: companyId,
      detail: wish.setting,
      at: wish.now,
    });
    return ok(null);
  });
}

const isUsableMonth = ({ month, percent }: MonthlyIndex): boolean =>
  /^20\d\d-(0[1-9]|1[0-2])$/.test(month) && dec(percent).abs().lte(100);

function isUsable(setting: PricingSetting): boolean {
  switch (setting.kind) {
    case 'margin':
      return dec(setting.percent).gte(0) && dec(setting.percent).lte(95);
    case 'rounding':
      return dec(setting.roundTo).gt(0) && dec(setting.roundTo).lte(10_000);
    case 'index':
      return setting.months.length > 0 && setting.months.every(isUsableMonth);
  }
}

async function save(tx: Tx, companyId: string, setting: PricingSetting): Promise<void> {
  switch (setting.kind) {
    case 'margin': {
      const key = setting.scope === 'category' ? fold(setting.key) : setting.key;
      return saveMargin(tx, { companyId, scope: setting.scope, key, percent: setting.percent });
    }
    case 'rounding':
      return saveRounding(tx, companyId, setting.roundTo);
    case 'index':
      for (const { month, percent } of setting.months)
        await saveIndex(tx, { companyId, month: `${month}-01`, percent });
  }
}
