// What the columns of real tables are taken for, and logs kept with roles that were given by hand.
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { In } from '../../../shared/contract/contract.ts';
import { cutAt, groupNames, quarterBounds } from '../../../shared/measures/log/cutGroups.ts';
import { isTime } from '../../../shared/measures/log/roles.ts';
import { removeFolders, testApp } from '../testing/host.ts';
import { csvOf, openedLog } from '../testing/keptLog.ts';

const hosts: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});
afterAll(removeFolders);

async function opened(text: string) {
  const app = testApp();
  hosts.push(app);
  const { call } = app;
  const { review, preview, roles: proposed, log: maybe } = await openedLog(call, text);
  const keep = (roles: Partial<In<'predictions.keep'>['roles']>, more: Partial<In<'predictions.keep'>> = {}) =>
    call('predictions.keep', {
      task: 'keep',
      review,
      table: preview.table,
      kind: 'binary',
      inverted: [],
      roles: {
        ...proposed,
        candidates: proposed.candidates.map((each) => ({ ...each, name: each.name || 'log' })),
        ...roles,
      },
      description: {
        name: 'log.csv',
        positive: '1',
        favourable: 'positive',
        threshold: 0.5,
        smallest: 30,
        replicates: 500,
      },
      ...more,
    });
  const log = async () => (await maybe())!;
  return { call, review, preview, keep, log, roles: proposed };
}

describe('columns are taken for', () => {
  it('a label and a score where they are called y1 and y_hat1', async () => {
    const rows = ['0.0;0.0228', '1.0;0.7338', '0.0;0.0547', '1.0;0.9'];
    const text = [';y1;y_hat1', ...Array.from({ length: 24 }, (_, i) => `${i};${rows[i % 4]!}`)].join('\n');
    const { roles } = await opened(text);
    expect(roles).toMatchObject({
      label: 1,
      row: 0,
      candidates: [{ name: '', score: 2, prediction: null }],
      features: [],
    });
  });
  it('scores, whatever proba is called, and never for features', async () => {
    const { roles, preview } = await opened(
      csvOf('y_true,y_proba_x,proba_z,score_z,noise', 30, (i) => [i % 2, i / 30, i / 40, i / 50, i / 7]),
    );
    expect(roles.candidates).toEqual([
      { name: 'x', score: 1, prediction: null },
      { name: 'z', score: 2, prediction: null },
    ]);
    expect(roles.features.map((place) => preview.columns[place]!.header)).toEqual(['noise']);
  });
  it('groups where they tell people apart, and never where they say when', async () => {
    const { roles, preview } = await opened(
      csvOf('label,score,is_female,foreign_worker,created_at,when,team', 30, (i) => [
        i % 2,
        i / 30,
        i % 2,
        i % 3 === 0 ? 1 : 0,
        i % 4,
        `2026-11-0${(i % 9) + 1}`,
        'ab'[i % 2]!,
      ]),
    );
    const headers = (places: readonly number[]) => places.map((place) => preview.columns[place]!.header);
    expect(headers(roles.groups.map(({ place }) => place))).toEqual(['is_female', 'foreign_worker', 'team']);
    expect(headers(roles.features)).toEqual(['created_at']);
    expect(preview.columns.filter(isTime).map(({ header }) => header)).toEqual(['created_at', 'when']);
  });
  it('positions where lists have no scores', async () => {
    const { roles, preview } = await opened(
      csvOf('qid,relevance,rank_a,rank_b,score_b', 24, (i) => [i >> 2, i % 3, (i % 4) + 1, 4 - (i % 4), i / 24]),
    );
    expect(roles.candidates).toEqual([
      { name: 'b', score: 4, prediction: null },
      { name: 'a', score: 2, prediction: null },
    ]);
    expect(preview.columns).toHaveLength(5);
    expect(roles.features).toEqual([]);
  });
});

