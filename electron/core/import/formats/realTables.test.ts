// Real tables of models, as their authors published them: cut to a few rows, and where ../shared is here, whole.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cellText } from '../text/columns.ts';
import { planImport } from '../planning/plan.ts';
import { readTable } from './table.ts';
import { fixture } from '../testing/fixtures.ts';
import { emptyReview, proposed } from '../testing/readText.ts';

const shared = new URL('../../../../../shared/', import.meta.url);
const absent = !existsSync(new URL('data/timm/timm_joined.csv', shared));
const why = absent ? ' (skipped: ../shared holds no data)' : '';

const whole = (path: string) => read(path, new Uint8Array(readFileSync(new URL(path, shared))));
const cut = (name: string) => read(name, fixture(`tables/${name}`));

function read(path: string, bytes: Uint8Array) {
  const result = readTable(bytes, path, { delimiter: null, decimal: null, header: null });
  // What a 0 means is asked; here it is not known, as aider says of its costs.
  const { uses, ...rest } = proposed(result.preview);
  const answered = uses.map((use, i) =>
    use.use === 'metric' && result.preview.columns[i]?.asks.includes('zeros')
      ? { ...use, zeros: 'unknown' as const }
      : use,
  );
  const plan = planImport(result.table, { uses: answered, ...rest }, emptyReview);
  const naming = result.preview.columns.filter(({ use }) => use.use === 'name').map(({ header }) => header);
  const column = (header: string) => result.table.columns.find((one) => one.header === header);
  const use = (header: string) => result.preview.columns.find((one) => one.header === header)?.use;
  return { ...result, plan, naming, column, use };
}

describe('tables', () => {
  it.each([
    ['timm_joined.csv', 14, 22, ['model', 'img_size'], 210, 0],
    ['timm-results-imagenet.csv', 14, 9, ['model', 'img_size'], 70, 0],
    ['timm-results-imagenet-real.csv', 14, 12, ['model', 'img_size'], 98, 0],
    ['timm-benchmark-infer-amp-nchw-pt240-cu124-rtx4090.csv', 15, 8, ['model', 'infer_img_size'], 75, 0],
    ['timm-candidates.csv', 14, 7, ['model', 'img_size'], 70, 0],
    ['mteb_en16.csv', 14, 27, ['model'], 257, 9],
    ['mlperf-dividiti.csv', 18, 17, ['system', 'model'], 216, 0],
    ['automl-small-8c1h.csv', 40, 17, ['task', 'framework', 'fold'], 196, 4],
    ['automl-medium-8c4h.csv', 40, 17, ['task', 'framework', 'fold'], 200, 0],
    ['aider-polyglot.csv', 15, 31, ['model', 'edit_format'], 249, 6],
    ['pythia-bias.csv', 12, 35, ['file'], 400, 8],
    ['pythia-zero-shot.csv', 5, 345, ['model'], 860, 0],
  ])('%s is acceptable as proposed: %i rows, %i columns', (name, rows, columns, names, cells, missing) => {
    const { preview, plan, naming } = cut(name);
    expect(preview).toMatchObject({ rows, delimiter: ',', decimal: '.', header: true, problemCount: 0 });
    expect(preview.columns).toHaveLength(columns);
    expect(naming).toEqual(names);
    expect(plan.check).toMatchObject({ acceptable: true, candidates: rows, duplicateCount: 0, cells, missing });
  });
  it('timm: parameter counts with quoted thousands are all numbers', () => {
    const { column, use, plan } = cut('timm-results-imagenet.csv');
    const counts = column('param_count');
    expect(counts).toMatchObject({ missing: 0, unreadable: 0, ambiguous: 0 });
    expect([...(counts?.numbers ?? [])]).toContain(1014.45);
    expect(cellText(counts!, 2)).toBe('1,014.45');
    expect(use('param_count')).toEqual({ use: 'metric', name: 'param_count', unit: 'M', direction: 'min' });
    expect(plan.content?.rows[0]).toEqual({ name: 'eva02_large_patch14_448.mim_m38m_ft_in22k_in1k · 448', row: 2 });
  });
  it('mteb: what is missing is missing, and the rest is the number that is written', () => {
    const { table } = cut('mteb_en16.csv');
    let missing = 0;
    for (const column of table.columns) {
      column.numbers.forEach((number, row) => {
        if (cellText(column, row) === '') missing += 1;
        else if (column.kinds[row] === 0) expect(number).toBe(Number(cellText(column, row)));
      });
    }
    expect(missing).toBeGreaterThan(0);
  });
});

