// What is proposed for columns, by their names and values.
import { describe, expect, it } from 'vitest';
import { guessDirection } from './directions.ts';
import { readText } from '../testing/readText.ts';

const directions = {
  max: `accuracy acc test_acc auc roc_auc AUC-ROC ndcg ndcg@10 NDCG_at_10 f1 macro-F1 recall precision@5 mAP map mrr r2 R² bleu rougeL_rouge
    f1_score ad_revenue_per_1000 throughput samples_per_sec tokens_per_second qps top1 top5 top1_accuracy_percent pass_rate_2
    neg_mean_squared_error mean_test_neg_log_loss hit_rate win_rate exposure_fairness true_positive_rate steps_per_sec`,
  min: `loss val_loss logLoss log_loss error error_rate top1_err rmse mae perplexity ppl latency p95_latency_ms latency_ns step_ms
    ms_per_image seconds_per_case time_to_first_token training_time duration cost_usd cost_per_1k price params param_count
    n_parameters model_size memory_mb gmacs macts flops false_positive_rate dp_difference negative_log_likelihood
    errors_per_sec accuracy_loss cross_entropy wer`,
  target: 'pct_stereotype disparate_impact',
};

describe('the direction', () => {
  for (const [direction, names] of Object.entries(directions)) {
    it.each(names.trim().split(/\s+/))(`of %s is ${direction}`, (name) => {
      const guess = guessDirection(name);
      expect(guess.direction).toBe(direction);
      expect(guess.because).toContain('in the name');
    });
  }
  it('is assumed, and said to be, where the name is silent', () => {
    expect(guessDirection('BIOSSES')).toEqual({ direction: 'max', because: '' });
    expect(readText('m,BIOSSES\nx,1\ny,2\n').preview.columns[1]?.because).toContain('does not say which way');
  });
});

/** The proposal for the second column of a table of two rows. */
const column = (header: string, cells: readonly [string, string] = ['3', '40.5'], batch = false) => {
  const quoted = cells.map((cell) => `"${cell}"`);
  const more = batch ? [',batch', ',8', ',16'] : ['', '', ''];
  const text = `model,"${header}"${more[0]}\nx,${quoted[0]}${more[1]}\ny,${quoted[1]}${more[2]}\n`;
  return readText(text, { delimiter: ',', header: true }).preview.columns[1];
};

describe('a rate', () => {
  it.each(['cost per month (€)', 'kWh per day', 'seconds per epoch', 'samples_per_step'])('%s is a measure', (name) => {
    expect(column(name)?.use).toMatchObject({ use: 'metric' });
  });
  it.each(['month', 'release day', 'epoch'])('%s is none', (name) => {
    expect(column(name)?.use).not.toMatchObject({ use: 'metric' });
  });
});

describe('the unit', () => {
  it.each([
    ['latency (ms)', 'latency', 'ms'],
    ['Speed [samples/sec]', 'Speed', 'samples/s'],
    ['size (MB)', 'size', 'MB'],
    ['cost_usd', 'cost_usd', 'US$'],
    ['p95_latency_ns', 'p95_latency_ns', 'ns'],
    ['time_s_sum', 'time_s_sum', 's'],
    ['memory_mb', 'memory_mb', 'MB'],
    ['accuracy_percent', 'accuracy_percent', '%'],
    ['accuracy %', 'accuracy %', '%'],
    ['samples_per_sec', 'samples_per_sec', 'samples/s'],
    ['ms_per_image', 'ms_per_image', 'ms per image'],
    ['EUR / mo', 'EUR / mo', '€ per month'],
    ['cost (USD/mo)', 'cost', 'US$ per month'],
    ['cost_usd_per_yr', 'cost_usd_per_yr', 'US$ per year'],
    ['disk (Mo)', 'disk', 'MB'],
    ['qps', 'qps', 'queries/s'],
    ['infer_gmacs', 'infer_gmacs', 'GMACs'],
    ['infer_macts', 'infer_macts', 'M activations'],
    ['infer_step_time', 'infer_step_time', 'ms per batch'],
    ['param_count', 'param_count', 'M'],
    ['top5', 'top5', '%'],
    ['accuracy', 'accuracy', ''],
    ['accuracy (2)', 'accuracy (2)', ''],
  ])('of %s', (header, name, unit) => {
    expect(column(header)?.use).toMatchObject({ use: 'metric', name, unit });
  });
  it('comes from percent signs in all cells', () => {
    expect(column('accuracy', ['85%', '90 %'])?.use).toMatchObject({ unit: '%' });
    expect(column('accuracy', ['85%', '90'])?.use).toMatchObject({ unit: '' });
  });
  it('is not percent for fractions, not millions for plain counts', () => {
    expect(column('stereotype_pct', ['0.5', '0.9'])?.use).toMatchObject({ unit: '' });
    expect(column('param_count', ['110000000', '1'])?.use).toMatchObject({ unit: 'parameters' });
    expect(column('top1', ['0.5', '0.9'])?.use).toMatchObject({ unit: '' });
  });
  it('of a step is per batch where batches are counted', () => {
    expect(column('step_ms', ['3', '4'], true)?.use).toMatchObject({ unit: 'ms per batch' });
    expect(column('step_ms')?.use).toMatchObject({ unit: 'ms' });
  });
  it('stays in the name where two columns differ in it only', () => {
    const uses = readText('m,latency (ms),latency (s)\nx,1,2\ny,3,4\n').preview.columns.map(({ use }) => use);
    expect(uses.slice(1)).toMatchObject([
      { name: 'latency (ms)', unit: 'ms' },
      { name: 'latency (s)', unit: 's' },
    ]);
  });
});

