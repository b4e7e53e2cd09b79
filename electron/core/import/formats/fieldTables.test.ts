// Tables as people write them, each made small, with the right value: names and numbers are made up, the shapes are real.
import { describe, expect, it } from 'vitest';
import { planImport } from '../planning/plan.ts';
import { fixture } from '../testing/fixtures.ts';
import { emptyReview, proposed, readText } from '../testing/readText.ts';

function read(file: string) {
  const result = readText(new TextDecoder().decode(fixture(`field/${file}.csv`)));
  const column = (header: string) => result.preview.columns.find((one) => one.header === header)!;
  const numbers = (header: string) => [...result.table.columns[column(header).index]!.numbers];
  const uses = Object.fromEntries(
    result.preview.columns.map(({ header, use, directed }) => [
      header,
      use.use !== 'metric' ? use.use : directed === false ? 'asked' : `${use.direction} ${use.unit}`.trim(),
    ]),
  );
  return { ...result, column, numbers, uses };
}

describe('names in tables of the field', () => {
  it.each([
    ['throughput-per-slash', { 'Tokens/s': 'max tokens/s', accuracy: 'max', 'TTFT (ms)': 'min ms' }],
    [
      'locust-stats',
      {
        'Requests/s': 'max requests/s',
        'Failures/s': 'min failures/s',
        'Request Count': 'attribute',
        'Failure Count': 'min',
        '50%': 'min ms',
        '95%': 'min ms',
        '99%': 'min ms',
        'Median Response Time': 'min ms',
      },
    ],
    ['params-in-millions', { 'Params (M)': 'min M', 'Top-1 (%)': 'max %', 'FLOPs (G)': 'min GFLOPs' }],
    ['false-neg-rate', { false_neg_rate: 'min', false_pos_rate: 'min' }],
    ['accuracy-drop', { accuracy_drop: 'min', forgetting: 'min', final_accuracy: 'max' }],
    [
      'savings-and-reductions',
      { 'Cost savings (%)': 'max %', 'Error reduction (%)': 'max %', 'Time saved (h)': 'max h' },
    ],
    ['per-class-error', { mean_per_class_error: 'min', auc: 'max', logloss: 'min' }],
    ['credit-gini', { gini: 'max', ks: 'max', psi: 'min' }],
    [
      'bracket-is-no-unit',
      { 'Accuracy (test)': 'max', 'Accuracy (val)': 'max', 'F1 (macro)': 'max', 'Latency (p95)': 'min' },
    ],
    [
      'cloud-prices',
      { 'On-demand $/hr': 'min US$/h', 'Spot $/hr': 'min US$/h', 'Memory (GiB)': 'asked', vCPU: 'attribute' },
    ],
    ['arrows-in-header', { 'Quality ↑': 'max', 'Artefacts ↓': 'min', 'CLAP↑': 'max', 'FAD↓': 'min', 'Foo (↓)': 'min' }],
  ])('%s', (file, expected) => {
    expect(read(file).uses).toMatchObject(expected);
  });
  it('leaves arrows out of the name of the metric', () => {
    expect(read('arrows-in-header').preview.columns.map(({ use }) => ('name' in use ? use.name : ''))).toEqual([
      '',
      'Quality',
      'Artefacts',
      'CLAP',
      'FAD',
      'Foo',
    ]);
  });
  it('does not ask which statistic a latency is that says it in brackets', () => {
    expect(read('bracket-is-no-unit').column('Latency (p95)').asks).toEqual(['unit']);
  });
  it('gives no reason for a direction that is not known', () => {
    const asked = read('cloud-prices').column('Memory (GiB)');
    expect(asked).toMatchObject({ asks: ['direction'], because: expect.stringContaining('both ways') });
    expect(asked.because).not.toMatch(/is better\./);
  });
});

