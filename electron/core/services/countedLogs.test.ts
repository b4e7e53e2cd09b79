// Logs that are counted instead of read: looked through, shown by their different cells, counted when they are kept.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { In } from '../../../shared/contract/contract.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { installedEngine } from '../counting/engine.ts';
import { csv, newFolder, removeFolders, testApp, type TestApp } from '../testing/host.ts';

afterAll(removeFolders);

const duckdb = await installedEngine();
if (duckdb === null) console.warn('DuckDB is not installed: the tests that count with it are skipped.');

const asOwner = { principal: { kind: 'owner' as const }, client: 'test-window' };
const lent = async (app: TestApp, name: string, content: string) => {
  const file = path.join(app.folder, name);
  writeFileSync(file, content);
  const answer = await app.core.lend(file, asOwner);
  if (!answer.ok) throw new ParleyError(answer.error.code, answer.error.message);
  return answer.value;
};
/** Twelve rows by hand: label, decisions of Alpha and scores of Beta, an age, a region in two spellings. */
const rows = [
  'y,pred_Alpha,score_Beta,age,region,note',
  'yes,yes,0.9,17,North,a',
  'yes,yes,0.8,20,North,b',
  'yes,no,0.7,30,north,c',
  'yes,yes,0.2,50,South,d',
  'no,no,0.1,70,South,e',
  'no,no,0.3,,South,f',
  'no,yes,0.6,66,North,g',
  'no,no,0.4,40,South,h',
  'unknown,no,0.4,40,South,i',
];
const log = `${rows.join('\n')}\n`;
const roles: In<'predictions.keep'>['roles'] = {
  label: 0,
  weight: null,
  row: null,
  model: null,
  query: null,
  candidates: [
    { name: 'Alpha', score: null, prediction: 1 },
    { name: 'Beta', score: 2, prediction: null },
  ],
  groups: [
    { place: 3, reference: null, bounds: [18, 65] },
    { place: 4, reference: 'South' },
  ],
  features: [],
};
const description = {
  name: 'visits',
  positive: 'yes',
  favourable: 'positive' as const,
  threshold: 0.5,
  smallest: 1,
  replicates: 200,
};

