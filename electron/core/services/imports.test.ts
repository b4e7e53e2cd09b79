// An import through the app's own operations: one step of undo, what changed, requirements, tags, and answers remembered.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { In } from '../../../shared/contract/contract.ts';
import type { TableMapping, TablePreview } from '../../../shared/contract/imports.ts';
import { evaluate } from '../../../shared/engine/evaluate.ts';
import { screen } from '../../../shared/engine/screen.ts';
import { fixture } from '../import/testing/fixtures.ts';
import { removeFolders, testApp, type TestApp } from '../testing/host.ts';

afterAll(removeFolders);

const text = (content: string) => new TextEncoder().encode(content);
const readFile = (app: TestApp, bytes: Uint8Array, fileName = 'table.csv') =>
  app.call('imports.read', {
    task: 't',
    fileName,
    kind: 'file' as const,
    bytes,
    options: { delimiter: null, decimal: null, header: null },
  });
const asProposed = (preview: TablePreview, rest: Partial<TableMapping> = {}): TableMapping => ({
  uses: preview.columns.map(({ use }) => use),
  duplicates: 'refuse',
  unreadable: 'refuse',
  ...rest,
});
async function open() {
  const app = testApp();
  const { review } = await app.call('library.create', { title: 'Imports' });
  return { app, review };
}
type Accept = Partial<In<'imports.accept'>>;
async function importText(app: TestApp, review: string, content: string, more: Accept = {}) {
  const preview = await readFile(app, text(content));
  const accepted = await app.call('imports.accept', {
    task: 't',
    review,
    table: preview.table,
    mapping: asProposed(preview),
    objectives: false,
    ...more,
  });
  return { preview, accepted };
}

describe('an import', () => {
  it('with objectives is one step of undo', async () => {
    const { app, review } = await open();
    const { accepted } = await importText(app, review, 'model,acc,loss\na,1,2\nb,2,1\n', { objectives: [1, 2] });
    expect(accepted).toMatchObject({ candidates: 2, metrics: 2, cells: 4, objectives: 2, requirements: 0 });
    await app.call('review.undo', { review });
    const { settings, history } = await app.call('review.get', { review });
    expect([settings.metrics, settings.objectives, history.undo]).toEqual([[], [], null]);
    expect((await app.call('review.catalog', { review })).names).toEqual([]);
    await app.close();
  });
  it('of the same table again makes no second objective of a metric', async () => {
    const { app, review } = await open();
    const table = 'model,acc\na,1\nb,2\n';
    await importText(app, review, table, { objectives: [1] });
    expect((await importText(app, review, table, { objectives: [1] })).accepted).toMatchObject({
      objectives: 0,
      changes: { fresh: 0, updated: 0, unchanged: 2, left: 0 },
    });
    await app.close();
  });
  it('says what it changes before and after, keeps what stood there, and is undone in one step', async () => {
    const { app, review } = await open();
    await importText(app, review, 'model,acc,loss\na,0.5,2\nb,0.75,1\nc,0.25,\n');
    const again = await readFile(app, text('model,acc,loss\na,0.625,2\nb,0.75,1\nd,1,1\n'));
    const unsaid = await app.call('imports.check', { review, table: again.table, mapping: asProposed(again) });
    expect(unsaid).toMatchObject({ acceptable: false, problemCount: 1 });
    expect(unsaid.problems[0]?.message).toBe(
      'The review has "acc" already (from table.csv), and 1 value differs: a 0.5 → 0.625. Say whether this is the same measurement, whose values are updated, or another one, with a name of its own.',
    );
    const mapping = asProposed(again, {
      uses: again.columns.map(({ use }) => (use.use === 'metric' ? { ...use, existing: 'update' as const } : use)),
    });
    const { changes } = await app.call('imports.check', { review, table: again.table, mapping });
    expect(changes).toEqual({
      fresh: 1,
      updated: 1,
      unchanged: 1,
      left: 1,
      replaced: 1,
      metricCount: 1,
      metrics: [
        {
          name: 'acc',
          unit: '',
          changed: 1,
          added: 0,
          replaced: 1,
          from: ['table.csv'],
          examples: [{ candidate: 'a', from: 0.5, to: 0.625 }],
        },
      ],
    });
    const accepted = await app.call('imports.accept', {
      task: 't',
      review,
      table: again.table,
      mapping,
      objectives: false,
    });
    expect(accepted.changes).toEqual(changes);
    const { candidateIds, columns } = await app.call('review.catalog', { review });
    const history = await app.call('candidates.history', { review, candidateId: candidateIds[0]! });
    expect(history[0]?.former.map(({ measured }) => measured)).toEqual([0.5]);
    expect(columns[0]?.measured).toEqual(Float64Array.of(0.625, 0.75, 0.25, 1));
    await app.call('review.undo', { review });
    const before = await app.call('review.catalog', { review });
    expect([before.names, before.columns[0]?.measured]).toEqual([['a', 'b', 'c'], Float64Array.of(0.5, 0.75, 0.25)]);
    await app.close();
  });
  it('keeps a long text with its lines, as far as a review keeps texts, and says what it leaves out', async () => {
    const { app, review } = await open();
    const card = `# Card\n\n${'word '.repeat(3000)}`;
    const preview = await readFile(app, text(`model,acc,card\na,1,"${card}"\nb,2,short\n`), `${'n'.repeat(250)}.csv`);
    const mapping = asProposed(preview);
    const { problems } = await app.call('imports.check', { review, table: preview.table, mapping });
    expect(problems).toMatchObject([{ row: 2, column: 'card', severity: 'warning' }]);
    expect(problems[0]?.message).toBe('This text has 15,008 characters; the first 10,000 are kept.');
    await app.call('imports.accept', { task: 't', review, table: preview.table, mapping, objectives: false });
    const { attributes } = await app.call('review.catalog', { review });
    expect(attributes[0]?.values).toEqual([card.slice(0, 10_000), 'short']);
    await app.close();
  });
  it('tags candidates', async () => {
    const { app, review } = await open();
    await importText(app, review, 'model,acc,Tags\na,1,"fast, small"\nb,2,fast\nc,3,\n');
    const { tags, candidateIds } = await app.call('review.catalog', { review });
    expect(tags).toEqual([
      { tag: 'fast', candidateIds: [candidateIds[0], candidateIds[1]] },
      { tag: 'small', candidateIds: [candidateIds[0]] },
    ]);
    await app.close();
  });
});