describe('numbers in the dress people give them', () => {
  it('units: read, brought to one, and said', () => {
    const { numbers, uses, preview } = read('units-in-cells');
    expect(uses).toMatchObject({
      accuracy: 'max %',
      latency: 'min ms',
      price: 'min US$',
      'train time': 'min s',
      memory: 'min GB',
    });
    expect(numbers('latency')).toEqual([12, 1200, 45]);
    expect(numbers('params')).toEqual([7e9, 3.5e8, 1.3e9]);
    expect(numbers('price')).toEqual([0.15, 0.6, 2.5]);
    expect(numbers('train time')).toEqual([200, 3900, 200]);
    expect(numbers('memory')).toEqual([1.5, 0.8, 12]);
    expect(preview.problems.map(({ message }) => message)).toContain(
      '1 number was written in another unit and converted to ms.',
    );
  });
  it('marks and intervals: numbers, with what was kept said; a word among them is named with row and column', () => {
    const { numbers, table, preview } = read('footnote-marks');
    expect(numbers('accuracy')).toEqual([0.912, 0.905, 0.899]);
    expect(numbers('f1')).toEqual([0.88, 0.87, 0.86]);
    expect(numbers('auc')).toEqual([0.95, 0.99, 0.93]);
    expect(numbers('wer')).toEqual([5.1, 4.9, NaN]);
    expect(table.columns[4]!.spreads![0]).toBeCloseTo(0.6 / 3.92, 12);
    expect(preview.problems).toContainEqual(
      expect.objectContaining({ row: 4, column: 'wer', found: 'OOM', severity: 'error' }),
    );
    expect(preview.problems.some(({ column, message }) => column === 'wer' && message.includes('interval'))).toBe(true);
  });
  it('per cent beside fractions, typed with and without a sign: stops and asks', () => {
    const { table, preview, column } = read('percent-and-fraction');
    expect(column('accuracy')).toMatchObject({
      asks: ['mixture'],
      mixture: { kind: 'percent', count: 2, row: 2, found: '0.912' },
    });
    expect(column('recall')).toMatchObject({
      asks: ['mixture'],
      mixture: { kind: 'percent', count: 2, row: 3, found: '0.88' },
    });
    const mapping = proposed(preview);
    expect(planImport(table, mapping, emptyReview).check).toMatchObject({ acceptable: false });
    const said = (mixture: 'converted' | 'same' | 'missing') => {
      const uses = mapping.uses.map((use) => (use.use === 'metric' ? { ...use, mixture } : use));
      const { check, content } = planImport(table, { ...mapping, uses }, emptyReview);
      return { cells: check.cells, values: content?.metrics.map(({ measured }) => [...measured]) };
    };
    expect(said('converted')).toEqual({
      cells: 6,
      values: [
        [91.2, 90.5, 88.7],
        [91.2, 88, 90],
      ],
    });
    expect(said('same')).toEqual({
      cells: 6,
      values: [
        [0.912, 0.905, 88.7],
        [91.2, 0.88, 0.9],
      ],
    });
    expect(said('missing')).toEqual({
      cells: 2,
      values: [
        [NaN, NaN, 88.7],
        [91.2, NaN, NaN],
      ],
    });
  });
  it('does not suspect small per cent, rates above 1 and what says its unit', () => {
    for (const [header, cells] of [
      ['ctr', ['0.8', '2.3', '1.1']],
      ['error (%)', ['0.5', '40', '88']],
      ['latency', ['0.5', '40', '88']],
      ['accuracy', ['0.5', '1', '0']],
    ] as const) {
      const { preview } = readText(`m,${header}\n${cells.map((cell, i) => `m${i},${cell}`).join('\n')}\n`);
      expect(preview.columns[1]!.asks, header).not.toContain('mixture');
    }
  });
  it('a number without the unit that others have: asked', () => {
    const { table, preview } = readText('m,latency\na,12 ms\nb,15\nc,0.3 s\n');
    expect(preview.columns[1]).toMatchObject({ mixture: { kind: 'unit', count: 1, row: 3, found: '15', unit: 'ms' } });
    const mapping = proposed(preview);
    const uses = mapping.uses.map((use) => (use.use === 'metric' ? { ...use, mixture: 'missing' as const } : use));
    expect(planImport(table, mapping, emptyReview).check.acceptable).toBe(false);
    expect([...planImport(table, { ...mapping, uses }, emptyReview).content!.metrics[0]!.measured]).toEqual([
      12,
      NaN,
      300,
    ]);
  });
  it('a column that is nearly numbers never becomes words in silence', () => {
    const { preview } = readText('m,acc\na,0.5\nb,bad\nc,worse\n');
    expect(preview.columns[1]!.use.use).toBe('attribute');
    expect(preview.problems).toContainEqual(
      expect.objectContaining({ row: 3, column: 'acc', found: 'bad', severity: 'warning' }),
    );
    const strange = readText('m,latency\na,12 fortnights\nb,13 fortnights\n').preview;
    expect(strange.problems).toContainEqual(
      expect.objectContaining({ row: 2, column: 'latency', found: '12 fortnights' }),
    );
    expect(readText('m,licence\na,mit\nb,2 clauses\n').preview.problems).toEqual([]);
  });
  it('units of different things in one column: the odd one is named, not converted', () => {
    const { preview } = readText('m,size\na,12 MB\nb,15 ms\nc,13 MB\n');
    expect(preview.problems).toContainEqual(
      expect.objectContaining({ row: 3, column: 'size', found: '15 ms', severity: 'error' }),
    );
  });
});
