// Builds the ballot form: one page of HTML that runs from a disk, with its script and style inside. It ships beside the page of the
// app, which fills in a round and a role (shared/sealing/ballotForm.ts) and hands it out.
import { createHash } from 'node:crypto';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, mergeConfig, type InlineConfig, type Plugin } from 'vite';
import { FORM_FACTS_PLACE, FORM_TITLE_PLACE } from '../shared/sealing/ballotForm.ts';
import { schemasWithoutEval } from './vite.renderer.ts';

const root = new URL('..', import.meta.url).pathname;

/**
 * What schemas are made with and from. The form uses none of them, since nothing comes into it from elsewhere, and with the library
 * they would be a third of it; making one is what a bundler cannot know to be without effect.
 */
const schemas = [
  'z',
  'hex',
  'plainText',
  'label',
  'finite',
  'candidateId',
  'holdDefinition',
  'requirementDefinition',
  'ballotHeader',
];

const config = {
  root: `${root}renderer/form`,
  configFile: false,
  publicDir: false,
  cacheDir: `${root}node_modules/.vite`,
  logLevel: 'warn',
  plugins: [svelte({ configFile: false, compilerOptions: { css: 'external' } }), schemasWithoutEval],
  build: {
    write: false,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    rolldownOptions: {
      input: `${root}renderer/form/main.ts`,
      checks: { pluginTimings: false },
      treeshake: { manualPureFunctions: schemas },
      output: { format: 'iife' },
    },
  },
} satisfies InlineConfig;

/** What is not ASCII, as an escape that strings, templates and regular expressions read alike. */
const asciiScript = (code: string) =>
  code
    .replaceAll(/[\u007f-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll(/<(?=\/script|!--)/gi, '\\x3c');

const asciiStyle = (css: string) =>
  css.replaceAll(/[^\t\n -~]/gu, (letter) => `\\${letter.codePointAt(0)!.toString(16).padStart(6, '0')}`);

/** Shown until the script has run, which it does not where the file was changed. */
const staticLine =
  'If nothing happens here, this file was changed on its way, or what you opened it with runs no scripts (a preview in a mail ' +
  'program or on a phone). Save the file and open it in a browser; if that does not help, ask for it again.';

/** The page with its two empty places, built with these plugins besides. Throws what Vite throws on an error in a source. */
export async function buildForm(...plugins: Plugin[]): Promise<string> {
  const made = await build(mergeConfig(config, { plugins }));
  if (!('output' in made)) throw new Error('The ballot form was not built.');
  const scripts = made.output.filter((file) => file.type === 'chunk');
  const styles = made.output.filter((file) => file.type === 'asset');
  if (scripts.length !== 1 || styles.some(({ fileName }) => !fileName.endsWith('.css'))) {
    throw new Error(
      `The ballot form is one script and its styles, not ${made.output.map((file) => file.fileName).join(', ')}.`,
    );
  }
  // Line ends are LF in what is hashed; a browser reads CRLF as LF, so that a mail program may turn them.
  const script = asciiScript(scripts[0]!.code).replaceAll('\r\n', '\n').trim();
  const style = asciiStyle(styles.map(({ source }) => String(source)).join('\n')).trim();
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src 'sha256-${hash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${FORM_TITLE_PLACE}</title>
<style>${style}</style>
</head>
<body>
<p id="static">${staticLine}</p>
<div id="app"></div>
<script type="application/json" id="facts">${FORM_FACTS_PLACE}</script>
<script>${script}</script>
</body>
</html>
`;
  if (/[^\t\n -~]/.test(page)) throw new Error('The ballot form is not plain ASCII.');
  return page;
}