describe('numbers that are no metrics', () => {
  it.each([
    'run_id',
    'seed',
    'fold',
    'year',
    'release_date',
    'acc_stderr',
    'split0_test_score',
    'rank_test_score',
    'epoch',
    'timestamp',
  ])('%s is left out, with a reason', (header) => {
    expect(column(header)).toMatchObject({ use: { use: 'ignore' }, because: expect.stringMatching(/\w+.*\./) });
  });
  it.each([
    ['batch_size', 'A setting of the run'],
    ['crop_pct', 'A setting of the run'],
    ['img_size', 'A setting of the run'],
    ['infer_img_size', 'A setting of the run'],
    ['embed_dim', 'A setting of the run'],
    ['params_lr', 'A setting of the run'],
    ['param_C', 'A setting of the run'],
    ['block_size', 'A setting of the run'],
    ['n_head', 'A setting of the run'],
    ['target_latency (ns)', 'A setting of the run'],
    ['num_samples', 'Counts cases'],
    ['# prompt tokens', 'Counts cases'],
    ['vCPU', 'A fact about the data or the machine'],
  ])('%s is kept as a property: %s', (header, because) => {
    expect(column(header)).toMatchObject({ use: { use: 'attribute' }, because: expect.stringContaining(because) });
  });
  it('do not include spreads, whose direction is asked', () => {
    expect(column('std_test_score')).toMatchObject({ use: { use: 'metric' }, directed: false, asks: ['direction'] });
  });
  it('are not seen in a constant with a name that means something', () => {
    expect(column('syntax_errors', ['0', '0'])?.use.use).toBe('metric');
    expect(column('blorp', ['225', '225'])).toMatchObject({
      use: { use: 'ignore' },
      because: 'All values are the same (225).',
    });
  });
  it('include the index a data frame writes', () => {
    const { columns } = readText(',model,acc\n0,x,0.5\n1,y,0.6\n').preview;
    expect(columns.map(({ use }) => use.use)).toEqual(['ignore', 'name', 'metric']);
    expect(columns[0]?.because).toBe('Counts the rows.');
  });
  it('do not include columns nobody can tell about, or with a few words among the numbers', () => {
    expect(column('foo')?.use.use).toBe('metric');
    expect(readText('m,acc\nx,1\ny,2\nz,bad\n').preview.columns[1]?.use.use).toBe('metric');
    expect(readText('m,acc\nx,a\ny,b\nz,3\n').preview.columns[1]?.use.use).toBe('attribute');
    expect(readText('m,acc,b\nx,,1\ny,NaN,2\n').preview.columns[1]).toMatchObject({
      use: { use: 'ignore' },
      missing: 2,
    });
  });
});

describe('the name', () => {
  const naming = (text: string) =>
    readText(text).preview.columns.flatMap(({ header, use }) => (use.use === 'name' ? [header] : []));

  it.each([
    ['acc,model\n1,x\n2,y\n', ['model']],
    ['acc,model\n1,x\n2,\n', ['model']],
    ['family,Run Name,acc\ncnn,x,1\ncnn,y,2\n', ['Run Name']],
    ['family,thing,acc\ncnn,x,1\ncnn,y,2\n', ['thing']],
    ['model,img_size,acc\nx,224,1\nx,384,2\ny,224,3\n', ['model', 'img_size']],
    [
      'task,framework,fold,acc,seed\na,f,0,.5,11\na,f,1,.6,12\na,g,0,.7,11\nb,f,0,.8,11\n',
      ['task', 'framework', 'fold'],
    ],
    ['system,model,scenario,acc\ns,x,q,1\nt,x,q,2\ns,y,q,3\n', ['system', 'model']],
    ['model,acc\nx,1\nx,2\n', ['model']],
    ['model,img_size,acc\nx,224,1\nx,224,1\nx,384,2\n', ['model', 'img_size']],
    ['a,b\n1,2\n3,4\n', ['a']],
  ])('of %j is made of %j', (text, expected) => {
    expect(naming(text)).toEqual(expected);
  });
  it('is made of as few columns as can be', () => {
    expect(naming('model,a,b,c,acc\nx,1x,p,u,1\nx,1x,q,v,2\ny,1x,p,u,3\n')).toEqual(['model', 'b']);
  });
});
