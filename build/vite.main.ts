// Bundles the main side for Node 24 and Electron: one ES module per process beside shared chunks, and the preload as one
// CommonJS file, because a sandboxed preload can load nothing else.
import { existsSync } from 'node:fs';
import type { InlineConfig } from 'vite';

const root = new URL('..', import.meta.url).pathname;

/** Bundle name → source. Each one is the first file of a process or of a worker thread. */
const entries = {
  web: 'electron/web/main.ts',
  cli: 'electron/cli/main.ts',
  desktop: 'electron/desktop/main.ts',
  vetChild: 'electron/core/installation/vetChild.ts',
  readChild: 'electron/core/import/reading/child.ts',
  countChild: 'electron/core/counting/child.ts',
  engineThread: 'electron/core/installation/engineThread.ts',
  serverThread: 'electron/core/import/reading/serverThread.ts',
};

/** What comes with its own binaries, and is loaded from where it is installed. */
const notBundled = ['better-sqlite3', 'electron'];

const common = {
  root,
  configFile: false,
  publicDir: false,
  cacheDir: `${root}node_modules/.vite`,
  logLevel: 'warn',
} satisfies InlineConfig;

export const main = {
  ...common,
  ssr: { noExternal: true, external: notBundled },
  build: {
    ssr: true,
    outDir: `${root}dist/main`,
    emptyOutDir: true,
    target: 'node22',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(
        Object.entries(entries).flatMap(([name, file]) => (existsSync(root + file) ? [[name, root + file]] : [])),
      ),
      external: notBundled,
      checks: { pluginTimings: false },
      // Chunks lie beside the entries, so that import.meta.url means the same folder everywhere.
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
} satisfies InlineConfig;

export const preload = {
  ...common,
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    outDir: `${root}dist/main`,
    emptyOutDir: false,
    target: 'chrome130',
    minify: false,
    rolldownOptions: {
      input: { preload: `${root}electron/desktop/preload.ts` },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
} satisfies InlineConfig;
