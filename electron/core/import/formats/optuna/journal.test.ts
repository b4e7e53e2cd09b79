// Journal files of Optuna: replayed as Optuna replays them, and what is said of damaged ones.
import { describe, expect, it } from 'vitest';
import { planImport } from '../../planning/plan.ts';
import { fixture } from '../../testing/fixtures.ts';
import { read, rowsOf, usesOf } from '../../testing/readBytes.ts';
import { emptyReview, proposed } from '../../testing/readText.ts';

const entry = (op_code: number, fields: object) => JSON.stringify({ op_code, worker_id: 'w', ...fields });
const journal = (...entries: [number, object][]) =>
  `${entries.map(([code, fields]) => entry(code, fields)).join('\n')}\n`;
const study = (study_name: string, directions = [1]): [number, object] => [0, { study_name, directions }];
const trial = (study_id: number, fields: object = {}): [number, object] => [
  4,
  { study_id, datetime_start: null, ...fields },
];
const told = (trial_id: number, state: number, values: number[] | null): [number, object] => [
  6,
  { trial_id, state, values },
];
const messages = (result: Awaited<ReturnType<typeof read>>) => result.preview.problems.map(({ message }) => message);

describe('an Optuna journal', () => {
  it('gives completed trials, directions and parameters', async () => {
    const result = await read(fixture('optuna/journal.log'), { fileName: 'journal.log' });
    expect(result.preview).toMatchObject({ format: 'Optuna journal', rows: 2 });
    expect(rowsOf(result)).toEqual([
      { Trial: 's · trial 0', 'Objective 0': '0.3', 'Objective 1': '0.9', lr: '0.1' },
      { Trial: 's · trial 1', 'Objective 0': '0.2', 'Objective 1': '0.8', lr: '' },
    ]);
    expect(usesOf(result)).toEqual({
      Trial: 'name',
      'Objective 0': 'metric min',
      'Objective 1': 'metric max',
      lr: 'attribute',
    });
    expect(messages(result)).toEqual(['1 trial is left out: failed, pruned, waiting or still running.']);
  });

  it('names objectives, binds constraints to 0, and keeps what was told first', async () => {
    const result = await read(fixture('optuna/journal-mixed.log'));
    const constraints = { 'constraint 0': '', 'constraint memory': '' };
    const known = { ...constraints, ms_per_row: '2.5', booster: 'tree', depth: '4', feasible: 'yes' };
    expect(rowsOf(result)).toEqual([
      {
        ...known,
        Trial: 'mixed · trial 0',
        rmse: '3.2',
        coverage: '0.91',
        'constraint 0': '-0.1',
        'constraint violation': '0',
      },
      {
        ...known,
        Trial: 'mixed · trial 2',
        rmse: '1.1',
        coverage: '0.99',
        ms_per_row: '9',
        'constraint 0': '0.4',
        'constraint violation': '0.4',
        feasible: 'no',
        booster: '',
        depth: '7',
      },
      {
        ...known,
        Trial: 'mixed · trial 4',
        rmse: 'Infinity',
        coverage: '0.8',
        ms_per_row: '0.5',
        'constraint memory': '-2',
        'constraint violation': '0',
        booster: 'linear',
        depth: '',
      },
    ]);
    expect(usesOf(result)).toMatchObject({ rmse: 'metric min', coverage: 'metric max', feasible: 'attribute' });
    const bounds = result.preview.columns.filter(({ use }) => use.use === 'metric' && use.atMost === 0);
    expect(bounds.map(({ header }) => header)).toEqual(['constraint violation']);
    expect(messages(result)).toEqual([
      '2 trials are left out: failed, pruned, waiting or still running.',
      '1 value is infinite and cannot be ranked; taken as missing.',
    ]);
  });

  it('counts studies and trials over the whole file, and asks which study', async () => {
    const text = journal(
      study('a'),
      study('b', [2, 0]),
      study('a'),
      trial(0),
      trial(9),
      trial(1, { state: 1, value: null, values: [0.5, 7] }),
      trial(1, { state: 1, value: null, values: [0.25, 8] }),
      told(0, 1, [0.125]),
      study('c'),
      [1, { study_id: 0 }],
      trial(0),
      trial(2),
      [8, { trial_id: 3, user_attr: { note: { deep: [1, 'x'] }, f1: 0.75 } }],
      told(3, 1, [2]),
      [7, { trial_id: 1, step: 1, intermediate_value: 0.1 }],
      [10, { trial_ids: [1] }],
    );
    const result = await read(text);
    expect(result.preview.choices).toEqual([
      {
        key: 'study',
        label: 'Study',
        chosen: '1',
        options: [
          { value: '1', label: 'b: 2 of 2 trials completed' },
          { value: '2', label: 'c: 1 of 1 trial completed' },
        ],
      },
    ]);
    expect(rowsOf(result)).toEqual([
      { Trial: 'b · trial 0', 'Objective 0': '0.5', 'Objective 1': '7' },
      { Trial: 'b · trial 1', 'Objective 0': '0.25', 'Objective 1': '8' },
    ]);
    expect(result.table.fileName).toBe('evidence (study b)');
    expect(rowsOf(await read(text, { choices: { study: '2' } }))).toEqual([
      { Trial: 'c · trial 0', 'Objective 0': '2', note: '{"deep":[1,"x"]}', f1: '0.75' },
    ]);
    const plan = planImport(result.table, proposed(result.preview), emptyReview);
    expect(plan.check).toMatchObject({ acceptable: true, candidates: 2, cells: 4 });
  });

  it('takes the single value of a trial that was added whole, and no value of a pruned one', async () => {
    const text = journal(study('s', [2]), trial(0, { state: 1, value: 0.5, values: null }), trial(0), told(1, 2, [9]));
    expect(rowsOf(await read(text))).toEqual([{ Trial: 's · trial 0', 'Objective 0': '0.5' }]);
  });

  it('that ends in the middle of a line is read up to there, and says so', async () => {
    const text = `${journal(study('s'), trial(0), told(0, 1, [3]), trial(0))}{"op_code":6,"worker_id":"w","tri`;
    const result = await read(text, { fileName: 'journal.log' });
    expect(rowsOf(result)).toEqual([{ Trial: 's · trial 0', 'Objective 0': '3' }]);
    expect(messages(result)).toEqual([
      'Line 5, the last one, is cut off: Optuna was stopped while it wrote. It is left out.',
      '1 trial is left out: failed, pruned, waiting or still running.',
    ]);
  });

  it.each([
    ['a line that is no JSON', '{"op_code":6,', 'in line 2: "{"op_code":6," is not readable JSON.'],
    ['a line that is no operation', '[1]', 'in line 2: It is no operation of Optuna.'],
    ['an operation that is not known', entry(11, {}), 'in line 2: It has an "op_code" (11) that is not Optuna\'s.'],
    ['a field that is missing', entry(6, { state: 1 }), 'in line 2: Its "trial_id" is no whole number.'],
    ['a field of another kind', entry(4, { study_id: 0, params: [] }), 'in line 2: Its "params" is no object.'],
  ])('with %s is refused with its place', async (_, line, said) => {
    const text = `${journal(study('s'))}${line}\n${journal(trial(0))}`;
    await expect(read(text, { fileName: 'j.log' })).rejects.toThrow(
      `j.log is damaged ${said} Correct or remove the line`,
    );
  });

  it('without a completed trial is refused', async () => {
    await expect(read(journal(study('s'), trial(0)), { fileName: 'j.log' })).rejects.toThrow(
      'j.log is an Optuna journal and holds no study with a completed trial. Run the study, then import it again.',
    );
  });
});
