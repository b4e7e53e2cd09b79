// Optuna databases: every schema, what is meant by infinities and categories, and what is left out.
import { describe, expect, it } from 'vitest';
import { planImport } from '../../planning/plan.ts';
import { emptyReview, proposed } from '../../testing/readText.ts';
import { fixture, fixturesIn } from '../../testing/fixtures.ts';
import { databaseOf, read, rowsOf, usesOf } from '../../testing/readBytes.ts';

const attributes = (of: string) =>
  `CREATE TABLE ${of}_attributes (id INTEGER PRIMARY KEY, ${of.startsWith('study') ? 'study_id' : 'trial_id'} INTEGER, key TEXT, value_json TEXT);`;
const common = `
  CREATE TABLE version_info (version_info_id INTEGER PRIMARY KEY, schema_version INTEGER, library_version TEXT);
  CREATE TABLE trial_params (param_id INTEGER PRIMARY KEY, trial_id INTEGER, param_name TEXT, param_value FLOAT, distribution_json TEXT);
  ${['study_user', 'study_system', 'trial_user', 'trial_system'].map(attributes).join('\n')}`;
const modern = `${common}
  CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name TEXT);
  CREATE TABLE study_directions (study_direction_id INTEGER PRIMARY KEY, direction TEXT, study_id INTEGER, objective INTEGER);
  CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, number INTEGER, study_id INTEGER, state TEXT);
  CREATE TABLE trial_values (trial_value_id INTEGER PRIMARY KEY, trial_id INTEGER, objective INTEGER, value FLOAT, value_type TEXT);
  INSERT INTO studies VALUES (1, 'small'), (2, 'tuned'), (3, 'empty');
  INSERT INTO study_directions VALUES (1, 'MINIMIZE', 1, 0), (2, 'MAXIMIZE', 2, 0), (3, 'MINIMIZE', 2, 1);
  INSERT INTO study_system_attributes VALUES (1, 2, 'study:metric_names', '["accuracy", "latency"]');
  INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE'), (2, 0, 2, 'COMPLETE'), (3, 1, 2, 'PRUNED'), (4, 2, 2, 'COMPLETE'), (5, 3, 2, 'FAIL');
  INSERT INTO trial_values VALUES (1, 1, 0, 0.5, 'FINITE'), (2, 2, 0, 0.9, 'FINITE'), (3, 2, 1, NULL, 'INF_POS'), (4, 3, 0, 0.1, 'FINITE'),
    (5, 4, 0, NULL, 'INF_NEG'), (6, 4, 1, 12.5, 'FINITE');
  INSERT INTO trial_params VALUES
    (1, 2, 'shift', 0, '{"name": "CategoricalDistribution", "attributes": {"choices": [-5, 0, null]}}'),
    (2, 4, 'shift', 2, '{"name": "CategoricalDistribution", "attributes": {"choices": [-5, 0, null]}}'),
    (3, 4, 'layers', 4, '{"name": "IntDistribution", "attributes": {"low": 1, "high": 9}}');
  INSERT INTO trial_user_attributes VALUES (1, 2, 'val_f1', '0.875'), (2, 4, 'val_f1', '0.5'), (3, 4, 'note', '"best yet"'), (4, 4, 'nan', 'NaN');
  INSERT INTO trial_system_attributes VALUES (1, 2, 'constraints:budget', '0.5'), (2, 4, 'constraints', '[-1, 0]');`;

