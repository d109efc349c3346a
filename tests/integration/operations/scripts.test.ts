import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScriptCall } from '../../support/call-scripts.ts';
import { fillDataDir } from '../../support/database.ts';
import { type Outcome, ROOT, run, script } from '../../support/run-script.ts';

/** Every script of production that is not of the shell. */
const TYPESCRIPT = [
  'validate-config.ts',
  'preflight.ts',
  'check-external.ts',
  'gen-secrets.ts',
  'migrate.ts',
  'setup-initial-data.ts',
  'seed-initial-data.ts',
  'export-critical-data.ts',
  'import-critical-data.ts',
  'prune.ts',
  'create-user.ts',
  'verify-ledger.ts',
  'drill.ts',
  'describe-config.ts',
  'wait-for-database.ts',
];
const KEY = 'monitoring-key-of-this-test';

describe('the scripts of production', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'operations-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('When any of them is asked for help, then it gives it; when it is called wrongly, then it says so', async () => {
    const shell = (await readdir(join(ROOT, 'scripts'))).filter((name) => name.endsWith('.sh'));
    expect(shell.length).toBeGreaterThan(6);
    for (const name of shell) {
      const help = await run(['bash', `scripts/${name}`, '--help']);
      expect([name, help.code, help.stdout.startsWith('Usage: scripts/')]).toEqual([name, 0, true]);
      // The verification's exit code counts failures, so that its wrong call has another one.
      const wrong = await run(['bash', `scripts/${name}`, '--nonsense']);
      expect([name, wrong.code]).toEqual([name, name.startsWith('post-deploy') ? 64 : 2]);
    }
    const called = await run(['node', '--import', 'tsx', 'tests/support/call-scripts.ts', ...TYPESCRIPT]);
    expect(called.stderr).toBe('');
    for (const { name, flag, code, stdout, stderr } of JSON.parse(called.stdout) as ScriptCall[]) {
      const isHelp = flag === '--help';
      expect([name, flag, code]).toEqual([name, flag, isHelp ? 0 : 2]);
      expect(isHelp ? stdout : stderr, `${name} ${flag}`).toMatch(/(Usage|Uso): (npm run -s|node)/);
      expect(isHelp ? stderr : stdout, `${name} ${flag}`).toBe('');
    }
  });

  it('When it is asked what must be there, then each check has a line and one that fails decides the exit code', async () => {
    const here = { DATA_DIR: join(directory, 'preflight') };
    const well = await run(script('preflight.ts'), here);
    expect([well.code, well.stdout.split('\n').slice(0, 3)]).toEqual([
      0,
      ['ok node', 'ok variables', 'ok disk'],
    ]);
    const away = { ...here, DATABASE_URL: 'postgres://127.0.0.1:1/none', REDIS_URL: 'redis://127.0.0.1:1' };
    const ill = await run(script('preflight.ts', '--production'), away);
    expect(ill.code).toBe(1);
    for (const check of ['variables', 'database', 'cache']) expect(ill.stdout).toContain(`FAILED ${check}`);
    expect(ill.stdout).toContain('SECRET_KEY missing');
    expect((await run(script('wait-for-database.ts', '--seconds', '0'), away)).code).toBe(1);
  });

  it('When a release is built and an older one wanted back, then the dry runs say what would be done', async () => {
    const releases = ['--releases', join(directory, 'releases')];
    const build = await run(['bash', 'scripts/build-production.sh', ...releases, '--dry-run']);
    expect([build.code, build.stdout]).toEqual([
      0,
      expect.stringMatching(/^would build .*\d{8}-\d{6}-[0-9a-f]{8} /),
    ]);
    const none = await run(['bash', 'scripts/rollback-production.sh', ...releases]);
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('no earlier release')]);
    const deploy = await run(['bash', 'scripts/deploy-railway.sh', '--dry-run']);
    expect([deploy.code, deploy.stdout.match(/^would run/gm)?.length]).toEqual([0, 3]);
  });

  it('When secrets are made, then the configuration that holds them is taken, and a template is not', async () => {
    const secrets = (await run(script('gen-secrets.ts'))).stdout;
    const file = join(directory, 'production.env');
    const rest = [
      'ENVIRONMENT=production',
      'DATABASE_URL=postgresql://inventario:k3yb0ard@db.internal:5432/inventario',
      'TELEGRAM_BOT_TOKEN=7000000001:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi',
      'PUBLIC_URL=https://bot.almacen.com.ar',
      'OWNER_TELEGRAM_ID=123456',
      'AFIP_CUIT=30525822520',
    ];
    await writeFile(file, `${secrets}${rest.join('\n')}\n`);
    expect(await run(script('validate-config.ts', '--env-file', file))).toMatchObject({ code: 0 });
    const template = await run(
      script('validate-config.ts', '--env-file', '.env.production.template', '--json'),
    );
    expect(template.code).toBe(1);
    expect(JSON.parse(template.stdout)).toMatchObject({ ok: false });
  });

  it('When the configuration is not fit for production, then nothing is started', async () => {
    const refused = await run(['bash', 'scripts/start-production.sh', 'web'], { ENVIRONMENT: 'production' });
    expect(refused.code).toBe(78);
    expect(refused.stderr).toContain('SECRET_KEY: missing');
  });

  it('When a backup is restored elsewhere, then everything is there; when it was damaged, then nothing is taken', async () => {
    const here = { DATA_DIR: join(directory, 'here') };
    const there = { DATA_DIR: join(directory, 'there') };
    // Making and migrating a database takes seconds each time; that it works is the drills' business.
    for (const { DATA_DIR } of [here, there]) await fillDataDir(DATA_DIR);
    const founded = await run(
      script('setup-initial-data.ts', '--company', 'Almacén', '--cuit', '30525822520'),
      {
        ...here,
        OWNER_TELEGRAM_ID: '101',
      },
    );
    expect(JSON.parse(founded.stdout)).toMatchObject({ owner: 'enrolled' });
    const seed = script('seed-initial-data.ts', '--products', 'docs/examples/catalogo.csv');
    const { created } = JSON.parse((await run(seed, here)).stdout) as { created: number };
    expect(created).toBeGreaterThan(0);
    expect(JSON.parse((await run(seed, here)).stdout)).toEqual({ created: 0, kept: created });
    expect((await run(script('migrate.ts'), here)).stdout).toBe('schema up to date (pglite)\n');
    const pruned = await run(script('prune.ts', '--dry-run'), here);
    expect([pruned.code, JSON.parse(pruned.stdout)]).toEqual([0, { updates: 0, invitations: 0 }]);

    const secret = { ...here, JWT_SECRET_KEY: 'a-canary-that-must-not-be-in-a-backup-0123' };
    const backup = await run(['bash', 'scripts/backup.sh', '--output', join(directory, 'backups')], secret);
    expect(backup.code).toBe(0);
    const folder = backup.stdout.trim();
    for (const name of await readdir(folder))
      expect(await readFile(join(folder, name), 'utf8')).not.toContain('canary');

    const restored = await run(['bash', 'scripts/restore.sh', '--from', folder], there);
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.stdout).toContain('invariants hold');
    const again = await run(['bash', 'scripts/restore.sh', '--from', folder], there);
    expect(again.code).toBe(1);

    await writeFile(join(folder, 'data.jsonl'), '{}');
    const damaged = await run(['bash', 'scripts/restore.sh', '--from', folder], {
      DATA_DIR: join(directory, 'nowhere'),
    });
    expect(damaged.code).toBe(1);
    expect(damaged.stderr).toContain('damaged');
  }, 120_000);
});

