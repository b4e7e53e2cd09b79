// MLflow, both stores: which runs, which of the logged values, and what NaN and the largest number mean.
import { describe, expect, it } from 'vitest';
import { planImport } from '../../planning/plan.ts';
import { emptyReview, proposed } from '../../testing/readText.ts';
import { fixture } from '../../testing/fixtures.ts';
import { databaseOf, read, readFolder, rowsOf, usesOf } from '../../testing/readBytes.ts';
import { metricPoints } from './folder.ts';
import { chosenPoint } from './runs.ts';

const store = `
  CREATE TABLE alembic_version (version_num TEXT);
  CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name TEXT, lifecycle_stage TEXT);
  CREATE TABLE runs (run_uuid TEXT PRIMARY KEY, name TEXT, status TEXT, start_time BIGINT, lifecycle_stage TEXT, experiment_id INTEGER);
  CREATE TABLE metrics (key TEXT, value FLOAT NOT NULL, timestamp BIGINT, run_uuid TEXT, step BIGINT, is_nan BOOLEAN);
  CREATE TABLE latest_metrics (key TEXT, value FLOAT, timestamp BIGINT, step BIGINT, is_nan BOOLEAN, run_uuid TEXT);
  CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT);
  CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT);
  CREATE TABLE registered_model_aliases (alias TEXT, version INTEGER, name TEXT);
  CREATE TABLE model_versions (name TEXT, version INTEGER, run_id TEXT, current_stage TEXT);
  INSERT INTO experiments VALUES (0, 'Default', 'active'), (123456789012345678, 'large', 'active'), (2, 'gone', 'deleted');
  INSERT INTO runs VALUES
    ('aaaaaaaa1', 'twin', 'FINISHED', 1, 'active', 123456789012345678), ('bbbbbbbb2', 'twin', 'FINISHED', 2, 'active', 123456789012345678),
    ('cccccccc3', NULL, 'FINISHED', 3, NULL, 123456789012345678), ('dddddddd4', 'dead', 'FINISHED', 4, 'deleted', 123456789012345678),
    ('eeeeeeee5', 'crash', 'RUNNING', 5, 'active', 123456789012345678), ('ffffffff6', 'old', 'FINISHED', 6, 'active', 2),
    ('gggggggg7', 'parent', 'FINISHED', 7, 'active', 123456789012345678), ('hhhhhhhh8', 'other', 'FINISHED', 8, 'active', 0);
  INSERT INTO metrics VALUES ('loss', 0.3, 1, 'aaaaaaaa1', 0, 0), ('loss', 0.1, 2, 'aaaaaaaa1', 1, 0), ('loss', 0.2, 3, 'aaaaaaaa1', 2, 0),
    ('loss', 0.5, 1, 'bbbbbbbb2', 0, 0), ('loss', 1.7976931348623157e308, 2, 'bbbbbbbb2', 1, 0), ('loss', 0, 1, 'cccccccc3', 0, 1),
    ('loss', 0.9, 1, 'hhhhhhhh8', 0, 0);
  INSERT INTO latest_metrics VALUES ('loss', 0.2, 3, 2, 0, 'aaaaaaaa1'), ('loss', 1.7976931348623157e308, 2, 1, 0, 'bbbbbbbb2'),
    ('loss', 0, 1, 0, 1, 'cccccccc3'), ('loss', 0.4, 1, 0, 0, 'dddddddd4'), ('loss', 0.4, 1, 0, 0, 'eeeeeeee5'), ('loss', 0.9, 1, 0, 0, 'hhhhhhhh8');
  INSERT INTO params VALUES ('loss', 'huber', 'aaaaaaaa1'), ('depth', '7', 'bbbbbbbb2');
  INSERT INTO tags VALUES ('mlflow.runName', 'named by tag', 'cccccccc3'), ('mlflow.user', 'someone', 'aaaaaaaa1'),
    ('mlflow.parentRunId', 'gggggggg7', 'bbbbbbbb2'), ('team', 'search', 'aaaaaaaa1'), ('mlflow.note.content', 'fine', 'aaaaaaaa1');
  INSERT INTO model_versions VALUES ('ranker', 1, 'aaaaaaaa1', 'None'), ('ranker', 2, 'bbbbbbbb2', 'None');
  INSERT INTO registered_model_aliases VALUES ('champion', 2, 'ranker');`;

