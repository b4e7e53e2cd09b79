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
const tunerTrial =
  '{"trial_id": "0", "hyperparameters": {"values": {}}, "metrics": {"metrics": {}}, "status": "COMPLETED"}';
const flamlLog = '{"record_id":0,"validation_loss":0.5,"learner":"lgbm"}\n{"curr_best_record_id":0}\n';
const dvcLockFile = "schema: '2.0'\nstages:\n  train:\n    cmd: python train.py\n";
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
    ['Weights & Biases chart', 'Training history', 'Table'],
  ],
  ['Weights & Biases run folders', fixtureFolder('runs/wandb'), ['Weights & Biases run folders', 'Folder of metrics']],
  ['a folder of Keras Tuner', { 'trial_0/trial.json': tunerTrial }, ['Keras Tuner trials', 'Folder of metrics']],
  ['a folder of Ray Tune', fixtureFolder('runs/ray'), ['Ray Tune results', 'Folder of metrics']],
  ['a folder of Lightning', fixtureFolder('runs/lightning'), ['Lightning CSV logs', 'Folder of metrics']],
  ['a folder of Ultralytics', fixtureFolder('runs/yolo'), ['Ultralytics training runs', 'Folder of metrics']],
  ['a folder of event files', fixtureFolder('runs/tensorboard'), ['TensorBoard event files', 'Folder of metrics']],
  [
    'a state of the Hugging Face Trainer',
    '{"best_metric": null, "global_step": 2, "log_history": [{"step": 2, "eval_loss": 0.5}]}',
    ['Hugging Face Trainer results', 'JSON'],
  ],
  ['a log of FLAML', flamlLog, ['FLAML log', 'JSON Lines', 'JSON']],
  [
    'a table that lm-eval prints',
    'hf (pretrained=org/m)\n|Tasks|Version|Filter|n-shot|Metric|   |Value |   |Stderr|\n|-----|------:|------|-----:|------|---|-----:|---|-----:|\n|arc  |      1|none  |     0|acc   |↑  |0.7005|±  |0.0134|\n',
    ['lm-evaluation-harness table', 'Table'],
  ],
  ['a folder of BigCode', fixtureFolder('reports/bigcode'), ['BigCode evaluation results', 'Folder of metrics']],
  [
    'results of EvalPlus',
    '{"hash": "x", "eval": {"t/0": [{"base_status": "pass", "plus_status": "fail"}]}}',
    ['EvalPlus results', 'JSON'],
  ],
  ['a table of HELM', fixture('reports/helm-group.json'), ['HELM group table', 'JSON']],
  [
    'a summary of OpenCompass',
    'dataset,version,metric,mode,A,B\nmmlu,-,naive_average,gen,61.20,58.00\ngsm8k,1d7fe4,accuracy,gen,70.10,-\n',
    ['OpenCompass summary', 'Table'],
  ],
  ['a summary of k6', '{"metrics": {"http_req_duration": {"avg": 1, "med": 1}}}', ['k6 summary', 'JSON']],
  ['a folder of vegeta', fixtureFolder('reports/vegeta'), ['vegeta report', 'Folder of metrics']],
  ['a folder of GenAI-Perf', fixtureFolder('reports/genai-perf'), ['GenAI-Perf report', 'Folder of metrics']],
  ['a folder of MLPerf', fixtureFolder('reports/mlperf'), ['MLPerf results summary', 'Folder of metrics']],
  [
    'a benchmark of vLLM',
    '{"model_id": "a", "request_throughput": 2, "mean_ttft_ms": 9}',
    ['vLLM benchmark results', 'JSON'],
  ],
  ['statistics of Locust', 'Type,Name,Requests/s,Failures/s,50%\nGET,/a,5,0,12\n', ['Locust statistics', 'Table']],
  [
    'a report of perf_analyzer',
    'Concurrency,Inferences/Second,Client Send,p50 latency\n1,100.5,20,9000\n2,180.5,22,11000\n',
    ['Triton perf_analyzer report', 'Table'],
  ],
  ['a leaderboard of AutoGluon', fixture('reports/autogluon-leaderboard.csv'), ['AutoGluon leaderboard', 'Table']],
  ['a leaderboard of H2O', 'model_id,auc,logloss\nGBM_1,0.9,0.2\n', ['H2O leaderboard', 'Table']],
  [
    'a comparison of PyCaret',
    ',Model,Accuracy,AUC,TT (Sec)\nlr,Logistic Regression,0.9,0.95,0.1\n',
    ['PyCaret comparison', 'Table'],
  ],
  ['a crosstab of Aequitas', fixture('reports/aequitas-crosstab.csv'), ['Aequitas crosstab', 'Table']],
  ['a lock file of DVC', dvcLockFile, ['DVC lock file', 'YAML']],
  ['a history of Keras', fixture('runs/keras-history.csv'), ['Training history', 'Table']],
  ['a history of Keras as JSON', '{"loss": [2, 1], "val_loss": [3, 2]}', ['Training history (JSON)', 'JSON']],
  ['seeds of models', 'model,seed,acc\na,1,0.5\na,2,0.25\nb,1,1\n', ['Several rows per model', 'Table']],
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
