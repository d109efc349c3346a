import { asc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../core/platform/clock.ts';
import { ok } from '../../core/platform/result.ts';
import { movement, product } from '../../drizzle/schema/index.ts';
import { authorise, OUR_CUIT } from '../integration/arca/papers.ts';
import { LoopbackArca } from '../support/arca/server.ts';
import { assistantOn } from '../support/model/assistant.ts';
import { LoopbackModel } from '../support/model/server.ts';
import { draftOf, type Paper } from '../support/papers.ts';
import { askArcaFor } from './support/arca-queue.ts';
import { openShop, type Shop } from './support/shop.ts';

const paper = (number: number, lines: Paper['lines']) => {
  const draft = draftOf({ number, lines });
  const header = {
    ...draft.header,
    issuerCuit: '30645322858',
    cae: `751234567800${number}`,
    recipientDocNumber: OUR_CUIT,
  };
  return { ...draft, header };
};
const MORNING = paper(11, [
  { code: 'Y', description: 'YERBA PLAYADITO 1KG', quantity: '10', unitPrice: '1000' },
  { code: 'F', description: 'FIDEOS MATARAZZO 500G', quantity: '20', unitPrice: '500' },
]);
const AFTERNOON = paper(12, [
  { code: 'A', description: 'AZUCAR LEDESMA 1KG', quantity: '30', unitPrice: '800' },
]);
const ODD = 'che, contame cómo viene la cosa con todo eso';

/** A day in the chat. `halfway` happens between its two halves. */
async function day(shop: Shop, halfway: () => Promise<void>): Promise<readonly unknown[]> {
  const { staff } = shop;
  const movesAfter = async (text: string): Promise<void> => {
    staff.sends(text);
    await staff.taps('Confirmar');
    await shop.settled();
  };
  staff.sendsPhoto('morning');
  await staff.taps('Crear los 2');
  await staff.taps('Confirmar');
  await staff.sees(/✅/);
  await movesAfter('saqué 3 yerba playadito');
  staff.sends(ODD);
  await shop.settled();
  await halfway();
  staff.sends(ODD);
  await shop.settled();
  staff.sendsPhoto('afternoon');
  await staff.taps('Crear');
  await staff.taps('Confirmar');
  await shop.settled();
  await movesAfter('vendí 4 fideos matarazzo');
  staff.sendsVoice();
  await shop.settled();
  return shop.database.db
    .select({ product: product.name, quantity: movement.quantity, source: movement.sourceType })
    .from(movement)
    .innerJoin(product, eq(product.id, movement.productId))
    .orderBy(asc(movement.seq));
}

describe('a day in which both helpers are cut off', () => {
  it('When they go away halfway, then the postings and the ledger are those of a day without them', async () => {
    const drafts = { morning: MORNING, afternoon: AFTERNOON };
    const plain = await openShop({ drafts });
    const expected = await day(plain, async () => undefined);
    expect(await plain.close()).toEqual([]);
    expect(expected.length).toBeGreaterThanOrEqual(5);

    const model = await LoopbackModel.start();
    model.script = () => ({ text: JSON.stringify({ kind: 'none', intent: 'unknown', items: [] }) });
    const arca = await LoopbackArca.start();
    authorise(arca, [MORNING, AFTERNOON]);
    const assistant = assistantOn(model, { clock: systemClock });
    const shop = await openShop(
      { drafts },
      { deps: { assistant: { ...assistant, download: async () => ok(Buffer.from('voice')) } } },
    );
    const stop = new AbortController();
    const queue = askArcaFor(shop, arca, { signal: stop.signal });
    shop.owner.sends('/asistente');
    await shop.owner.taps('Acepto');
    await shop.owner.sees(/está prendido/);
    const cut = async (): Promise<void> => {
      await shop.staff.sees(/Verificada en ARCA/);
      expect(model.bodies).toHaveLength(1);
      await model.close();
      await arca.close();
    };
    expect(await day(shop, cut)).toEqual(expected);
    await shop.staff.sees(/Todavía sin verificar en ARCA/);
    stop.abort();
    await queue;
    expect(await shop.close()).toEqual([]);
  });
});