describe('an MLflow database', () => {
  it('gives the finished runs that were not deleted, with the last values as they are meant', async () => {
    const result = await read(databaseOf(store), { fileName: 'mlflow.db' });
    expect(result.preview.format).toBe('MLflow database');
    expect(rowsOf(result)).toMatchObject([
      { Run: 'twin · aaaaaaaa', loss: '0.2', 'param loss': 'huber', team: 'search', note: 'fine', depth: '' },
      {
        Run: 'twin · bbbbbbbb',
        loss: 'Infinity',
        depth: '7',
        'parent run': 'parent',
        'registered as': 'ranker version 2 (champion)',
      },
      { Run: 'named by tag', loss: 'NaN' },
    ]);
    expect(usesOf(result)).toMatchObject({
      Run: 'name',
      loss: 'metric min',
      depth: 'attribute',
      'run id': 'attribute',
    });
    expect(result.preview.columns.map(({ header }) => header)).not.toContain('mlflow.user');
    expect(result.preview.incumbent).toEqual({
      name: 'twin · bbbbbbbb',
      because: 'ranker version 2 is "champion" in the model registry.',
    });
    expect(result.preview.problems.map(({ message }) => message)).toEqual([
      '1 run logged no metric and is left out.',
      '1 value was logged as NaN, which is no number; taken as missing.',
      '"Infinity" is infinite or above 1e300, and cannot be ranked. Correct it, or take such cells as missing.',
    ]);
    const mapping = proposed(result.preview, { unreadable: 'missing', incumbent: true });
    const { content } = planImport(result.table, mapping, emptyReview);
    expect(content?.incumbent).toBe(1);
    expect(content?.metrics[0]?.measured).toEqual(Float64Array.of(0.2, NaN, NaN));
  });

  it.each([
    ['best', ['0.1', '0.5', 'NaN']],
    ['highest', ['0.3', 'Infinity', 'NaN']],
    ['lowest', ['0.1', '0.5', 'NaN']],
    ['step:1', ['0.1', 'Infinity', '']],
  ])('takes the %s value when that is chosen', async (values, expected) => {
    const result = await read(databaseOf(store), { choices: { values } });
    expect(rowsOf(result).map(({ loss }) => loss)).toEqual(expected);
  });

  it('shows unfinished and deleted runs when they are asked for, and other experiments', async () => {
    const bytes = databaseOf(store);
    const active = await read(bytes, { choices: { runs: 'active' } });
    expect(rowsOf(active).map(({ Run }) => Run)).toContain('crash');
    const all = await read(bytes, { choices: { runs: 'all' } });
    expect(rowsOf(all).map(({ Run }) => Run)).toContain('dead');
    const every = await read(bytes, { choices: { experiment: 'all' } });
    expect(rowsOf(every).at(-1)).toMatchObject({ Run: 'other', experiment: 'Default' });
    expect(every.preview.choices.find(({ key }) => key === 'experiment')?.options.map(({ label }) => label)).toEqual([
      'Default: 1 run',
      'large: 4 runs',
      'all experiments',
    ]);
  });

  it('marks nobody when the alias points to several runs', async () => {
    const two = `${store} INSERT INTO model_versions VALUES ('other', 1, 'aaaaaaaa1', 'None'); INSERT INTO registered_model_aliases VALUES ('champion', 1, 'other');`;
    const { preview } = await read(databaseOf(two));
    expect(preview.incumbent).toBe(null);
    expect(preview.problems.map(({ message }) => message)).toContain(
      '2 runs are "champion" of different models, so none is marked as the one in use. Mark it after the import.',
    );
  });
});

const run = (letter: string) => letter.repeat(32);
const meta = (letter: string, more = '') =>
  `artifact_uri: file:///home/someone/mlruns/0/x\nexperiment_id: '342244492133412184'\nlifecycle_stage: active\nrun_id: ${run(letter)}\nrun_name: run ${letter}\nstart_time: 1700000000000\nstatus: 3\n${more}`;
