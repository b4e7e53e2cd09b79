// Builds the page that every host serves: plain files with known names, no inline script, no inline style.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { UserConfig } from 'vite';

const root = new URL('..', import.meta.url).pathname;

export default {
  root: `${root}renderer`,
  base: './',
  cacheDir: `${root}node_modules/.vite`,
  // External CSS: the content security policy lets no <style> element in.
  plugins: [svelte({ configFile: false, compilerOptions: { css: 'external' } })],
  // Tells the schema library at build time not to try out `new Function`: the attempt alone is a policy violation.
  define: { 'core.globalConfig.jitless': 'true', 'globalConfig.jitless': 'true' },
  worker: { format: 'es' },
  build: {
    outDir: `${root}dist/renderer`,
    emptyOutDir: true,
    target: 'chrome130',
    // Small files stay files: data: is allowed for pictures alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
} satisfies UserConfig;
