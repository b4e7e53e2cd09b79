// What evaluation harnesses, load tests and automatic searches report: the right number, in its unit, with the direction that the
// tool states, and nothing that is no result.
import { describe, expect, it } from 'vitest';
import { fixture, fixtureFolder } from '../testing/fixtures.ts';
import { read, readFolder, rowsOf, usesOf } from '../testing/readBytes.ts';

type Reading = Awaited<ReturnType<typeof read>>;
const messages = (result: Reading) => result.preview.problems.map(({ message }) => message).join(' ');
const unitOf = (result: Reading, header: string) => {
  const use = result.preview.columns.find((column) => column.header === header)?.use;
  return use?.use === 'metric' ? use.unit : null;
};

describe('evaluation harnesses', () => {
  it('lm-eval: files with other tasks of one model are one candidate, the newest where a task was run again', async () => {
    const files = fixtureFolder('reports/lm-eval-split');
    expect(rowsOf(await readFolder(files))).toEqual([
      { Model: 'org/m', 'gsm8k acc': '0.7', 'gsm8k acc stderr': '0.01', 'arc acc': '0.7', 'arc acc stderr': '0.01' },
    ]);
    const again = (date: number, acc: number, shots = 5) =>
      `{"results":{"arc":{"acc,none":${acc}}},"versions":{"arc":1},"n-shot":{"arc":${shots}},"config":{"model_args":"pretrained=org/m"},"model_name":"org/m","date":${date}}`;
    const result = await readFolder({ 'a.json': again(2, 0.8), 'b.json': again(3, 0.9), 'c.json': again(1, 0.1, 0) });
    expect(rowsOf(result)).toEqual([{ Model: 'org/m', 'arc acc': '0.9' }]);
    expect(messages(result)).toMatch(/ran arc more than once; the newest counts.*different numbers of examples/);
  });
  it('a file that is only like it is read as what it is', async () => {
    const own =
      '{"config":{"emb":64},"results":{"gowalla":{"MF":{"recall":0.11,"ndcg":0.09},"GCN":{"recall":0.15,"ndcg":0.12}},"beauty":{"MF":{"recall":0.05,"ndcg":0.03},"GCN":{"recall":0.07,"ndcg":0.05}}}}';
    const result = await read(own);
    expect(result.preview.format).toBe('JSON');
    expect(rowsOf(result)).toEqual([
      { name: 'MF', 'gowalla.recall': '0.11', 'gowalla.ndcg': '0.09', 'beauty.recall': '0.05', 'beauty.ndcg': '0.03' },
      { name: 'GCN', 'gowalla.recall': '0.15', 'gowalla.ndcg': '0.12', 'beauty.recall': '0.07', 'beauty.ndcg': '0.05' },
    ]);
    const turned = await read(own, { choices: { candidates: 'outer' } });
    expect(rowsOf(turned).map(({ name }) => name)).toEqual(['gowalla', 'beauty']);
  });
  it('HELM: directions as stated, no metric without one', async () => {
    const result = await read(fixture('reports/helm-group.json'));
    expect(rowsOf(result)).toMatchObject([
      { Model: 'Model A', 'Mean win rate': '0.75', 'ToyQA - EM': '0.61', 'ToyQA - ECE': '0.08' },
      { Model: 'Model B', 'ToyQA - EM': '0.58', 'ToyQA - ECE': '0.02' },
      { Model: 'Model C', 'ToyQA - EM': '0.44', 'ToyQA - ECE': '' },
    ]);
    expect(usesOf(result)).toEqual({
      Model: 'name',
      'Mean win rate': 'metric max',
      'ToyQA - EM': 'metric max',
      'ToyQA - ECE': 'metric min',
      'ToyQA - # train': 'attribute',
    });
    expect(messages(result)).toContain('win rate depends on the models in this table');
  });
  it('BigCode: names from the configuration, limits compared, no path kept', async () => {
    const result = await readFolder(fixtureFolder('reports/bigcode'));
    expect(rowsOf(result)).toMatchObject([
      { Model: 'org/large-coder', 'humaneval pass@1': '0.55', 'humaneval pass@10': '0.71', 'mbpp pass@1': '0.48' },
      { Model: 'org/small-coder', 'humaneval pass@1': '0.42', 'humaneval pass@10': '0.66', 'mbpp pass@1': '0.5' },
    ]);
    expect(messages(result)).toContain('not comparable');
    expect(JSON.stringify(result.preview)).not.toMatch(/\/home|auth_token/);
  });
  it('EvalPlus: counts passes where no rate is stated, plus only with base', async () => {
    const task = (base: string, plus: string) => [{ base_status: base, plus_status: plus }];
    const tasks = {
      a: task('pass', 'pass'),
      b: task('pass', 'fail'),
      c: task('fail', 'pass'),
      d: task('pass', 'pass'),
    };
    const result = await read(JSON.stringify({ date: 'x', hash: 'y', eval: tasks }), {
      fileName: 'org--m_eval_results.json',
    });
    const [row] = rowsOf(result);
    expect(row).toMatchObject({ Model: 'org/m', 'pass@1 (base)': '0.75', 'pass@1 (plus)': '0.5' });
    expect(Number(row!['pass@1 (plus) standard error'])).toBe(0.25);
  });
  it('OpenCompass: models are columns, averages do not count beside their parts', async () => {
    const text =
      'dataset,version,metric,mode,A,B\nall,-,naive_average,gen,61.20,58.00\ngsm8k,1d7fe4,accuracy,gen,70.10,-\nptb,1d7fe4,ppl,ppl,9.5,8.5\n';
    const result = await read(text);
    expect(rowsOf(result)).toMatchObject([
      { Model: 'A', 'gsm8k accuracy (gen)': '70.1', 'ptb ppl (ppl)': '9.5' },
      { Model: 'B', 'gsm8k accuracy (gen)': '', 'ptb ppl (ppl)': '8.5' },
    ]);
    expect(usesOf(result)).toMatchObject({ 'all naive_average (gen)': 'ignore', 'gsm8k accuracy (gen)': 'metric max' });
  });
});

