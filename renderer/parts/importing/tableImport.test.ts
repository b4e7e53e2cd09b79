// Forgetting what was said of columns, where that fails: it is said, and nothing that was decided is lost.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { csv, removeFolders } from '../../../electron/core/testing/host.ts';
import { openApp, openReview } from '../../testing/core.ts';
import { TableImport } from './tableImport.svelte.ts';

vi.mock('../../client/transport.ts', () => import('../../testing/core.ts'));
afterAll(removeFolders);

it('says why it could not forget, keeps what stands there, and forgets once it can', async () => {
  const app = openApp();
  const review = await openReview();
  const source = { fileName: 'a.csv', kind: 'file' as const, bytes: csv('model,wait,acc\na,5,0.5\nb,6,0.75\n') };
  const first = new TableImport(source, review);
  await first.read();
  first.answer(1, { unit: 'min' });
  await vi.waitUntil(() => first.reason === null, { timeout: 60_000 });
  expect(await first.accept()).toMatchObject({ candidates: 2 });

  const second = new TableImport(source, review);
  await second.read();
  const remembered = () => second.preview!.columns[1]!.remembered;
  expect(remembered()).toEqual(['unit']);
  // The record cannot be locked: where its lock belongs stands a folder.
  const lock = path.join(app.folder, 'data', 'columns.json.lock');
  fs.rmSync(lock);
  fs.mkdirSync(lock);
  await second.forget(['wait']);
  expect(second.failure?.message).toMatch(
    /^What Parley remembers in columns\.json could not be changed\. Check that the folder .*data is there and can be written/,
  );
  expect(second.phase).toBe('preview');
  expect(remembered()).toEqual(['unit']);

  fs.rmdirSync(lock);
  await second.forget(['wait']);
  expect(second.failure).toBeNull();
  expect(remembered()).toEqual([]);
  second.close();
  await app.close();
});
