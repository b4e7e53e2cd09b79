// Logs of ordered answers, of ranges and of probabilities of answers: kept, found again, said otherwise, removed and brought back.
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { In } from '../../../shared/contract/contract.ts';
import { probabilityColumns } from '../../../shared/measures/log/classColumns.ts';
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
  const { review, preview, roles, log } = await openedLog(call, text);
  const description = {
    name: 'log.csv',
    positive: null,
    favourable: null,
    threshold: 0.5,
    smallest: 30,
    replicates: 500,
  };
  const keep = (kind: In<'predictions.keep'>['kind'], own: typeof roles, more = {}) =>
    call('predictions.keep', {
      task: 'keep',
      review,
      table: preview.table,
      kind,
      inverted: [],
      roles: own,
      description: { ...description, ...more },
    });
  return { call, review, preview, keep, log, roles, description };
}

describe('ranges', () => {
  const text = csvOf('y_true,lower_a,upper_a,lower_b,upper_b', 40, (i) => [i, i - 1, i + 1, i - 2.5, i + 2]);
  it('keep their ends, the level and a middle where nothing else is predicted', async () => {
    const { call, review, keep, log, roles, description } = await opened(text);
    await keep('interval', roles, { level: 0.8 });
    const kept = (await log())!;
    expect(kept).toMatchObject({ kind: 'interval', level: 0.8 });
    const [a] = kept.candidates;
    expect(kept.headers[a!.prediction!]).toBe('a: middle of the range');
    expect([a!.intervalLow, a!.intervalHigh].map((place) => kept.headers[place!])).toEqual(['lower_a', 'upper_a']);
    const places = [a!.prediction!, a!.intervalLow!, kept.roles.label!];
    const [middle, low, label] = await call('predictions.values', { review, log: kept.id, places });
    expect([middle!.numbers![7], low!.numbers![7], label!.numbers![7]]).toEqual([7, 6, 7]);

    await call('predictions.describe', {
      review,
      log: kept.id,
      description: { ...description, level: 0.95 },
      references: [],
      inverted: [],
    });
    expect((await log())!.level).toBe(0.95);
    await call('review.undo', { review });
    expect((await log())!.level).toBe(0.8);
    await call('predictions.remove', { review, log: kept.id });
    expect(await log()).toBeUndefined();
    await call('review.undo', { review });
    expect(await log()).toEqual(kept);
  });
  it('go with a candidate that is removed', async () => {
    const { call, review, keep, log, roles } = await opened(text);
    await keep('interval', roles, { level: 0.9 });
    const [a] = (await log())!.candidates;
    await call('candidates.remove', { review, ids: [a!.candidateId] });
    expect((await log())!.candidates).toHaveLength(1);
    await call('review.undo', { review });
    expect((await log())!.candidates[0]!.intervalLow).toBe(a!.intervalLow);
  });
});

describe('ordered answers', () => {
  it('are kept as numbers, and refused before that where a prediction is between two', async () => {
    const stars = await opened(csvOf('y_true,pred_a', 40, (i) => [1 + (i % 5), 1 + ((i + 1) % 5)]));
    await stars.keep('ordinal', { ...stars.roles, candidates: [{ ...stars.roles.candidates[0]!, name: 'a' }] });
    expect(await stars.log()).toMatchObject({ kind: 'ordinal' });
    const halves = await opened(csvOf('y_true,pred_a', 40, (i) => [1 + (i % 5), 1.5 + (i % 4)]));
    await expect(halves.keep('ordinal', halves.roles)).rejects.toThrow('between two of the answers 1, 2, 3, 4 and 5');
    expect(await halves.log()).toBeUndefined();
  });
});

describe('probabilities of answers', () => {
  const answers = ['cat', 'dog', 'fox'];
  it('are kept with their answers, and the likeliest one where none is given', async () => {
    const text = csvOf('y_true,p_a_cat,p_a_dog,p_a_fox', 30, (i) => [
      answers[i % 3]!,
      0.5,
      i % 3 === 1 ? 0.6 : 0.2,
      0.1,
    ]);
    const { call, review, preview, keep, log, roles } = await opened(text);
    const [found] = probabilityColumns(
      preview.columns.map((column) => ({ ...column, place: column.index })),
      answers,
    );
    expect(found!.name).toBe('a');
    const { classProbabilities } = found!;
    await keep('multiclass', {
      ...roles,
      features: [],
      candidates: [{ name: 'a', score: null, prediction: null, classProbabilities }],
    });
    const kept = (await log())!;
    const [a] = kept.candidates;
    expect(a!.classProbabilities!.map(({ answer }) => answer)).toEqual(answers);
    const [said] = await call('predictions.values', { review, log: kept.id, places: [a!.prediction!] });
    expect(said!.words!.names[said!.words!.codes[1]!]).toBe('dog');
    expect(said!.words!.names[said!.words!.codes[0]!]).toBe('cat');
  });
  it('are read from lists in one cell', async () => {
    const text = csvOf('y_true,probs_a', 30, (i) => [answers[i % 3]!, `"[0.5, ${i % 3 === 1 ? 0.4 : 0.3}, 0.1]"`]);
    const { call, review, preview, keep, log, roles } = await opened(text);
    const columns = preview.columns.map((column) => ({ ...column, place: column.index }));
    const [found] = probabilityColumns(columns, answers);
    const { classProbabilities } = found!;
    expect(classProbabilities.map(({ item }) => item)).toEqual([0, 1, 2]);
    const candidates = [{ name: 'a', score: null, prediction: null, classProbabilities }];
    await keep('multiclass', { ...roles, groups: [], features: [], candidates });
    const kept = (await log())!;
    const place = kept.candidates[0]!.classProbabilities![1]!.place;
    const [dog] = await call('predictions.values', { review, log: kept.id, places: [place] });
    expect(Array.from(dog!.numbers!.slice(0, 3))).toEqual([0.3, 0.4, 0.3]);
  });
});
