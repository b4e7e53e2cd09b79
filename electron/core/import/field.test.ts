// Inputs as people who choose models have them, made small: names and numbers are made up, the shapes are real. Each is read as it
// is proposed, with no correction by hand, and must give the right candidates, metrics, directions, units and values.
import { describe, expect, it } from 'vitest';
import type { ReadTable } from './planning/parsedTable.ts';
import { planImport } from './planning/plan.ts';
import { fixture, fixtureFolder } from './testing/fixtures.ts';
import { read, readFolder } from './testing/readBytes.ts';
import { emptyReview, proposed } from './testing/readText.ts';
import type { Right } from './testing/whatCameOf.ts';
import { whatCameOf } from './testing/whatCameOf.ts';

const folders = new Set(['runs', 'reports']);

function readFixture(path: string): Promise<ReadTable> {
  const [top = '', , more] = path.split('/');
  const isFolder = folders.has(top) && more === undefined && !path.includes('.');
  return isFolder ? readFolder(fixtureFolder(path)) : read(fixture(path), { fileName: path.split('/').at(-1) ?? '' });
}

const rows: Record<string, Right> = {
  'field/throughput-per-slash.csv': {
    candidates: { A: { 'Tokens/s': 120, 'TTFT (ms)': 300 }, B: {}, C: {} },
    metrics: { accuracy: 'max', 'Tokens/s': 'max tokens/s', 'TTFT (ms)': 'min ms' },
  },
  'field/locust-stats.csv': {
    candidates: { '/model-a': { 'Requests/s': 50, '95%': 40 }, '/model-b': { 'Requests/s': 16.7, '95%': 120 } },
    metrics: {
      'Median Response Time': 'min ms',
      'Average Response Time': 'min ms',
      'Requests/s': 'max 1/s',
      'Failures/s': 'min 1/s',
      '50%': 'min ms',
      '95%': 'min ms',
      '99%': 'min ms',
    },
    says: ['"Aggregated" sums up the others and is left out'],
  },
  'field/params-in-millions.csv': {
    candidates: { n: { 'Params (M)': 2.6 }, m: { 'Params (M)': 20.1 } },
    metrics: { 'Top-1 (%)': 'max %', 'Params (M)': 'min M', 'FLOPs (G)': 'min GFLOPs' },
  },
  'field/false-neg-rate.csv': {
    candidates: { A: { false_neg_rate: 0.02 }, B: { false_neg_rate: 0.3 } },
    metrics: { false_neg_rate: 'min', false_pos_rate: 'min' },
  },
  'field/accuracy-drop.csv': {
    candidates: { A: { accuracy_drop: 0.02 }, B: { accuracy_drop: 0.2 } },
    metrics: { final_accuracy: 'max', accuracy_drop: 'min', forgetting: 'min' },
  },
  'field/savings-and-reductions.csv': {
    candidates: { A: { 'Cost savings (%)': 40 }, B: { 'Time saved (h)': 1 } },
    metrics: {
      accuracy: 'max',
      'Cost savings (%)': 'max %',
      'Error reduction (%)': 'max %',
      'Time saved (h)': 'max h',
    },
  },
  'field/per-class-error.csv': {
    candidates: { A: { mean_per_class_error: 0.1 }, B: { mean_per_class_error: 0.4 } },
    metrics: { auc: 'max', mean_per_class_error: 'min', logloss: 'min' },
  },
  'field/credit-gini.csv': {
    candidates: { A: { gini: 0.62 }, B: { gini: 0.4 } },
    metrics: { gini: 'max', ks: 'max', psi: 'min' },
  },
  'field/bracket-is-no-unit.csv': {
    candidates: { A: { 'Latency (p95)': 20 }, B: {} },
    metrics: { 'Accuracy (test)': 'max', 'Accuracy (val)': 'max', 'F1 (macro)': 'max', 'Latency (p95)': 'min' },
  },
  'field/cloud-prices.csv': {
    candidates: { 'g5.xlarge': { 'On-demand $/hr': 1.006, vCPU: '4' }, 'g4dn.xlarge': { 'Spot $/hr': 0.2 } },
    metrics: { 'Memory (GiB)': 'asked', 'On-demand $/hr': 'min US$/h', 'Spot $/hr': 'min US$/h' },
    // Which way is better of the memory nobody has said, so nobody is compared by it.
    objectives: ['On-demand $/hr', 'Spot $/hr'],
  },
  'field/arrows-in-header.csv': {
    candidates: { A: { 'FAD↓': 2.1 }, B: { 'Foo (↓)': 7 } },
    metrics: { 'Quality ↑': 'max', 'Artefacts ↓': 'min', 'CLAP↑': 'max', 'FAD↓': 'min', 'Foo (↓)': 'min' },
  },
  'field/sheet-percent.xlsx': {
    candidates: { A: { Accuracy: 91.2 }, B: { Accuracy: 88.9 } },
    metrics: { Accuracy: 'max %', 'Latency (ms)': 'min ms' },
  },
  'field/sheet-hidden.xlsx': {
    candidates: { A: { Accuracy: 0.91 }, B: { Accuracy: 0.88 } },
    metrics: { Accuracy: 'max', 'Latency (ms)': 'min ms' },
    says: ['"old draft" is hidden and not read'],
  },
  'field/sheet-duration.xlsx': {
    candidates: { A: { 'Train time (h)': 1.5 }, B: { 'Train time (h)': 36 } },
    metrics: { Accuracy: 'max', 'Train time (h)': 'min h' },
  },
  'field/sheet-formula.xlsx': {
    candidates: { A: { Precision: 0.9 }, B: { Recall: 0.95 } },
    metrics: { Precision: 'max', Recall: 'max' },
    others: { F1: 'ignore' },
    says: ['2 cells have formulas without a saved value, the first in D2'],
  },
  'field/sheet-title.xlsx': {
    candidates: { A: { 'Accuracy (%)': 91.2, 'Latency (ms)': 12 }, B: { 'Accuracy (%)': 88.9 } },
    metrics: { 'Accuracy (%)': 'max %', 'Latency (ms)': 'min ms' },
    says: ['"Model comparison, Q3 review"; it is no row', 'it is no row', 'units stand in a row of their own'],
  },
  'field/sheet-merged.xlsx': {
    candidates: { A: { 'Test set A Accuracy': 0.91 }, B: { 'Test set B F1': 0.84 } },
    metrics: {
      'Test set A Accuracy': 'max',
      'Test set A F1': 'max',
      'Test set B Accuracy': 'max',
      'Test set B F1': 'max',
    },
  },
  'field/transposed.csv': {
    candidates: { XGBoost: { Accuracy: 0.91, 'Latency (ms)': 12 }, RandomForest: {}, LogReg: { 'Size (MB)': 0.4 } },
    metrics: { Accuracy: 'max', F1: 'max', 'Latency (ms)': 'min ms', 'Size (MB)': 'min MB' },
    says: ['the table is turned'],
  },
  'field/dataset-by-model.csv': {
    candidates: { A: { 'mnist accuracy': 0.99, 'imagenet latency_ms': 50 }, B: { 'imagenet accuracy': 0.8 } },
    metrics: {
      'mnist accuracy': 'max',
      'imagenet accuracy': 'max',
      'mnist latency_ms': 'min ms',
      'imagenet latency_ms': 'min ms',
    },
  },
  'field/seeds-wide.csv': {
    candidates: {
      A: { accuracy: 0.85, '± accuracy': 0.02887, 'seed count': '3' },
      B: { accuracy: 0.87, '± accuracy': 0.005774, loss: 0.32 },
    },
    metrics: { accuracy: 'max', loss: 'min' },
  },
  'field/mean-std-n.csv': {
    candidates: {
      A: { accuracy_mean: 0.9, '± accuracy_mean': 0.02, n_seeds: '4' },
      B: { accuracy_mean: 0.88, '± accuracy_mean': 0.005, n_seeds: '4' },
    },
    metrics: { accuracy_mean: 'max', latency_ms: 'min ms' },
    others: { accuracy_std: 'standardError' },
  },
  'field/epoch-history.csv': {
    candidates: { 'epoch-history': { val_loss: 0.6, val_acc: 0.7, 'best epoch': '2' } },
    metrics: { val_loss: 'min', val_acc: 'max' },
    says: ['the epoch with the lowest val_loss', 'one run with 3 epochs: one candidate'],
  },
  'field/hf-trainer-state.json': {
    candidates: { 'hf-trainer-state': { eval_wer: 32 } },
    metrics: { eval_wer: 'min' },
    says: ['the best evaluation'],
  },
  'field/grid-without-names.csv': {
    candidates: { '3 · 0.1': { rmse: 4.51 }, '3 · 0.01': {}, '5 · 0.1': { mae: 3.02 }, '5 · 0.01': {} },
    metrics: { rmse: 'min', mae: 'min' },
  },
  'field/hyperparameters-beside-metrics.csv': {
    candidates: { short: { block_size: '128', n_head: '6' }, long: { val_loss: 1.45 } },
    metrics: { val_loss: 'min' },
  },
  'field/averages-beside-parts.csv': {
    candidates: { m1: { 'Average WER': 20 }, m2: { 'Average WER': 21 } },
    metrics: { 'A WER': 'min', 'B WER': 'min', 'C WER': 'min', 'Average WER': 'min' },
    objectives: ['Average WER'],
    says: ['"Average WER" is the mean of A WER, B WER and C WER'],
  },
  'field/units-in-cells.csv': {
    candidates: {
      A: { accuracy: 91.2, latency: 12, params: 7e9, price: 0.15, 'train time': 200, memory: 1.5 },
      B: { accuracy: 89, latency: 1200, params: 3.5e8, price: 0.6, 'train time': 3900, memory: 0.8 },
      C: { accuracy: 93.5, latency: 45, params: 1.3e9, price: 2.5, 'train time': 200, memory: 12 },
    },
    metrics: {
      accuracy: 'max %',
      latency: 'min ms',
      params: 'min parameters',
      price: 'min US$',
      'train time': 'min s',
      memory: 'min GB',
    },
  },
  'field/footnote-marks.csv': {
    candidates: {
      A: { accuracy: 0.912, 'accuracy, as written': '0.912*', 'f1, as written': '**0.88**', wer: 5.1, '± wer': 0.1531 },
      B: {
        accuracy: 0.905,
        'f1, as written': '',
        auc: 0.99,
        'auc, as written': '>0.99',
        'wer, as written': '4.9 [4.6; 5.2]',
      },
      C: { f1: 0.86, 'accuracy, as written': '', wer: NaN },
    },
    metrics: { accuracy: 'max', f1: 'max', auc: 'max', wer: 'min' },
    says: ['"OOM" is not a number', 'kept as the property "accuracy, as written"'],
  },
  ...Object.fromEntries(
    ['markdown-table.md', 'markdown-in-prose.md'].map((file) => [
      `field/${file}`,
      {
        candidates: { A: { Accuracy: 0.91, 'Latency (ms)': 12 }, B: { Accuracy: 0.89, 'Latency (ms)': 3 } },
        metrics: { Accuracy: 'max', 'Latency (ms)': 'min ms' },
      },
    ]),
  ),
  'field/latex-table.tex': {
    candidates: { A: { Accuracy: 0.91, Latency: 12 }, B: { Accuracy: 0.89, Latency: 3 } },
    metrics: { Accuracy: 'max', Latency: 'min' },
  },
  'field/html-table.html': {
    candidates: { A: { Accuracy: 0.91 }, B: { Accuracy: 0.89 } },
    metrics: { Accuracy: 'max' },
  },
  'field/lm-eval-printed-table.md': {
    candidates: { 'org/m': { 'arc acc': 0.7005, '± arc acc': 0.0134, 'arc acc_norm': 0.7176 } },
    metrics: { 'arc acc': 'max', 'arc acc_norm': 'max' },
  },
  'field/own-results-config.json': {
    candidates: { MF: { 'gowalla.recall': 0.11 }, GCN: { 'gowalla.recall': 0.15, 'beauty.ndcg': 0.05 } },
    metrics: { 'gowalla.recall': 'max', 'gowalla.ndcg': 'max', 'beauty.recall': 'max', 'beauty.ndcg': 'max' },
  },
  'field/one-record.jsonl': {
    candidates: { 'svm-tuned': { accuracy: 0.91, f1: 0.88, dataset: 'test' } },
    metrics: { accuracy: 'max', f1: 'max' },
  },
  'field/optuna-journal.log': {
    candidates: {
      's · trial 0': { 'Objective 0': 0.3, 'Objective 1': 0.9 },
      's · trial 1': { 'Objective 0': 0.2, 'Objective 1': 0.8 },
    },
    metrics: { 'Objective 0': 'min', 'Objective 1': 'max' },
    says: ['1 trial is left out'],
  },
  'field/optuna-all-infeasible.sql': {
    candidates: {
      's · trial 0': { feasible: 'no' },
      's · trial 1': { feasible: 'no' },
      's · trial 2': { feasible: 'no' },
    },
    metrics: { 'Objective 0': 'min', 'Objective 1': 'max', 'constraint 0': 'min' },
    objectives: ['Objective 0', 'Objective 1'],
  },
  'field/sparse-runs.csv': {
    candidates: { A: { accuracy: 0.9 }, B: {}, C: {}, D: { accuracy: 0.91 } },
    metrics: { accuracy: 'max', test_accuracy: 'max', f1: 'max' },
    objectives: ['accuracy'],
  },
  'field/flaml-log.txt': {
    candidates: { 'lgbm · trial 0': { validation_loss: 0.21 }, 'xgboost · trial 1': { trial_time: 1.4 } },
    metrics: { validation_loss: 'min', trial_time: 'min s' },
    incumbent: 'xgboost · trial 1',
  },
  'field/k6-summary.json': {
    candidates: { 'k6-summary': { http_req_failed: 0.001, 'http_reqs rate': 200.1, 'http_req_duration p95': 310.4 } },
    metrics: {
      'http_req_duration median': 'min ms',
      'http_req_duration mean': 'min ms',
      'http_req_duration p90': 'min ms',
      'http_req_duration p95': 'min ms',
      'http_reqs rate': 'max 1/s',
      http_req_failed: 'min',
      checks: 'max',
    },
  },
  'reports/lm-eval-split': {
    candidates: { 'org/m': { 'gsm8k acc': 0.7, 'arc acc': 0.7 } },
    metrics: { 'gsm8k acc': 'max', 'arc acc': 'max' },
  },
  'runs/ray': {
    candidates: {
      train_a_00000: { mean_accuracy: 0.9, loss: 0.3, time_total_s: 6.1 },
      train_a_00001: { mean_accuracy: 0.91, loss: 0.3, time_total_s: 6.1 },
    },
    metrics: { mean_accuracy: 'max', loss: 'min', time_total_s: 'min s' },
    says: ['the last value that a run logged'],
  },
  'runs/wandb': {
    candidates: {
      aaaaaaaa: { val_acc: 0.91, 'run time': 120, lr: '0.001' },
      bbbbbbbb: { val_acc: 0.88, 'run time': 60 },
    },
    metrics: { val_acc: 'max', 'run time': 'min s' },
  },
  'optuna/journal-mixed.log': {
    candidates: {
      'mixed · trial 0': { rmse: 3.2, coverage: 0.91, booster: 'tree', depth: '4', ms_per_row: 2.5, feasible: 'yes' },
      'mixed · trial 2': { rmse: 1.1, feasible: 'no' },
      'mixed · trial 4': { rmse: NaN, coverage: 0.8, booster: 'linear', feasible: 'yes' },
    },
    metrics: {
      rmse: 'min',
      coverage: 'max',
      ms_per_row: 'min ms per row',
      'constraint violation': 'min',
    },
    objectives: ['rmse', 'coverage', 'ms_per_row'],
    says: ['2 trials are left out', '1 value is infinite and cannot be ranked'],
  },
  'runs/lightning': {
    candidates: {
      version_0: { test_acc: 0.83, val_acc: 0.84, val_loss: 0.5, lr: '0.001', hidden: '64' },
      version_1: { test_acc: 0.88, val_acc: 0.9, val_loss: 0.4, lr: '0.01', hidden: '128' },
    },
    metrics: { val_acc: 'max', val_loss: 'min', test_acc: 'max' },
  },
  'runs/tensorboard': {
    candidates: {
      run_a: { 'val/loss': 0.6, 'val/acc': 0.85, lr: '0.01', opt: 'adam' },
      run_b: { 'val/loss': 0.5, 'val/acc': 0.75, lr: '0.1', opt: 'adam' },
    },
    metrics: { 'val/loss': 'min', 'val/acc': 'max' },
    says: ['the last value that a run logged is taken'],
  },
  'runs/keras-history.csv': {
    candidates: { 'keras-history': { val_loss: 0.6, val_accuracy: 0.8, learning_rate: '0.001', 'best epoch': '1' } },
    metrics: { val_accuracy: 'max', val_loss: 'min' },
    says: ['one run with 3 epochs: one candidate'],
  },
  'reports/helm-group.json': {
    candidates: {
      'Model A': { 'Mean win rate': 0.75, 'ToyQA - EM': 0.61, 'ToyQA - ECE': 0.08 },
      'Model B': { 'ToyQA - EM': 0.58, 'ToyQA - ECE': 0.02 },
      'Model C': { 'ToyQA - EM': 0.44, 'ToyQA - ECE': NaN },
    },
    metrics: { 'Mean win rate': 'max', 'ToyQA - EM': 'max', 'ToyQA - ECE': 'min' },
    others: { 'ToyQA - # train': 'attribute' },
    says: ['The win rate depends on the models in this table'],
  },
  'reports/bigcode': {
    candidates: {
      'org/large-coder': { 'humaneval pass@1': 0.55, 'humaneval pass@10': 0.71, 'mbpp pass@1': 0.48, limit: '50' },
      'org/small-coder': { 'humaneval pass@1': 0.42, 'humaneval pass@10': 0.66, 'mbpp pass@1': 0.5, limit: '' },
    },
    metrics: { 'humaneval pass@1': 'max', 'humaneval pass@10': 'max', 'mbpp pass@1': 'max' },
    says: ['their values are not comparable'],
  },
  'runs/yolo': {
    candidates: {
      train_n: { 'metrics/mAP50-95(B)': 0.37, 'metrics/mAP50(B)': 0.6, time: 36.2, model: 'toy-n.pt' },
      train_s: { 'metrics/mAP50-95(B)': 0.44, 'metrics/mAP50(B)': 0.66, time: 91.8, model: 'toy-s.pt' },
    },
    metrics: { 'metrics/mAP50(B)': 'max', 'metrics/mAP50-95(B)': 'max', 'val/box_loss': 'min', time: 'min s' },
  },
  'reports/mlperf': {
    candidates: {
      box_a: { 'Samples per second': 950.5, Scenario: 'Offline', qsl_rng_seed: '13281865557512327830' },
      box_c: { 'Samples per second': 1100 },
    },
    metrics: { 'Samples per second': 'max 1/s' },
    says: ['box_b is left out: its result is INVALID'],
  },
  'reports/autogluon-leaderboard.csv': {
    candidates: {
      WeightedEnsemble_L2: { 'root_mean_squared_error test': 3.05, pred_time_test: 0.4, fit_time: 9 },
      CatBoost: { 'root_mean_squared_error test': 3.2, stack_level: '1' },
      LightGBM: { 'root_mean_squared_error test': 3.31, pred_time_test: 0.05, fit_time: 1.4 },
    },
    metrics: { 'root_mean_squared_error test': 'min', pred_time_test: 'min s', fit_time: 'min s' },
    says: ['"KNeighbors" is left out: it cannot predict any more'],
  },
  'reports/aequitas-crosstab.csv': {
    candidates: {
      'model 1': { accuracy: 0.84, 'fpr gap': 0.1, fpr_disparity: '1.5' },
      'model 2': { accuracy: 0.812, 'fpr gap': 0.02, fpr_disparity: '1.1' },
    },
    metrics: { accuracy: 'max', 'tpr gap': 'min', 'fpr gap': 'min', 'pprev gap': 'min' },
    says: ['Model 1 fails FPR Parity'],
  },
  'reports/vegeta': {
    candidates: {
      'model-a': {
        'latency mean': 12.4,
        'latency p95': 21,
        'latency p99': 30,
        throughput: 99,
        success: 0.99,
        rate: '100.1',
      },
      'model-b': { 'latency mean': 45, 'latency p95': 80, 'latency p99': 99, throughput: 99.7, success: 1 },
    },
    metrics: {
      'latency mean': 'min ms',
      'latency p50': 'min ms',
      'latency p90': 'min ms',
      'latency p95': 'min ms',
      'latency p99': 'min ms',
      throughput: 'max 1/s',
      success: 'max',
    },
  },
  'reports/genai-perf': {
    candidates: {
      'model-a': { 'Time To First Token': 16.26, 'Request Latency': 1499.2, 'Output Token Throughput': 520.87 },
      'model-b': { 'Inter Token Latency': 1.2, 'Request Latency': 900.4, 'Request Throughput': 3.1 },
    },
    metrics: {
      'Time To First Token': 'min ms',
      'Inter Token Latency': 'min ms',
      'Request Latency': 'min ms',
      'Output Token Throughput': 'max tokens/s',
      'Request Throughput': 'max 1/s',
    },
    others: { 'Output Sequence Length': 'attribute' },
  },
};

