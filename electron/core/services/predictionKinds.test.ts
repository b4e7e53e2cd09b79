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

describe('ordered answers in words', () => {
  const grades = ['poor', 'fair', 'good', 'excellent'];
  const text = csvOf('y_true,pred_a', 40, (i) => [grades[i % 4]!, grades[(i * 3) % 4]!]);
  it('keep their order, which can be said otherwise, undone and removed', async () => {
    const { call, review, keep, log, roles, description } = await opened(text);
    const own = { ...roles, candidates: [{ name: 'a', score: null, prediction: 1 }] };
    await keep('ordinal', own, { order: grades });
    const kept = (await log())!;
    expect(kept).toMatchObject({ kind: 'ordinal', order: grades });
    const [label] = await call('predictions.values', { review, log: kept.id, places: [kept.roles.label!] });
    expect(label!.words!.names).toEqual(grades);
    const order = grades.toReversed();
    const said = { review, log: kept.id, description: { ...description, order }, references: [], inverted: [] };
    await call('predictions.describe', said);
    expect((await log())!.order).toEqual(order);
    await call('review.undo', { review });
    expect((await log())!.order).toEqual(grades);
    await call('predictions.remove', { review, log: kept.id });
    await call('review.undo', { review });
    expect(await log()).toEqual(kept);
  });
  it('are refused where a word has no place, or nobody has said the order', async () => {
    const { keep, log, roles } = await opened(text);
    const own = { ...roles, candidates: [{ name: 'a', score: null, prediction: 1 }] };
    await expect(keep('ordinal', own, { order: grades.slice(0, 3) })).rejects.toThrow(
      '“y_true” holds “excellent”, which is none of the ordered answers: poor, fair, good.',
    );
    await expect(keep('ordinal', own)).rejects.toThrow('No row has a label and a prediction');
    expect(await log()).toBeUndefined();
  });
});

describe('rows of one user', () => {
  /** 30 users with 6 rows each; a third of the users, or every third row, is answered wrongly. */
  const visits = (isWrong: (i: number) => boolean) =>
    csvOf('y_true,pred_a,user_id,session_id', 180, (i) => [
      i % 2,
      isWrong(i) ? 1 - (i % 2) : i % 2,
      `u${i % 30}`,
      `s${i % 60}`,
    ]);
  const asked = async (text: string) => {
    const { call, preview, roles, description } = await opened(text);
    const described = { ...description, positive: '1' };
    return call('predictions.doubts', {
      table: preview.table,
      kind: 'binary',
      roles: { ...roles, candidates: [{ name: 'a', score: null, prediction: 1 }] },
      description: described,
      repeated: [2, 3],
    });
  };
  it('are proposed as one where they err together, by the column of the fewest values', async () => {
    const { together } = await asked(visits((i) => i % 30 < 10));
    expect(together).toEqual({ place: 2, correlation: 1, p: 0, candidate: 'a' });
  });
  it('are not where they err independently', async () => {
    expect(await asked(visits((i) => (i * 7919) % 101 < 33))).toEqual({ unnormalised: [], together: null });
  });
});

describe('probabilities of answers', () => {
  const answers = ['cat', 'dog', 'fox'];
  it('are asked about where they do not add up to 1, and kept with the answer', async () => {
    const text = csvOf('y_true,p_a_cat,p_a_dog,p_a_fox', 30, (i) => [
      answers[i % 3]!,
      0.5,
      i % 3 === 1 ? 0.6 : 0.2,
      i % 3 === 1 ? 0.1 : 0.3,
    ]);
    const { call, review, preview, keep, log, roles, description } = await opened(text);
    const classProbabilities = answers.map((answer, k) => ({ place: k + 1, answer }));
    const candidate = { name: 'a', score: null, prediction: null, classProbabilities };
    const own = { ...roles, features: [], candidates: [candidate] };
    const { unnormalised } = await call('predictions.doubts', {
      table: preview.table,
      kind: 'multiclass',
      roles: own,
      description,
      repeated: [],
    });
    expect(unnormalised).toEqual([
      {
        candidate: 0,
        rows: 10,
        of: 30,
        least: expect.closeTo(1, 12) as number,
        most: expect.closeTo(1.2, 12) as number,
        outside: null,
      },
    ]);
    await expect(keep('multiclass', own)).rejects.toThrow(
      'The probabilities of a do not add up to 1 in 10 of 30 rows. Say whether to scale them, or that they are scores.',
    );
    await keep('multiclass', { ...own, candidates: [{ ...candidate, unnormalised: 'scores' }] });
    const kept = (await log())!;
    expect(kept.candidates[0]!.unnormalised).toBe('scores');
    await call('candidates.remove', { review, ids: [kept.candidates[0]!.candidateId] });
    await call('review.undo', { review });
    expect(await log()).toEqual(kept);
    await call('predictions.remove', { review, log: kept.id });
    await call('review.undo', { review });
    expect(await log()).toEqual(kept);
  });
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
      candidates: [{ name: 'a', score: null, prediction: null, classProbabilities, unnormalised: 'scaled' }],
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
    const unnormalised = 'scaled' as const;
    const candidates = [{ name: 'a', score: null, prediction: null, classProbabilities, unnormalised }];
    await keep('multiclass', { ...roles, groups: [], features: [], candidates });
    const kept = (await log())!;
    const place = kept.candidates[0]!.classProbabilities![1]!.place;
    const [dog] = await call('predictions.values', { review, log: kept.id, places: [place] });
    expect(Array.from(dog!.numbers!.slice(0, 3))).toEqual([0.3, 0.4, 0.3]);
  });
});
