import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FailPoint } from '../../../core/platform/fail-point.ts';
import { type DatabaseHandle, openPglite } from '../../../drizzle/client.ts';
import { arcaCheck, arcaTicket } from '../../../drizzle/schema/index.ts';
import { LoopbackArca } from '../../support/arca/server.ts';
import { databaseKinds, fillDataDir, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { authorise, OUR_CUIT, papers } from './papers.ts';

const PROGRAM = fileURLToPath(new URL('./queue-process.ts', import.meta.url));
const PAPERS = 3;

/** Where the data are, how a process finds them, and how to look at them while none runs. */
interface Stage {
  readonly env: Readonly<Record<string, string>>;
  look<T>(see: (handle: DatabaseHandle) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

async function stageOn(kind: 'pglite' | 'postgres'): Promise<Stage> {
  if (kind === 'postgres') {
    const database: TestDatabase = await openTestDatabase('postgres');
    return {
      env: { TEST_SCHEMA: database.schemaName ?? '', DATABASE_URL: database.url ?? '' },
      look: (see) => see(database),
      close: () => database.close(),
    };
  }
  const folder = mkdtempSync(join(tmpdir(), 'arca-'));
  await fillDataDir(folder);
  const dataDir = join(folder, 'database');
  return {
    env: { TEST_DATABASE_DIR: dataDir },
    look: async (see) => {
      const handle = await openPglite(dataDir);
      try {
        return await see(handle);
      } finally {
        await handle.close();
      }
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

describe.each(databaseKinds)('a queue whose process is killed, on %s', (kind) => {
  let arca: LoopbackArca;
  let stage: Stage;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    arca = await LoopbackArca.start();
    stage = await stageOn(kind);
    await stage.look(async ({ db }) => authorise(arca, await papers(db, PAPERS)));
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => ended(child, 'SIGKILL')));
    await stage.close();
    await arca.close();
  });

  const ended = (child: ChildProcess, signal?: NodeJS.Signals): Promise<unknown> => {
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.signalCode);
    const over = new Promise((resolve) => child.once('exit', (_, by) => resolve(by)));
    if (signal !== undefined) child.kill(signal);
    return over;
  };
  const identity = () => arca.issueTo(OUR_CUIT);
  const start = (certificate: ReturnType<typeof identity>, failPoint?: FailPoint): ChildProcess => {
    const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM], {
      env: {
        PATH: process.env.PATH,
        ENVIRONMENT: 'test',
        AFIP_CERT: certificate.certificatePem,
        AFIP_KEY: certificate.keyPem,
        AFIP_CUIT: OUR_CUIT,
        AFIP_API_ROOT: arca.url,
        AFIP_CA: arca.authority.pem,
        SECRET_KEY: '0b7d3f8e2a914c65b0d7e1f2a3948c5d6e7f8091',
        ...stage.env,
        ...(failPoint === undefined ? {} : { FAIL_POINT: failPoint }),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    children.push(child);
    return child;
  };
  const everythingAsked = () => eventually('all are asked', () => arca.asked.length >= PAPERS, 30_000);
  const rows = () =>
    stage.look(async ({ db }) => ({
      checks: await db.select().from(arcaCheck),
      tickets: await db.select().from(arcaTicket),
    }));

  const POINTS = [
    ['after-arca-call', 1],
    ['before-arca-call', 0],
    ['after-arca-commit', 0],
  ] as const;

  // A directory can be looked at only between two processes, which costs seconds: one point there, all on a server.
  it.each(kind === 'pglite' ? POINTS.slice(0, 1) : POINTS)(
    'When it is killed %s, then every paper is checked, and %i question is put twice',
    async (point, again) => {
      const certificate = identity();
      expect(await ended(start(certificate, point))).toBe('SIGKILL');
      const heir = start(certificate);
      await everythingAsked();
      await eventually('the last answer is kept', async () => {
        if (arca.asked.length < PAPERS + again) return false;
        if (kind === 'pglite') return true;
        return (await rows()).checks.every((row) => row.state === 'done');
      });
      if (kind === 'pglite') await new Promise((done) => setTimeout(done, 500));
      await ended(heir, 'SIGKILL');
      const { checks } = await rows();
      expect(checks.map((row) => [row.state, row.standing])).toEqual(
        Array.from({ length: PAPERS }, () => ['done', 'verified']),
      );
      expect(arca.asked).toHaveLength(PAPERS + again);
      expect(arca.logins).toEqual(['wscdc']);
    },
  );

  it.runIf(kind === 'postgres')(
    'When two processes work at once, then they share one ticket and no question',
    async () => {
      const certificate = identity();
      start(certificate);
      start(certificate);
      await everythingAsked();
      await eventually('all are kept', async () =>
        (await rows()).checks.every((row) => row.state === 'done'),
      );
      expect(arca.asked).toHaveLength(PAPERS);
      expect(arca.logins).toEqual(['wscdc']);
      const [ticket] = (await rows()).tickets;
      expect(ticket?.sealed).toMatch(/^[A-Za-z0-9+/=]{40,}$/);
      expect(Buffer.from(ticket?.sealed ?? '', 'base64').toString('latin1')).not.toContain('token');
    },
  );
});
