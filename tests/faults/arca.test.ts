import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { arcaCheck } from '../../drizzle/schema/index.ts';
import { OUR_CUIT } from '../integration/arca/papers.ts';
import { LoopbackArca } from '../support/arca/server.ts';
import { TestBotApi } from '../support/bot-api.ts';
import { eventually } from '../support/eventually.ts';
import { discard, freshDataDir, inspect, OWNER, startProduct } from './support/product-process.ts';

const PDF = readFileSync(
  new URL('../../bot/local-chat/samples/factura-a-distribuidora-nandu.pdf', import.meta.url),
);
const PATIENCE_MS = 60_000;

it('When the product is killed while ARCA thinks, then the draft was shown before, and the check is made and said once', async () => {
  const telegram = await TestBotApi.start();
  const arca = await LoopbackArca.start();
  const dataDir = await freshDataDir();
  const { certificatePem, keyPem } = arca.issueTo(OUR_CUIT);
  const env = {
    AFIP_CERT: certificatePem,
    AFIP_KEY: keyPem,
    AFIP_CUIT: OUR_CUIT,
    AFIP_API_ROOT: arca.url,
    AFIP_CA: arca.authority.pem,
    SECRET_KEY: '0b7d3f8e2a914c65b0d7e1f2a3948c5d6e7f8091',
  };
  const start = () => startProduct({ telegram, dataDir, env });
  const shows = (words: RegExp) =>
    eventually(
      `the chat shows ${words}`,
      () => telegram.chat(OWNER.id).find(({ text }) => words.test(text)),
      PATIENCE_MS,
    );
  let product = start();
  try {
    arca.trouble('vouchers', { kind: 'hang' });
    telegram.sendPhoto(OWNER, PDF, { fileName: 'factura.pdf' });
    const card = await shows(/[Rr]engl/);
    expect(card.text).not.toMatch(/ARCA/);
    await eventually('ARCA thinks', () => arca.misbehaved > 0, PATIENCE_MS);
    expect(await product.kill('SIGKILL')).toBe('SIGKILL');
    product = start();
    await shows(/ARCA: no figura/);
    const asked = arca.asked.length;
    await product.kill('SIGTERM');
    expect(arca.asked).toHaveLength(asked);
    expect(arca.logins).toEqual(['wscdc']);
    const { seen, verification } = await inspect(dataDir, (db) => db.select().from(arcaCheck));
    expect(seen.map(({ state, standing }) => [state, standing])).toEqual([['done', 'not_found']]);
    expect(verification.breaches).toEqual([]);
  } finally {
    await product.kill('SIGKILL');
    await telegram.close();
    await arca.close();
    discard(dataDir);
  }
});