describe('load tests', () => {
  it('k6: of http_req_failed the share is the measure, whose "fails" are the good requests', async () => {
    const text =
      '{"metrics":{"http_req_duration":{"avg":121.3,"min":10.1,"med":98.0,"max":900.2,"p(95)":310.4},"http_reqs":{"count":12000,"rate":200.1},"http_req_failed":{"passes":12,"fails":11988,"value":0.001},"checks":{"passes":24000,"fails":12,"value":0.9995},"vus":{"value":5,"min":1,"max":5}}}';
    const result = await read(text, { fileName: 'model-a.json' });
    expect(rowsOf(result)).toEqual([
      {
        Test: 'model-a',
        'http_req_duration median': '98',
        'http_req_duration mean': '121.3',
        'http_req_duration p95': '310.4',
        'http_reqs rate': '200.1',
        http_req_failed: '0.001',
        checks: '0.9995',
      },
    ]);
    expect(usesOf(result)).toMatchObject({
      http_req_failed: 'metric min',
      checks: 'metric max',
      'http_reqs rate': 'metric max',
    });
    expect(unitOf(result, 'http_req_duration p95')).toBe('ms');
    // The same in the shape of handleSummary and of k6 2.
    const deeper =
      '{"metrics":{"http_req_duration":{"type":"trend","values":{"med":98}},"http_req_failed":{"values":{"rate":0.001,"passes":12}}}}';
    const newest =
      '{"version":"2","results":{"metrics":[{"name":"http_req_duration","values":{"med":98}},{"name":"http_req_failed","values":{"matches":12,"total":12000,"rate":0.001}}]}}';
    for (const one of [deeper, newest]) {
      expect(rowsOf(await read(one))[0]).toMatchObject({ 'http_req_duration median': '98', http_req_failed: '0.001' });
    }
  });
  it('vegeta: nanoseconds become milliseconds, the load asked for is a setting', async () => {
    const result = await readFolder(fixtureFolder('reports/vegeta'));
    expect(rowsOf(result)).toMatchObject([
      {
        Test: 'model-a',
        'latency mean': '12.4',
        'latency p95': '21',
        'latency p99': '30',
        throughput: '99',
        success: '0.99',
      },
      {
        Test: 'model-b',
        'latency mean': '45',
        'latency p95': '80',
        'latency p99': '99',
        throughput: '99.7',
        success: '1',
      },
    ]);
    expect(usesOf(result)).toMatchObject({
      'latency mean': 'metric min',
      throughput: 'metric max',
      success: 'metric max',
      rate: 'attribute',
    });
    expect(unitOf(result, 'latency mean')).toBe('ms');
  });
  it('Locust: percentiles are times, the total row is no candidate', async () => {
    const text =
      'Type,Name,Request Count,Requests/s,Failures/s,50%,99%\nPOST,/model-a,1500,50,0,12,80\nPOST,/model-b,500,16.7,0.83,45,220\n,Aggregated,2000,66.7,0.83,20,150\n';
    const result = await read(text);
    expect(rowsOf(result).map(({ Name }) => Name)).toEqual(['/model-a', '/model-b']);
    expect(usesOf(result)).toMatchObject({
      'Requests/s': 'metric max',
      'Failures/s': 'metric min',
      '99%': 'metric min',
      'Request Count': 'ignore',
    });
    expect(unitOf(result, '99%')).toBe('ms');
  });
  it('GenAI-Perf: metrics are rows, thousands have commas, the second table has the throughputs', async () => {
    const result = await readFolder(fixtureFolder('reports/genai-perf'));
    expect(rowsOf(result)).toEqual([
      {
        Model: 'model-a',
        'Time To First Token': '16.26',
        'Inter Token Latency': '1.85',
        'Request Latency': '1499.2',
        'Output Sequence Length': '200',
        'Output Token Throughput': '520.87',
        'Request Throughput': '1.99',
      },
      {
        Model: 'model-b',
        'Time To First Token': '30.1',
        'Inter Token Latency': '1.2',
        'Request Latency': '900.4',
        'Output Sequence Length': '200',
        'Output Token Throughput': '810.1',
        'Request Throughput': '3.1',
      },
    ]);
    expect(usesOf(result)).toMatchObject({
      'Request Latency': 'metric min',
      'Request Throughput': 'metric max',
      'Output Sequence Length': 'attribute',
    });
    expect([unitOf(result, 'Request Latency'), unitOf(result, 'Output Token Throughput')]).toEqual(['ms', 'tokens/s']);
  });
  it('MLPerf: an invalid run is no candidate, offline latencies are no result, long seeds stay whole', async () => {
    const result = await readFolder(fixtureFolder('reports/mlperf'));
    expect(rowsOf(result)).toMatchObject([
      { System: 'box_a', 'Samples per second': '950.5', 'mean latency': '12900', qsl_rng_seed: '13281865557512327830' },
      { System: 'box_c', 'Samples per second': '1100', 'mean latency': '11150' },
    ]);
    expect(usesOf(result)).toMatchObject({
      'Samples per second': 'metric max',
      'mean latency': 'ignore',
      target_qps: 'attribute',
    });
    expect(messages(result)).toContain('box_b is left out: its result is INVALID');
  });
  it('vLLM: a run that completed nothing was not fast', async () => {
    const text =
      '{"model_id":"a","request_throughput":2,"mean_ttft_ms":9,"std_ttft_ms":1,"completed":10,"failed":0}\n{"model_id":"b","request_throughput":0,"mean_ttft_ms":0,"std_ttft_ms":0,"completed":0,"failed":10}\n';
    const result = await read(text);
    expect(rowsOf(result)).toMatchObject([
      { Model: 'a', mean_ttft_ms: '9', request_throughput: '2' },
      { Model: 'b', mean_ttft_ms: '', request_throughput: '' },
    ]);
    expect(usesOf(result)).toMatchObject({ mean_ttft_ms: 'metric min', std_ttft_ms: 'ignore' });
  });
  it('perf_analyzer: rows are loads of one model, in microseconds', async () => {
    const text = 'Concurrency,Inferences/Second,Server Queue,p50 latency\n1,100.5,20,9000\n2,180.5,22,11000\n';
    const result = await read(text, { fileName: 'resnet.csv' });
    expect(rowsOf(result).map(({ Setting }) => Setting)).toEqual(['resnet @ concurrency 1', 'resnet @ concurrency 2']);
    expect(usesOf(result)).toMatchObject({
      'p50 latency': 'metric min',
      'Server Queue': 'ignore',
      Concurrency: 'attribute',
    });
  });
});

