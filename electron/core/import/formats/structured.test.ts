// JSON, NDJSON, YAML and what tools write in them: shapes of tables, directions and errors that are stated, and refusals by line.
import { describe, expect, it } from 'vitest';
import { planImport } from '../planning/plan.ts';
import { emptyReview, proposed } from '../testing/readText.ts';
import { fixture, fixtureFolder } from '../testing/fixtures.ts';
import { read, readFolder, rowsOf, usesOf } from '../testing/readBytes.ts';
import { readJson } from '../evidence/json.ts';

const messages = (result: Awaited<ReturnType<typeof read>>) => result.preview.problems.map(({ message }) => message);

describe('JSON', () => {
  it('agrees with JSON.parse where that reads it, and takes bare NaN and long integers', () => {
    const text = '{"a": [1, -2.5e-3, "x\\u00e9\\n", true, null], "b": {}, "c": []}';
    const plain = (value: unknown): unknown =>
      value instanceof Map
        ? Object.fromEntries([...value].map(([key, one]) => [key, plain(one)]))
        : Array.isArray(value)
          ? value.map(plain)
          : value;
    expect(plain(readJson(text, 'f')[0])).toEqual(JSON.parse(text));
    expect(readJson('[NaN, -Infinity, 9007199254740993, 1e999]', 'f')).toEqual([
      [NaN, -Infinity, '9007199254740993', Infinity],
    ]);
    const [proto] = readJson('{"__proto__": {"x": 1}}', 'f');
    expect(proto).toBeInstanceOf(Map);
    expect(({} as Record<string, unknown>)['x']).toBe(undefined);
  });
  it.each([
    ['{"a": 1,\n "a": 2}', 'line 2, at ""a": 2}". The name "a" stands twice'],
    ['[{"a": 1},\n{"a" 2}]', 'line 2, at "2}]". A colon after a name is missing'],
    ['[{"a": 1}', 'at its end. A comma or the end of a list is missing'],
    ['[{"a": "x', 'at its end. A text opens and never closes'],
    ['['.repeat(100_000) + ']', 'nested more than 100 deep'],
    ['[["\\x"]]', 'A backslash stands before a character'],
  ])('%# is refused with its line', async (text, said) => {
    await expect(read(text)).rejects.toThrow(said);
  });
  it.each([
    ['objects', '[{"model": "a", "acc": 0.5, "t": {"ms": 3}}, {"model": "b", "acc": NaN}]'],
    ['lines', '{"model": "a", "acc": 0.5, "t": {"ms": 3}}\n{"model": "b", "acc": NaN}\n'],
    ['split', '{"columns": ["model", "acc", "t.ms"], "index": [0, 1], "data": [["a", 0.5, 3], ["b", NaN, null]]}'],
    ['columns', '{"model": ["a", "b"], "acc": [0.5, NaN], "t.ms": [3, null]}'],
    ['indexed columns', '{"model": {"0": "a", "1": "b"}, "acc": {"0": 0.5, "1": NaN}, "t.ms": {"0": 3, "1": null}}'],
    [
      'inside',
      '{"about": {"by": "me"}, "results": [{"model": "a", "acc": 0.5, "t": {"ms": 3}}, {"model": "b", "acc": NaN}]}',
    ],
  ])('in the shape of %s is a table', async (_, text) => {
    const result = await read(text);
    expect(rowsOf(result)).toEqual([
      { model: 'a', acc: '0.5', 't.ms': '3' },
      { model: 'b', acc: 'NaN', 't.ms': '' },
    ]);
    expect(usesOf(result)).toEqual({ model: 'name', acc: 'metric max', 't.ms': 'metric min' });
  });
  it('of objects by name, and of one object', async () => {
    expect(rowsOf(await read('{"a": {"acc": 0.5}, "b": {"acc": 0.25}}'))).toEqual([
      { name: 'a', acc: '0.5' },
      { name: 'b', acc: '0.25' },
    ]);
    const one = await read('{"test": {"acc": 0.5, "auc": "nan"}, "list": [1]}', { fileName: 'metrics.json' });
    expect(rowsOf(one)).toEqual([{ name: 'metrics', 'test.acc': '0.5', 'test.auc': 'nan' }]);
    expect(messages(one)).toEqual(['1 list inside a record is left out: a cell holds one value.']);
  });
  it('with several lists asks which', async () => {
    const text = '{"old": [{"m": "a", "x": 1}], "new": [{"m": "b", "x": 2}, {"m": "c", "x": 3}]}';
    const result = await read(text, { choices: { list: 'new' } });
    expect(result.preview.choices[0]?.options.map(({ label }) => label)).toEqual(['old: 1 record', 'new: 2 records']);
    expect(rowsOf(result).map(({ m }) => m)).toEqual(['b', 'c']);
  });
  it('without a table is refused', async () => {
    await expect(read('[[1, 2], [3]]')).rejects.toThrow('holds no table');
  });
});

