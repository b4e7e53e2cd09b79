// Bundles what other programs import: parley/engine and parley/measures as ES modules that import nothing but each other's chunk, and
// their declarations as the compiler writes them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import ts from 'typescript';
import type { InlineConfig } from 'vite';

const root = new URL('..', import.meta.url).pathname;
const source = `${root}shared/library/`;
const target = `${root}dist/library/`;

export const library = {
  root,
  configFile: false,
  publicDir: false,
  cacheDir: `${root}node_modules/.vite`,
  logLevel: 'warn',
  build: {
    outDir: target,
    emptyOutDir: true,
    target: 'es2024',
    minify: false,
    lib: {
      entry: { engine: `${source}engine/index.ts`, measures: `${source}measures/index.ts` },
      formats: ['es'],
    },
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js' },
    },
  },
} satisfies InlineConfig;

/**
 * Writes the declarations of the public files beside the bundles. They name no type from outside this folder, so nothing else of the
 * sources goes along; the test of the package compiles a program against them.
 *
 * @throws Error with the compiler's sentences where they cannot be written.
 */
export function writeDeclarations(): void {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const program = ts.createProgram(
    ['engine', 'measures'].map((name) => `${source}${name}/index.ts`),
    {
      ...options,
      noEmit: false,
      // `npm run check` has looked at the sources.
      noCheck: true,
      declaration: true,
      emitDeclarationOnly: true,
      stripInternal: true,
      rootDir: source,
      outDir: target,
    },
  );
  for (const file of program.getSourceFiles()) {
    if (!file.fileName.startsWith(source)) continue;
    const { diagnostics } = program.emit(file, writeDeclaration, undefined, true);
    const [first] = diagnostics;
    if (first) throw new Error(`${file.fileName}: ${ts.flattenDiagnosticMessageText(first.messageText, '\n')}`);
  }
}

/** A declaration that names a source by its ending is understood by newer compilers alone. */
function writeDeclaration(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"));
}
