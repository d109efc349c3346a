import { defineConfig } from 'vitest/config';

const project = (name: string, testTimeout: number, extra = {}) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout, hookTimeout: 120_000, ...extra },
});

export default defineConfig({
  test: {
    pool: 'forks',
    projects: [
      project('unit', 20_000),
      project('flows', 60_000),
      project('integration', 60_000),
      project('faults', 180_000),
      project('browser', 240_000, { fileParallelism: false }),
    ],
  },
});
