import { execFile } from 'node:child_process';
import { cp, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startProduct } from './support/product.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: npm run -s drill:service|drill:rollback|drill:restore|drill:full
  Breaks an installation made for the purpose in a directory of its own, on this machine, brings it back, and says how
  long that took. One JSON object: drill, seconds, limitSeconds, ledger, ok. Exit 1 when it took too long or the ledger
  does not hold afterwards.
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
  constructor(readonly directory: string) {}

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

  /** An installation with the demo shop in it, in use a moment ago. */
  async openShop(): Promise<void> {
    const product = await startProduct(ROOT, this.dataDir('data'));
    await product.stop();
  }

  async start(directory: string, dataDir: string): Promise<void> {
    const product = await startProduct(directory, this.dataDir(dataDir));
    await product.stop();
  }

  backup = (): Promise<string> =>
    this.run(
      ['bash', 'scripts/backup.sh', '--output', join(this.directory, 'backups')],
      this.dataDir('data'),
    );

  restore = (backup: string, into: string): Promise<string> =>
    this.run(['bash', 'scripts/restore.sh', '--from', backup], this.dataDir(into));

  build = (): Promise<string> =>
    this.run(['bash', 'scripts/build-production.sh', '--releases', this.releases]);

  get releases(): string {
    return join(this.directory, 'releases');
  }

  verify = (dataDir: string): Promise<string> =>
    this.run([process.execPath, '--import', 'tsx', 'scripts/verify-ledger.ts'], this.dataDir(dataDir));
}

/** What is broken before the clock starts, and what brings it back; answers where the data is then. */
const DRILLS: Readonly<Record<Drill, (site: Site) => Promise<() => Promise<string>>>> = {
  service: async (site) => {
    const product = await startProduct(ROOT, site.dataDir('data'));
    await product.kill();
    return async () => {
      await site.start(ROOT, 'data');
      return 'data';
    };
  },
  rollback: async (site) => {
    await site.openShop();
    const tag = await site.build();
    const before = join(site.releases, '20000101-000000-00000000');
    await cp(join(site.releases, tag), before, { recursive: true, verbatimSymlinks: true });
    await writeFile(join(site.releases, tag, 'bot/main.ts'), "throw new Error('a bad release');\n");
    return async () => {
      await site.run(['bash', 'scripts/rollback-production.sh', '--releases', site.releases]);
      await site.start(join(site.releases, await readlink(join(site.releases, 'current'))), 'data');
      return 'data';
    };
  },
  restore: async (site) => {
    await site.openShop();
    const backup = await site.backup();
    await rm(join(site.directory, 'data'), { recursive: true });
    return async () => {
      await site.restore(backup, 'restored');
      await site.start(ROOT, 'restored');
      return 'restored';
    };
  },
  full: async (site) => {
    await site.openShop();
    const backup = await site.backup();
    await rm(join(site.directory, 'data'), { recursive: true });
    return async () => {
      const tag = await site.build();
      await site.restore(backup, 'restored');
      await site.start(join(site.releases, tag), 'restored');
      return 'restored';
    };
  },
};

await runScript({ usage: USAGE, options: { scenario: { type: 'string' } } }, async ({ scenario }) => {
  const drill = (Object.keys(LIMITS) as Drill[]).find((name) => name === scenario);
  if (drill === undefined) return 'usage';
  const site = new Site(await mkdtemp(join(tmpdir(), `drill-${drill}-`)));
  try {
    const bringBack = await DRILLS[drill](site);
    const started = performance.now();
    const dataDir = await bringBack();
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const ledger = await site.verify(dataDir);
    const ok = seconds < LIMITS[drill];
    process.stdout.write(`${JSON.stringify({ drill, seconds, limitSeconds: LIMITS[drill], ledger, ok })}\n`);
    return ok ? 0 : 1;
  } finally {
    await rm(site.directory, { recursive: true, force: true });
  }
});
