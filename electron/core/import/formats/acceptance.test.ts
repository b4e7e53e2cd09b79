// Sources from reading to the review: values, their source, the incumbent; and paths that lead out of a folder.
import { afterAll, describe, expect, it } from 'vitest';
import type { TableMapping } from '../../../../shared/contract/imports.ts';
import { removeFolders, testApp } from '../../testing/host.ts';
import { workbookOf } from '../testing/workbookFile.ts';

afterAll(removeFolders);

const options = { delimiter: null, decimal: null, header: null };
const bytes = (text: string) => new TextEncoder().encode(text);
const run = (letter: string) => letter.repeat(32);
const files = [
  { path: '0/meta.yaml', bytes: bytes('experiment_id: 0\nname: Default\n') },
  ...['a', 'b'].flatMap((letter, i) => [
    {
      path: `0/${run(letter)}/meta.yaml`,
      bytes: bytes(`run_id: ${run(letter)}\nrun_name: run ${letter}\nexperiment_id: 0\nstatus: 3\nstart_time: ${i}\n`),
    },
    { path: `0/${run(letter)}/metrics/acc`, bytes: bytes(`1 0.${i + 5} 0\n`) },
  ]),
  { path: 'models/m/version-1/meta.yaml', bytes: bytes(`run_id: ${run('b')}\n`) },
  { path: 'models/m/aliases/champion', bytes: bytes('1') },
];

describe('a source', () => {
  it('is written as it was shown, with the candidate in use marked, and undone in one step', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'Runs' });
    const read = { task: 't', fileName: 'mlruns', kind: 'folder' as const, bytes: new Uint8Array(), options };
    const preview = await app.call('imports.read', { ...read, files });
    expect(preview.incumbent?.name).toBe('run b');
    const mapping: TableMapping = {
      uses: preview.columns.map(({ use }) => use),
      duplicates: 'refuse',
      unreadable: 'refuse',
      incumbent: true,
    };
    await app.call('imports.accept', { task: 't', review, table: preview.table, mapping, objectives: true });
    const { settings } = await app.call('review.get', { review });
    const catalog = await app.call('review.catalog', { review });
    expect(catalog.names).toEqual(['run a', 'run b']);
    expect(settings.incumbentId).toBe(catalog.candidateIds[1]);
    const place = { candidateId: catalog.candidateIds[0]!, metricId: settings.metrics[0]!.id };
    const provenance = await app.call('candidates.provenance', { review, ...place });
    expect(provenance).toMatchObject({ measured: 0.5, row: 1, column: 'acc' });
    expect(provenance?.source).toMatchObject({
      kind: 'file',
      name: 'mlruns (experiment Default)',
      sha256: preview.sha256,
    });
    await app.call('review.undo', { review });
    expect((await app.call('review.catalog', { review })).names).toEqual([]);
    await app.close();
  });
  it('cannot bring a path that leads out of its folder', async () => {
    const app = testApp();
    for (const path of ['../a.json', '/etc/passwd', 'a/../b.json', 'a//b.json', 'a\\b.json', 'a\0.json', '.']) {
      const read = { task: 't', fileName: 'x', kind: 'folder' as const, bytes: new Uint8Array(), options };
      const answer = await app.dispatch('imports.read', { ...read, files: [{ path, bytes: bytes('{}') }] });
      expect(answer).toMatchObject({ ok: false, error: { code: 'badInput' } });
    }
    await app.close();
  });
  it('that was read before updates the candidates it knows', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'Again' });
    for (const [acc, existing] of [
      [0.5, 0],
      [0.75, 1],
    ]) {
      const read = { task: 't', fileName: 'book.xlsx', kind: 'file' as const, options };
      const preview = await app.call('imports.read', {
        ...read,
        bytes: workbookOf({
          A: [
            ['m', 'acc'],
            ['a', acc!],
          ],
        }),
      });
      const mapping: TableMapping = {
        uses: preview.columns.map(({ use }) =>
          use.use === 'metric' && existing === 1 ? { ...use, existing: 'update' } : use,
        ),
        duplicates: 'refuse',
        unreadable: 'refuse',
      };
      expect(await app.call('imports.check', { review, table: preview.table, mapping })).toMatchObject({ existing });
      await app.call('imports.accept', { task: 't', review, table: preview.table, mapping, objectives: false });
    }
    expect((await app.call('review.catalog', { review })).columns[0]?.measured).toEqual(Float64Array.of(0.75));
    await app.close();
  });
});
