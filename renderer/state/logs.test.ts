// The columns of a log: fetched once, those that were read while it was brought in not at all, and none of an addition that is undone.
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { importTable, removeFolders, smallTable, type TestApp } from '../../electron/core/testing/host.ts';
import { keepLog } from '../../electron/core/testing/keptLog.ts';
import { noAddress, openApp, openReview, sent } from '../testing/core.ts';
import { LogEvidence } from './logs.svelte.ts';
import type { ReviewState } from './review.svelte.ts';

vi.mock('../client/transport.ts', () => import('../testing/core.ts'));
// A component hands the workers down; nothing is analysed here.
vi.mock('../analysis/workerPool.ts', () => ({ getWorkerPool: () => null }));
afterAll(removeFolders);

let app: TestApp;
let review: ReviewState;
let logs: LogEvidence;
beforeEach(async () => {
  app = openApp();
  review = await openReview();
  await importTable(app.call, review.handle, smallTable);
  await keepLog(app.call, review.handle);
  await review.refresh();
  logs = new LogEvidence(review, noAddress);
});
afterEach(() => app.close());

/** The places that were asked for, request by request. */
const fetched = () =>
  sent.flatMap(({ name, input }) => (name === 'predictions.values' ? [(input as { places: number[] }).places] : []));
const all = [0, 1, 2, 3, 4, 5, 6];

it('are fetched once, however often they are wanted', async () => {
  const log = logs.current!;
  expect(logs.question(log)).toBeNull();
  await Promise.all([logs.want(log), logs.want(log)]);
  await logs.want(log);
  expect(fetched()).toEqual([all.slice(0, log.headers.length)]);
  const { columns } = logs.question(log)!;
  expect(columns.map(({ header }) => header)).toEqual(log.headers);
  expect(columns[log.roles.weight!]!.numbers).toEqual(Float64Array.of(1, 2, 1, 1));
});

it('stay when something else is said of the log', async () => {
  await logs.want(logs.current!);
  const { id, name, positive, favourable, smallest, replicates } = logs.current!;
  const description = { name, positive, favourable, threshold: 0.9, smallest, replicates };
  await app.call('predictions.describe', { review: review.handle, log: id, description, references: [], inverted: [] });
  await review.refresh();
  expect(logs.current!.threshold).toBe(0.9);
  await logs.want(logs.current!);
  expect(fetched()).toHaveLength(1);
  expect(logs.question(logs.current!)?.choices.threshold).toBe(0.9);
});

it('that were read while the log was brought in are not fetched', async () => {
  const log = logs.current!;
  logs.take(log, new Map([[2, { codes: Int32Array.of(0, 1, 1, 0), names: ['x', 'y'] }]]));
  await logs.want(log);
  expect(fetched()).toEqual([[0, 1, 3, 4, 5, 6]]);
  expect(logs.question(log)?.columns[2]).toMatchObject({ header: log.headers[2], words: { names: ['x', 'y'] } });
});

it('that were added are fetched alone, and those of an addition that is undone are not shown again', async () => {
  await logs.want(logs.current!);
  const add = async (name: string, codes: number[]) => {
    const decides = { codes: Int32Array.from(codes) };
    const candidate = { name, family: '', how: '', tags: [], decides, metrics: [] };
    await app.call('predictions.addCandidates', {
      review: review.handle,
      log: logs.current!.id,
      candidates: [candidate],
    });
    await review.refresh();
    await logs.want(logs.current!);
  };
  await add('Cascade', [0, 1, 1, 0]);
  expect(fetched()).toEqual([all, [7]]);
  await app.call('review.undo', { review: review.handle });
  await add('Majority', [1, 1, 0, 0]);
  expect(fetched()).toEqual([all, [7], [7]]);
  const { columns } = logs.question(logs.current!)!;
  expect(columns[7]).toMatchObject({ header: logs.current!.headers[7], words: { codes: Int32Array.of(1, 1, 0, 0) } });
});

it('of another log take their place', async () => {
  await logs.want(logs.current!);
  await keepLog(app.call, review.handle, 'Others', 2);
  await review.refresh();
  await logs.want(logs.current!);
  expect(logs.question(logs.current!)?.columns[0]?.numbers).toHaveLength(8);
  expect(logs.question(review.saved.logs[0]!)).toBeNull();
});

it('that cannot be fetched are said to be so', async () => {
  const log = logs.current!;
  await app.call('predictions.remove', { review: review.handle, log: log.id });
  await logs.want(log);
  expect(logs.trouble).toMatch(/\.$/);
  expect(logs.question(log)).toBeNull();
});
