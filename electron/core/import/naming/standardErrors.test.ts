// Standard errors: found by name, read from cells, planned beside the values they belong to.
import { describe, expect, it } from 'vitest';
import type { ColumnUse, TableMapping } from '../../../../shared/contract/imports.ts';
import { readCell } from '../text/numbers.ts';
import { planImport } from '../planning/plan.ts';
import { emptyReview, proposed, readText } from '../testing/readText.ts';

const usesOf = (header: string) => {
  const cells = header.split('|').map((_, i) => [0.5 + i, 0.7 + i]);
  const row = (name: string, at: number) => [name, ...cells.map((pair) => pair[at])].join('|');
  const text = `model|${header}\n${row('x', 0)}\n${row('y', 1)}\n`;
  return readText(text, { delimiter: '|', header: true }).preview.columns.slice(1);
};

describe('a column of standard errors', () => {
  it.each([
    ['acc|acc_stderr', 'acc'],
    ['acc|acc_std_err', 'acc'],
    ['acc|stderr_acc', 'acc'],
    ['acc,none|acc_stderr,none', 'acc,none'],
    ['NDCG@10|NDCG@10 standard error', 'NDCG@10'],
    ['NDCG@10|Standard error of NDCG@10', 'NDCG@10'],
    ['acc (%)|acc std. error (%)', 'acc'],
    ['f1|f1_se', 'f1'],
    ['f1|f1_sem', 'f1'],
    ['mean_f1|f1_stderr', 'mean_f1'],
    ['accuracyMean|accuracyStdErr', 'accuracyMean'],
  ])('in %s belongs to %s', (header, of) => {
    const [metric, error] = usesOf(header);
    expect(metric?.use).toMatchObject({ use: 'metric', name: of });
    expect(error).toMatchObject({ use: { use: 'standardError', of }, because: expect.stringContaining(of) });
  });

  it('is tied to its own metric among several that begin alike', () => {
    const uses = usesOf('acc|acc_stderr|acc_norm|acc_norm_stderr').map(({ use }) => use);
    expect(uses[1]).toEqual({ use: 'standardError', of: 'acc' });
    expect(uses[3]).toEqual({ use: 'standardError', of: 'acc_norm' });
  });

  it.each(['mean_test_score|std_test_score', 'acc|acc_std', 'acc|acc_sd', 'acc|acc_variance'])(
    'is not what says that folds differ: %s',
    (header) => {
      expect(usesOf(header)[1]).toMatchObject({
        use: { use: 'metric' },
        directed: false,
      });
    },
  );

  it.each([
    'acc_mean,acc_std,n_seeds',
    'acc_mean,acc_sd,acc_count',
    'acc,std_acc,n',
    'latency_ms,latency_std,runs',
    'Accuracy (mean),Accuracy (std),num folds',
    'mean acc,acc standard deviation,number of runs',
  ])('is made of standard deviations over a stated number of repetitions: %s', (header) => {
    const { table, preview } = readText(`model,${header}\nx,0.9,0.04,4\ny,0.8,0.01,1\n`, { header: true });
    const { content } = planImport(table, proposed(preview), emptyReview);
    expect(content!.metrics).toHaveLength(1);
    // One run says nothing of how far its value is off.
    expect([...content!.metrics[0]!.standardErrors!]).toEqual([0.02, NaN]);
    expect(content!.attributes.map(({ values }) => values)).toEqual([['4', '1']]);
  });

  it.each(['acc,acc_std,n_samples', 'acc,acc_std,params', 'acc,acc_std,n_seeds,n_folds', 'acc,f1_std,n'])(
    'is not made of deviations where the number of repetitions or the mean is not known: %s',
    (header) => {
      const more = header.split(',').length === 4 ? [',5', ',5'] : ['', ''];
      const text = `model,${header}\nx,0.9,0.04,4${more[0]}\ny,0.8,0.01,6${more[1]}\n`;
      const uses = readText(text, { header: true }).preview.columns.map(({ use }) => use.use);
      expect(uses).not.toContain('standardError');
    },
  );

  it('is left out where its metric is not there, or has one already', () => {
    expect(usesOf('acc|f1_stderr')[1]).toMatchObject({
      use: { use: 'ignore' },
      because: expect.stringContaining('not here'),
    });
    expect(usesOf('acc|acc_stderr|acc_std_err')[2]).toMatchObject({
      use: { use: 'ignore' },
      because: expect.stringContaining('has others already'),
    });
    expect(usesOf('acc|resnet_se')[1]?.use.use).toBe('metric');
  });
});

