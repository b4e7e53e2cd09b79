// Standard errors in the review: imported, corrected by hand, kept when replaced, undone, saved.
import Database from 'better-sqlite3';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importTable, removeFolders, testApp, type TestApp } from '../testing/host.ts';

afterAll(removeFolders);
afterEach(() => app.close());

let app: TestApp;
let review: string;
let fileName: string;

beforeEach(async () => {
  app = testApp();
  ({ review, fileName } = await app.call('library.create', { title: 'How sure?' }));
  await importTable(app.call, review, 'model,acc,acc_stderr,size\nA,0.9,0.01,3\nB,0.8,,4\n');
});

const errors = async () =>
  (await app.call('review.catalog', { review })).columns.map((column) => column.standardErrors);
const cell = async (row: number) => {
  const { candidateIds, columns } = await app.call('review.catalog', { review });
  return { review, candidateId: candidateIds[row]!, metricId: columns[0]!.metricId };
};
const file = () => path.join(app.libraryFolder, fileName);

/** Closes the review and looks into its file. */
async function stored<T>(sql: string): Promise<T[]> {
  await app.call('library.close', { review });
  const database = new Database(file(), { readonly: true });
  try {
    return database.prepare<[], T>(sql).all();
  } finally {
    database.close();
  }
}

describe('standard errors', () => {
  it('of a deviation and a number of runs say where they stand how they were worked out', async () => {
    const { review: runs } = await app.call('library.create', { title: 'Seeds' });
    await importTable(app.call, runs, 'model,acc_mean,acc_std,n_seeds\nA,0.9,0.04,4\nB,0.8,0.03,9\n');
    const { candidateIds, columns } = await app.call('review.catalog', { review: runs });
    expect(columns[0]!.standardErrors).toEqual(Float64Array.of(0.02, 0.01));
    const cell = { review: runs, candidateId: candidateIds[0]!, metricId: columns[0]!.metricId };
    expect(await app.call('candidates.provenance', cell)).toMatchObject({
      standardError: 0.02,
      column: 'acc_mean (standard error: acc_std / √n_seeds)',
    });
  });
  it('that a format works out from the values of the file say how as well', async () => {
    const { review: splits } = await app.call('library.create', { title: 'Splits' });
    const header =
      'mean_fit_time,param_C,params,split0_test_score,split1_test_score,mean_test_score,std_test_score,rank_test_score';
    await importTable(
      app.call,
      splits,
      `${header}\n0.1,1,"{'C': 1}",0.9,0.8,0.85,0.05,1\n0.1,2,"{'C': 2}",0.7,0.8,0.75,0.05,2\n`,
    );
    const { candidateIds, columns } = await app.call('review.catalog', { review: splits });
    const scored = columns.find(({ standardErrors }) => standardErrors !== null)!;
    expect(scored.standardErrors![0]).toBeCloseTo(0.05, 12);
    const cell = { review: splits, candidateId: candidateIds[0]!, metricId: scored.metricId };
    expect(await app.call('candidates.provenance', cell)).toMatchObject({
      column: 'score (standard error: standard deviation of the splits / √2)',
    });
  });
  it('come with the values of a table, NaN where the table is silent and null where no candidate has one', async () => {
    expect(await errors()).toEqual([Float64Array.of(0.01, NaN), null]);
    expect(await app.call('candidates.provenance', await cell(0))).toMatchObject({
      measured: 0.9,
      standardError: 0.01,
    });
    expect(await app.call('candidates.provenance', await cell(1))).toMatchObject({
      measured: 0.8,
      standardError: null,
    });
    const { settings } = await app.call('review.get', { review });
    expect(settings.metrics.map(({ name }) => name)).toEqual(['acc', 'size']);
  });

  it('are typed in with a value, and refused without one', async () => {
    await app.call('candidates.setMeasured', { ...(await cell(1)), measured: 0.8, standardError: 0.03 });
    expect((await errors())[0]).toEqual(Float64Array.of(0.01, 0.03));
    await app.call('candidates.setMeasured', { ...(await cell(0)), measured: null, standardError: null });
    expect((await errors())[0]).toEqual(Float64Array.of(NaN, 0.03));
    const without = app.call('candidates.setMeasured', { ...(await cell(0)), measured: null, standardError: 0.1 });
    await expect(without).rejects.toMatchObject({ code: 'badInput' });
    const negative = app.call('candidates.setMeasured', { ...(await cell(0)), measured: 1, standardError: -0.1 });
    await expect(negative).rejects.toMatchObject({ code: 'badInput' });
  });

  it('are gone from the file when the last one is', async () => {
    await app.call('candidates.setMeasured', { ...(await cell(0)), measured: 0.9, standardError: null });
    expect(await errors()).toEqual([null, null]);
  });

  it('stay where a later table repeats the value in silence, and go where it gives another', async () => {
    await importTable(app.call, review, 'model,acc\nA,0.9\n');
    expect((await errors())[0]).toEqual(Float64Array.of(0.01, NaN));
    await importTable(app.call, review, 'model,acc\nA,0.91\n');
    expect((await errors())[0]).toBeNull();
    const history = await stored<{ measured: Buffer; standard_errors: Buffer | null }>(
      'SELECT measured, standard_errors FROM metric_history',
    );
    expect(history.map((row) => [row.measured.readDoubleLE(), row.standard_errors?.readDoubleLE()])).toEqual([
      [0.9, 0.01],
    ]);
  });

  it('keep to their candidates when others come and go, and come back with undo', async () => {
    await app.call('candidates.add', { review, name: 'C' });
    expect((await errors())[0]).toEqual(Float64Array.of(0.01, NaN, NaN));
    await app.call('candidates.setMeasured', { ...(await cell(2)), measured: 0.5, standardError: 0.2 });
    await app.call('candidates.remove', { review, ids: [(await cell(0)).candidateId] });
    expect((await errors())[0]).toEqual(Float64Array.of(NaN, 0.2));
    for (let step = 0; step < 3; step++) await app.call('review.undo', { review });
    expect(await errors()).toEqual([Float64Array.of(0.01, NaN), null]);
    for (let step = 0; step < 3; step++) await app.call('review.redo', { review });
    expect((await errors())[0]).toEqual(Float64Array.of(NaN, 0.2));
  });

  it('are in the file, and guarded by its checksum', async () => {
    await app.call('library.close', { review });
    const database = new Database(file());
    database.prepare('UPDATE metric_column SET standard_errors = zeroblob(16) WHERE metric_id = 1').run();
    database.close();
    await expect(app.openPath(file())).rejects.toMatchObject({ code: 'damaged' });
  });

  it('below 0 are refused with the whole file', async () => {
    await app.call('library.close', { review });
    const database = new Database(file());
    const { measured } = database.prepare<[], { measured: Buffer }>('SELECT measured FROM metric_column').get()!;
    const negative = Buffer.from(Float64Array.of(-1, NaN).buffer);
    const { crc32 } = await import('node:zlib');
    database
      .prepare('UPDATE metric_column SET standard_errors = ?, checksum = ? WHERE metric_id = 1')
      .run(negative, crc32(negative, crc32(measured)));
    database.close();
    await expect(app.openPath(file())).rejects.toMatchObject({ message: expect.stringContaining('standard error') });
  });
});