describe('an Optuna database', () => {
  it('says of a choice outside its list that it is left out, and takes no other in its place', async () => {
    const categories = '{"name": "CategoricalDistribution", "attributes": {"choices": ["adam", "sgd"]}}';
    const damaged = `${modern}
      INSERT INTO trial_params VALUES (4, 2, 'optimizer', 7, '${categories}'), (5, 4, 'optimizer', -1, '${categories}'),
        (6, 2, 'loss', NULL, '${categories}'), (7, 4, 'loss', 1, '${categories}'), (8, 5, 'loss', 9, '${categories}');`;
    const result = await read(databaseOf(damaged), { fileName: 'study.db' });
    expect(rowsOf(result).map(({ optimizer, loss }) => [optimizer, loss])).toEqual([
      ['', ''],
      ['', 'sgd'],
    ]);
    const said = result.preview.problems.filter(({ message }) => message.includes('choice'));
    expect(said.map(({ column, severity, message }) => [column, severity, message])).toEqual([
      [
        'loss',
        'warning',
        'Trial 0 chose nothing of “loss”, and the study lists 2 choices, numbered 0 to 1. The value is left out.',
      ],
      [
        'optimizer',
        'warning',
        '2 trials chose what is not on the list of “optimizer”: trial 0, for example, number 7, and the study lists 2 choices, numbered 0 to 1. Their values are left out.',
      ],
    ]);
    const { check } = planImport(result.table, proposed(result.preview), emptyReview);
    expect(check.acceptable).toBe(true);
  });

  it('gives the completed trials of the study with most of them', async () => {
    const result = await read(databaseOf(modern), { fileName: 'study.db' });
    expect(result.preview.format).toBe('Optuna study database');
    expect(result.preview.choices).toEqual([
      {
        key: 'study',
        label: 'Study',
        chosen: '2',
        options: [
          { value: '1', label: 'small: 1 of 1 trial completed' },
          { value: '2', label: 'tuned: 2 of 4 trials completed' },
          { value: '3', label: 'empty: 0 of 0 trials completed' },
        ],
      },
    ]);
    expect(rowsOf(result)).toEqual([
      {
        Trial: 'tuned · trial 0',
        accuracy: '0.9',
        latency: 'Infinity',
        feasible: 'no',
        'constraint budget': '0.5',
        'constraint violation': '0.5',
        val_f1: '0.875',
        shift: '-5',
        'constraint 0': '',
        'constraint 1': '',
        nan: '',
        note: '',
        layers: '',
      },
      {
        Trial: 'tuned · trial 2',
        accuracy: '-Infinity',
        latency: '12.5',
        feasible: 'yes',
        'constraint budget': '',
        'constraint violation': '0',
        val_f1: '0.5',
        shift: 'None',
        'constraint 0': '-1',
        'constraint 1': '0',
        nan: 'NaN',
        note: 'best yet',
        layers: '4',
      },
    ]);
    expect(usesOf(result)).toMatchObject({
      Trial: 'name',
      accuracy: 'metric max',
      latency: 'metric min',
      feasible: 'attribute',
      shift: 'attribute',
      'constraint budget': 'attribute',
      val_f1: 'metric max',
      note: 'attribute',
      layers: 'attribute',
    });
    expect(result.preview.problems.map(({ message }) => message)).toEqual([
      '2 trials are left out: failed, pruned, waiting or still running.',
      '1 value is infinite and cannot be ranked; taken as missing.',
      '1 value is infinite and cannot be ranked; taken as missing.',
    ]);
    const mapping = proposed(result.preview);
    const taken = planImport(result.table, mapping, emptyReview);
    const [accuracy] = taken.content!.metrics;
    expect([accuracy!.name, accuracy!.measured[1]]).toEqual(['accuracy', NaN]);
    expect(taken.content?.rows).toEqual([
      { name: 'tuned · trial 0', row: 1 },
      { name: 'tuned · trial 2', row: 3 },
    ]);
    expect(result.table.fileName).toBe('study.db (study tuned)');
  });

  it('reads another study when it is chosen, and refuses one without trials', async () => {
    const bytes = databaseOf(modern);
    const result = await read(bytes, { choices: { study: '1' } });
    expect(rowsOf(result)).toEqual([{ Trial: 'small · trial 0', 'Objective 0': '0.5' }]);
    expect(usesOf(result)).toEqual({ Trial: 'name', 'Objective 0': 'metric min' });
    await expect(read(bytes, { choices: { study: '3' } })).rejects.toThrow(
      'The study "empty" of evidence has no completed trial.',
    );
    expect((await read(bytes, { choices: { study: '99' } })).preview.choices[0]?.chosen).toBe('2');
  });

  it('reads the oldest schema, where the objective is a column of the trial', async () => {
    const old = `${common}
      CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name TEXT, direction TEXT);
      CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, study_id INTEGER, state TEXT, value FLOAT);
      CREATE TABLE trial_values (trial_value_id INTEGER PRIMARY KEY, trial_id INTEGER, step INTEGER, value FLOAT);
      INSERT INTO studies VALUES (1, 'old', 'MINIMIZE');
      INSERT INTO trials VALUES (7, 1, 'COMPLETE', 3.4028234663852886e38), (8, 1, 'COMPLETE', 0.25);
      INSERT INTO trial_values VALUES (1, 7, 0, 99.0);
      INSERT INTO trial_system_attributes VALUES (1, 7, '_number', '0'), (2, 8, '_number', '1');`;
    const result = await read(databaseOf(old));
    expect(rowsOf(result)).toEqual([
      { Trial: 'old · trial 0', 'Objective 0': 'Infinity' },
      { Trial: 'old · trial 1', 'Objective 0': '0.25' },
    ]);
    expect(usesOf(result)['Objective 0']).toBe('metric min');
  });

  it('is refused when nothing was completed, or its tables are not plain tables', async () => {
    await expect(read(databaseOf(modern.replaceAll("'COMPLETE'", "'FAIL'")))).rejects.toThrow(
      'no study with a completed trial',
    );
    const forged = modern
      .replace('CREATE TABLE trials (', 'CREATE TABLE real_trials (')
      .replace('INTO trials', 'INTO real_trials');
    await expect(read(databaseOf(`${forged} CREATE VIEW trials AS SELECT * FROM real_trials;`))).rejects.toThrow(
      'its "trials" is not a plain table',
    );
    const generated = modern
      .replace('state TEXT);', "state TEXT, g TEXT AS (state || 'x'));")
      .replace('INSERT INTO trials VALUES', 'INSERT INTO trials (trial_id, number, study_id, state) VALUES');
    await expect(read(databaseOf(generated))).rejects.toThrow('its "trials" is not a plain table');
    await expect(read(databaseOf('CREATE TABLE t (a); INSERT INTO t VALUES (1)'))).rejects.toThrow(
      'neither of Optuna nor of MLflow',
    );
  });
});

