// Whom the command line ranks first among inputs of the field, read as proposed; and what it says where it cannot rank.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture } from '../core/import/testing/fixtures.ts';
import { nothingSaid, type TableAnswers } from './answers.ts';
import { nothingChosen } from './choices.ts';
import { rankFile } from './rank.ts';
import type { RankingJson } from './rankingJson.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'parley-field-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A fixture as a file, ranked. */
function rank(path: string, { json = false, ...said }: Partial<TableAnswers> & { json?: boolean } = {}) {
  const file = join(
    folder,
    path
      .split('/')
      .at(-1)!
      .replace(/\.sql$/, '.db'),
  );
  writeFileSync(file, fixture(path));
  return rankFile(file, { said: { ...nothingSaid, ...said }, choices: nothingChosen, json }).then(({ text }) => text);
}

describe('parley rank', () => {
  it.each([
    ['field/throughput-per-slash.csv', 'A'],
    ['field/false-neg-rate.csv', 'A'],
    ['field/accuracy-drop.csv', 'A'],
    ['field/savings-and-reductions.csv', 'A'],
    ['field/per-class-error.csv', 'A'],
    ['field/credit-gini.csv', 'A'],
    ['field/seeds-wide.csv', 'B'],
    ['field/own-results-config.json', 'GCN'],
    ['runs/keras-history.csv', 'keras-history'],
    ['reports/autogluon-leaderboard.csv', 'LightGBM'],
    ['optuna/journal-mixed.log', 'mixed · trial 0'],
  ])('%s: %s is first', async (path, first) => {
    const report = JSON.parse(await rank(path, { json: true, zeros: 'measured' })) as RankingJson;
    expect(report.answer.recommended).toBe(first);
  });
  it('says which metric leaves whom out, and by which nobody is compared', async () => {
    const text = await rank('field/sparse-runs.csv');
    expect(text).toContain('4 candidates, 1 objective');
    expect(text).toContain('2 not ranked: a measurement is missing.\n  accuracy: B and C\n');
    expect(text).toContain('Not compared by test_accuracy and f1: most candidates have no value.');
  });
  it('recommends nobody where no trial is feasible, and says so', async () => {
    const text = await rank('field/optuna-all-infeasible.sql');
    expect(text).toContain('no candidate can be recommended, because none meets all requirements.');
    expect(text).toContain('3 not ranked: they fail a requirement.');
  });
  it('refuses per cent beside fractions until it is said what they are', async () => {
    await expect(rank('field/percent-and-fraction.csv')).rejects.toThrow('--mixed=converted');
    expect(await rank('field/percent-and-fraction.csv', { mixed: 'converted' })).toContain('(least regret): A.');
  });
  it('refuses a cell that is no number until it is said what it is', async () => {
    await expect(rank('field/footnote-marks.csv')).rejects.toThrow('--unreadable=missing');
    const text = await rank('field/footnote-marks.csv', { unreadable: 'missing' });
    expect(text).toContain('1 not ranked: a measurement is missing.\n  wer: C\n');
    expect(text).toContain('kept as the property "accuracy, as written"');
  });
  it('never compares by a metric of which nobody has said which way is better', async () => {
    const text = await rank('field/cloud-prices.csv');
    expect(text).toContain('2 objectives');
    expect(text).toContain('Not compared by Memory (GiB): nobody has said which way is better.');
  });
});
