import { defineConfig } from 'vitest/config';

const project = (name: string, testTimeout: number, extra = {}) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout, hookTimeout: 120_000, ...extra },
});

export default defineConfig({
  test: {
    pool: 'forks',
    // The default leaves a core idle; on two that is half the machine.
    maxWorkers: '100%',
    projects: [
      project('unit', 20_000),
      project('flows', 60_000),
      project('integration', 60_000),
      project('faults', 180_000),
      // Vite takes BASE_URL for a setting of its own, so the tests get it under another name.
      project('post-deploy', 60_000, { env: { DEPLOYED_URL: process.env.BASE_URL ?? '' } }),
      project('browser', 240_000, { fileParallelism: false }),
    ],
  },
});