describe('what a person says of columns', () => {
  it('is proposed in the next review, marked, and can be forgotten', async () => {
    const { app, review } = await open();
    const table = 'model,latency,BIOSSES\na,0,2\nb,4,5\n';
    const first = await readFile(app, text(table));
    expect(first.columns.map(({ asks, remembered }) => [asks, remembered])).toEqual([
      [[], []],
      [['unit', 'statistic', 'zeros'], []],
      [['direction'], []],
    ]);
    const said = { unit: 'ms', statistic: 'p99' as const, zeros: 'unknown' as const };
    const uses = first.columns.map(({ use }) =>
      use.use === 'metric' && use.name === 'latency'
        ? { ...use, name: 'p99 latency', unit: 'ms', zeros: 'unknown' as const }
        : use,
    );
    await app.call('imports.accept', {
      task: 't',
      review,
      table: first.table,
      mapping: { ...asProposed(first), uses },
      objectives: false,
      answers: [
        { column: 1, answer: said },
        { column: 2, answer: { direction: 'max' } },
      ],
    });
    const { review: other } = await app.call('library.create', { title: 'Another' });
    const second = await readFile(app, text(table.replace('latency', 'Latency')));
    expect(second.columns[1]).toMatchObject({
      use: { use: 'metric', name: 'p99 Latency', unit: 'ms', zeros: 'unknown' },
      asks: [],
      remembered: ['unit', 'statistic', 'zeros'],
      statistic: 'p99',
    });
    expect(second.columns[2]).toMatchObject({ asks: [], remembered: ['direction'], directed: true });
    const mapping = asProposed(second);
    expect(await app.call('imports.check', { review: other, table: second.table, mapping })).toMatchObject({
      acceptable: true,
      missing: 1,
    });
    expect(await app.call('imports.forget', { header: 'LATENCY' })).toBe(1);
    expect((await readFile(app, text(table))).columns[1]?.asks).toEqual(['unit', 'statistic', 'zeros']);
    expect(await app.call('imports.forget', { header: null })).toBe(1);
    await app.close();
  });
  it('is not remembered where that cannot be written, and the import stands all the same', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'Records' });
    // Where the lock of the record belongs stands a folder.
    fs.mkdirSync(path.join(app.folder, 'data', 'columns.json.lock'), { recursive: true });
    const preview = await readFile(app, text('model,wait\na,5\nb,6\n'));
    const mapping = asProposed(preview);
    const answers = [{ column: 1, answer: { unit: 'min' } }];
    expect(
      await app.call('imports.accept', {
        task: 't',
        review,
        table: preview.table,
        mapping,
        objectives: false,
        answers,
      }),
    ).toMatchObject({ candidates: 2 });
    expect((await app.call('review.catalog', { review })).names).toEqual(['a', 'b']);
    await expect(app.call('imports.forget', { header: 'wait' })).rejects.toMatchObject({
      code: 'readOnly',
      message: expect.stringContaining('What Parley remembers in columns.json could not be changed') as string,
    });
    await app.close();
  });
  it('is not remembered when the import is refused', async () => {
    const { app, review } = await open();
    const preview = await readFile(app, text('model,BIOSSES\na,1\na,2\n'));
    const accept = app.call('imports.accept', {
      task: 't',
      review,
      table: preview.table,
      mapping: asProposed(preview),
      objectives: false,
      answers: [{ column: 1, answer: { direction: 'min' } }],
    });
    await expect(accept).rejects.toMatchObject({ code: 'badInput' });
    expect(await app.call('imports.forget', { header: null })).toBe(0);
    await app.close();
  });
});

