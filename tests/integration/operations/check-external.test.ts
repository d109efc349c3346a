import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LoopbackArca } from '../../support/arca/server.ts';
import { run, script } from '../../support/run-script.ts';

const CUIT = '30525822520';
const KEY = 'sk-canary-of-the-assistant';

describe('asking after the online helpers', () => {
  let arca: LoopbackArca;
  let model: Server;
  let modelUrl = '';
  let answer: 'hang' | number = 200;
  beforeAll(async () => {
    arca = await LoopbackArca.start();
    model = createServer((request, response) => {
      if (answer === 'hang') return;
      const known = request.headers.authorization === `Bearer ${KEY}` && request.url === '/v1/models';
      response.writeHead(known ? answer : 404).end('{}');
    });
    await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
    modelUrl = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
  });
  afterAll(async () => {
    await arca.close();
    model.closeAllConnections();
    await new Promise((resolve) => model.close(resolve));
  });

  const withArca = (notAfter?: Date): NodeJS.ProcessEnv => {
    const { certificatePem: AFIP_CERT, keyPem: AFIP_KEY } = arca.issueTo(CUIT, notAfter);
    const SECRET_KEY = 'k3ys-of-this-test-0123456789-abcdefghij';
    return {
      AFIP_CERT,
      AFIP_KEY,
      AFIP_CUIT: CUIT,
      AFIP_API_ROOT: arca.url,
      AFIP_CA: arca.authority.pem,
      SECRET_KEY,
    };
  };
  const withAssistant = (): NodeJS.ProcessEnv => ({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: modelUrl });
  const ask = async (env: NodeJS.ProcessEnv) => {
    const { code, stdout, stderr } = await run(script('check-external.ts', '--json'), env);
    expect(stdout + stderr).not.toContain('canary');
    const lines = stdout.trim().split('\n');
    const states = lines.map((line) => JSON.parse(line) as { helper: string; state: string; detail: string });
    return {
      code,
      ...Object.fromEntries(states.map(({ helper, state, detail }) => [helper, `${state} ${detail}`])),
    };
  };

  it('When nothing is configured, then both are off and that is well', async () => {
    expect(await ask({})).toEqual({ code: 0, arca: 'off off', assistant: 'off off' });
  });

  it('When both answer, then both are ready, and nothing was asked of ARCA that leaves a trace', async () => {
    const { host } = new URL(modelUrl);
    expect(await ask({ ...withArca(), ...withAssistant() })).toEqual({
      code: 0,
      arca: 'ready production',
      assistant: `ready ${host}`,
    });
    expect([arca.logins, arca.asked]).toEqual([[], []]);
  });

  it('When a certificate ran out or a key is refused, then something has to be put right', async () => {
    answer = 401;
    expect(await ask({ ...withArca(new Date(Date.now() - 86_400_000)), ...withAssistant() })).toEqual({
      code: 1,
      arca: 'wrong certificate_expired',
      assistant: 'wrong key_refused',
    });
  });

  it('When one does not answer at all and the other is not there, then that is known within five seconds', async () => {
    answer = 'hang';
    const started = performance.now();
    const env = { ...withArca(), AFIP_API_ROOT: 'https://127.0.0.1:1', ...withAssistant() };
    expect(await ask(env)).toEqual({
      code: 1,
      arca: expect.stringMatching(/^away /),
      assistant: 'away timeout',
    });
    expect(performance.now() - started).toBeLessThan(5_500);
  });

  it('When the configuration is not one, then the exit code says so', async () => {
    const { code, stderr } = await run(script('check-external.ts'), { OPENAI_BASE_URL: 'nowhere' });
    expect([code, stderr]).toEqual([2, expect.stringContaining('OPENAI_BASE_URL')]);
  });
});
