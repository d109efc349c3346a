/** Benchmarks by name, each in its own file; loaded only when asked for. */
const BENCHES: Readonly<Record<string, () => Promise<{ run(args: readonly string[]): Promise<number> }>>> = {
  forecast: () => import('./bench-forecast.ts'),
  stock: () => import('./bench-stock.ts'),
  ocr: () => import('./bench-ocr.ts'),
  ingest: () => import('./bench-ingest.ts'),
  post: () => import('./bench-post.ts'),
  chat: () => import('./bench-chat.ts'),
  query: () => import('./bench-query.ts'),
};

const [name, ...args] = process.argv.slice(2);
const load = name === undefined ? undefined : BENCHES[name];
if (load === undefined) {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [options]\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await (await load()).run(args);
}
