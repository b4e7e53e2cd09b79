// What npm packs: every file that the bundles and the page ask for, none that they do not need, and no package left to install but
// the database. Against the list that npm itself gives, and the imports as a parser reads them.
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { parseAst } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { ENGINE_VERSION } from '../shared/engine/version.ts';
import { examplesOf } from '../shared/library/testing/examples.ts';
import { root } from './paths.ts';

interface PackedFile {
  path: string;
  size: number;
}
let packed: { size: number; unpackedSize: number; files: PackedFile[] };
let paths: Set<string>;

const description = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

beforeAll(() => {
  // A build in the mode of the tests would be another one.
  const { NODE_ENV: _mode, VITEST: _runner, ...env } = process.env;
  const built = spawnSync(process.execPath, [`${root}build/build.ts`, '--if-changed'], { env, encoding: 'utf8' });
  expect(built.status, built.stderr).toBe(0);
  const listed = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
    cwd: root,
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  expect(listed.status, listed.stderr).toBe(0);
  // A list of packages, or since npm 11 an object of them by name.
  [packed] = Object.values(JSON.parse(listed.stdout) as Record<string, typeof packed>) as [typeof packed];
  paths = new Set(packed.files.map(({ path }) => path));
});

interface Literal {
  value?: unknown;
}
/** The few properties of a syntax tree that are looked at. */
interface Code {
  type: string;
  source: Literal;
  callee: { name?: string };
  arguments: Literal[];
}
const importing = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression'];

/** What a module imports or requires by a constant name. */
function importedBy(code: string): string[] {
  const names: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const { type, source, callee, arguments: given } = node as Partial<Code>;
    const literal = (value: Literal | undefined) => {
      if (typeof value?.value === 'string') names.push(value.value);
    };
    if (type !== undefined && importing.includes(type)) literal(source);
    if (type === 'CallExpression' && callee?.name === 'require') literal(given?.[0]);
    Object.values(node).forEach(visit);
  };
  visit(parseAst(code));
  return names;
}

const isScript = (path: string) => /^dist\/main\/.*\.c?js$/.test(path);

test('has every file that its scripts import, and no package to install but the database', () => {
  const packages = new Map<string, Set<string>>();
  for (const path of [...paths].filter(isScript)) {
    for (const name of importedBy(readFileSync(root + path, 'utf8'))) {
      if (name.startsWith('.')) expect(paths, `${path} imports ${name}`).toContain(posix.join(path, '..', name));
      else if (!isBuiltin(name)) packages.set(name, (packages.get(name) ?? new Set()).add(path));
    }
  }
  expect([...packages.keys()].sort()).toEqual(['better-sqlite3', 'electron']);
  // The desktop shell is what Electron starts; no other script may need it.
  expect([...packages.get('electron')!].sort()).toEqual(['dist/main/desktop.js', 'dist/main/preload.cjs']);
  expect(Object.keys(description.dependencies)).toEqual(['better-sqlite3']);
  // The engine for logs of any size is loaded by name where it is installed, and nothing else needs it.
  expect(description.optionalDependencies).toEqual({ '@duckdb/node-api': '1.5.6-r.1' });
});