describe('inputs of the field, read as proposed', () => {
  it.each(Object.entries(rows))('%s', async (path, right) => {
    const result = await readFixture(path);
    const { names, values, metrics, others, objectives } = whatCameOf(result);
    expect(names).toEqual(Object.keys(right.candidates));
    expect(values).toMatchObject(right.candidates);
    expect(metrics).toEqual(right.metrics);
    expect(others).toMatchObject(right.others ?? {});
    if (right.objectives) expect(objectives).toEqual(right.objectives);
    const said = result.preview.problems.map(({ message }) => message).join('\n');
    for (const piece of right.says ?? []) expect(said).toContain(piece);
    if (right.incumbent !== undefined) expect(result.preview.incumbent?.name).toBe(right.incumbent);
  });
  it('dvc.lock is refused, for it holds no results', async () => {
    await expect(readFixture('field/dvc.lock')).rejects.toThrow('holds no results');
  });
  it('per cent beside fractions stops and asks', async () => {
    const { table, preview } = await readFixture('field/percent-and-fraction.csv');
    const asked = preview.columns.filter(({ asks }) => asks.includes('mixture')).map(({ header }) => header);
    expect(asked).toEqual(['accuracy', 'recall']);
    expect(planImport(table, proposed(preview), emptyReview).check.acceptable).toBe(false);
  });
  it('long names are shortened, told apart, and kept whole as a property', async () => {
    const { table, preview } = await readFixture('field/long-names.csv');
    const { check, content } = planImport(table, proposed(preview), emptyReview);
    expect(check.acceptable).toBe(true);
    const [a, b] = content!.rows.map(({ name }) => name);
    expect([a!.length, b!.length]).toEqual([200, 200]);
    expect(a).toMatch(/^svm features=col0_col1_.*….*_a #[\da-f]{8}$/);
    expect(b).toMatch(/_b #[\da-f]{8}$/);
    const whole = content!.attributes.find(({ name }) => name === 'full name')!;
    expect(whole.values.map((value) => value.length)).toEqual([364, 364]);
    expect(whole.values[0]).toContain('col58_col59_a');
    expect(check.problems.map(({ message }) => message)).toContainEqual(expect.stringContaining('is shortened to 200'));
  });
});
