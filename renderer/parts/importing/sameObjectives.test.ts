// Page and command line compare by the same objectives: what the page ticks is what `parley rank` imports, file by file of the field.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nothingSaid } from '../../../electron/cli/answers.ts';
import { importTable } from '../../../electron/cli/readReview.ts';
import { fixture } from '../../../electron/core/import/testing/fixtures.ts';
import { newFolder, removeFolders, testApp, type TestApp } from '../../../electron/core/testing/host.ts';
import type { Settings } from '../../../shared/domain/review.ts';
import { evaluate } from '../../../shared/engine/evaluate.ts';
import { draftOf } from './mapping.ts';

let app: TestApp;
beforeAll(() => (app = testApp()));
afterAll(async () => {
  await app.close();
  removeFolders();
});

const options = { delimiter: null, decimal: null, header: null };
const said = { ...nothingSaid, zeros: 'measured', mixed: 'converted', unreadable: 'missing' } as const;

/** The name of a fixture as the program that made it would call it, and its bytes. */
function asFile(path: string): { fileName: string; bytes: Uint8Array } {
  const fileName = path.slice(path.lastIndexOf('/') + 1).replace(/[.]sql$/, '.db');
  return { fileName, bytes: fixture(path) };
}

/** The metrics that the page ticks as objectives, by name. */
async function ticked(path: string): Promise<string[]> {
  const preview = await app.call('imports.read', { task: 'read', kind: 'file', ...asFile(path), options });
  const { columns } = draftOf(preview, true);
  return columns.filter(({ use, objective }) => use === 'metric' && objective).map(({ name }) => name);
}

/** The review that the command line ranks. */
async function imported(path: string) {
  const { fileName, bytes } = asFile(path);
  const file = join(newFolder(), fileName);
  writeFileSync(file, bytes);
  const { review } = await importTable(app.call, file, said);
  const { settings } = await app.call('review.get', { review });
  return { settings, catalog: await app.call('review.catalog', { review }) };
}

const objectivesOf = ({ metrics, objectives }: Settings) =>
  objectives.map(({ metricId }) => metrics.find(({ id }) => id === metricId)!.name);

describe('the objectives that are proposed', () => {
  it.each([
    'field/throughput-per-slash.csv',
    'field/locust-stats.csv',
    'field/params-in-millions.csv',
    'field/savings-and-reductions.csv',
    'field/averages-beside-parts.csv',
    'field/hyperparameters-beside-metrics.csv',
    'field/percent-and-fraction.csv',
    'field/sparse-runs.csv',
    'field/seeds-wide.csv',
    'field/sheet-title.xlsx',
    'field/k6-summary.json',
    'optuna/journal-mixed.log',
    'reports/autogluon-leaderboard.csv',
  ])('%s: the same on the page and by the command line', async (path) => {
    const { settings } = await imported(path);
    const proposed = await ticked(path);
    expect(proposed.length).toBeGreaterThan(0);
    expect(objectivesOf(settings).sort()).toEqual(proposed.sort());
  });
  it('recommend no trial that violates its constraints', async () => {
    const { settings, catalog } = await imported('field/optuna-all-infeasible.sql');
    const ranked = evaluate({ settings, catalog }, { role: null });
    expect(ranked.recommended).toBe(-1);
  });
});
