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

/** What a page may have before its first screen shows: no room, no chart, no engine, and no library that draws or computes. */
const notAtStart =
  /[/](?:renderer[/](?:rooms|charts|analysis|form)|renderer[/]parts[/](?!layout|wording|exporting[/]fileName)|shared[/](?:engine|measures|exports|record|preread|sealing)|shared[/]contract[/]imports|node_modules[/](?:bits-ui|d3-[a-z]+|@floating-ui))[/.]/;

/**
 * Stops the build where the scripts of the first screen carry what it does not show. A word too many in an import is enough for that,
 * and nobody would see it but those who wait.
 */
const smallStart: Plugin = {
  name: 'small-start',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk' || (chunk.name !== 'start' && chunk.name !== 'app')) continue;
      const strangers = Object.entries(chunk.modules)
        .filter(([id, { renderedLength }]) => notAtStart.test(id) && renderedLength > 0)
        .map(([id]) => id.slice(root.length));
      if (strangers.length > 0) {
        this.error(
          `The first screen would carry ${strangers.join(', ')}. Fetch it when it is needed (renderer/client/lazyPart.svelte.ts), or import its type alone.`,
        );
      }
    }
  },
};

export default {
  root: `${root}renderer`,
  base: './',
  cacheDir: `${root}node_modules/.vite`,
  // External CSS: the content security policy lets no <style> element in.
  plugins: [svelte({ configFile: false, compilerOptions: { css: 'external' } }), schemasWithoutEval, smallStart],
  worker: { format: 'es' },
  build: {
    outDir: `${root}dist/renderer`,
    emptyOutDir: true,
    target: 'chrome130',
    // Small files stay files: data: is allowed for pictures alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One file of styles: were it split, a room whose styles did not arrive would come without them when asked again.
    cssCodeSplit: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // What the first screen needs is two scripts: one of every page, and the app's own, which a page that joins a meeting does not
      // fetch. Rooms and large dialogs are scripts of their own (renderer/client/lazyPart.svelte.ts).
      output: {
        codeSplitting: {
          groups: [
            { name: 'start', test: /[/]renderer[/]main[.]ts$/, priority: 2 },
            { name: 'app', test: /[/]renderer[/]app[/]App[.]svelte$/, priority: 1 },
          ],
        },
      },
    },
  },
} satisfies UserConfig;
