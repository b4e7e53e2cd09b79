// What is asked about columns, and how answers that were given before are taken over.
import { describe, expect, it } from 'vitest';
import { planImport } from '../planning/plan.ts';
import { withRemembered } from '../planning/remembered.ts';
import { emptyReview, proposed, readText } from '../testing/readText.ts';

const asksOf = (header: string, cells: readonly string[] = ['1.5', '2', '3']) =>
  readText(`model,"${header}"\n${cells.map((cell, i) => `m${i},${cell}`).join('\n')}\n`).preview.columns[1]?.asks;

describe('a column that becomes a metric', () => {
  it.each([
    ['latency', ['unit', 'statistic']],
    ['latency_ms', ['statistic']],
    ['p95 latency (ms)', []],
    ['p99_9_latency_ns', []],
    ['mean_latency_ms', []],
    ['latency 95th (ms)', []],
    ['response time', ['unit', 'statistic']],
    ['ttft_ms', ['statistic']],
    ['ms', ['direction', 'statistic']],
    ['ms_per_image', []],
    ['infer_step_time', []],
    ['training time (h)', []],
    ['evaluation_time_s_sum', []],
    ['total_cost', ['unit']],
    ['cost_usd', []],
    ['memory', ['unit']],
    ['accuracy', []],
    ['BIOSSES', ['direction']],
    ['blorp', ['direction']],
  ])('called "%s" leaves open: %j', (header, asks) => {
    expect(asksOf(header)).toEqual(asks);
  });
  it('is asked about zeros among positive numbers where less is better and nothing costs nothing', () => {
    expect(asksOf('cost_usd', ['0.0000', '1.2', '3'])).toEqual(['zeros']);
    expect(asksOf('p95 latency (ms)', ['0', '1.2', '3'])).toEqual(['zeros']);
    expect(asksOf('param_count', ['0', '12.5', '30'])).toEqual(['zeros']);
    expect(asksOf('cost_usd', ['0', '0', '0'])).toEqual([]);
    expect(asksOf('cost_usd', ['0', '-1', '3'])).toEqual([]);
    expect(asksOf('accuracy', ['0', '0.5', '1'])).toEqual([]);
    expect(asksOf('errors', ['0', '5', '1'])).toEqual([]);
  });
});

describe('a cost, time or size below 0', () => {
  const warned = (text: string) => {
    const { table, preview } = readText(text);
    return planImport(table, proposed(preview), emptyReview).check.problems.map(({ message }) => message);
  };
  it('is said once per column, and stops nothing', () => {
    expect(warned('model,acc,p95 latency (ms)\na,0.5,12\nb,0.6,-1\nc,0.7,-1\n')).toEqual([
      '"-1" is below 0, which no cost, time or size is. So is 1 more. It counts as a measurement: if it means “not measured”, leave the cell empty.',
    ]);
  });
  it('is not said of what may be below 0', () => {
    expect(warned('model,acc,latency change (ms),r2\na,0.5,12,-0.2\nb,0.6,-1,0.4\n')).toEqual([]);
  });
});

describe('a zero that may mean "not known"', () => {
  const { table, preview } = readText('model,cost_usd,acc\na,0.0000,0.5\nb,2,0\nc,0,1\n');
  const mapping = proposed(preview);
  const say = (zeros: 'measured' | 'unknown') =>
    planImport(
      table,
      { ...mapping, uses: mapping.uses.map((use, i) => (i === 1 && use.use === 'metric' ? { ...use, zeros } : use)) },
      emptyReview,
    );
  it('stops the import until somebody says what it means', () => {
    const { check, content } = planImport(table, mapping, emptyReview);
    expect(check).toMatchObject({
      acceptable: false,
      problems: [{ row: null, column: 'cost_usd', severity: 'error' }],
    });
    expect(check.problems[0]?.message).toBe(
      '"cost_usd" has 2 zeros among positive numbers. Say whether 0 was measured or means that nobody knows.',
    );
    expect(content).toBeNull();
  });
  it('becomes missing, or stays 0, as was said', () => {
    expect(say('unknown').check).toMatchObject({ acceptable: true, cells: 4, missing: 2 });
    expect([...say('unknown').content!.metrics[0]!.measured]).toEqual([NaN, 2, NaN]);
    expect(say('measured').check).toMatchObject({ acceptable: true, cells: 6, missing: 0 });
    expect([...say('measured').content!.metrics[0]!.measured]).toEqual([0, 2, 0]);
    // A 0 of another column is what it says.
    expect([...say('unknown').content!.metrics[1]!.measured]).toEqual([0.5, 0, 1]);
  });
});

describe('an earlier answer', () => {
  const { columns } = readText('model,latency,STS12,loss\na,0,2,3\nb,4,5,6\n').preview;
  const recalled = withRemembered(columns, (header) =>
    header === 'latency'
      ? { unit: 'ms', statistic: 'p95', zeros: 'unknown' }
      : header === 'STS12'
        ? { direction: 'max' }
        : header === 'model'
          ? { direction: 'min' }
          : null,
  );
  it('is proposed, marked, and not asked again', () => {
    expect(recalled[1]).toMatchObject({
      use: { use: 'metric', name: 'p95 latency', unit: 'ms', direction: 'min', zeros: 'unknown' },
      asks: [],
      remembered: ['unit', 'statistic', 'zeros'],
      statistic: 'p95',
    });
    expect(recalled[2]).toMatchObject({ directed: true, asks: [], remembered: ['direction'] });
  });
  it('leaves other columns as they were', () => {
    expect(recalled[0]).toBe(columns[0]);
    expect(recalled[3]).toBe(columns[3]);
  });
  it('never overrules what the file itself says', () => {
    const stated = columns.map((column) => ({ ...column, stated: true }));
    expect(withRemembered(stated, () => ({ direction: 'target' }))[3]?.use).toMatchObject({ direction: 'min' });
  });
});
