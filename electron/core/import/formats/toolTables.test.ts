// CSVs that known tools write: what their columns mean, by the tools' own rules.
import { describe, expect, it } from 'vitest';
import { planImport } from '../planning/plan.ts';
import { emptyReview, proposed } from '../testing/readText.ts';
import { fixture } from '../testing/fixtures.ts';
import { read, rowsOf, usesOf } from '../testing/readBytes.ts';

const messages = (result: Awaited<ReturnType<typeof read>>) => result.preview.problems.map(({ message }) => message);

describe('scikit-learn cv_results_', () => {
  const text = [
    ',mean_fit_time,std_fit_time,param_C,param_kernel,params,split0_test_score,split1_test_score,mean_test_score,std_test_score,rank_test_score,split0_test_neg_mean_squared_error,split1_test_neg_mean_squared_error,mean_test_neg_mean_squared_error,mean_train_score',
    `0,0.5,0.1,1,rbf,"{'C': 1, 'kernel': 'rbf'}",0.8,0.9,0.85,0.05,1,-2,-4,-3,0.99`,
    `1,0.25,0.1,10,,"{'C': 10}",0.5,0.5,0.5,0,2,-1,,nan,0.9`,
  ].join('\n');
  it('shows negated losses as losses, and how certain a mean is', async () => {
    const result = await read(text, { fileName: 'search.csv' });
    expect(result.preview).toMatchObject({ format: 'scikit-learn cross-validation results', delimiter: ',' });
    expect(rowsOf(result)).toMatchObject([
      { Setting: 'C=1, kernel=rbf', score: '0.85', mean_squared_error: '3', 'mean_squared_error standard error': '1' },
      {
        Setting: 'C=10',
        score: '0.5',
        'score standard error': '0',
        mean_squared_error: '',
        'mean_squared_error standard error': '',
      },
    ]);
    expect(Number(rowsOf(result)[0]?.['score standard error'])).toBeCloseTo(0.05, 12);
    expect(usesOf(result)).toMatchObject({
      Setting: 'name',
      score: 'metric max',
      mean_squared_error: 'metric min',
      mean_fit_time: 'metric min',
      'score standard error': 'error of score',
      rank_test_score: 'ignore',
      mean_train_score: 'ignore',
      C: 'attribute',
    });
    const { content } = planImport(result.table, proposed(result.preview), emptyReview);
    expect(content?.rows).toEqual([
      { name: 'C=1, kernel=rbf', row: 2 },
      { name: 'C=10', row: 3 },
    ]);
  });
  it('can be had as the table it is', async () => {
    const result = await read(text, { choices: { as: 'table' } });
    expect(result.preview.format).toBe('Table');
    expect(result.preview.choices).toMatchObject([{ key: 'as', chosen: 'table' }]);
    expect(rowsOf(result)[0]?.['mean_test_neg_mean_squared_error']).toBe('-3');
  });
});