describe.skipIf(duckdb === null)('a log that is counted', () => {
  it('is looked through: what its columns hold, and how many rows have each word', async () => {
    const app = testApp();
    const upload = await lent(app, 'visits.csv', log);
    const preview = await app.call('predictions.survey', { task: 'look', fileName: 'visits.csv', upload });
    expect(preview).toMatchObject({ fileName: 'visits.csv', rows: 9, problemCount: 0 });
    const [y, , score, age] = preview.columns;
    expect(y).toMatchObject({ header: 'y', numeric: 0, missing: 0, text: 9, distinct: 3, min: null });
    expect(score).toMatchObject({ numeric: 9, text: 0, min: 0.1, max: 0.9 });
    expect(age).toMatchObject({ numeric: 8, missing: 1, text: 0, min: 17, max: 70 });
    const [words, ages] = await app.call('predictions.columns', {
      table: preview.table,
      columns: [
        { index: 0, words: 'few' },
        { index: 3, words: 'few' },
      ],
    });
    expect(words!.words!.names).toEqual(['no', 'unknown', 'yes']);
    expect([...words!.counts!]).toEqual([4, 1, 4]);
    expect([...ages!.numbers].sort((a, b) => a - b)).toEqual([17, 20, 30, 40, 50, 66, 70]);
    await app.close();
  });

  it('is counted as it is described, kept as a cube, and measured', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'Which one?' });
    const upload = await lent(app, 'visits.csv', log);
    const { table } = await app.call('predictions.survey', { task: 'look', fileName: 'visits.csv', upload });
    const keep = { task: 'keep', review, table, kind: 'binary' as const, roles, inverted: [], description };
    await expect(app.call('predictions.keep', keep)).rejects.toThrow('3 different labels');
    await expect(app.call('predictions.keep', { ...keep, kind: 'regression' })).rejects.toThrow('two answers');
    const kept = await app.call('predictions.keep', { ...keep, odd: 'missing' });
    expect(kept).toMatchObject({ candidates: 2, newCandidates: 2 });
    const saved = (await app.call('review.get', { review })).settings.logs[0]!;
    expect(saved).toMatchObject({ name: 'visits', favourable: 'positive', cube: { rows: 9 } });
    expect(saved.headers.slice(0, 5)).toEqual([
      'y',
      'pred_Alpha',
      'score_Beta of at least 0.5',
      'age (cut at 18, 65)',
      'region',
    ]);
    expect(saved.roles.groups.map(({ reference }) => reference)).toEqual([null, 'South']);
    const values = await app.call('predictions.values', { review, log: kept.log, places: [3, 5] });
    const [ages, counts] = values;
    const perAge = new Map<string, number>();
    ages!.words!.codes.forEach((code, k) => {
      const name = ages!.words!.names[code] ?? '';
      perAge.set(name, (perAge.get(name) ?? 0) + counts!.numbers![k]!);
    });
    expect(Object.fromEntries(perAge)).toEqual({
      '': 1,
      'below 18': 1,
      '18 to below 65': 5,
      '65 and above': 2,
    });
    const cube = await app.call('predictions.cube', { review, log: kept.log });
    expect(cube.source.files).toEqual([{ name: 'visits.csv', bytes: log.length }]);
    // The table is gone, and undo takes the log away.
    await expect(app.call('predictions.keep', keep)).rejects.toThrow('no longer in memory');
    await app.call('review.undo', { review });
    expect((await app.call('review.get', { review })).settings.logs).toEqual([]);
    await app.close();
  });

  it('is refused with a sentence where it changed meanwhile, or cannot be counted', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'Which one?' });
    const upload = await lent(app, 'visits.csv', log);
    const { table } = await app.call('predictions.survey', { task: 'look', fileName: 'visits.csv', upload });
    writeFileSync(path.join(app.folder, 'visits.csv'), `${log}no,no,0.4,40,South,j\n`);
    const keep = { task: 'keep', review, table, kind: 'binary' as const, roles, inverted: [], description };
    await expect(app.call('predictions.keep', { ...keep, odd: 'missing' })).rejects.toThrow('has changed since');
    const ragged = await lent(app, 'ragged.csv', 'y,d\n1,1\n1\n');
    await expect(
      app.call('predictions.survey', { task: 'look', fileName: 'ragged.csv', upload: ragged }),
    ).rejects.toThrow('has 1 cells where the header has 2');
    const sheet = await lent(app, 'visits.xlsx', 'no workbook');
    await expect(
      app.call('predictions.survey', { task: 'look', fileName: 'visits.xlsx', upload: sheet }),
    ).rejects.toThrow('of no kind that can be counted');
    await app.close();
  });

  it('is stopped by whoever asked, and leaves nothing behind', async () => {
    const app = testApp();
    const upload = await lent(app, 'many.csv', `y,d\n${'1,0\n0,1\n'.repeat(300_000)}`);
    const looking = app.call('predictions.survey', { task: 'look', fileName: 'many.csv', upload });
    await app.call('tasks.cancel', { task: 'look' });
    await expect(looking).rejects.toMatchObject({ code: 'cancelled' });
    await app.close();
  });
});

describe('a log that is handed over', () => {
  it('lies where the person has it when it is lent, and stays there', async () => {
    const app = testApp();
    const upload = await lent(app, 'visits.csv', log);
    await app.call('uploads.drop', { upload });
    const file = path.join(app.folder, 'visits.csv');
    expect((await app.core.lend(file, asOwner)).ok).toBe(true);
    expect(await app.core.lend(path.join(app.folder, 'none.csv'), asOwner)).toMatchObject({ ok: false });
    const guest = { principal: { kind: 'guest' as const, review: 'any', name: 'Ann' }, client: 'test-window' };
    expect(await app.core.lend(file, guest)).toMatchObject({ ok: false, error: { code: 'refused' } });
    await app.close();
  });
  it.skipIf(duckdb === null)('is called as the person calls it where it was sent over', async () => {
    const app = testApp(newFolder());
    const pieces = (async function* () {
      await Promise.resolve();
      yield csv(log);
    })();
    const received = await app.core.receive({ purpose: 'log', size: log.length, pieces }, asOwner);
    if (!received.ok) throw new Error(received.error.message);
    const preview = await app.call('predictions.survey', {
      task: 'look',
      fileName: 'visits [2026].csv',
      upload: received.value,
    });
    expect(preview.rows).toBe(9);
    await app.close();
  });
});