test('has the library: bundles that import nothing but their shared part, declarations that name nothing else', () => {
  const bundles = ['dist/library/engine.js', 'dist/library/measures.js'];
  for (const path of bundles) {
    expect(paths).toContain(path);
    for (const name of importedBy(readFileSync(root + path, 'utf8'))) {
      expect(name).toMatch(/^\.\/shared-[\w-]+\.js$/);
      expect(paths).toContain(posix.join('dist/library', name));
    }
  }
  const declarations = [...paths].filter((path) => path.endsWith('.d.ts'));
  expect(declarations).toContain('dist/library/engine/index.d.ts');
  expect(declarations).toContain('dist/library/measures/index.d.ts');
  for (const path of declarations) {
    const text = readFileSync(root + path, 'utf8');
    for (const [, name] of text.matchAll(/(?:from|import)\s*\(?['"]([^'"]+)['"]/g)) {
      if (name!.startsWith('parley/')) continue;
      expect(paths, `${path} names ${name}`).toContain(posix.join(path, '..', name!.replace(/\.js$/, '.d.ts')));
    }
  }
});

test('has a library that other programs compile against and run, by its own examples', () => {
  const folder = mkdtempSync(`${root}dist/examples-`);
  try {
    const files = examplesOf().map(({ source, of }, k) => {
      const path = join(folder, `${k}-${of}.ts`);
      writeFileSync(path, source);
      return path;
    });
    const resolutions = [
      { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
      { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
    ];
    for (const resolution of resolutions) {
      const program = ts.createProgram(files, {
        ...resolution,
        target: ts.ScriptTarget.ES2024,
        lib: ['lib.es2024.d.ts'],
        types: [],
        strict: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: false,
        noEmit: true,
      });
      const wrong = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
        return `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      });
      expect(wrong).toEqual([]);
    }
    const program = [
      "import * as engine from 'parley/engine';",
      "import * as measures from 'parley/measures';",
      'const said = [];',
      'const says = (value, is) => said.push(is);',
      ...examplesOf().map(
        ({ module, of, code }) => `{ const { ${of} } = ${module.slice('parley/'.length)};\n${code} }`,
      ),
      'console.log(said.length, engine.version, measures.version, engine.accelerated);',
    ];
    writeFileSync(join(folder, 'run.mjs'), program.join('\n'));
    const run = spawnSync(process.execPath, [join(folder, 'run.mjs')], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(run.stdout).toMatch(new RegExp(`^\\d\\d+ ${ENGINE_VERSION} ${ENGINE_VERSION} true\\n$`));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('has the command, the processes it starts, the whole page, the sample and the licences', () => {
  const started = ['vetChild', 'readChild', 'countChild', 'engineThread', 'web', 'desktop'].map(
    (name) => `dist/main/${name}.js`,
  );
  const texts = ['LICENSE', 'README.md', 'package.json', 'dist/THIRD-PARTY.md'];
  const page = globSync('dist/renderer/**/*', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length));
  expect(page.length).toBeGreaterThan(50);
  for (const path of [...Object.values(description.bin), ...started, ...texts, ...page]) expect(paths).toContain(path);
  expect(paths).toContain('dist/sample/restaurant-recommender.parley');
  expect(readFileSync(root + description.bin['parley']!, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test('has nothing else: no sources, no source maps, and nothing that grew by accident', () => {
  const pages = ['README.md', 'electron/cli/README.md', 'shared/library/README.md'];
  const known = /^(LICENSE|package\.json|dist\/(THIRD-PARTY\.md|(library|main|renderer|sample)\/.*))$/;
  const source = /\.(map|svelte)$|(?<!\.d)\.ts$/;
  const left = [...paths].filter((path) => !pages.includes(path));
  expect(left.filter((path) => !known.test(path) || source.test(path))).toEqual([]);
  const megabytes = (bytes: number) => bytes / 1_000_000;
  // 3.8 and 9.1 when this was written; 12.1 with the clients of three databases, of which MySQL's is 1.1 for its tables of
  // characters. What lets it grow by a quarter is looked at first.
  expect(megabytes(packed.size)).toBeLessThan(5.5);
  expect(megabytes(packed.unpackedSize)).toBeLessThan(15);
});

test('names every package that is imported by what ships, with its licence', () => {
  const sources = globSync('{shared,electron,renderer}/**/*.{ts,svelte}', { cwd: root }).filter(
    (path) => !/\.(test|bench)\.ts$|\/(testing|fixtures)\//.test(path),
  );
  const imported = new Set<string>();
  for (const path of sources) {
    const code = readFileSync(root + path, 'utf8');
    for (const [, name] of code.matchAll(
      /^\s*(?:import|export)\s(?!type\s)[^;'"]*?['"]((?:@[\w-]+\/)?[\w-]+)(?=['"/])/gm,
    ))
      imported.add(name!);
  }
  const shipped = [...imported].filter((name) => name in description.devDependencies && name !== 'electron');
  expect(shipped.length).toBeGreaterThan(15);
  const text = readFileSync(`${root}dist/THIRD-PARTY.md`, 'utf8');
  const titles = text.split('\n').filter((line) => line.startsWith('## '));
  for (const name of [...shipped, 'better-sqlite3']) {
    const { version } = JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8')) as {
      version: string;
    };
    expect(
      titles.some((title) => title.includes(`${name} ${version}`)),
      `${name} ${version}`,
    ).toBe(true);
  }
  expect(text).toContain('SIL OPEN FONT LICENSE');
});