describe('tables of runs', () => {
  it('Optuna: completed trials, parameters apart from objectives', async () => {
    const text =
      'number,value,datetime_start,duration,params_x,user_attrs_f1,state\n0,0.5,2026-01-01,0 days,3,0.25,COMPLETE\n1,inf,2026-01-01,0 days,4,,COMPLETE\n2,,,,5,,FAIL\n';
    const result = await read(text, { fileName: 'trials.csv' });
    expect(rowsOf(result)).toMatchObject([
      { Trial: 'trials · trial 0', 'Objective 0': '0.5', x: '3', f1: '0.25' },
      { Trial: 'trials · trial 1', 'Objective 0': 'inf' },
    ]);
    expect(usesOf(result)).toMatchObject({
      'Objective 0': 'metric max',
      x: 'attribute',
      f1: 'metric max',
      duration: 'ignore',
    });
    expect(result.preview.columns.find(({ header }) => header === 'Objective 0')?.directed).toBe(false);
    expect(messages(result)[0]).toBe('1 trial is left out: failed, pruned, waiting or still running.');
  });
  it('Weights & Biases: names, seconds, and bookkeeping left out', async () => {
    const text =
      '"Name","State","Notes","User","Tags","Created","Runtime","Sweep","lr","acc"\n"a","finished","","me","t","2026-01-01","60","","0.1","0.7509999871253967"\n"b","crashed","","me","","2026-01-01","90","","0.2","NaN"\n';
    const result = await read(text);
    expect(result.preview.format).toBe('Weights & Biases runs');
    expect(usesOf(result)).toMatchObject({
      Name: 'name',
      State: 'attribute',
      Runtime: 'metric min',
      User: 'ignore',
      lr: 'attribute',
      acc: 'metric max',
    });
    expect(messages(result)[0]).toBe('1 run has not finished; take out what should not be compared.');
  });
  it('Weights & Biases chart: one value per run, split at the last hyphen', async () => {
    const text =
      '"Step","a - b - loss","a - b - loss__MIN","a - b - loss__MAX","c - loss","c - loss__MIN","c - loss__MAX"\n"0","3","3","3","5","5","5"\n"1","1","1","1","","",""\n"2","2","2","2","","",""\n';
    const result = await read(text);
    expect(rowsOf(result)).toEqual([
      { Run: 'a - b', loss: '2' },
      { Run: 'c', loss: '5' },
    ]);
    expect(rowsOf(await read(text, { choices: { values: 'best' } }))[0]?.['loss']).toBe('1');
  });
  it('MLflow, as downloaded: negative numbers behind their guard, repeated names told apart', async () => {
    const text =
      '"Start Time","Duration","Run ID","Name","Source Type","Source Name","User","Status","depth","r2"\n"1/1/2026","1.3min","aaaaaaaa1","twin","LOCAL","x.py","me","FINISHED","3","\'-0.25"\n"1/1/2026","1.3min","bbbbbbbb2","twin","LOCAL","x.py","me","FAILED","4","0.5"\n';
    const result = await read(text);
    expect(rowsOf(result)).toMatchObject([
      { Run: 'twin · aaaaaaaa', r2: '-0.25' },
      { Run: 'twin · bbbbbbbb', r2: '0.5' },
    ]);
    expect(usesOf(result)).toMatchObject({
      'Start Time': 'ignore',
      User: 'ignore',
      Status: 'attribute',
      r2: 'metric max',
    });
  });
  it('MLflow, by search: metrics, parameters and nothing about the person', async () => {
    const text =
      'run_id,experiment_id,status,artifact_uri,metrics.acc,params.acc,tags.mlflow.runName,tags.mlflow.user,tags.team\nr1,1,FINISHED,file:///home,0.5,x,one,me,red\nr2,1,FINISHED,file:///home,0.75,y,two,me,\n';
    const result = await read(text);
    expect(rowsOf(result)[0]).toEqual({ Run: 'one', acc: '0.5', 'param acc': 'x', 'tag team': 'red', run_id: 'r1' });
  });
  it('DVC: experiments and baselines, failed cells as missing', async () => {
    const text =
      'Experiment,rev,typ,Created,parent,State,Executor,acc,step,lr\n,workspace,baseline,,,,,0.5,1,0.1\nfast-cat,abc1234,branch_base,,,Success,,!,2,0.1\n';
    const result = await read(text);
    expect(rowsOf(result)).toMatchObject([
      { Experiment: 'workspace', acc: '0.5' },
      { Experiment: 'fast-cat', acc: '' },
    ]);
    expect(usesOf(result)).toMatchObject({ typ: 'attribute', Created: 'ignore', step: 'ignore', acc: 'metric max' });
  });
});

describe('one measurement per row', () => {
  const text =
    'model,metric,value,seed\na,acc,0.5,1\na,acc,0.7,2\na,acc,0.6,3\na,loss,2,1\nb,acc,0.25,1\nb,loss,oops,1\n';
  it('becomes means with their standard errors', async () => {
    const result = await read(text);
    expect(result.preview.format).toBe('One measurement per row');
    const [a, b] = rowsOf(result);
    expect(a).toMatchObject({ Candidate: 'a', loss: '2', 'acc n': '3' });
    expect(Number(a?.['acc'])).toBeCloseTo(0.6, 12);
    expect(Number(a?.['acc standard error'])).toBeCloseTo(0.1 / Math.sqrt(3), 12);
    expect(b).toMatchObject({ Candidate: 'b', acc: '0.25', 'acc standard error': '', loss: '' });
    expect(usesOf(result)).toMatchObject({
      acc: 'metric max',
      'acc standard error': 'error of acc',
      loss: 'metric min',
      'acc n': 'ignore',
    });
    expect(result.preview.problems[0]).toMatchObject({ row: 7, found: 'oops', severity: 'warning' });
  });
  it.each([
    ['last', '0.6'],
    ['highest', '0.7'],
    ['lowest', '0.5'],
  ])('or the %s one', async (repeats, acc) => {
    expect(rowsOf(await read(text, { choices: { repeats } }))[0]?.['acc']).toBe(acc);
  });
  it('is not seen where another column would be lost', async () => {
    expect((await read('model,metric,value,colour\na,acc,0.5,red\nb,acc,1,blue\n')).preview.format).toBe('Table');
  });
});

describe('tables that tools wrote themselves', () => {
  it('Optuna writes one, timm another', async () => {
    const trials = await read(fixture('optuna/three-objectives.csv'), { fileName: 'study.csv' });
    expect(trials.preview).toMatchObject({ format: 'Optuna trials table', rows: 10 });
    expect(rowsOf(trials)[6]).toMatchObject({
      Trial: 'study · trial 6',
      accuracy: '0.99',
      latency_ms: 'inf',
      clf: 'boost',
    });
    // What a trial does not state is no bound on it: the summed excess is.
    expect(usesOf(trials)['constraint fairness_cap']).toBe('attribute');
    expect((await read(fixture('tables/timm-results-imagenet.csv'))).preview.format).toBe('timm results');
  });
});
