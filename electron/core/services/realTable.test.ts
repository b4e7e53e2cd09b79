// A table of 1,449 real models through the whole core: imported as text, ranked, and its layers read back from the file's
// plain tables with nothing but SQL. The expected layers were worked out by others (shared/engine/fixtures).
import Database from 'better-sqlite3';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { asOwner } from '../../../shared/contract/caller.ts';
import timm from '../../../shared/engine/fixtures/timm_pareto.json' with { type: 'json' };
import { createApp } from '../host/app.ts';
import { caller, newFolder, removeFolders, testOptions } from '../testing/host.ts';

afterAll(removeFolders);

const columns: Record<string, number[]> = timm.columns;
const sets = timm.sets as unknown as {
  id: string;
  objectives: [name: string, direction: string][];
  frontSize: number;
  layerOf: number[];
}[];

test.each(sets)('the layers of $id are exact', async ({ objectives, frontSize, layerOf }) => {
  const names = Object.keys(columns);
  const rows = columns[names[0]!]!.map((_value, i) =>
    [`model ${i}`, ...names.map((name) => columns[name]![i]!)].join(','),
  );
  const folder = newFolder();
  const app = createApp(testOptions(folder));
  const call = caller({ dispatch: (name, raw) => app.dispatch(name, raw, asOwner('test-window')) });
  const { review, fileName } = await call('library.create', { title: 'Real models' });
  const preview = await call('imports.read', {
    task: 'read',
    fileName: 'models.csv',
    kind: 'file',
    bytes: new TextEncoder().encode([['model', ...names].join(','), ...rows].join('\n')),
    options: { delimiter: null, decimal: null, header: null },
  });
  const uses = preview.columns.map((column) => column.use);
  const mapping = { uses, duplicates: 'refuse' as const, unreadable: 'refuse' as const };
  const done = await call('imports.accept', {
    task: 'write',
    review,
    table: preview.table,
    mapping,
    objectives: false,
  });
  expect(done.candidates).toBe(1449);

  const { settings } = await call('review.get', { review });
  const metricIds = objectives.map(([name, direction]) => {
    const metric = settings.metrics.find((entry) => entry.name === name)!;
    expect([name, metric.direction]).toEqual([name, direction]);
    return metric.id;
  });
  await call('objectives.createFromMetrics', { review, metricIds });
  await call('review.commitResults', { review });
  await app.close();

  const file = new Database(path.join(folder, 'library', fileName), { readonly: true });
  const stored = file.prepare('SELECT front FROM result_candidate ORDER BY candidate_id').pluck().all();
  file.close();
  expect(stored).toEqual(layerOf.map((layer) => layer + 1));
  expect(stored.filter((front) => front === 1)).toHaveLength(frontSize);
});
