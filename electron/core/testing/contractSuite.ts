// What every host must do alike, whatever carries the calls. Run over the core itself, the web host and the desktop.
import type { Call } from '../../../shared/contract/contract.ts';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '../../../shared/contract/contract.ts';
import { caller, csv, importTable, newFolder, smallTable, type TestHost } from './host.ts';

/** A host over the given folder; its library is `folder/library` and its own files are in `folder/data`. */
type MakeHost = (folder: string) => Promise<TestHost> | TestHost;

const options = { delimiter: null, decimal: null, header: null };

export function contractSuite(name: string, makeHost: MakeHost): void {
  describe(`contract through ${name}`, () => {
    let folder: string;
    let host: TestHost;
    let call: Call;

    const start = async () => {
      host = await makeHost(folder);
      call = caller(host);
    };
    beforeEach(async () => {
      folder = newFolder();
      await start();
    });
    afterEach(async () => {
      await host.close();
      fs.rmSync(folder, { recursive: true, force: true });
    });

    const create = async () => (await call('library.create', { title: 'Which recommender?' })).review;

    it('refuses what is not in the contract, and what does not fit it, without throwing', async () => {
      for (const wrong of ['', 'library', 'toString', '__proto__', 'constructor', 'library.Create']) {
        expect(await host.dispatch(wrong, {})).toMatchObject({ ok: false, error: { code: 'notFound' } });
      }
      for (const wrong of [null, 'x', 7, [], {}, { title: '' }, { title: 'x', more: 1 }, { title: 'a\u0000b' }]) {
        expect(await host.dispatch('library.create', wrong)).toMatchObject({ ok: false, error: { code: 'badInput' } });
      }
    });

    it('says that a review is closed, for every operation on one', async () => {
      const review = 'no-such-review';
      for (const name of ['review.get', 'review.catalog', 'review.undo', 'review.commitResults'] as const) {
        await expect(call(name, { review })).rejects.toMatchObject({ code: 'notFound' });
      }
    });

    it('makes a review with the four roles of the scenario and finds it again after closing', async () => {
      const review = await create();
      const { settings } = await call('review.get', { review });
      expect(settings.roles.map(({ name, colour, weights }) => [name, colour, weights])).toEqual([
        ['ML engineers', 'blue', []],
        ['Sales', 'amber', []],
        ['Product', 'teal', []],
        ['Infrastructure', 'purple', []],
      ]);
      await importTable(call, review, smallTable);
      await call('library.close', { review });
      const { entries } = await call('library.list', {});
      expect(entries).toMatchObject([
        { title: 'Which recommender?', fileName: 'Which-recommender.parley', present: true },
      ]);
      const opened = await call('library.open', { entry: entries[0]!.entry });
      expect(opened).toMatchObject({ title: 'Which recommender?', readOnly: null, notices: [] });
      expect(opened.review).not.toBe(review);
      const catalog = await call('review.catalog', { review: opened.review });
      expect(catalog.names).toEqual(['Alpha', 'Beta', 'Gamma', 'Delta']);
      expect([...catalog.columns[1]!.measured]).toEqual([120, 45, 300, 20]);
    });

    it('keeps NaN for missing and typed arrays as they are', async () => {
      const review = await create();
      await importTable(call, review, smallTable);
      const catalog = await call('review.catalog', { review });
      expect(catalog.candidateIds).toBeInstanceOf(Int32Array);
      expect(catalog.columns[0]!.measured).toEqual(new Float64Array([0.91, 0.88, 0.93, NaN]));
      expect(catalog.attributes).toMatchObject([
        { name: 'family', values: ['transformer', 'tree', 'transformer', 'linear'] },
      ]);
    });

    it('answers where a value came from, down to the row and the column', async () => {
      const review = await create();
      await importTable(call, review, smallTable);
      const { settings } = await call('review.get', { review });
      const { candidateIds } = await call('review.catalog', { review });
      const metricId = settings.metrics.find(({ name }) => name.startsWith('latency'))!.id;
      const candidateId = candidateIds[2]!;
      const origin = await call('candidates.provenance', { review, candidateId, metricId });
      expect(origin).toMatchObject({
        measured: 300,
        row: 4,
        column: 'latency_ms',
        source: { kind: 'file', name: 'table.csv' },
      });
      expect(origin.source!.sha256).toMatch(/^[0-9a-f]{64}$/);
      await call('candidates.setMeasured', { review, candidateId, metricId, measured: 280, standardError: 4 });
      expect(await call('candidates.provenance', { review, candidateId, metricId })).toMatchObject({
        measured: 280,
        standardError: 4,
        row: null,
        source: { kind: 'hand', sha256: '' },
      });
    });

    it('counts revisions, and those of the catalogue apart', async () => {
      const review = await create();
      await importTable(call, review, smallTable);
      const before = (await call('review.get', { review })).settings;
      await call('review.describe', { review, title: 'Another title', note: 'With a note.' });
      const after = (await call('review.get', { review })).settings;
      expect(after).toMatchObject({ title: 'Another title', note: 'With a note.', revision: before.revision + 1 });
      expect(after.catalogRevision).toBe(before.catalogRevision);
      await call('candidates.add', { review, name: 'Epsilon' });
      expect((await call('review.get', { review })).settings.catalogRevision).toBe(before.catalogRevision + 1);
    });

    it('undoes and redoes an import as one step, by name', async () => {
      const review = await create();
      await importTable(call, review, smallTable);
      const imported = await call('review.catalog', { review });
      const { settings, history } = await call('review.get', { review });
      expect(history).toEqual({ undo: 'import', redo: null, elsewhere: null });
      expect(await call('review.undo', { review })).toEqual({ label: 'import' });
      expect(await call('review.catalog', { review })).toMatchObject({ names: [], columns: [] });
      const undone = await call('review.get', { review });
      expect(undone.history).toEqual({ undo: null, redo: 'import', elsewhere: null });
      expect(undone.settings.revision).toBeGreaterThan(settings.revision);
      expect(undone.settings.catalogRevision).toBeGreaterThan(settings.catalogRevision);
      expect(await call('review.redo', { review })).toEqual({ label: 'import' });
      expect({ ...(await call('review.catalog', { review })), revision: 0 }).toEqual({ ...imported, revision: 0 });
      await expect(call('review.redo', { review })).rejects.toMatchObject({ code: 'refused' });
    });

    it('stores weights that sum to exactly 1, and refuses those that do not nearly', async () => {
      const review = await create();
      await importTable(call, review, smallTable);
      const { settings } = await call('review.get', { review });
      const [first, second] = settings.objectives.map(({ id }) => id);
      const roleId = settings.roles[0]!.id;
      const give = (a: number, b: number) =>
        call('ballots.setWeights', {
          review,
          roleId,
          weights: [
            { objectiveId: first!, weight: a, locked: true },
            { objectiveId: second!, weight: b, locked: false },
          ],
        });
      await give(0.1, 0.9000004);
      const { weights } = (await call('review.get', { review })).settings.roles[0]!;
      expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBe(1);
      expect(weights.map(({ locked }) => locked)).toEqual([true, false]);
      await expect(give(0.5, 0.6)).rejects.toMatchObject({ code: 'badInput' });
      await expect(give(0, 0)).rejects.toMatchObject({ code: 'refused' });
    });

    it('scales the remaining weights up when an objective goes', async () => {
      const review = await create();
      await importTable(call, review, smallTable);
      const { settings } = await call('review.get', { review });
      const [first, second] = settings.objectives.map(({ id }) => id);
      const weights = [
        { objectiveId: first!, weight: 0.25, locked: false },
        { objectiveId: second!, weight: 0.75, locked: false },
      ];
      await call('ballots.setWeights', { review, roleId: settings.roles[1]!.id, weights });
      await call('objectives.remove', { review, id: second! });
      const after = (await call('review.get', { review })).settings;
      expect(after.roles[1]!.weights).toEqual([{ objectiveId: first, weight: 1, locked: false }]);
      expect(after.objectives.map(({ position }) => position)).toEqual([0]);
    });

    it('writes fronts, scores and ranks into the file when asked', async () => {
      const review = await create();
      await importTable(call, review, smallTable);
      const { settings } = await call('review.get', { review });
      expect(await call('review.commitResults', { review })).toEqual({ revision: settings.revision });
      const after = await call('review.get', { review });
      expect(after.resultsRevision).toBe(settings.revision);
      expect(after.settings.revision).toBe(settings.revision);
      expect(after.history.undo).toBe('import');
    });

    it('tells what a bad import is about and leaves the file as it was, byte for byte', async () => {
      const review = await create();
      await importTable(call, review, smallTable);
      await call('review.commitResults', { review });
      const before = (await call('library.copy', { review })).bytes;
      const state = await call('review.get', { review });
      const bad = csv('model,accuracy\nAlpha,0.9\nBeta,oops\nAlpha,0.7\n');
      const preview = await call('imports.read', { task: 'r', fileName: 'bad.csv', kind: 'file', bytes: bad, options });
      const uses = [
        { use: 'name' as const },
        { use: 'metric' as const, name: 'accuracy', unit: '', direction: 'max' as const },
      ];
      const mapping = { uses, duplicates: 'refuse' as const, unreadable: 'refuse' as const };
      const check = await call('imports.check', { review, table: preview.table, mapping });
      expect(check).toMatchObject({ acceptable: false, duplicateCount: 1 });
      expect(check.problems.some(({ row, found }) => row === 3 && found === 'oops')).toBe(true);
      const accept = { task: 'a', review, table: preview.table, mapping, objectives: true };
      await expect(call('imports.accept', accept)).rejects.toMatchObject({ code: 'badInput' });
      expect(await call('review.get', { review })).toEqual(state);
      expect(Buffer.compare((await call('library.copy', { review })).bytes, before)).toBe(0);
    });

    it('merges by name: given values replace, missing ones do not, new candidates are appended', async () => {
      const review = await create();
      await importTable(call, review, smallTable);
      await importTable(call, review, 'model,accuracy,size_mb\nBeta,0.89,12\nEpsilon,0.5,7\nAlpha,,3\n');
      const catalog = await call('review.catalog', { review });
      expect(catalog.names).toEqual(['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon']);
      expect(catalog.columns.map(({ measured }) => [...measured])).toEqual([
        [0.91, 0.89, 0.93, NaN, 0.5],
        [120, 45, 300, 20, NaN],
        [3, 12, NaN, NaN, 7],
      ]);
    });

    it('copies, duplicates and receives reviews', async () => {
      const review = await create();
      await importTable(call, review, smallTable);
      const copy = await call('library.copy', { review });
      expect(copy.fileName).toBe('Which-recommender.parley');
      const received = await call('library.receive', { fileName: 'sent to me.parley', bytes: copy.bytes });
      expect(received).toMatchObject({ title: 'Which recommender?', fileName: 'sent-to-me.parley', readOnly: null });
      const duplicate = await call('library.duplicate', { review, title: 'A second look' });
      expect(duplicate).toMatchObject({ title: 'A second look', fileName: 'A-second-look.parley' });
      const ids = await Promise.all(
        [review, received.review, duplicate.review].map(
          async (each) => (await call('review.get', { review: each })).settings.id,
        ),
      );
      expect(ids[1]).toBe(ids[0]);
      expect(ids[2]).not.toBe(ids[0]);
      expect((await call('library.list', {})).entries).toHaveLength(3);
      await expect(
        call('library.receive', { fileName: 'notes.parley', bytes: csv('not a review, just text '.repeat(100)) }),
      ).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('notes.parley') as string });
      expect(fs.readdirSync(path.join(folder, 'library')).filter((file) => file.endsWith('.part'))).toEqual([]);
    });

    it('takes an entry off the list and leaves the file', async () => {
      const review = await create();
      await call('library.close', { review });
      const [entry] = (await call('library.list', {})).entries;
      await call('library.forget', { entry: entry!.entry });
      expect((await call('library.list', {})).entries).toEqual([]);
      expect(fs.readdirSync(path.join(folder, 'library'))).toEqual(['Which-recommender.parley']);
    });

    it('keeps every acknowledged change across a restart', async () => {
      const review = await create();
      await importTable(call, review, smallTable);
      await call('candidates.tag', { review, ids: [1, 3], tag: 'large', on: true });
      const { settings } = await call('review.get', { review });
      const roleId = settings.roles[3]!.id;
      const hold = {
        roleId,
        scope: { kind: 'tag' as const, tag: 'large' },
        until: null,
        condition: 'The serving stack is updated',
        effect: 'blocks' as const,
        reason: 'Earlier trouble with deployments',
        cleared: false,
      };
      await call('holds.create', { review, definition: hold });
      const requirement = {
        roleId,
        metricId: settings.metrics[1]!.id,
        comparator: '<=' as const,
        bound: 120,
        strength: 'must' as const,
        reason: '',
      };
      await call('requirements.create', { review, definition: requirement });
      await call('ballots.setRationale', { review, roleId, rationale: 'Not again.' });
      const before = await call('review.get', { review });
      const catalog = await call('review.catalog', { review });
      await host.close();
      await start();
      const { entries } = await call('library.list', {});
      const again = (await call('library.open', { entry: entries[0]!.entry })).review;
      const after = await call('review.get', { review: again });
      expect(after.settings).toEqual(before.settings);
      expect(after.resultsRevision).toBe(before.settings.revision);
      expect(await call('review.catalog', { review: again })).toEqual(catalog);
    });

    it('knows every operation it claims to', async () => {
      for (const name of Object.keys(contract)) {
        const answer = await host.dispatch(name, null);
        expect(answer).toMatchObject({ ok: false, error: { code: 'badInput' } });
      }
    });
  });
}
