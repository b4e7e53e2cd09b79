// The import rules of dependency-cruiser.cjs, checked over every import there is, and over circles among folders.
// dependency-cruiser does not see `import type` in a component, because it reads what Svelte compiles. It is therefore run on
// a copy of the tree in which each component is nothing but its imports.
//   node build/run.mjs build/importRules.ts
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { root, tool } from './paths.ts';

/** One import that a rule forbids. A circle is reported with the files or folders on its way. */
export interface Breach {
  rule: string;
  from: string;
  to: string;
  way: string[];
}

/** What dependency-cruiser says of one file. */
interface CruisedModule {
  source: string;
  dependencies: { resolved: string }[];
}

const sources = ['shared', 'electron', 'renderer', 'build', 'e2e'];

/** Folders whose folders may not need each other in a circle: each should be readable without the others. */
const apart = ['renderer/rooms', 'renderer/parts', 'electron/core', 'electron/core/import'];

/** A component as nothing but its imports, of values and of types alike. */
export function importsAlone(component: string): string {
  const scripts = [...component.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '');
  const names = scripts.flatMap((script) => ts.preProcessFile(script).importedFiles.map((file) => file.fileName));
  return `<script>\n${names.map((name) => `import ${JSON.stringify(name)};\n`).join('')}</script>\n`;
}

/**
 * Checks a tree of sources against the rules.
 *
 * @param files contents by path, relative to the top of the tree
 * @returns every breach; empty when all is well
 */
export function breachesIn(files: ReadonlyMap<string, string>): Breach[] {
  const folder = mkdtempSync(join(tmpdir(), 'parley-imports-'));
  try {
    for (const name of ['package.json', 'tsconfig.json', 'build/tsconfig.json', 'build/dependency-cruiser.cjs'])
      cpSync(join(root, name), join(folder, name));
    for (const name of sources) mkdirSync(join(folder, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (const [path, text] of files) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, path.endsWith('.svelte') ? importsAlone(text) : text);
    }
    const cruise = spawnSync(
      process.execPath,
      [
        tool('dependency-cruiser', 'depcruise'),
        '--config=build/dependency-cruiser.cjs',
        '--preserve-symlinks',
        '--output-type=json',
        ...sources,
      ],
      { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 },
    );
    if (!cruise.stdout.startsWith('{')) throw new Error(`dependency-cruiser failed: ${cruise.stderr}${cruise.stdout}`);
    const found = JSON.parse(cruise.stdout) as {
      modules: CruisedModule[];
      summary: { violations: { rule: { name: string }; from: string; to: string; cycle?: { name: string }[] }[] };
    };
    return [
      ...found.summary.violations.map(({ rule, from, to, cycle = [] }) => ({
        rule: rule.name,
        from,
        to,
        way: cycle.map((step) => step.name),
      })),
      ...apart.flatMap((parent) => foldersInCircles(found.modules, parent)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pairs of folders right under `parent` that need each other, directly or by way of others. */
function foldersInCircles(modules: readonly CruisedModule[], parent: string): Breach[] {
  const folderOf = (path: string): string | undefined =>
    path.startsWith(`${parent}/`) && path.indexOf('/', parent.length + 1) > 0
      ? path.slice(0, path.indexOf('/', parent.length + 1))
      : undefined;
  const needs = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const from = folderOf(source);
    if (from === undefined || isTest(source)) continue;
    for (const { resolved } of dependencies) {
      const to = folderOf(resolved);
      if (to !== undefined && to !== from) needs.set(from, (needs.get(from) ?? new Set()).add(to));
    }
  }
  return [...needs].flatMap(([from, direct]) =>
    [...direct].flatMap((to) => {
      const way = wayBack(needs, to, from);
      return way === undefined ? [] : [{ rule: 'no-folder-circles', from, to, way }];
    }),
  );
}

const isTest = (path: string): boolean => /\.(test|bench)\.ts$|\/testing\/|\/fixtures\//.test(path);

/** The shortest way from one folder to another, both named; undefined when there is none. */
function wayBack(needs: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): string[] | undefined {
  const ways = [[from]];
  const seen = new Set([from]);
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const next of needs.get(way.at(-1)!) ?? []) {
      if (next === to) return [...way, to];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}

/** All sources of this checkout. */
export function ownSources(): Map<string, string> {
  const paths = sources.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  );
  return new Map(
    paths
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => /\.(ts|svelte|css|js|mjs|cjs|svg|json|csv)$/.test(path))
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
}

/** Why each rule is there, by its name. */
export function ruleComments(): Map<string, string> {
  const { forbidden } = createRequire(import.meta.url)('./dependency-cruiser.cjs') as {
    forbidden: { name: string; comment: string }[];
  };
  return new Map([
    ...forbidden.map(({ name, comment }): [string, string] => [name, comment]),
    [
      'no-folder-circles',
      `Folders of ${apart.join(', ')} never need each other in a circle. Move the shared piece down.`,
    ],
  ]);
}

if (import.meta.main) {
  const breaches = breachesIn(ownSources());
  const comments = ruleComments();
  for (const { rule, from, to, way } of breaches)
    console.error(`${rule}: ${from} → ${to}${way.length > 0 ? ` (${way.join(' → ')})` : ''}\n  ${comments.get(rule)}`);
  console.log(breaches.length === 0 ? 'Every import keeps the rules.' : `${breaches.length} imports break the rules.`);
  process.exitCode = breaches.length === 0 ? 0 : 1;
}
