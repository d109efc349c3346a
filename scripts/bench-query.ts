import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import type { BotDeps } from '../bot/context.ts';
import { createBot } from '../bot/create-bot.ts';
import { foundCompany } from '../core/people/company.ts';
import { enrol } from '../core/people/invitations.ts';
import { createMemoryCache } from '../core/platform/cache.ts';
import { systemClock } from '../core/platform/clock.ts';
import { createLogger } from '../core/platform/logger.ts';
import { fold } from '../core/platform/text.ts';
import { createWake } from '../core/platform/wake.ts';
import { type Db, migrateDatabase, openPglite } from '../drizzle/client.ts';
import { holdingQuery } from '../drizzle/queries/product-search.ts';
import { rowsOf } from '../drizzle/queries/rows.ts';
import { levelsOf } from '../drizzle/queries/stock-levels.ts';
import { inTransaction } from '../drizzle/transaction.ts';

const USAGE = `Usage: npm run bench -- query [--sizes 1000,50000,500000] [--rounds 40]
  Product search through the bot's handler beside the same SQL by hand, on the embedded database.
  One line of JSON per size: milliseconds, and the ratio of the 95th percentiles.`;

const PERSON = { id: 77, first_name: 'Marta', is_bot: false };
/** As people ask: a common word, a brand with a size, a rare one, a misspelt one, a SKU. */
const QUESTIONS = ['yerba', 'coca 2,25', 'gallet choc', 'yerva playadto', 'S000123'];

/** Invented goods: every combination differs, and common words are as common as in a shop. */
async function fillCatalogue(db: Db, companyId: string, size: number): Promise<void> {
  await db.execute(sql`
    insert into product (id, company_id, sku, name, search_name)
    select gen_random_uuid(), ${companyId}, 'S' || lpad(i::text, 7, '0'), name, lower(name) from (
      select i, (array['Yerba','Coca-Cola','Galletitas','Fideos','Arroz','Aceite','Leche','Jabón','Queso','Vino',
          'Cerveza','Agua','Azúcar','Harina','Café','Té','Mermelada','Atún','Puré','Detergente'])[1 + i % 20]
        || ' ' || (array['Playadito','Clásica','Chocolate','Premium','Suave','Light','Oro','Natural','Familiar',
          'Especial','Tradicional','Selección','Económica'])[1 + (i / 20) % 13]
        || ' ' || chr(97 + (i / 7) % 26) || chr(97 + (i / 181) % 26) || chr(97 + (i / 4703) % 26) || (i % 97)
        || ' ' || (array['500 g','1 kg','2,25 l','1,5 l','x 6','900 ml'])[1 + (i / 3) % 6] as name
      from generate_series(1, ${size}) i) goods`);
  await db.execute(sql`analyze product`);
}

const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? 0;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function measure(db: Db, companyId: string, rounds: number) {
  const deps: BotDeps = {
    db,
    clock: systemClock,
    logger: createLogger({ level: 'silent' }),
    cache: createMemoryCache(),
    ourCuit: undefined,
    wakes: { outbox: createWake(), reading: createWake() },
  };
  const bot = createBot('1:bench', deps, { apiRoot: 'http://127.0.0.1:9' });
  Object.assign(bot, {
    botInfo: { id: 1, is_bot: true, first_name: 'bench', username: 'bench_bot' },
  });
  let update = 0;
  const ask = (words: string): Promise<void> => {
    update += 1;
    const text = `/stock ${words}`;
    return bot.handleUpdate({
      update_id: update,
      message: {
        message_id: update,
        date: 0,
        from: PERSON,
        chat: { id: PERSON.id, type: 'private', first_name: PERSON.first_name },
        text,
        entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      },
    });
  };
  const byHand = async (words: string): Promise<void> => {
    const text = fold(words);
    const query = holdingQuery({ companyId, words, limit: 11, offset: 0 }, text, text.split(' '));
    let found = await rowsOf<{ id: string }>(db, query);
    if (found.length === 0)
      found = await db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('pg_trgm.word_similarity_threshold', '0.45', true)`);
        return rowsOf<{ id: string }>(
          tx,
          sql`select id from product where company_id = ${companyId} and active and ${text} <% search_name
              order by word_similarity(${text}, search_name) desc, search_name, id limit 11`,
        );
      });
    await levelsOf(
      db,
      companyId,
      found.map((row) => row.id),
    );
  };
  for (const words of QUESTIONS) await Promise.all([ask(words), byHand(words)]);
  const handler: number[] = [];
  const raw: number[] = [];
  // Alternately, so that a busy moment of the machine meets both.
  for (let round = 0; round < rounds; round += 1)
    for (const words of QUESTIONS) {
      raw.push(await timed(() => byHand(words)));
      handler.push(await timed(() => ask(words)));
    }
  return { handler: p95(handler), raw: p95(raw) };
}

/** Exit code 1 when the handler is over 2.5 × the SQL, or over 150 ms at 50,000 products. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { sizes: { type: 'string' }, rounds: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const sizes = (values.sizes ?? '1000,50000,500000').split(',').map(Number);
  const rounds = Number(values.rounds ?? '40');
  if ([...sizes, rounds].some((value) => !Number.isSafeInteger(value) || value < 1)) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  let isWell = true;
  for (const size of sizes) {
    const handle = await openPglite();
    try {
      await migrateDatabase(handle);
      const { db } = handle;
      const { companyId, shopId } = await foundCompany(db, { name: 'Banco', shopName: 'Local' });
      await inTransaction(db, (tx) =>
        enrol(tx, {
          companyId,
          role: 'owner',
          locationId: shopId,
          telegramUserId: PERSON.id,
          name: PERSON.first_name,
          now: systemClock.now(),
          replaceRole: false,
        }),
      );
      await fillCatalogue(db, companyId, size);
      const { handler, raw } = await measure(db, companyId, rounds);
      const ratio = handler / raw;
      isWell &&= ratio <= 2.5 && (size !== 50_000 || handler <= 150);
      process.stdout.write(
        `${JSON.stringify({ products: size, handlerP95: Number(handler.toFixed(1)), sqlP95: Number(raw.toFixed(1)), ratio: Number(ratio.toFixed(2)) })}\n`,
      );
    } finally {
      await handle.close();
    }
  }
  return isWell ? 0 : 1;
}
