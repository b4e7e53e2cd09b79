// Each rule on imports bites: a forbidden import planted in a small tree is reported under the rule's name.
import { beforeAll, describe, expect, test } from 'vitest';
import { breachesIn, importsAlone, ruleComments, type Breach } from './importRules.ts';

const empty = 'export {};\n';
const value = (path: string) => `import { it } from '${path}';\nexport const its = it;\n`;
const type = (path: string) => `import type { It } from '${path}';\nexport type Its = It;\n`;
const component = (script: string) => `<script lang="ts">\n${script}\nconst n: number = 1;\n</script>\n<p>{n}</p>\n`;

interface Plant {
  rule: string;
  from: string;
  code: string;
  to: string;
}

/** Files with a forbidden import, each in a place of its own. `to` is made empty where no other plant writes it. */
const plants: Plant[] = [
  plant('shared-is-pure', 'shared/measures/a.ts', value('node:fs'), 'fs'),
  plant('shared-is-pure', 'shared/measures/b.ts', type('../../renderer/ui/x.ts'), 'renderer/ui/x.ts'),
  plant('engine-knows-no-contract', 'shared/engine/a.ts', type('../contract/x.ts'), 'shared/contract/x.ts'),
  plant('engine-imports-types-only', 'shared/engine/b.ts', value('../domain/x.ts'), 'shared/domain/x.ts'),
  plant('library-is-for-others', 'renderer/app/lib.ts', value('../../shared/library/x.ts'), 'shared/library/x.ts'),
  plant('domain-knows-no-contract', 'shared/domain/a.ts', type('../contract/x.ts'), 'shared/contract/x.ts'),
  plant('contract-knows-no-engine', 'shared/contract/a.ts', type('../engine/x.ts'), 'shared/engine/x.ts'),
  plant('only-desktop-imports-electron', 'electron/web/a.ts', value('electron'), 'node_modules/electron/index.js'),
  plant('core-knows-no-host', 'electron/core/host/a.ts', type('../../web/x.ts'), 'electron/web/x.ts'),
  plant('core-knows-no-host', 'electron/core/host/b.ts', type('../../x.ts'), 'electron/x.ts'),
  plant('hosts-know-each-other-not', 'electron/web/b.ts', value('../desktop/x.ts'), 'electron/desktop/x.ts'),
  plant('hosts-know-each-other-not', 'electron/network/b.ts', value('../web/x.ts'), 'electron/web/x.ts'),
  plant(
    'renderer-never-imports-main',
    'renderer/app/A.svelte',
    component(type('../../electron/x.ts')),
    'electron/x.ts',
  ),
  plant(
    'only-transport-knows-host',
    'renderer/state/a.ts',
    value('../client/transport.ts'),
    'renderer/client/transport.ts',
  ),
  plant('charts-know-no-state', 'renderer/charts/A.svelte', component(type('../state/x.ts')), 'renderer/state/x.ts'),
  plant('charts-know-no-state', 'renderer/ui/A.svelte', component(value('../parts/x.ts')), 'renderer/parts/x.ts'),
  plant('ui-knows-no-charts', 'renderer/ui/B.svelte', component(type('../charts/x.ts')), 'renderer/charts/x.ts'),
  plant('state-knows-no-screens', 'renderer/state/b.ts', type('../ui/C.svelte'), 'renderer/ui/C.svelte'),
  plant('rooms-know-no-rooms', 'renderer/rooms/a/A.svelte', component(type('../b/x.ts')), 'renderer/rooms/b/x.ts'),
  plant('rooms-know-no-rooms', 'renderer/rooms/a/B.svelte', component(value('../../app/x.ts')), 'renderer/app/x.ts'),
  plant(
    'parts-know-no-rooms',
    'renderer/parts/log/A.svelte',
    component(type('../../rooms/b/x.ts')),
    'renderer/rooms/b/x.ts',
  ),
  plant(
    'parts-stand-on-one-another',
    'renderer/parts/wording/A.svelte',
    component(type('../log/x.ts')),
    'renderer/parts/log/x.ts',
  ),
  plant(
    'ballot-form-knows-no-review',
    'renderer/parts/ballot/A.svelte',
    component(type('../../state/x.ts')),
    'renderer/state/x.ts',
  ),
  plant('ballot-form-knows-no-review', 'renderer/form/a.ts', value('../client/x.ts'), 'renderer/client/x.ts'),
  plant('core-floors-store', 'electron/core/store/a.ts', type('../services/x.ts'), 'electron/core/services/x.ts'),
  plant('core-floors-store', 'electron/core/formula/a.ts', type('../store/x.ts'), 'electron/core/store/x.ts'),
  plant('core-floors-import', 'electron/core/import/text/a.ts', type('../../store/x.ts'), 'electron/core/store/x.ts'),
  plant(
    'core-floors-installation',
    'electron/core/installation/a.ts',
    type('../services/x.ts'),
    'electron/core/services/x.ts',
  ),
  plant('core-floors-services', 'electron/core/services/a.ts', type('../host/x.ts'), 'electron/core/host/x.ts'),
  plant(
    'import-floors-text',
    'electron/core/import/text/b.ts',
    type('../naming/x.ts'),
    'electron/core/import/naming/x.ts',
  ),
  plant(
    'import-floors-naming',
    'electron/core/import/naming/a.ts',
    type('../planning/x.ts'),
    'electron/core/import/planning/x.ts',
  ),
  plant(
    'import-floors-planning',
    'electron/core/import/planning/a.ts',
    type('../formats/x.ts'),
    'electron/core/import/formats/x.ts',
  ),
  plant(
    'import-floors-evidence',
    'electron/core/import/evidence/a.ts',
    type('../formats/x.ts'),
    'electron/core/import/formats/x.ts',
  ),
  plant(
    'import-floors-formats',
    'electron/core/import/formats/a.ts',
    type('../reading/x.ts'),
    'electron/core/import/reading/x.ts',
  ),
  plant(
    'migrations-import-nothing',
    'electron/core/store/migrations/001-a.ts',
    value('../x.ts'),
    'electron/core/store/x.ts',
  ),
  plant('no-cycles', 'shared/measures/c.ts', type('./d.ts'), 'shared/measures/d.ts'),
  plant('no-unresolved', 'shared/measures/e.ts', value('./nowhere.ts'), './nowhere.ts'),
  plant('tests-stay-out-of-the-product', 'shared/measures/f.ts', value('./x.test.ts'), 'shared/measures/x.test.ts'),
  plant('shipped-code-uses-named-packages', 'electron/web/c.ts', value('micromark'), 'node_modules/micromark/index.js'),
  // Two files of one folder and two of another: no circle of files, and yet one of folders.
  plant(
    'no-folder-circles',
    'renderer/parts/answer/A.svelte',
    component(type('../surrogate/x.ts')),
    'renderer/parts/surrogate/x.ts',
  ),
  plant(
    'no-folder-circles',
    'renderer/parts/surrogate/A.svelte',
    component(type('../answer/x.ts')),
    'renderer/parts/answer/x.ts',
  ),
];

