import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../core/platform/clock.ts';
import { ok } from '../../core/platform/result.ts';
import { assistantOn, CANARY } from '../support/model/assistant.ts';
import { LoopbackModel, type Reply } from '../support/model/server.ts';
import { draftOf } from '../support/papers.ts';
import { openShop, type Shop } from './support/shop.ts';

const FACTURA = draftOf({
  lines: [
    { description: 'YERBA PLAYADITO 1KG', quantity: '10', unitPrice: '1000' },
    { description: 'FIDEOS MATARAZZO 500G', quantity: '20', unitPrice: '500' },
  ],
});
/** Nothing that the rules would take. */
const ODD = 'che, los 2 fideos esos volaron nomás';

const command = (intent: string, ...items: readonly [string, string | null][]): Reply => ({
  text: JSON.stringify({
    kind: 'command',
    intent,
    items: items.map(([phrase, quantity]) => ({ phrase, quantity, unit: null })),
  }),
});

describe('the assistant', () => {
  let model: LoopbackModel;
  let shop: Shop;
  beforeAll(async () => {
    model = await LoopbackModel.start();
  });
  afterAll(() => model.close());
  beforeEach(() => {
    model.bodies.length = 0;
    model.transcript = null;
    model.script = () => ({ status: 500 });
  });
  afterEach(async () => {
    expect(await shop.close()).toEqual([]);
  });

  async function open(
    options: { readonly agreed?: boolean; readonly dailyCalls?: number } = {},
  ): Promise<void> {
    const { dailyCalls = 100, agreed = true } = options;
    const assistant = assistantOn(model, { clock: systemClock, dailyCalls });
    shop = await openShop(
      { drafts: { factura: FACTURA } },
      { deps: { assistant: { ...assistant, download: async () => ok(Buffer.from('voice')) } } },
    );
    shop.staff.sendsPhoto('factura');
    await shop.staff.taps('Crear los 2');
    await shop.staff.taps('Confirmar');
    await shop.staff.sees(/✅/);
    if (!agreed) return;
    shop.owner.sends('/asistente');
    await shop.owner.taps('Acepto');
    await shop.owner.sees(/está prendido/);
  }

  it('When the owner has not agreed, then nothing leaves the shop, and only the owner is asked', async () => {
    await open({ agreed: false });
    shop.staff.sends(ODD);
    await shop.staff.sees(/No te entendí|entend/);
    shop.staff.sends('/asistente');
    await shop.staff.sees(/lo prende o lo apaga el dueño/);
    shop.staff.sendsVoice();
    await shop.staff.sees(/audios todavía no/);
    shop.owner.sends('/asistente');
    const card = await shop.owner.sees(/está apagado/);
    expect(card.text).toContain(new URL(model.url).host);
    shop.owner.sends('/estado');
    await shop.owner.sees(/Asistente: espera que el dueño acepte[\s\S]*ARCA: no está configurado/);
    expect(model.bodies).toEqual([]);
  });

  it('When the certificate for ARCA cannot be used, then /estado says why, to those in charge', async () => {
    shop = await openShop({ drafts: {} }, { deps: { asksArca: false, arcaProblem: 'certificate_expired' } });
    shop.owner.sends('/estado');
    await shop.owner.sees(/ARCA: el certificado venció/);
  });

  it('When the rules do not understand, then the model proposes, and nothing moves before the person confirms', async () => {
    await open();
    model.script = () => command('stock_out', ['fideos', '2']);
    shop.staff.sends(ODD);
    await shop.staff.sees(/FIDEOS MATARAZZO/i);
    await shop.settled();
    expect(await shop.stockOf('fideos')).toBe('20');
    await shop.staff.taps('Confirmar');
    await shop.settled();
    expect(await shop.stockOf('fideos')).toBe('18');
  });

  it('When the model means what the rules also know, then the same features answer, and only propose', async () => {
    await open();
    const before = await shop.movements();
    model.script = () => command('missing', ['fideos', null]);
    shop.staff.sends(ODD);
    await shop.staff.sees(/falt[\s\S]*FIDEOS MATARAZZO/i);
    model.script = () => command('undo');
    shop.staff.sends('uy, me mandé cualquiera recién, fijate');
    await shop.staff.finds('Deshacer');
    model.script = () => command('help');
    shop.staff.sends('no cazo una de cómo se maneja esto');
    await shop.staff.sees(/ayuda|podés/i);
    await shop.settled();
    expect(await shop.movements()).toBe(before);
  });

  it('When the model makes up products or quantities, then they do not come through', async () => {
    await open();
    model.script = () => command('stock_out', ['yerba', '9'], ['dinamita', '3']);
    shop.staff.sends(ODD);
    await shop.settled();
    expect(await shop.stockOf('yerba')).toBe('10');
    expect(shop.staff.chat.some((message) => /dinamita/.test(message.text))).toBe(false);
  });

  it('When a question is asked, then each figure of the answer has its source; a figure without one is refused', async () => {
    await open();
    let figure = '20';
    model.script = ({ wantsSchema, results }) => {
      if (wantsSchema) return { text: JSON.stringify({ kind: 'question', intent: 'unknown', items: [] }) };
      if (results.length === 0) return { calls: [{ name: 'stock', arguments: { palabras: 'fideos' } }] };
      return { text: `Quedan ${figure} de <b>FIDEOS MATARAZZO 500G</b>.` };
    };
    shop.staff.sends('resumime lo de las pastas');
    const answer = await shop.staff.sees(/Quedan 20/);
    expect(answer.text).toContain('Según el stock de ahora');
    expect(answer.text).toContain('&lt;b&gt;');
    figure = '200';
    shop.staff.sends('resumime otra vez lo de las pastas');
    await shop.staff.sees(/No lo puedo responder/);
    expect(shop.staff.chat.some((message) => message.text.includes('200 de'))).toBe(false);
  });

  it('When a voice note comes, then its words are shown and treated as written', async () => {
    await open();
    model.transcript = 'saqué 3 yerba playadito';
    shop.staff.sendsVoice();
    await shop.staff.sees(/🎙️ «saqué 3 yerba playadito»/);
    await shop.staff.taps('Confirmar');
    await shop.settled();
    expect(await shop.stockOf('yerba')).toBe('7');
    model.transcript = '/invitar';
    shop.owner.sendsVoice();
    await shop.owner.sees(/No pude pasar el audio/);
  });

  it.each<[string, Reply]>([
    ['hangs', { hang: true }],
    ['says 429', { status: 429 }],
    ['says 500', { status: 500 }],
    ['says 401', { status: 401 }],
    ['says something that is no JSON', { status: 200, body: '<html>' }],
    ['answers with invalid JSON', { text: '{"kind": "comm' }],
    ['answers in another schema', { text: '{"kind":"command","intent":"delete_all","items":[]}' }],
    ['calls a tool that nobody offered', { calls: [{ name: 'post_receipt', arguments: {} }] }],
  ])('When the model %s, then the person is told as without it, and nothing moves', async (_, reply) => {
    await open();
    const before = await shop.movements();
    model.script = () => reply;
    shop.staff.sends(ODD);
    await shop.staff.sees(/entend/);
    expect(await shop.movements()).toBe(before);
    shop.staff.sends('/stock fideos');
    await shop.staff.sees(/20 unidad/);
    if (!('hang' in reply)) return;
    shop.staff.sends(ODD);
    shop.staff.sends(ODD);
    await shop.settled();
    shop.owner.sends('/estado');
    const state = await shop.owner.sees(/Asistente: no responde; lo dejo descansar/);
    expect(state.text).toContain('3 sin respuesta, 0 fichas. Último problema: timeout.');
    expect(state.text).not.toContain(CANARY);
  });

  it("When the day's limit is spent, then it says so, and the rest goes on", async () => {
    await open({ dailyCalls: 1 });
    model.script = () => ({ text: JSON.stringify({ kind: 'none', intent: 'unknown', items: [] }) });
    shop.staff.sends(ODD);
    await shop.staff.sees(/entend/);
    shop.staff.sends(ODD);
    await shop.staff.sees(/se terminaron las consultas/);
    expect(model.bodies).toHaveLength(1);
    shop.owner.sends('/asistente');
    await shop.owner.sees(/Hoy: 1 de 1 consultas/);
    shop.owner.sends('/estado');
    await shop.owner.sees(
      /Asistente: llegó al límite de hoy\. Hoy 1 de 1 consultas, 0 sin respuesta, 120 fichas/,
    );
  });

  it('When the owner takes it back, then nothing leaves any more', async () => {
    await open();
    shop.owner.sends('/asistente');
    await shop.owner.taps('Apagalo');
    await shop.owner.sees(/está apagado/);
    shop.staff.sends(ODD);
    await shop.staff.sees(/entend/);
    expect(model.bodies).toEqual([]);
    expect(await shop.audited('assistant.revoke')).toBe(1);
  });
});
