import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FailPoint } from '../../core/platform/fail-point.ts';
import { rowsOf } from '../../drizzle/queries/rows.ts';
import { TestBotApi } from '../support/bot-api.ts';
import { eventually } from '../support/eventually.ts';
import {
  discard,
  freshDataDir,
  inspect,
  OWNER,
  type Product,
  startProduct,
} from './support/product-process.ts';

/** Every place between the photo and ✅ where one effect is done and the next is not. */
const POINTS: readonly FailPoint[] = [
  'after-inbox-commit',
  'before-handler',
  'document-created',
  'after-handler',
  'before-offset-confirmed',
  'before-send',
  'after-send',
  'after-download',
  'after-reading',
  'draft-saved',
  'before-posting-commit',
  'after-posting-commit',
];

const sample = (file: string): Buffer =>
  readFileSync(new URL(`../../bot/local-chat/samples/${file}`, import.meta.url));
const PDF = sample('factura-a-distribuidora-nandu.pdf');
const PHOTO = sample('factura-a-golosinas-canada.jpg');
/** Where a photo goes another way than a PDF: it takes seconds of a reading process of its own. */
const READING_POINTS: readonly FailPoint[] = ['after-download', 'after-reading', 'draft-saved'];
/** A whole start, a reading and a posting may have to happen before the next thing is seen. */
const PATIENCE_MS = 120_000;

describe('from photo to ✅, in a real process', () => {
  let telegram: TestBotApi;
  let dataDir = '';
  const products: Product[] = [];

  beforeAll(async () => {
    telegram = await TestBotApi.start();
  });
  afterAll(async () => {
    await telegram.close();
    expect(telegram.problems).toEqual([]);
  });
  beforeEach(async () => {
    telegram.chats.clear();
    dataDir = await freshDataDir();
  });
  afterEach(async () => {
    await Promise.all(products.splice(0).map((product) => product.kill('SIGKILL')));
    discard(dataDir);
  });

  const start = (failPoint?: FailPoint): Product => {
    const product = startProduct({ telegram, dataDir, ...(failPoint === undefined ? {} : { failPoint }) });
    products.push(product);
    return product;
  };
  const taps = async (words: string): Promise<void> => {
    const { message, data } = await eventually(
      `a button "${words}"`,
      () =>
        telegram
          .chat(OWNER.id)
          .flatMap((message) => message.buttons.map((button) => ({ message, ...button })))
          .findLast((button) => button.text.startsWith(words)),
      PATIENCE_MS,
    );
    telegram.press(OWNER, message, data);
  };
  const posted = () => telegram.chat(OWNER.id).filter((message) => message.text.startsWith('✅'));

  const killedAt = async (point: FailPoint, send: () => void): Promise<void> => {
    const doomed = start(point);
    const heir = doomed.ended.then((how) => ({ how, product: start() }));
    send();
    await taps('Crear los');
    await taps('Confirmar');
    await eventually('✅', () => posted().length > 0, PATIENCE_MS);
    const { how, product } = await heir;
    expect(how).toBe('SIGKILL');
    // What the new process still has to take up must not add a second one.
    telegram.send(OWNER, '/cancelar');
    await eventually(
      'everything else is done',
      () => telegram.chat(OWNER.id).some((message) => message.text.includes('nada para cancelar')),
      PATIENCE_MS,
    );
    expect(await product.kill('SIGTERM')).toBe(0);
    const { seen, verification } = await inspect(dataDir, (db) =>
      rowsOf<{ receipts: number; posted: number; pending: number }>(
        db,
        sql`select (select count(*)::int from receipt) as receipts,
          (select count(*)::int from document where state = 'posted') as posted,
          (select count(*)::int from inbox_update where state <> 'done') as pending`,
      ),
    );
    expect(seen).toEqual([{ receipts: 1, posted: 1, pending: 0 }]);
    expect(verification.breaches).toEqual([]);
    expect(posted()).toHaveLength(1);
  };

  it.each(POINTS)('When it is killed %s, then there is one receipt and nothing is lost', (point) =>
    killedAt(point, () => telegram.sendPhoto(OWNER, PDF, { fileName: 'factura.pdf' })),
  );

  it.each(READING_POINTS)(
    'When it is killed %s of a photo, then there is one receipt and nothing is lost',
    (point) => killedAt(point, () => telegram.sendPhoto(OWNER, PHOTO)),
  );
});