describe('YAML', () => {
  it('keeps scalars as they are written', async () => {
    const text =
      '# results\n- model: a\n  version: 0.70\n  acc: 1e-1\n  day: 2024-11-09\n  none: ~\n- model: "b: c"\n  acc: .nan\n';
    const result = await read(text);
    expect(result.preview.format).toBe('YAML');
    expect(rowsOf(result)).toEqual([
      { model: 'a', version: '0.70', acc: '1e-1', day: '2024-11-09', none: '' },
      { model: 'b: c', version: '', acc: 'NaN', day: '', none: '' },
    ]);
  });
  it.each([
    ['- a: 1\n  a: 2\n- a: 3\n', 'line 2'],
    [
      `a: &a [x, x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`}, *${i === 0 ? 'a' : `b${i - 1}`}]`).join('\n')}\n`,
      'too deeply',
    ],
    [`- x: ${'['.repeat(20_000)}\n- y: 1\n`, 'not readable YAML'],
  ])('%# is refused', async (text, said) => {
    await expect(read(text, { fileName: 'a.yaml' })).rejects.toThrow(said);
  });
  it('does not take a table for YAML', async () => {
    expect((await read('model: name,acc\nx,1\ny,2\n')).preview.format).toBe('Table');
  });
});

describe('lm-evaluation-harness', () => {
  const modern = {
    results: {
      mmlu: { alias: 'mmlu', 'acc,none': 0.6, 'acc_stderr,none': 0.01 },
      mmlu_law: { 'acc,none': 0.5, 'acc_stderr,none': 'N/A' },
      gsm8k: {
        'exact_match,strict-match': 0.4,
        'exact_match_stderr,strict-match': 0.02,
        'exact_match,flexible-extract': 0.5,
      },
      wikitext: { 'word_perplexity,none': 12.5, 'word_perplexity_stderr,none': 'N/A' },
    },
    groups: { mmlu: { 'acc,none': 0.6 } },
    group_subtasks: { mmlu: ['mmlu_law'], gsm8k: [] },
    higher_is_better: { mmlu: { acc: true }, gsm8k: { exact_match: true }, wikitext: { word_perplexity: false } },
    'n-samples': { gsm8k: { original: 1319, effective: 100 } },
    config: {
      model_args: 'pretrained=org/model-7b,dtype=float16',
      model_num_parameters: 7000000000,
      model_dtype: 'float16',
    },
    versions: { gsm8k: 3 },
  };
  it('states directions and standard errors; subtasks do not count beside their group', async () => {
    const result = await read(JSON.stringify(modern));
    expect(result.preview.format).toBe('lm-evaluation-harness results');
    expect(usesOf(result)).toEqual({
      Model: 'name',
      'mmlu acc': 'metric max',
      'mmlu acc stderr': 'error of mmlu acc',
      'mmlu_law acc': 'ignore',
      'mmlu_law acc stderr': 'ignore',
      'gsm8k exact_match (strict-match)': 'metric max',
      'gsm8k exact_match (flexible-extract)': 'metric max',
      'gsm8k exact_match (strict-match) stderr': 'error of gsm8k exact_match (strict-match)',
      'wikitext word_perplexity': 'metric min',
      'wikitext word_perplexity stderr': 'error of wikitext word_perplexity',
      model_num_parameters: 'metric min',
      model_dtype: 'attribute',
    });
    expect(rowsOf(result)[0]).toMatchObject({
      Model: 'org/model-7b',
      'mmlu acc': '0.6',
      'wikitext word_perplexity stderr': 'N/A',
    });
    expect(messages(result)).toEqual([
      '"org/model-7b" was evaluated on a part of 1 task only (--limit); its values are less certain.',
    ]);
    const plan = planImport(result.table, proposed(result.preview), emptyReview);
    expect(plan.content?.metrics[0]).toMatchObject({ name: 'mmlu acc', standardErrors: Float64Array.of(0.01) });
  });
  it('of a folder gives one candidate per file', async () => {
    const old = {
      results: { lambada: { acc: 0.5, acc_stderr: 0.01, ppl: 10 } },
      versions: { lambada: 0 },
      config: { model_args: 'pretrained=/home/x/models/tiny' },
    };
    const result = await readFolder({
      'a/results_2024.json': JSON.stringify(old),
      'b/results_2025.json': JSON.stringify({ ...old, versions: { lambada: 1 } }),
      'b/notes.txt': 'x',
      'c/broken.json': '{"a": ',
    });
    expect(rowsOf(result)).toMatchObject([
      { Model: 'tiny', 'lambada acc': '0.5', 'lambada acc stderr': '0.01', 'lambada ppl': '10' },
      { Model: 'tiny (b/results_2025.json)' },
    ]);
    expect(usesOf(result)).toMatchObject({ 'lambada ppl': 'metric min', 'lambada acc stderr': 'error of lambada acc' });
    expect(messages(result)[0]).toContain('c/broken.json is not readable JSON: line 1, at its end.');
    expect(messages(result)[1]).toContain('different versions of a task (lambada)');
  });
});