interface Golden {
  studies: {
    name: string;
    directions: string[];
    metric_names: string[] | null;
    trials: { number: number; state: string; values: (number | string)[] | null; params: Record<string, unknown> }[];
    best_trials_property_considers_constraints?: number[];
    best_trials_unconstrained?: number[];
  }[];
}

describe('Optuna itself', () => {
  it('reads back the same trials, values, directions and parameters', async () => {
    const bytes = fixture('optuna/three-objectives.sql');
    const golden = JSON.parse(new TextDecoder().decode(fixture('optuna/three-objectives.json'))) as Golden;
    let compared = 0;
    for (const [index, study] of golden.studies.entries()) {
      const complete = study.trials.filter(({ state }) => state === 'COMPLETE');
      const reading = read(bytes, { choices: { study: String(index + 1) } });
      if (complete.length === 0) {
        await expect(reading).rejects.toThrow('has no completed trial');
        continue;
      }
      const result = await reading;
      const rows = rowsOf(result);
      expect(rows.map(({ Trial }) => Trial)).toEqual(complete.map(({ number }) => `${study.name} · trial ${number}`));
      const names = study.metric_names ?? study.directions.map((_, i) => `Objective ${i}`);
      names.forEach((name, i) => {
        expect(usesOf(result)[name]).toBe(study.directions[i] === 'MAXIMIZE' ? 'metric max' : 'metric min');
        const values = complete.map(({ values: all }) => String(all?.[i]).replace('inf', 'Infinity'));
        expect(rows.map((row) => row[name])).toEqual(values);
        compared += values.length;
      });
      const written = { true: 'True', false: 'False', null: 'None' } as Record<string, string>;
      complete.forEach(({ params }, i) => {
        for (const [name, value] of Object.entries(params))
          expect(rows[i]?.[name]).toBe(written[String(value)] ?? String(value));
      });
      const best = study.best_trials_property_considers_constraints;
      if (best && study.metric_names) {
        const feasible = complete.filter((_, i) => rows[i]?.['feasible'] !== 'no').map(({ number }) => number);
        expect(feasible).toEqual(complete.map(({ number }) => number).filter((number) => ![2, 8].includes(number)));
        expect(best.every((number) => feasible.includes(number))).toBe(true);
      }
    }
    expect(compared).toBeGreaterThan(30);
  });

  it.each(fixturesIn('optuna').filter((name) => name.startsWith('schema-')))(
    'opens %s with every study',
    async (name) => {
      const bytes = fixture(`optuna/${name}`);
      const first = await read(bytes);
      expect(first.preview.rows).toBeGreaterThan(0);
      for (const { value, label } of first.preview.choices[0]?.options ?? []) {
        if (label.includes(': 0 of ')) continue;
        const result = await read(bytes, { choices: { study: value } });
        const plan = planImport(result.table, proposed(result.preview, { unreadable: 'missing' }), emptyReview);
        expect(plan.check).toMatchObject({ acceptable: true, duplicateCount: 0 });
        expect(plan.check.cells).toBeGreaterThan(0);
      }
    },
  );
});
