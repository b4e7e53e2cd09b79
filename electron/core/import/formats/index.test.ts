// The order of the formats: every kind of file is read as what it is, and this says which later formats would have taken it too.
import { describe, expect, it } from 'vitest';
import { Evidence } from '../evidence/evidence.ts';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { fixture, fixtureFolder, fixturesIn } from '../testing/fixtures.ts';
import { parquetFile } from '../testing/parquetFile.ts';
import { databaseOf } from '../testing/readBytes.ts';
import { workbookOf } from '../testing/workbookFile.ts';
import { formatOf, formats } from './index.ts';

type Content = string | Uint8Array | Record<string, string | Uint8Array>;

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

function evidenceOf(content: Content): Evidence {
  const options = { delimiter: null, decimal: null, header: null };
  if (typeof content === 'string' || content instanceof Uint8Array) {
    return new Evidence({ bytes: bytesOf(content), fileName: 'evidence', options });
  }
  const files = Object.entries(content).map(([path, one]) => ({ path, bytes: bytesOf(one) }));
  return new Evidence({ bytes: new Uint8Array(), fileName: 'runs', options, files });
}

/** The names of all formats that take it for theirs, in order. What damages the evidence of one proves nothing. */
async function claimsOn(content: Content): Promise<string[]> {
  const evidence = evidenceOf(content);
  const names: string[] = [];
  for (const { name, looksLike } of formats) {
    try {
      if (await looksLike(evidence)) names.push(name);
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
    }
  }
  evidence.close();
  return names;
}

const run = 'a'.repeat(32);
const card = fixture('model-cards/sample_simple_model_index.md');
const results = '- dataset: {id: org/set, task_id: t}\n  value: 0.5\n- dataset: {id: org/set2}\n  value: 0.25\n';
const evaluated = fixtureFolder('lm-eval');
const task = '{"task_name": "T", "scores": {"test": [{"main_score": 0.5, "hf_subset": "default"}]}}';
const cells = [
  ['model', 'acc'],
  ['a', 0.5],
];