describe('Hugging Face', () => {
  const card = (results: string, end = '\n') =>
    `---\nlicense: mit\nbase_model: [org/base]\nmodel-index:\n- name: cool\n  results:\n${results}---\n# Card\n`.replaceAll(
      '\n',
      end,
    );
  const beans = (metric: string, more = '') =>
    `  - task: {type: image-classification}\n    dataset: {type: beans, name: Beans${more}}\n    metrics:\n    - ${metric}\n`;
  it.each(['\n', '\r\n'])('gives the results of a model card', async (end) => {
    const text = card(
      beans('{type: accuracy, value: 0.9}') +
        beans('{type: accuracy, value: 20.0 ± 1.2}', ', split: test') +
        beans('{type: f1, value: [1, 2]}'),
      end,
    );
    const result = await read(text, { fileName: 'README.md' });
    expect(result.preview.format).toBe('Hugging Face model card');
    expect(rowsOf(result)).toEqual([
      {
        Model: 'cool',
        'Beans accuracy': '0.9',
        'Beans accuracy (image-classification, beans, test)': '20.0 ± 1.2',
        license: 'mit',
        base_model: 'org/base',
        'model card': '# Card',
      },
    ]);
    expect(messages(result)[0]).toBe('Result 3 of "cool" has a metric without one value, so that is left out.');
    expect(result.table.columns[2]?.spreads?.[0]).toBe(1.2);
  });
  it('without a dataset, or without results, is refused with the reason', async () => {
    await expect(read(card('  - metrics:\n    - {type: acc, value: 0.9}\n'))).rejects.toThrow(
      'Result 1 of "cool" names no dataset',
    );
    await expect(read('---\nlicense: mit\n---\n# Card\n')).rejects.toThrow('has no model-index');
  });
  it('evaluation results belong to the folder they stand in', async () => {
    const yaml = (value: number) => `- dataset: {id: org/bench, task_id: gsm}\n  value: ${value}\n  date: 2026-01-01\n`;
    const result = await readFolder({ 'one/.eval_results/a.yaml': yaml(0.5), 'two/.eval_results/a.yaml': yaml(0.75) });
    expect(rowsOf(result)).toEqual([
      { Model: 'one', 'org/bench gsm': '0.5' },
      { Model: 'two', 'org/bench gsm': '0.75' },
    ]);
  });
});

describe('DVC', () => {
  it('exp show gives experiments and baselines, and tells files apart where names repeat', async () => {
    const data = (acc: number, extra = {}) => ({
      metrics: { 'a.json': { data: { acc, step: 3 } }, 'b.json': { data: { acc: acc / 2, ...extra } } },
      params: { 'params.yaml': { data: { lr: 0.1 } } },
    });
    const shown = [
      { rev: 'workspace', data: data(0.5) },
      {
        rev: 'a'.repeat(40),
        name: 'main',
        data: data(0.6, { loss: 2 }),
        experiments: [{ name: 'fast-cat', revs: [{ rev: 'b'.repeat(40), data: data(0.7) }] }],
      },
      { rev: 'c'.repeat(40), error: { msg: 'gone' } },
    ];
    const result = await read(JSON.stringify(shown));
    expect(result.preview.format).toBe('DVC experiments');
    expect(rowsOf(result)).toMatchObject([
      { Experiment: 'workspace', 'a.json:acc': '0.5', 'b.json:acc': '0.25', lr: '0.1', loss: '' },
      { Experiment: 'main', loss: '2' },
      { Experiment: 'fast-cat', parent: 'main' },
    ]);
    expect(usesOf(result)).toMatchObject({ step: 'ignore', 'a.json:acc': 'metric max', lr: 'attribute' });
    expect(messages(result)).toEqual(['1 experiment has no metrics, or failed; left out.']);
  });
  it('metrics of DVCLive come by folder, with their settings', async () => {
    const result = await readFolder({
      'small/dvclive/metrics.json': '{"train": {"acc": 0.5}, "step": 3, "loss": "nan"}',
      'small/params.yaml': 'lr: 0.10\n',
      'large/dvclive/metrics.json': '{"train": {"acc": 0.75}, "step": 4, "loss": 1.5}',
      'large/dvclive/plots/metrics/loss.tsv': 'step\tloss\n',
      'dvc.yaml': 'stages: {train: {cmd: x, n: 1}}\n',
    });
    expect(rowsOf(result)).toEqual([
      { Candidate: 'large', 'train.acc': '0.75', step: '4', loss: '1.5', lr: '' },
      { Candidate: 'small', 'train.acc': '0.5', step: '3', loss: 'nan', lr: '0.10' },
    ]);
  });
});

