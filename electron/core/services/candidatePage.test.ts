// One candidate at a time: where its values came from and what they replaced, its note, its links; kept, undone, saved.
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importTable, removeFolders, smallTable, testApp, type TestApp } from '../testing/host.ts';

afterAll(removeFolders);
afterEach(() => app.close());

let app: TestApp;
let review: string;
let fileName: string;

beforeEach(async () => {
  app = testApp();
  ({ review, fileName } = await app.call('library.create', { title: 'One by one' }));
  await importTable(app.call, review, smallTable);
});

const history = (candidateId: number) => app.call('candidates.history', { review, candidateId });
const notes = (candidateId: number) => app.call('candidates.notes', { review, candidateId });

describe('the history of a candidate', () => {
  it('has a row per metric with its source, and nothing former at first', async () => {
    const cells = await history(4);
    expect(cells.map(({ metricId, now, former }) => [metricId, now.measured, now.row, now.column, former])).toEqual([
      [1, null, null, '', []],
      [2, 20, 5, 'latency_ms', []],
    ]);
    const alpha = await history(1);
    for (const { metricId, now } of alpha) {
      expect(now).toEqual(await app.call('candidates.provenance', { review, candidateId: 1, metricId }));
    }
  });

  it('keeps what an import and a hand replaced, latest first, each with its source and what took its place', async () => {
    await importTable(app.call, review, 'model,accuracy,accuracy_stderr\nBeta,0.89,0.02\nAlpha,0.91,\n');
    await app.call('candidates.setMeasured', {
      review,
      candidateId: 2,
      metricId: 1,
      measured: 0.9,
      standardError: null,
    });
    const [accuracy, latency] = await history(2);
    expect(accuracy?.now).toMatchObject({ measured: 0.9, source: { kind: 'hand' }, row: null });
    expect(accuracy?.former).toMatchObject([
      { measured: 0.89, standardError: 0.02, row: 2, source: { kind: 'file' }, replacedBy: { kind: 'hand' } },
      {
        measured: 0.88,
        standardError: null,
        row: 3,
        column: 'accuracy',
        source: { id: 1 },
        replacedBy: { kind: 'file' },
      },
    ]);
    expect(accuracy?.former[0]?.source).toEqual(accuracy?.former[1]?.replacedBy);
    expect(latency?.former).toEqual([]);
    // A value that a table repeats was not replaced.
    expect((await history(1))[0]?.former).toEqual([]);
  });

  it('keeps a value that was marked as missing, and follows undo', async () => {
    await app.call('candidates.setMeasured', {
      review,
      candidateId: 1,
      metricId: 2,
      measured: null,
      standardError: null,
    });
    expect((await history(1))[1]).toMatchObject({ now: { measured: null, source: null }, former: [{ measured: 120 }] });
    await app.call('review.undo', { review });
    expect((await history(1))[1]).toMatchObject({ now: { measured: 120 }, former: [] });
  });

  it('stays with its candidate when another is removed', async () => {
    await app.call('candidates.setMeasured', {
      review,
      candidateId: 3,
      metricId: 1,
      measured: 0.5,
      standardError: null,
    });
    await app.call('candidates.remove', { review, ids: [1] });
    expect((await history(3))[0]?.former).toMatchObject([{ measured: 0.93 }]);
    expect((await history(2))[0]?.former).toEqual([]);
    await expect(history(1)).rejects.toMatchObject({ code: 'notFound' });
  });

  it('explains what is worked out', async () => {
    const { id } = await app.call('metrics.createDerived', {
      review,
      name: 'seconds',
      unit: 's',
      direction: 'min',
      formula: 'latency_ms / 1000',
    });
    const { settings } = await app.call('review.get', { review });
    expect(settings.metrics.map(({ name }) => name)).toContain('seconds');
    expect((await history(2)).find(({ metricId }) => metricId === id)?.now).toMatchObject({
      measured: 0.045,
      formula: { text: 'latency_ms / 1000', inputs: [{ metricId: 2, measured: 45 }], problem: null },
    });
  });
});

describe('notes and links', () => {
  const link = { title: 'Model card', url: 'https://example.org/alpha?v=2#use' };

  it('are kept, undone and redone, and are in the file', async () => {
    expect(await notes(1)).toEqual({ note: '', links: [] });
    await app.call('candidates.setNote', { review, candidateId: 1, note: ' Trained in May.\nWarm-up takes 40 s. ' });
    await app.call('candidates.addLink', { review, candidateId: 1, ...link });
    const written = { note: 'Trained in May.\nWarm-up takes 40 s.', links: [{ id: 1, ...link }] };
    expect(await notes(1)).toEqual(written);
    expect(await notes(2)).toEqual({ note: '', links: [] });
    await app.call('review.undo', { review });
    await app.call('review.undo', { review });
    expect(await notes(1)).toEqual({ note: '', links: [] });
    await app.call('review.redo', { review });
    await app.call('review.redo', { review });
    await app.call('library.close', { review });
    ({ review } = await app.openPath(path.join(app.libraryFolder, fileName)));
    expect(await notes(1)).toEqual(written);
  });

  it('give an address its new title instead of listing it twice', async () => {
    const first = await app.call('candidates.addLink', { review, candidateId: 1, ...link });
    const second = await app.call('candidates.addLink', { review, candidateId: 1, ...link, title: 'Card' });
    expect(second).toEqual(first);
    expect((await notes(1)).links).toEqual([{ id: first.id, url: link.url, title: 'Card' }]);
    await app.call('candidates.removeLink', { review, id: first.id });
    await expect(app.call('candidates.removeLink', { review, id: first.id })).rejects.toMatchObject({
      code: 'notFound',
    });
    expect((await notes(1)).links).toEqual([]);
  });

  it('go with their candidate and come back with it', async () => {
    await app.call('candidates.setNote', { review, candidateId: 2, note: 'Small and quick.' });
    await app.call('candidates.addLink', { review, candidateId: 2, ...link });
    const before = await notes(2);
    await app.call('candidates.remove', { review, ids: [2] });
    await expect(notes(2)).rejects.toMatchObject({ code: 'notFound' });
    await app.call('review.undo', { review });
    expect(await notes(2)).toEqual(before);
  });

  it('do not make the catalogue another one', async () => {
    const { revision } = await app.call('review.catalog', { review });
    await app.call('candidates.setNote', { review, candidateId: 1, note: 'x' });
    expect((await app.call('review.catalog', { review })).revision).toBe(revision);
  });

  it.each([
    'http://example.org/',
    'https://',
    'https:///path',
    'https://name:word@example.org/',
    'https://example.org\\@other.org/',
    'https://example.org/a b',
    'javascript:alert(1)',
    ' https://example.org/',
    `https://example.org/${'a'.repeat(2000)}`,
  ])('refuse the address %s', async (url) => {
    const added = app.call('candidates.addLink', { review, candidateId: 1, title: 'Card', url });
    await expect(added).rejects.toMatchObject({ code: 'badInput' });
  });
});