describe('a spread in a cell', () => {
  it.each([
    ['0.85 ± 0.02', 0.02],
    ['0.85 +/- 0.02', 0.02],
    ['85 ± 2%', 2],
    ['85% ± 2%', 2],
    ['0.85 (0.02)', 0.02],
    ['0.85 (±0.02)', 0.02],
    ['0.85 [+/- 0.02]', 0.02],
    ['0.85_{± 0.02}', 0.02],
    ['0.852(14)', 0.014],
    ['12 (3)', 3],
  ])('%s is %d', (cell, spread) => expect(readCell(cell, '.').spread).toBe(spread));
  it('is read with a decimal comma', () => expect(readCell('0,852(14)', ',').spread).toBe(0.014));
  it.each(['0.85 (3)', '0.85 ± -0.02', '1.5e3(2)'])('%s states none that can be kept', (cell) => {
    expect(readCell(cell, '.')).toMatchObject({ kind: 0, spread: NaN });
  });
  it.each(['0.85', '85%'])('%s states none', (cell) => expect(readCell(cell, '.').spread).toBeNull());
  it('is said to be kept, and what was not kept too', () => {
    const { problems } = readText('model,acc\nx,0.85 ± 0.02\ny,0.9 (4)\n').preview;
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/1 cell states a spread.*kept as the standard error/),
      expect.stringMatching(/1 number is followed by another in brackets/),
    ]);
  });
});

describe('a plan with standard errors', () => {
  const name = { use: 'name' as const };
  const metric = (called: string): ColumnUse => ({ use: 'metric', name: called, unit: '', direction: 'max' });
  const error = (of: string): ColumnUse => ({ use: 'standardError', of });
  const plan = (text: string, rest: Partial<TableMapping> = {}) => {
    const { table, preview } = readText(text);
    return planImport(table, proposed(preview, rest), emptyReview);
  };
  const errorsOf = (text: string, rest: Partial<TableMapping> = {}) =>
    plan(text, rest).content?.metrics.map(({ standardErrors }) => standardErrors);

  it('puts them beside the values, and none beside a missing value', () => {
    expect(errorsOf('model,acc,acc_stderr\nx,0.9,0.01\ny,,0.02\nz,0.8,\n')).toEqual([Float64Array.of(0.01, NaN, NaN)]);
  });
  it('takes those in the cells where the column says nothing', () => {
    expect(errorsOf('model,acc,acc_stderr\nx,0.9 ± 0.05,0.01\ny,0.8 ± 0.04,\n')).toEqual([Float64Array.of(0.01, 0.04)]);
    expect(errorsOf('model,acc,size\nx,0.9 ± 0.05,3\ny,0.8,4\n')).toEqual([Float64Array.of(0.05, NaN), null]);
  });
  it('follows a metric that is renamed', () => {
    const uses = [name, metric('accuracy'), error('accuracy')];
    expect(errorsOf('model,acc,acc_stderr\nx,0.9,0.01\n', { uses })).toEqual([Float64Array.of(0.01)]);
  });
  it('refuses standard errors of nothing, twice the same, and below 0', () => {
    const text = 'model,acc,a,b\nx,0.9,0.01,0.02\ny,0.8,-0.01,0.02\n';
    const said = (uses: ColumnUse[], unreadable: TableMapping['unreadable'] = 'refuse') =>
      plan(text, { uses, unreadable }).check;
    expect(said([name, metric('acc'), error('f1'), { use: 'ignore' }]).problems[0]).toMatchObject({
      column: 'a',
      message: expect.stringContaining('no column becomes a metric of that name'),
    });
    expect(said([name, metric('acc'), { use: 'ignore' }, error('acc')]).acceptable).toBe(true);
    expect(said([name, metric('acc'), error('acc'), error('acc')]).problems[0]?.message).toContain('both hold');
    const below = said([name, metric('acc'), error('acc'), { use: 'ignore' }]);
    expect(below).toMatchObject({ acceptable: false, problems: [{ row: 3, column: 'a', found: '-0.01' }] });
    const taken = plan(text, { uses: [name, metric('acc'), error('acc'), { use: 'ignore' }], unreadable: 'missing' });
    expect(taken.content?.metrics[0]?.standardErrors).toEqual(Float64Array.of(0.01, NaN));
  });
});