describe('a log with roles given by hand', () => {
  it('has numbers cut at stated bounds as groups', async () => {
    const text = csvOf('label,score,age', 40, (i) => [i % 2, i / 40, i % 10 === 9 ? '' : 15 + i]);
    const { call, review, keep, log } = await opened(text);
    const kept = await keep({ groups: [{ place: 2, reference: null, bounds: [18, 25, 40, 65] }], features: [] });
    expect((await log()).headers).toEqual(['label', 'age (cut at 18, 25, 40, 65)', 'score']);
    const [, age] = await call('predictions.values', { review, log: kept.log });
    expect(age!.words!.names).toEqual(['below 18', '18 to below 25', '25 to below 40', '40 to below 65']);
    expect([...age!.words!.codes].slice(0, 11)).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1, -1, 2]);
  });
  it('keeps when cases happened, how long each took and what it cost, and takes them back', async () => {
    const text = csvOf('label,score_a,score_b,latency_ms_a,cost_a,latency_ms_b,at', 40, (i) => [
      i % 2,
      i / 40,
      1 - i / 40,
      i + 1,
      i / 100,
      i % 9 === 8 ? '' : 2 * i,
      `${(i % 28) + 1}.3.2026`,
    ]);
    const { call, review, keep, log, roles } = await opened(text);
    expect(roles).toMatchObject({
      time: 6,
      candidates: [{ latency: 3, cost: 4 }, { latency: 5 }],
      groups: [],
      features: [],
    });
    const kept = await keep({});
    const { headers, roles: read, candidates } = await log();
    expect(headers).toEqual(['label', 'at', 'score_a', 'latency_ms_a', 'cost_a', 'score_b', 'latency_ms_b']);
    expect([read.time, read.features, read.groups]).toEqual([1, [], []]);
    expect(candidates.map(({ latency, cost }) => [latency, cost])).toEqual([
      [3, 4],
      [6, undefined],
    ]);
    const values = await call('predictions.values', { review, log: kept.log, places: [1, 6] });
    expect(values[0]!.numbers![1]! - values[0]!.numbers![0]!).toBe(86_400);
    expect([...values[1]!.numbers!].slice(7, 10)).toEqual([14, NaN, 18]);
    await call('predictions.remove', { review, log: kept.log });
    await call('review.undo', { review });
    expect((await log()).candidates.map(({ latency, cost }) => [latency, cost])).toEqual([
      [3, 4],
      [6, undefined],
    ]);
  });
  it('keeps them of a long table, each of its candidate', async () => {
    const text = csvOf('id,model,label,score,latency', 40, (i) => [i >> 1, 'ab'[i % 2]!, (i >> 1) % 2, i / 40, i]);
    const { call, review, keep, log } = await opened(text);
    const kept = await keep({});
    const { headers, candidates } = await log();
    expect(candidates.map(({ latency }) => headers[latency ?? -1])).toEqual(['latency a', 'latency b']);
    const [b] = await call('predictions.values', { review, log: kept.log, places: [candidates[1]!.latency!] });
    expect([...b!.numbers!].slice(0, 3)).toEqual([1, 3, 5]);
  });
  it('takes the odd cells of a label of two answers as it is told', async () => {
    const text = csvOf('label,score', 41, (i) => (i === 40 ? ['Total', ''] : [i % 2, i / 40]));
    await expect((await opened(text)).keep({})).rejects.toThrow(
      '“label” has 1 cell that is no number, the first “Total”',
    );
    for (const [odd, cases] of [
      ['missing', 41],
      ['leaveOut', 40],
    ] as const) {
      const { call, review, keep, log } = await opened(text);
      const kept = await keep({}, { odd });
      const [label] = await call('predictions.values', { review, log: kept.log, places: [0] });
      expect([(await log()).cases, label!.words!.names]).toEqual([cases, ['0', '1']]);
    }
  });
  it('takes words of a label that are neither answer as it is told', async () => {
    const text = csvOf('label,score', 40, (i) => [i % 10 === 3 ? 'Unknown' : i % 2 === 0 ? 'yes' : 'no', i / 40]);
    const description = {
      name: 'log.csv',
      positive: 'yes',
      favourable: 'positive' as const,
      threshold: 0.5,
      smallest: 30,
      replicates: 500,
    };
    await expect((await opened(text)).keep({}, { description })).rejects.toThrow(
      '“label” has 4 cells that are neither answer, the first “Unknown” in row 5',
    );
    for (const [odd, cases] of [
      ['missing', 40],
      ['leaveOut', 36],
    ] as const) {
      const { call, review, keep, log } = await opened(text);
      const kept = await keep({}, { odd, description });
      const [label] = await call('predictions.values', { review, log: kept.log, places: [0] });
      expect([(await log()).cases, label!.words!.names]).toEqual([cases, ['yes', 'no']]);
    }
  });
  it('is refused where a time is none, or its days and months cannot be told apart', async () => {
    const { keep } = await opened(
      csvOf('label,score,when', 24, (i) => [i % 2, i / 24, i === 7 ? 'soon' : '2026-01-02']),
    );
    await expect(keep({ time: 2, groups: [] })).rejects.toThrow(/1 of its cells is no date or time, the first “soon”/);
    const { keep: keepDoubtful } = await opened(
      csvOf('label,score,when', 24, (i) => [i % 2, i / 24, `${(i % 9) + 1}/2/2026`]),
    );
    await expect(keepDoubtful({ time: 2, groups: [] })).rejects.toThrow(/day and which the month/);
  });
  it('is refused where bounds do not rise, or there is nothing to cut', async () => {
    const text = csvOf('label,score,age,sex', 24, (i) => [i % 2, i / 24, i, 'mf'[i % 2]!]);
    const { keep } = await opened(text);
    const group = (place: number, bounds: number[]) => keep({ groups: [{ place, reference: null, bounds }] });
    await expect(group(2, [40, 18])).rejects.toMatchObject({
      message: expect.stringContaining('have to rise') as string,
    });
    await expect(group(3, [40])).rejects.toMatchObject({
      message: expect.stringContaining('“sex” holds no') as string,
    });
  });
  it('is refused with a weight of which all is 0', async () => {
    const { keep } = await opened(csvOf('label,score,w', 24, (i) => [i % 2, i / 24, 0]));
    await expect(keep({ weight: 2, features: [] })).rejects.toMatchObject({
      code: 'badInput',
      message: 'Every weight in “w” is 0, so no row counts. Choose another column, or none.',
    });
  });
  it('has positions of all candidates of a long table read from the first place on', async () => {
    const text = csvOf('model,query,item,relevance,place', 24, (i) => [
      i < 12 ? 'a' : 'b',
      (i >> 2) % 3,
      i % 12,
      i % 4 === 0 ? 1 : 0,
      i < 12 ? (i % 4) + 1 : 4 - (i % 4),
    ]);
    const { keep, log } = await opened(text);
    const candidates = [{ name: 'log', score: 4, prediction: null }];
    await keep(
      { label: 3, query: 1, row: 2, model: 0, features: [], groups: [], candidates },
      {
        kind: 'ranking',
        inverted: ['log'],
      },
    );
    expect((await log()).candidates.map(({ inverted }) => inverted)).toEqual([true, true]);
  });
});