/** Each content with all formats that take it, the first being the one that reads it. */
const samples: [what: string, content: Content, claims: string[]][] = [
  ['an Optuna database', fixture('optuna/three-objectives.sql'), ['Optuna study database', 'SQLite database']],
  ['an Optuna journal', fixture('optuna/journal-mixed.log'), ['Optuna journal', 'JSON Lines', 'JSON']],
  ['an Optuna trials table', fixture('optuna/three-objectives.csv'), ['Optuna trials table', 'Table']],
  ['an MLflow database', fixture('mlflow/runs.sql'), ['MLflow database', 'SQLite database']],
  ['another database', databaseOf('CREATE TABLE t (a)'), ['SQLite database']],
  [
    'an mlruns folder',
    { '0/meta.yaml': 'experiment_id: 0\n', [`0/${run}/meta.yaml`]: 'status: 3\n' },
    ['MLflow runs folder', 'Folder of metrics'],
  ],
  [
    'MLflow runs, as downloaded',
    'Run ID,Name,Status,Source Type,acc\n1,a,FINISHED,LOCAL,0.5\n',
    ['MLflow runs table', 'Table'],
  ],
  [
    'MLflow runs, by search',
    'run_id,experiment_id,status,metrics.acc\n1,0,FINISHED,0.5\n',
    ['MLflow runs table', 'Table'],
  ],
  ['DVC experiments as JSON', '[{"rev": "workspace", "data": {}}]', ['DVC experiments', 'JSON']],
  ['DVC experiments as a table', 'Experiment,rev,typ,parent,acc\nmain,1,baseline,,0.5\n', ['DVC experiments', 'Table']],
  ['Weights & Biases runs', 'Name,State,Tags,acc\na,finished,x,0.5\n', ['Weights & Biases runs', 'Table']],
  [
    'a Weights & Biases chart',
    'Step,a - loss,a - loss__MIN,a - loss__MAX\n1,0.5,0.5,0.5\n',
    ['Weights & Biases chart', 'Table'],
  ],
  [
    'a scikit-learn search',
    'param_C,params,mean_test_score\n1,"{}",0.5\n',
    ['scikit-learn cross-validation results', 'Table'],
  ],
  ['a result of lm-eval', Object.values(evaluated)[0]!, ['lm-evaluation-harness results', 'JSON']],
  ['a folder of lm-eval', evaluated, ['lm-evaluation-harness results', 'Folder of metrics']],
  ['a result of MTEB', task, ['MTEB results', 'JSON']],
  ['a folder of MTEB', fixtureFolder('mteb'), ['MTEB results', 'Folder of metrics']],
  ['a model card', card, ['Hugging Face model card']],
  ['a model card without results', '---\nlicense: mit\n---\nWords.\n', ['Hugging Face model card']],
  ['a folder of model cards', { 'a/README.md': card }, ['Hugging Face model card', 'Folder of metrics']],
  ['evaluation results', results, ['Hugging Face evaluation results', 'YAML']],
  [
    'a folder of evaluation results',
    { 'a/.eval_results/r.yaml': results },
    ['Hugging Face evaluation results', 'Folder of metrics'],
  ],
  [
    'one measurement per row',
    'model,metric,value\na,acc,0.5\na,f1,0.25\nb,acc,1\n',
    ['One measurement per row', 'Table'],
  ],
  ['results of timm', fixture('tables/timm-results-imagenet.csv'), ['timm results', 'Table']],
  ['a Parquet file', parquetFile(), ['Parquet file']],
  ['a folder of metrics', { 'a/metrics.json': '{"acc": 0.5}' }, ['Folder of metrics']],
  ['JSON Lines', '{"m": "a", "acc": 1}\n{"m": "b", "acc": 2}\n', ['JSON Lines', 'JSON']],
  ['JSON', '[{"m": "a", "acc": 1}]', ['JSON']],
  ['JSON that is damaged', '[{"m": "a", "acc": 1}', ['JSON']],
  ['YAML', fixture('yaml/polyglot_leaderboard.yml'), ['YAML']],
  ['a workbook', workbookOf({ A: cells }), ['Excel workbook']],
  [
    'a workbook with the runs of a tool',
    workbookOf({
      A: [
        ['Name', 'State', 'Tags', 'acc'],
        ['a', 'finished', 'x', 0.5],
      ],
    }),
    ['Weights & Biases runs', 'Excel workbook'],
  ],
  ['a table', 'model,acc\na,0.5\n', ['Table']],
  ['bytes that are no text', Uint8Array.of(0xff, 0x80, 0x81), ['Table']],
];

describe('every kind of file is claimed by its own format first', () => {
  it.each(samples)('%s', async (_, content, claims) => {
    const found = await claimsOn(content);
    // Damaged text is a table as far as its bytes tell: the format of last resort says what is wrong.
    expect(found.filter((name) => name !== 'Table' || claims.includes(name))).toEqual(claims);
  });
  it.each(samples.filter(([what]) => !/damaged|no text/.test(what)))(
    '%s is read by it',
    async (_, content, [first]) => {
      const evidence = evidenceOf(content);
      expect((await formatOf(evidence)).name).toBe(first);
      evidence.close();
    },
  );
  it('and no format is without a file here', () => {
    const seen = new Set(samples.map(([, , [first]]) => first));
    expect(formats.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
    expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
  });
});

describe('every fixture is of the format it was taken for', () => {
  const expected: Record<string, (path: string) => string> = {
    tables: (path) => (/^timm(?:-results|-bench|_)/.test(path) ? 'timm results' : 'Table'),
    optuna: (path) =>
      path.endsWith('.sql')
        ? 'Optuna study database'
        : path.endsWith('.log')
          ? 'Optuna journal'
          : path.endsWith('.csv')
            ? 'Optuna trials table'
            : 'JSON',
    mlflow: () => 'MLflow database',
    yaml: () => 'YAML',
    'model-cards': () => 'Hugging Face model card',
    'lm-eval': () => 'lm-evaluation-harness results',
    mteb: (path) => (path.endsWith('model_meta.json') ? 'JSON' : 'MTEB results'),
  };
  const all = Object.entries(expected).flatMap(([folder, format]) =>
    fixturesIn(folder).map((path): [string, string] => [`${folder}/${path}`, format(path)]),
  );
  it.each(all)('%s: %s', async (path, format) => {
    const evidence = evidenceOf(fixture(path));
    expect((await formatOf(evidence)).name).toBe(format);
    evidence.close();
  });
});
