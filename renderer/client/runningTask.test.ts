// Work under way has a name that no other work has, in this window or another: Stop stops one's own.
import { afterAll, expect, it, vi } from 'vitest';
import { csv, removeFolders, smallTable } from '../../electron/core/testing/host.ts';
import { openApp, sent } from '../testing/core.ts';
import { RunningTask } from './runningTask.svelte.ts';
import { call } from './client.ts';

vi.mock('./transport.ts', () => import('../testing/core.ts'));
afterAll(removeFolders);

it('is named anew each time, and stopped by that name', async () => {
  const app = openApp();
  const options = { delimiter: null, decimal: null, header: null };
  const read = (running: RunningTask) =>
    running.run((task) =>
      call('imports.read', { task, fileName: 'a.csv', kind: 'file', bytes: csv(smallTable), options }),
    );
  const [one, other] = [new RunningTask(), new RunningTask()];
  const first = [read(one), read(other)];
  other.stop();
  await Promise.all(first);
  await read(one);
  // Nothing is under way, so nothing is stopped.
  one.stop();
  const named = (operation: string) =>
    sent.flatMap(({ name, input }) => (name === operation ? [(input as { task: string }).task] : []));
  const [a, b, c] = named('imports.read');
  expect(new Set([a, b, c]).size).toBe(3);
  expect(named('tasks.cancel')).toEqual([b]);
  await app.close();
});
