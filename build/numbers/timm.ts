// A review of 1,454 real models with four roles, for tests.
// timm.csv: accuracy on ImageNet and on its renditions (%), parameters (millions), multiply-accumulates (billions) and milliseconds
// per image of an RTX 4090; facts from pytorch-image-models, results/, Apache-2.0, commit aa4b5850.
import { readFileSync } from 'node:fs';
import { importTable, testApp, type TestApp } from '../../electron/core/testing/host.ts';

export interface Opened {
  app: TestApp;
  review: string;
}

const timmRoles = [
  { name: 'Research', points: [60, 30, 0, 5, 5] },
  { name: 'Serving', points: [10, 0, 10, 30, 50] },
  { name: 'Mobile', points: [20, 5, 60, 10, 5] },
  { name: 'Product', points: [25, 25, 10, 10, 30] },
];

/** A review of the table in an app of its own, with four roles, their weights and two musts. */
export async function makeTimm(): Promise<Opened> {
  const app = testApp();
  const { call } = app;
  const { review } = await call('library.create', { title: 'Image models' });
  await importTable(call, review, readFileSync(new URL('timm.csv', import.meta.url), 'utf8'), false);
  const { metrics, roles } = (await call('review.get', { review })).settings;
  const { ids } = await call('objectives.createFromMetrics', { review, metricIds: metrics.map(({ id }) => id) });
  for (const [k, { name, points }] of timmRoles.entries()) {
    const { id, colour, influence } = roles[k]!;
    await call('roles.update', { review, id, name, colour, influence: k === 1 ? 2 : influence });
    const weights = points.map((point, j) => ({ objectiveId: ids[j]!, weight: point / 100, locked: false }));
    await call('ballots.setWeights', { review, roleId: id, weights });
  }
  const musts = [
    { role: 1, metric: 'gpu_ms_per_image', comparator: '<=' as const, bound: 1 },
    { role: 3, metric: 'top1', comparator: '>=' as const, bound: 78 },
  ];
  for (const { role, metric, comparator, bound } of musts) {
    const metricId = metrics.find(({ name }) => name === metric)!.id;
    const definition = { roleId: roles[role]!.id, metricId, comparator, bound, strength: 'must' as const, reason: '' };
    await call('requirements.create', { review, definition });
  }
  return { app, review };
}
