import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PAGE = new URL('./page/', import.meta.url);

export interface DashboardFiles {
  readonly html: string;
  readonly script: string;
  readonly style: string;
}

/** The dashboard as a browser takes it, made in memory: there is no build step to forget. */
async function bundle(): Promise<DashboardFiles> {
  const made = await build({
    entryPoints: [fileURLToPath(new URL('main.tsx', PAGE))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const script = made.outputFiles[0]?.text;
  if (script === undefined) throw new Error('the dashboard came out empty');
  const [html, style] = await Promise.all([
    readFile(new URL('index.html', PAGE), 'utf8'),
    readFile(new URL('dashboard.css', PAGE), 'utf8'),
  ]);
  return { html, script, style };
}

let made: Promise<DashboardFiles> | null = null;

/** Made when somebody first looks, and once for all of them. */
export const dashboardFiles = (): Promise<DashboardFiles> => {
  made ??= bundle();
  return made;
};
