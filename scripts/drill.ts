import { execFile } from 'node:child_process';
import { mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startProduct } from './support/product.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: npm run -s drill:service|drill:rollback|drill:restore|drill:full
  Breaks an installation made for the purpose in a directory of its own, on this machine, brings it back, and says how
  long that took. One JSON object: drill, seconds, limitSeconds, ledger, ok. Exit 1 when it took too long or the ledger
  does not hold afterwards. All of them, one after the other on one shop: --scenario all.
  --modules DIR  releases link these installed packages instead of installing their own: quicker, and less true
  service   the process dies; it is started again
  rollback  a new release is bad; the release before is made current and started
  restore   the data is gone; it comes back from the last backup
  full      the machine is gone: a release is built, the backup restored, the product started`;

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MINUTE = 60;
const LIMITS = {
  service: 15 * MINUTE,
  rollback: 30 * MINUTE,
  restore: 120 * MINUTE,
  full: 240 * MINUTE,
} as const;
type Drill = keyof typeof LIMITS;

const runFile = promisify(execFile);

/** A directory for one drill, with the commands an operator would type. */
class Site {
  constructor(
    readonly directory: string,
    private readonly modules: string | undefined,
  ) {}

  readonly dataDir = (name: string): NodeJS.ProcessEnv => ({ DATA_DIR: join(this.directory, name) });

  async run(command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    const [program = '', ...rest] = command;
    const { stdout } = await runFile(program, rest, {
      cwd: ROOT,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ENVIRONMENT: 'test', ...env },
      maxBuffer: 1 << 26,
    });
    return stdout.trim();
  }

  /** The directory in which the shop's data are now; null before it was opened. */
  private where: string | null = null;
  private moves = 0;

  get data(): string {
    if (this.where === null) throw new Error('the shop was not opened');
    return this.where;
  }

  /** An installation with the demo shop in it, in use a moment ago. */
  async openShop(): Promise<void> {
    if (this.where !== null) return;
    this.where = 'data';
    await this.start(ROOT);
  }

  async start(directory: string): Promise<void> {
    const product = await startProduct(directory, this.dataDir(this.data));
    await product.stop();
  }

  backup = (): Promise<string> =>
    this.run(
      ['bash', 'scripts/backup.sh', '--output', join(this.directory, `backups-${this.moves}`)],
      this.dataDir(this.data),
    );

  loseData = (): Promise<void> => rm(join(this.directory, this.data), { recursive: true });

  /** From a backup into a directory where nothing is: from then on the shop's data are there. */
  async restore(backup: string): Promise<void> {
    this.moves += 1;
    this.where = `restored-${this.moves}`;
    await this.run(['bash', 'scripts/restore.sh', '--from', backup], this.dataDir(this.where));
  }

  /** A release of this commit in a directory of releases; answers its tag. */
  build = (releases: string): Promise<string> =>
    this.run([
      ...['bash', 'scripts/build-production.sh', '--releases', releases],
      ...(this.modules === undefined ? [] : ['--modules', this.modules]),
    ]);

  releases = (name: string): string => join(this.directory, name);

  verify = (): Promise<string> =>
    this.run([process.execPath, '--import', 'tsx', 'scripts/verify-ledger.ts'], this.dataDir(this.data));
}

/** What is broken before the clock starts, and what brings it back. */
const DRILLS: Readonly<Record<Drill, (site: Site) => Promise<() => Promise<void>>>> = {
  service: async (site) => {
    await site.openShop();
    const product = await startProduct(ROOT, site.dataDir(site.data));
    await product.kill();
    return () => site.start(ROOT);
  },
  rollback: async (site) => {
    await site.openShop();
    const releases = site.releases('releases');
    const tag = await site.build(releases);
    await site.run(['cp', '-al', join(releases, tag), join(releases, '20000101-000000-00000000')]);
    // Another file, so that the linked one of the earlier release stays as it is.
    const main = join(releases, tag, 'bot/main.ts');
    await rm(main);
    await writeFile(main, "throw new Error('a bad release');\n");
    return async () => {
      await site.run(['bash', 'scripts/rollback-production.sh', '--releases', releases]);
      await site.start(join(releases, await readlink(join(releases, 'current'))));
    };
  },
  restore: async (site) => {
    await site.openShop();
    const backup = await site.backup();
    await site.loseData();
    return async () => {
      await site.restore(backup);
      await site.start(ROOT);
    };
  },
  full: async (site) => {
    await site.openShop();
    const backup = await site.backup();
    await site.loseData();
    return async () => {
      const releases = site.releases('anew');
      const tag = await site.build(releases);
      await site.restore(backup);
      await site.start(join(releases, tag));
    };
  },
};

/** One drill on a site, timed; prints its JSON line and answers whether it was in time. */
async function drillOn(site: Site, drill: Drill): Promise<boolean> {
  const bringBack = await DRILLS[drill](site);
  const started = performance.now();
  await bringBack();
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const ledger = await site.verify();
  const ok = seconds < LIMITS[drill];
  process.stdout.write(`${JSON.stringify({ drill, seconds, limitSeconds: LIMITS[drill], ledger, ok })}\n`);
  return ok;
}

const options = { scenario: { type: 'string' }, modules: { type: 'string' } } as const;

await runScript({ usage: USAGE, options }, async ({ scenario, modules }) => {
  const all = Object.keys(LIMITS) as Drill[];
  const drills = scenario === 'all' ? all : all.filter((name) => name === scenario);
  if (drills.length === 0) return 'usage';
  const site = new Site(
    await mkdtemp(join(tmpdir(), `drill-${scenario}-`)),
    typeof modules === 'string' ? modules : undefined,
  );
  try {
    let failed = 0;
    for (const drill of drills) if (!(await drillOn(site, drill))) failed += 1;
    return failed === 0 ? 0 : 1;
  } finally {
    await rm(site.directory, { recursive: true, force: true });
  }
});