describe('cells that are no numbers', () => {
  const text = csvOf('label,score,age,noise', 24, (i) => [
    i % 2,
    i === 4 ? 'abc' : i / 24,
    i === 6 ? 'old' : 20 + i,
    i === 8 ? '??x' : 'ab'[i % 2]!,
  ]);
  it('do not make words of numbers', async () => {
    const { roles } = await opened(text);
    expect(roles).toMatchObject({ groups: [{ place: 3, reference: null }], features: [2] });
  });
  it('are refused where nobody has said what they are, with the first of them', async () => {
    const { keep } = await opened(text);
    await expect(keep({})).rejects.toMatchObject({
      code: 'badInput',
      message:
        '“score” has 1 cell that is no number, the first “abc” in row 6. Say whether such cells are missing, or their rows are left out.',
    });
  });
  it('are missing, or their rows are left out, as was said', async () => {
    const missing = await opened(text);
    const kept = await missing.keep({ features: [2] }, { odd: 'missing' });
    expect(kept.cases).toBe(24);
    const values = await missing.call('predictions.values', { review: missing.review, log: kept.log });
    const { headers } = await missing.log();
    const numbers = (header: string) => values[headers.indexOf(header)]!.numbers!;
    expect([numbers('score')[4], numbers('age')[6], numbers('age')[7]]).toEqual([NaN, NaN, 27]);

    const without = await opened(text);
    const left = await without.keep({ features: [2] }, { odd: 'leaveOut' });
    expect(left.cases).toBe(22);
    const [label] = await without.call('predictions.values', { review: without.review, log: left.log });
    expect(label!.words!.codes.length).toBe(22);
  });
  it('bother nobody in a column that is not used, or that is words', async () => {
    const { keep } = await opened(text.replace('abc', '0.2'));
    expect((await keep({ features: [3], groups: [] })).cases).toBe(24);
  });
});

describe('cutting', () => {
  it('names every group by its bounds, and takes quarters of what is there', () => {
    expect(groupNames([0.5])).toEqual(['below 0.5', '0.5 and above']);
    expect(groupNames([-1, 2])).toEqual(['below −1', '−1 to below 2', '2 and above']);
    expect(quarterBounds(Float64Array.from({ length: 100 }, (_, i) => i))).toEqual([25, 50, 75]);
    // A quarter that begins with the smallest number would leave nobody below it.
    expect(quarterBounds(Float64Array.of(0, 0, 0, 0, 0, 0, 7, NaN))).toEqual([]);
    expect(quarterBounds(new Float64Array(0))).toEqual([]);
  });
  it('puts every number into the group whose bounds hold it', () => {
    const numbers = Float64Array.of(-3, 0, 1, 1.999, 2, 9, NaN);
    const { words } = cutAt({ header: 'x', numbers, words: null }, [0, 2]);
    expect(words!.names).toEqual(['below 0', '0 to below 2', '2 and above']);
    expect([...words!.codes]).toEqual([0, 1, 1, 1, 2, 2, -1]);
  });
});