describe('asking a deployed product', () => {
  let server: Server;
  let url: string;
  const broken = new Set<string>();
  const told: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const body: Buffer[] = [];
      request.on('data', (data: Buffer) => body.push(data));
      request.on('end', () => {
        if (request.url?.endsWith('/sendMessage'))
          told.push(decodeURIComponent(Buffer.concat(body).toString()));
        const known = request.headers['x-monitoring-key'] === KEY || request.method === 'POST';
        response.statusCode = !known ? 401 : broken.has(request.url ?? '') ? 503 : 200;
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const ask = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<Outcome> =>
    run(['bash', 'scripts/post-deploy-verification.sh', ...args], { PUBLIC_URL: url, ...env });

  it('When all is well, then the exit code is 0 and the owner is told', async () => {
    const env = {
      MONITORING_KEY: KEY,
      TELEGRAM_BOT_TOKEN: '1:token',
      OWNER_TELEGRAM_ID: '101',
      TELEGRAM_API_ROOT: url,
    };
    const outcome = await ask(env, '--json', '--notify');
    expect(outcome.code).toBe(0);
    expect(JSON.parse(outcome.stdout)).toMatchObject({
      failures: 0,
      checks: [{ check: 'reading', status: 200 }, {}, {}, {}],
    });
    expect(told[0]).toContain('andando');
  });

  it('When two are broken, then the exit code is 2; when nobody answers, then it is 4', async () => {
    broken.add('/api/v1/predictions/health').add('/api/dashboard/status');
    expect((await ask({ MONITORING_KEY: KEY })).code).toBe(2);
    expect((await ask({ MONITORING_KEY: KEY, PUBLIC_URL: 'http://127.0.0.1:1' }, '--json')).code).toBe(4);
    expect((await ask({})).code).toBe(4);
  });
});
