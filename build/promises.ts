// Finds promises in components that nobody waits for. Rules that ask for types are slow on components, since each one makes a program of
// its own; so all of them are written out as TypeScript beside one another, and one program answers for all.
//   node build/run.mjs build/promises.ts    ends with 1 where something is found, each with file, line and column.
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { ESLint } from 'eslint';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { svelte2tsx } from 'svelte2tsx';
import tseslint from 'typescript-eslint';
import { root } from './paths.ts';

const folder = join(root, 'node_modules/.cache/parley-promises');
const types = dirname(createRequire(import.meta.url).resolve('svelte2tsx/package.json'));

/** Where the TypeScript of a component is written: as far below the folder as the component is below the root. */
const writtenTo = (component: string): string => join(folder, `${component}.tsx`);

/** Writes the components as TypeScript, and answers with the way back from each file. */
function writeComponents(components: readonly string[]): Map<string, { component: string; map: TraceMap }> {
  rmSync(folder, { recursive: true, force: true });
  const maps = new Map<string, { component: string; map: TraceMap }>();
  for (const component of components) {
    const { code, map } = svelte2tsx(readFileSync(join(root, component), 'utf8'), {
      filename: join(root, component),
      isTsFile: true,
      mode: 'ts',
    });
    const file = writtenTo(component);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
    maps.set(file, { component, map: new TraceMap(map as never) });
  }
  const project = {
    extends: join(root, 'renderer/tsconfig.json'),
    compilerOptions: {
      composite: false,
      incremental: false,
      // What a component imports is found beside its TypeScript or beside itself.
      rootDirs: [root, folder],
      jsx: 'preserve',
      types: ['svelte', 'vite/client'],
      typeRoots: [join(root, 'node_modules/@types')],
    },
    include: [join(folder, '**/*.tsx'), join(root, 'renderer/**/*.ts'), join(root, 'shared/**/*.ts')],
    exclude: [join(root, 'shared/engine/kernels/assembly')],
    files: [join(types, 'svelte-shims-v4.d.ts'), join(types, 'svelte-jsx-v4.d.ts')],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
  return maps;
}

const written = writeComponents(globSync(['renderer/**/*.svelte', 'e2e/**/*.svelte'], { cwd: root }).sort());
const eslint = new ESLint({
  cwd: folder,
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ['**/*.tsx'],
      languageOptions: {
        parser: tseslint.parser as never,
        parserOptions: { project: join(folder, 'tsconfig.json'), tsconfigRootDir: folder },
      },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      plugins: { '@typescript-eslint': tseslint.plugin as never },
      rules: {
        '@typescript-eslint/no-floating-promises': 'error',
        '@typescript-eslint/no-misused-promises': 'error',
      },
    },
  ],
});
let found = 0;
for (const { filePath, messages } of await eslint.lintFiles(['**/*.tsx'])) {
  const { component, map } = written.get(filePath)!;
  for (const { line, column, message, ruleId, fatal } of messages) {
    const from = originalPositionFor(map, { line, column: column - 1 });
    // What the way to TypeScript added is nobody's mistake.
    if (from.line === null && !fatal) continue;
    found++;
    console.error(`${component}:${from.line ?? '?'}:${(from.column ?? 0) + 1}  ${message}  ${ruleId ?? ''}`);
  }
}
console.log(
  `${written.size} components, ${found === 0 ? 'every promise is waited for' : `${found} promises that nobody waits for`} (${relative(root, folder)})`,
);
process.exitCode = found === 0 ? 0 : 1;