describe('automatic searches', () => {
  it('AutoGluon: errors get their sign back, a model that cannot predict cannot be chosen', async () => {
    const result = await read(fixture('reports/autogluon-leaderboard.csv'));
    expect(rowsOf(result)).toMatchObject([
      { model: 'WeightedEnsemble_L2', 'root_mean_squared_error test': '3.05', pred_time_test: '0.4', fit_time: '9' },
      { model: 'CatBoost', 'root_mean_squared_error test': '3.2' },
      { model: 'LightGBM', 'root_mean_squared_error test': '3.31' },
    ]);
    expect(usesOf(result)).toMatchObject({
      'root_mean_squared_error test': 'metric min',
      'root_mean_squared_error val': 'ignore',
      pred_time_test: 'metric min',
      pred_time_test_marginal: 'ignore',
      stack_level: 'attribute',
    });
    expect(messages(result)).toContain('"KNeighbors" is left out');
  });
  it('H2O and PyCaret: signs as they are, an AUC of 0 is unknown', async () => {
    expect(usesOf(await read('model_id,auc,logloss,training_time_ms\nGBM_1,0.9,0.2,100\nDRF_1,0.8,0.3,50\n'))).toEqual({
      model_id: 'name',
      auc: 'metric max',
      logloss: 'metric min',
      training_time_ms: 'metric min',
    });
    const pycaret = await read(',Model,Accuracy,AUC,TT (Sec)\nlr,Logistic,0.9,0.95,0.1\nridge,Ridge,0.88,0.0,0.2\n');
    expect(rowsOf(pycaret).map(({ AUC }) => AUC)).toEqual(['0.95', '']);
    expect(unitOf(pycaret, 'TT (Sec)')).toBe('s');
  });
  it('FLAML: trials are candidates, the pointer marks the best', async () => {
    const text =
      '{"record_id":0,"trial_time":0.9,"validation_loss":0.21,"config":{"n":4},"learner":"lgbm","sample_size":10}\n{"record_id":1,"trial_time":1.4,"validation_loss":0.18,"config":{"n":8},"learner":"xgboost","sample_size":10}\n{"curr_best_record_id":1}\n';
    const result = await read(text);
    expect(rowsOf(result)).toMatchObject([
      { Trial: 'lgbm · trial 0', validation_loss: '0.21', trial_time: '0.9', n: '4' },
      { Trial: 'xgboost · trial 1', validation_loss: '0.18' },
    ]);
    expect(result.preview.incumbent?.name).toBe('xgboost · trial 1');
    expect(usesOf(result)).toMatchObject({ validation_loss: 'metric min', trial_time: 'metric min' });
  });
  it('Aequitas: rows are groups; a model is measured over all of them, and by how far they are apart', async () => {
    const result = await read(fixture('reports/aequitas-crosstab.csv'));
    expect(rowsOf(result)).toMatchObject([
      { Model: 'model 1', accuracy: '0.84', 'fpr gap': '0.1', fpr_disparity: '1.5' },
      { Model: 'model 2', accuracy: '0.812', 'fpr gap': '0.02', fpr_disparity: '1.1' },
    ]);
    expect(usesOf(result)).toMatchObject({
      accuracy: 'metric max',
      'fpr gap': 'metric min',
      fpr_disparity: 'attribute',
    });
    expect(messages(result)).toContain('Model 1 fails FPR Parity');
  });
  it('a lock file of DVC is refused: it holds no results', async () => {
    const lock =
      "schema: '2.0'\nstages:\n  train:\n    cmd: python train.py\n    params:\n      params.yaml:\n        lr: 0.1\n";
    await expect(read(lock, { fileName: 'dvc.lock' })).rejects.toThrow('dvc.lock is a lock file of DVC');
  });
  it('a single record names itself', async () => {
    expect(rowsOf(await read('{"model":"svm-tuned","dataset":"test","accuracy":0.91}\n'))[0]).toMatchObject({
      model: 'svm-tuned',
    });
    expect(usesOf(await read('{"model":"svm-tuned","accuracy":0.91}\n'))).toEqual({
      model: 'name',
      accuracy: 'metric max',
    });
  });
});