describe('a study with constraints', () => {
  // Optuna's own answer: trials 2 and 8 break a constraint; trial 9 states none and counts as feasible.
  const names = (trials: readonly number[]) => trials.map((n) => `three objectives, named · trial ${n}`);
  it.each(['three-objectives.sql', 'three-objectives.csv'])('%s: a role takes them', async (file) => {
    const { app, review } = await open();
    const preview = await readFile(app, fixture(`optuna/${file}`), file);
    const bounds = preview.columns.filter(({ use }) => use.use === 'metric' && use.atMost !== undefined);
    expect(bounds.map(({ header }) => header)).toEqual(['constraint violation']);
    expect(preview.problems.map(({ message }) => message)).toContain(
      '1 trial states no constraint and counts as feasible, as in Optuna 5; earlier versions count it as infeasible.',
    );
    const { settings: empty } = await app.call('review.get', { review });
    const accepted = await app.call('imports.accept', {
      task: 't',
      review,
      table: preview.table,
      mapping: asProposed(preview, { unreadable: 'missing' }),
      objectives: [1, 2, 3],
      requirementsOf: empty.roles[0]!.id,
    });
    expect(accepted).toMatchObject({ candidates: 10, objectives: 3, requirements: 1 });
    const { settings } = await app.call('review.get', { review });
    const catalog = await app.call('review.catalog', { review });
    expect(settings.roles[0]?.requirements).toMatchObject([{ comparator: '<=', bound: 0, strength: 'must' }]);
    const { feasible } = screen({ settings, catalog }, null);
    const out = catalog.names.filter((_, i) => feasible[i] === 0);
    expect(out.map((name) => name.replace(/^.* · trial /, ''))).toEqual(['2', '8']);
    if (file.endsWith('.sql')) {
      expect(settings.objectives.map(({ name, direction }) => [name, direction])).toEqual([
        ['accuracy', 'max'],
        ['latency_ms', 'min'],
        ['dp_difference', 'min'],
      ]);
      // Trials 6 and 7 have an infinite value each, which cannot be ranked; Optuna has them on its front.
      const { fronts } = evaluate({ settings, catalog }, { role: null });
      expect(catalog.names.filter((_, i) => fronts[i] === 1)).toEqual(names([0, 1, 3, 4, 9]));
    }
    await app.close();
  });
});

it('of run folders keeps no e-mail, host or path of whoever ran them, anywhere in the file of the review', async () => {
  const { app, review } = await open();
  const encoder = new TextEncoder();
  const run = (id: string, accuracy: number) =>
    Object.entries({
      'wandb-metadata.json': JSON.stringify({
        host: 'canary-host',
        email: 'canary@mail.example',
        root: '/home/canary-user/p',
        executable: '/canary-python',
        git: { remote: 'canary-remote' },
        args: ['--token', 'canary-token'],
      }),
      'wandb-summary.json': JSON.stringify({ val_acc: accuracy, _runtime: 60, _wandb: { runtime: 60 } }),
      'config.yaml':
        'lr: {value: 0.1}\n_wandb: {value: {e: {x: {email: canary@mail.example, root: /home/canary-user}}}}\n',
    }).map(([name, text]) => ({ path: `wandb/run-20260101_000000-${id}/files/${name}`, bytes: encoder.encode(text) }));
  const files = [...run('aaaaaaaa', 0.9), ...run('bbbbbbbb', 0.8)];
  const options = { delimiter: null, decimal: null, header: null };
  const preview = await app.call('imports.read', {
    task: 't',
    fileName: 'wandb',
    kind: 'folder',
    bytes: new Uint8Array(),
    files,
    options,
  });
  await app.call('imports.accept', {
    task: 't',
    review,
    table: preview.table,
    mapping: asProposed(preview),
    objectives: true,
  });
  const { settings } = await app.call('review.get', { review });
  expect(settings.objectives.map(({ name, direction }) => [name, direction])).toEqual([
    ['val_acc', 'max'],
    ['run time', 'min'],
  ]);
  const { bytes } = await app.call('library.copy', { review });
  const content = Buffer.from(bytes);
  expect(content.includes('val_acc')).toBe(true);
  expect(content.toString('latin1').match(/canary[^\0]{0,20}/gi)).toBeNull();
  await app.close();
});

it('makes objectives of the metrics that the preview proposes, and of none whose better way nobody has said', async () => {
  const { app, review } = await open();
  const table = 'model,accuracy,zorp,latency_ms\na,0.9,16,10\nb,0.8,8,5\n';
  const { accepted } = await importText(app, review, table, { objectives: true });
  expect(accepted.objectives).toBe(2);
  const { settings } = await app.call('review.get', { review });
  expect(settings.objectives.map(({ name }) => name)).toEqual(['accuracy', 'latency_ms']);
  await app.close();
});