describe('MTEB results', () => {
  const task = (name: string, scores: object, seconds = 1) =>
    JSON.stringify({ task_name: name, scores, evaluation_time: seconds, mteb_version: '1.0' });
  const subset = (hf_subset: string, main_score: number) => ({ hf_subset, main_score });
  it('are one candidate per model and revision, told apart where a model has several', async () => {
    const result = await readFolder({
      'org__a/1111111111/T.json': task('T', { train: [subset('default', 0.1)], test: [subset('default', 0.5)] }),
      'org__a/2222222222/T.json': task('T', { test: [subset('en', 0.75), subset('de', 0.25)] }, 2),
      'org__b/3333333333/T.json': task('T', { dev: [subset('fr', 0.5), subset('de', 0.25)] }),
      'org__b/3333333333/U.json': task('U', { test: [subset('default', NaN)] }).replace('null', 'NaN'),
      'org__c/4444444444/model_meta.json': JSON.stringify({ name: 'org/c', revision: 'r', n_parameters: 1 }),
    });
    expect(rowsOf(result)).toEqual([
      { Model: 'org/a · 11111111', T: '0.5', 'evaluation time': '1', U: '' },
      { Model: 'org/a · 22222222', T: '0.75', 'evaluation time': '2', U: '' },
      { Model: 'org/b', T: '0.375', 'evaluation time': '2', U: 'NaN' },
    ]);
    expect(messages(result)).toEqual([
      '1 score is the mean over the subsets of a task, none of which is the English one alone.',
      'org__c/4444444444: no results beside what the model is; left out.',
    ]);
  });
});

describe('files that tools wrote themselves', () => {
  it('of the harness: names, errors, and the measure whose ideal is between', async () => {
    const result = await readFolder(fixtureFolder('lm-eval'));
    expect(result.preview.rows).toBe(3);
    const uses = usesOf(result);
    expect(uses['crows_pairs_french_sexual_orientation pct_stereotype']).toBe('metric target');
    expect(uses['hendrycksTest-moral_scenarios acc stderr']).toBe('error of hendrycksTest-moral_scenarios acc');
    expect(planImport(result.table, proposed(result.preview), emptyReview).check.acceptable).toBe(true);
  });
  it('of MTEB: a model per folder, its main scores and what it is', async () => {
    const result = await readFolder(fixtureFolder('mteb'));
    expect(result.preview.format).toBe('MTEB results');
    expect(rowsOf(result)).toMatchObject([
      {
        Model: 'Alibaba-NLP/gte-modernbert-base',
        SciFact: '0.7641',
        Banking77Classification: '0.862273',
        STSBenchmark: '0.854068',
        n_parameters: '149014272',
        license: 'apache-2.0',
      },
    ]);
    expect(usesOf(result)).toMatchObject({ STSBenchmark: 'metric max', 'evaluation time': 'metric min' });
  });
  it('of the aider leaderboards and of model cards', async () => {
    const table = await read(fixture('yaml/polyglot_leaderboard.yml'), {
      fileName: 'polyglot_leaderboard.yml',
    });
    expect(table.preview).toMatchObject({ format: 'YAML', rows: 7 });
    expect(rowsOf(await read(fixture('model-cards/sample_simple_model_index.md')))[0]).toMatchObject({
      Model: 'my-cool-model',
      'Beans accuracy': '0.9',
      'Beans f1': '0.66',
    });
    await expect(read(fixture('model-cards/sample_invalid_model_index.md'))).rejects.toThrow('names no dataset');
    await expect(read(fixture('model-cards/sample_windows_line_breaks.md'))).rejects.toThrow('no model-index');
  });
});
