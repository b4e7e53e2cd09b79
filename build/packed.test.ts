// What npm packs: every file that the bundles and the page ask for, none that they do not need, and no package left to install but
// the database. Against the list that npm itself gives, and the imports as a parser reads them.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { parseAst } from 'vite';
import { beforeAll, expect, test } from 'vitest';
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
});

test('has the command, the processes it starts, the whole page, the sample and the licences', () => {
  const started = ['vetChild', 'readChild', 'engineThread', 'web', 'desktop'].map((name) => `dist/main/${name}.js`);
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
  const known = /^(LICENSE|README\.md|package\.json|dist\/(THIRD-PARTY\.md|(main|renderer|sample)\/.*))$/;
  expect([...paths].filter((path) => !known.test(path) || /\.(map|ts|svelte)$/.test(path))).toEqual([]);
  const megabytes = (bytes: number) => bytes / 1_000_000;
  // 3.8 and 9.1 when this was written. What lets it grow by a third is looked at first.
  expect(megabytes(packed.size)).toBeLessThan(5);
  expect(megabytes(packed.unpackedSize)).toBeLessThan(12);
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
