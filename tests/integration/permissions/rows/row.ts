import type { Product } from '../../../../core/catalog/products.ts';
import { newId } from '../../../../core/platform/ids.ts';
import { recordOperation } from '../../../../core/stock/operations.ts';
import type { Db } from '../../../../drizzle/client.ts';
import type { Cast, Doors, Persona } from '../doors.ts';

/** What every row may use: people, a product of which there are ten, and the bot. */
export interface Scene {
  readonly db: Db;
  readonly cast: Cast;
  readonly yerba: Product;
  readonly doors: Doors;
}

/** Who may; everybody else of the company is refused, strangers and the revoked get nothing. */
export type Allowed = readonly Exclude<Persona, 'stranger' | 'revoked'>[];

export const ENROLLED: Allowed = ['other shop', 'personal', 'encargado', 'dueño'];
export const OF_THE_SHOP: Allowed = ['personal', 'encargado', 'dueño'];
export const IN_CHARGE: Allowed = ['encargado', 'dueño'];
export const OWNER: Allowed = ['dueño'];

export interface ButtonRow {
  readonly name: string;
  readonly allowed: Allowed;
  /** Callback data of a button that is really there. */
  readonly make: (scene: Scene) => Promise<string> | string;
  /** Pressed again it does the same again, and may. */
  readonly isRepeatable?: boolean;
}

export const value = <T>(outcome: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
};

type Enrolled = Exclude<Persona, 'stranger' | 'revoked'>;

/** A play in one line: somebody says this, presses these one after the other, and finds the last one. */
export const after =
  (who: Enrolled, words: string, ...presses: readonly [...RegExp[], RegExp]) =>
  async ({ cast, doors }: Scene): Promise<string> => {
    const id = cast.people[who].telegramUserId ?? 0;
    let { buttons, said } = await doors.sends(id, words);
    for (const [index, wanted] of presses.entries()) {
      const data = buttons.findLast((one) => wanted.test(one));
      if (data === undefined) throw new Error(`no ${wanted} among ${buttons.join(' ')} under: ${said}`);
      if (index === presses.length - 1) return data;
      ({ buttons, said } = await doors.presses(id, data));
    }
    throw new Error('a play without a press');
  };

/** Goods that nobody sold yet, at $ 100. */
export async function bringGoods(
  { db, cast, yerba }: Omit<Scene, 'doors'>,
  quantity: string,
): Promise<string> {
  const recorded = await recordOperation(db, {
    actor: cast.people.dueño,
    key: newId(),
    kind: 'entry',
    items: [{ productId: yerba.id, quantity, unitCost: '100' }],
    now: new Date(),
  });
  return value(recorded).operationId;
}
