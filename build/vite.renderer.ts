// Builds the page that every host serves: plain files with known names, no inline script, no inline style.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin, UserConfig } from 'vite';

const root = new URL('..', import.meta.url).pathname;

/** Keeps the schema library from trying out `new Function`: the attempt alone is a violation of the page's policy. */
export const schemasWithoutEval: Plugin = {
  name: 'schemas-without-eval',
  transform: {
    filter: { id: /[/]zod[/]v4[/]core[/]core[.]js$/ },
    handler: (code) => ({ code: `${code}\nglobalConfig.jitless = true;\n`, map: null }),
  },
};

export default {
  root: `${root}renderer`,
  base: './',
  cacheDir: `${root}node_modules/.vite`,
  // External CSS: the content security policy lets no <style> element in.
  plugins: [svelte({ configFile: false, compilerOptions: { css: 'external' } }), schemasWithoutEval],
  worker: { format: 'es' },
  build: {
    outDir: `${root}dist/renderer`,
    emptyOutDir: true,
    target: 'chrome130',
    // Small files stay files: data: is allowed for pictures alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
} satisfies UserConfig;