describe.skipIf(absent)(`whole tables${why}`, () => {
  it.each([
    ['data/timm/timm_joined.csv', 1454, 22, ['model', 'img_size'], 21801, 9],
    ['data/timm/results-imagenet.csv', 1556, 9, ['model', 'img_size'], 7780, 0],
    ['data/timm/results-imagenet-real.csv', 1556, 12, ['model', 'img_size'], 10892, 0],
    ['data/timm/benchmark-infer-amp-nchw-pt240-cu124-rtx4090.csv', 1444, 8, ['model', 'infer_img_size'], 7220, 0],
    ['golden/timm-pareto/candidates.csv', 1449, 7, ['model', 'img_size'], 7245, 0],
    ['data/mteb/mteb_en16.csv', 105, 27, ['model'], 1895, 100],
    ['data/mlperf-inference-v05-dividiti/dividiti_open.csv', 370, 17, ['system', 'model'], 4440, 0],
    ['data/automlbenchmark/results_small-8c1h.csv', 800, 17, ['task', 'framework', 'fold'], 3748, 1052],
    ['data/automlbenchmark/results_small-8c4h.csv', 800, 17, ['task', 'framework', 'fold'], 3740, 1060],
    ['data/automlbenchmark/results_medium-8c4h.csv', 940, 17, ['task', 'framework', 'fold'], 3905, 1735],
    ['data/aider-leaderboard/polyglot_leaderboard.csv', 69, 31, ['model', 'edit_format'], 1206, 174],
    ['data/pythia/pythia_bias_evals.csv', 146, 35, ['file'], 4870, 94],
    ['data/pythia/pythia_v1_zero_shot_step143000.csv', 16, 345, ['model'], 2752, 0],
  ])('%s is acceptable as proposed: %i rows, %i columns', (path, rows, columns, names, cells, missing) => {
    const { preview, plan, naming } = whole(path);
    expect(preview).toMatchObject({ rows, delimiter: ',', decimal: '.', header: true, problemCount: 0 });
    expect(preview.columns).toHaveLength(columns);
    expect(naming).toEqual(names);
    expect(plan.check).toMatchObject({ acceptable: true, candidates: rows, duplicateCount: 0, cells, missing });
  });

  it('timm: parameter counts with quoted thousands are all numbers', () => {
    const { column, use, plan } = whole('data/timm/results-imagenet.csv');
    expect(column('param_count')).toMatchObject({ numeric: 1556, missing: 0, unreadable: 0, ambiguous: 0 });
    expect([...(column('param_count')?.numbers ?? [])]).toContain(1014.45);
    expect(cellText(column('param_count')!, 2)).toBe('1,014.45');
    expect(use('param_count')).toEqual({ use: 'metric', name: 'param_count', unit: 'M', direction: 'min' });
    expect(plan.content?.rows[0]).toEqual({ name: 'eva02_large_patch14_448.mim_m38m_ft_in22k_in1k · 448', row: 2 });
  });
  it('timm: one model name at several sizes is asked about when only the model names it', () => {
    const { table, preview } = whole('data/timm/timm_joined.csv');
    const mapping = proposed(preview);
    const only = mapping.uses.map((use, index) => (index === 1 ? { use: 'ignore' as const } : use));
    const { check } = planImport(table, { ...mapping, uses: only }, emptyReview);
    expect(check).toMatchObject({ acceptable: false, duplicateCount: 268 });
    for (const { identical } of check.duplicates) expect(identical).toBe(false);
  });
  it('mteb: what is missing is missing, and the rest is the number that is written', () => {
    const { column } = whole('data/mteb/mteb_en16.csv');
    expect(column('evaluation_time_s_sum')).toMatchObject({ numeric: 78, missing: 27, min: 100.75320839881897 });
    expect(column('Banking77Classification')?.numbers[0]).toBe(0.802435064935065);
    expect(column('n_parameters')).toMatchObject({ numeric: 94, missing: 11, min: 11_900_000 });
  });
  it('every number of every table is what JavaScript reads there', () => {
    const { table } = whole('data/timm/timm_joined.csv');
    let compared = 0;
    for (const column of table.columns) {
      column.numbers.forEach((number, row) => {
        if (column.kinds[row] !== 0) return;
        expect(number).toBe(Number(cellText(column, row)));
        compared += 1;
      });
    }
    expect(compared).toBe(table.columns.reduce((sum, { numeric }) => sum + numeric, 0));
  });
});