const tree = {
  '342244492133412184/meta.yaml': 'experiment_id: 342244492133412184\nlifecycle_stage: active\nname: tuning\n',
  [`342244492133412184/${run('a')}/meta.yaml`]: meta('a'),
  [`342244492133412184/${run('a')}/metrics/val/Score_métier`]:
    '1700000000003 0.5 2\n1700000000001 0.9 0\n1700000000002 nan 1\n',
  [`342244492133412184/${run('a')}/params/depth`]: '7',
  [`342244492133412184/${run('b')}/meta.yaml`]: meta('b'),
  [`342244492133412184/${run('b')}/metrics/val/Score_métier`]: '1700000000001 -inf\nnonsense\n',
  [`342244492133412184/${run('b')}/tags/mlflow.parentRunId`]: run('a'),
  [`342244492133412184/${run('c')}/meta.yaml`]: meta('c').replace('active', 'deleted'),
  [`342244492133412184/${run('c')}/metrics/val/Score_métier`]: '1700000000001 0.1 0\n',
  [`342244492133412184/${run('d')}/meta.yaml`]: meta('d').replace("'342244492133412184'", '7'),
  [`.trash/9/meta.yaml`]: 'experiment_id: 9\nname: gone\n',
  [`.trash/9/${run('e')}/meta.yaml`]: meta('e').replace("'342244492133412184'", '9'),
  [`.trash/9/${run('e')}/metrics/x`]: '1 1 1\n',
  [`models/ranker/meta.yaml`]: 'name: ranker\n',
  [`models/ranker/version-3/meta.yaml`]: `run_id: ${run('a')}\nversion: 3\n`,
  [`models/ranker/aliases/champion`]: '3',
};

describe('an mlruns folder', () => {
  it('gives the same as the database would', async () => {
    const result = await readFolder(tree);
    expect(result.preview.format).toBe('MLflow runs folder');
    expect(rowsOf(result)).toEqual([
      {
        Run: 'run a',
        'val/Score_métier': '0.5',
        depth: '7',
        'registered as': 'ranker version 3 (champion)',
        'parent run': '',
        'run id': run('a'),
      },
      {
        Run: 'run b',
        'val/Score_métier': '-Infinity',
        depth: '',
        'registered as': '',
        'parent run': 'run a',
        'run id': run('b'),
      },
    ]);
    expect(result.preview.incumbent?.name).toBe('run a');
    expect(result.preview.problems.map(({ message }) => message)).toEqual([
      '1 folder looks like a run of no experiment that is here; left out, as MLflow does.',
      '1 line is not "time value step", as MLflow writes metrics; passed over.',
      '"-Infinity" is infinite or above 1e300, and cannot be ranked. Correct it, or take such cells as missing.',
    ]);
    const all = await readFolder(tree, { runs: 'all' });
    expect(all.preview.choices[0]?.options.map(({ label }) => label)).toEqual([
      'finished: 2',
      'also failed and unfinished: 2',
      'also deleted: 4',
    ]);
  });
  it('reads lines with and without steps, and infinities as Python writes them', () => {
    expect(metricPoints('1 1e-05 3\n2 Inf\n3 0.5 x\n')).toEqual({
      points: [
        { time: 1, value: 1e-5, step: 3 },
        { time: 2, value: Infinity, step: 0 },
      ],
      unreadable: 1,
    });
    expect(chosenPoint(metricPoints('5 0.1 1\n9 0.2 1\n7 0.9 0').points, 'last', 'acc')).toBe(0.2);
  });
  it('is refused when it holds nothing that is known', async () => {
    await expect(readFolder({ 'a/b.txt': 'hello' })).rejects.toThrow(
      'The folder runs holds no results that Parley knows.',
    );
  });
});

describe('a database that MLflow 3 wrote', () => {
  it('holds 12 active runs and 4 deleted ones, the champion, and the two logged models', async () => {
    const bytes = fixture('mlflow/runs.sql');
    const result = await read(bytes, { fileName: 'mlflow.db' });
    const plan = planImport(result.table, proposed(result.preview), emptyReview);
    expect(plan.check).toMatchObject({ acceptable: true, candidates: 12, duplicateCount: 0 });
    expect(result.preview.choices.find(({ key }) => key === 'runs')?.options.at(-1)?.label).toBe('also deleted: 16');
    expect(result.preview.incumbent?.name).toBe('caring-shark-745 · 1f5df950');
    expect((await read(bytes, { choices: { what: 'models' } })).preview.rows).toBe(2);
    const all = await read(bytes, { choices: { runs: 'all', experiment: 'all' } });
    expect(all.preview.rows).toBe(16);
  });
});