function plant(rule: string, from: string, code: string, to: string): Plant {
  return { rule, from, code, to };
}

let breaches: Breach[] = [];
beforeAll(() => {
  const files = new Map(
    plants.filter(({ to }) => /^(shared|electron|renderer)\//.test(to)).map(({ to }) => [to, empty]),
  );
  for (const { from, code } of plants) files.set(from, code);
  files.set('shared/measures/d.ts', type('./c.ts'));
  breaches = breachesIn(files);
});

describe('a planted import is reported', () => {
  test.each(plants)('$rule: $from → $to', ({ rule, from, to }) => {
    // A circle of folders names the folders.
    const near = (path: string, found: string) => path === found || path.startsWith(`${found}/`);
    const found = breaches.filter((breach) => breach.rule === rule && near(from, breach.from));
    expect(
      found.map((breach) => breach.to).filter((path) => near(to, path)),
      JSON.stringify(breaches, null, 1),
    ).toHaveLength(1);
  });
});

test('every rule has an import planted against it', () => {
  expect([...ruleComments().keys()].filter((rule) => !plants.some((plant) => plant.rule === rule))).toEqual([]);
});

test('imports that keep the rules are not reported', () => {
  const files = new Map([
    ['renderer/rooms/a/A.svelte', component(type('../../parts/log/x.ts') + value('./x.ts'))],
    ['renderer/rooms/a/x.ts', type('../../ui/x.ts')],
    ['renderer/parts/log/x.ts', type('../answer/x.ts')],
    ['renderer/parts/answer/x.ts', empty],
    ['renderer/ui/x.ts', empty],
    ['shared/engine/a.ts', type('../domain/x.ts')],
    ['shared/domain/x.ts', empty],
  ]);
  expect(breachesIn(files)).toEqual([]);
});

test('a component is read with all its imports: of types, in every script, without a name, while it runs', () => {
  const source = `<script module lang="ts">
    import type { A } from './a.ts';
  </script>
  <script lang="ts">
    import { b, type B } from "./b.ts";
    import './c.css';
    export type { D } from './d.ts';
    const e = () => import('./e.ts');
    const f: import('./f.ts').F = 1;
    // import g from './g.ts';
  </script>`;
  expect([...importsAlone(source).matchAll(/import "(.*)";/g)].map((match) => match[1])).toEqual([
    './a.ts',
    './b.ts',
    './c.css',
    './d.ts',
    './e.ts',
    './f.ts',
  ]);
});
