// Reviews of earlier formats, as they were written then: one per format, opened, changed, and only read.
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { newFolder, removeFolders, testApp, type TestApp } from '../testing/host.ts';
import { keepLog } from '../testing/keptLog.ts';
import { takeLock } from './lock.ts';
import { currentVersion, migrations } from './migrations/index.ts';
import { vetFile } from './vet.ts';

afterAll(removeFolders);

const fixtures = new URL('fixtures/', import.meta.url);
const older = migrations.map(({ version }) => version).filter((version) => version < currentVersion);

/** The review of that format, with rows in every table it had, in a folder of its own. */
function written(version: number): { file: string; bytes: Buffer } {
  const file = path.join(newFolder(), 'old.parley');
  const bytes = gunzipSync(fs.readFileSync(new URL(`format-${version}.parley.gz`, fixtures)));
  fs.writeFileSync(file, bytes);
  return { file, bytes };
}

/** What stood in it, whatever the format. */
async function expectAllThere({ call }: TestApp, review: string): Promise<void> {
  const { settings } = await call('review.get', { review });
  expect(settings).toMatchObject({
    title: 'Which recommender?',
    note: 'Kept in format 10.',
    incumbentId: 2,
    logs: [],
    objectives: [{ name: 'accuracy' }, { name: 'latency_ms' }, { name: 'Wait' }],
    scenarios: [{ name: 'Looser', bounds: [{ bound: 250 }] }],
  });
  expect(settings.roles[0]).toMatchObject({
    rationale: 'Accuracy first.',
    weights: [{ weight: 0.5, locked: true }, { weight: 0.25 }, { weight: 0.25 }],
    requirements: [{ bound: 200, strength: 'must' }],
    holds: [{ scope: { kind: 'tag', tag: 'two-stage' }, until: '2027-03-31' }],
  });
  const catalog = await call('review.catalog', { review });
  expect(catalog.names).toEqual(['Alpha', 'Beta', 'Gamma', 'Delta']);
  expect(catalog.columns.map(({ measured }) => [...measured])).toEqual([
    [0.91, 0.89, 0.93, NaN],
    [110, 45, 300, 20],
    [0.11, 0.045, 0.3, 0.02],
  ]);
  expect(await call('candidates.notes', { review, candidateId: 2 })).toMatchObject({
    note: 'Small and quick.',
    links: [{ title: 'Card', url: 'https://example.org/beta' }],
  });
  const [accuracy] = await call('candidates.history', { review, candidateId: 2 });
  expect(accuracy).toMatchObject({ now: { measured: 0.89, standardError: 0.02 }, former: [{ measured: 0.88 }] });
}

it('keeps a review of every earlier format to try', () => {
  const kept = fs.readdirSync(fixtures).filter((name) => name.startsWith('format-'));
  expect(kept.sort()).toEqual(older.map((version) => `format-${version}.parley.gz`));
});

describe.each(older)('a review of format %i', (version) => {
  it('is vetted as what it is, opened as what it becomes, and has a backup as it was', async () => {
    const { file } = written(version);
    expect(vetFile({ path: file, ownJournal: false })).toMatchObject({ ok: true, version });
    const app = testApp();
    const { review, readOnly } = await app.openPath(file);
    expect(readOnly).toBe(null);
    await expectAllThere(app, review);
    const { settings, resultsRevision } = await app.call('review.get', { review });
    expect(resultsRevision).toBe(settings.revision);
    const log = await keepLog(app.call, review);
    await app.call('review.undo', { review });
    await expectAllThere(app, review);
    await app.call('review.redo', { review });
    expect(await app.call('predictions.values', { review, log })).toHaveLength(7);
    await app.close();
    expect(vetFile({ path: file, ownJournal: false })).toMatchObject({ ok: true, version: currentVersion });
    const backups = fs
      .readdirSync(app.folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('before-upgrade.parley'));
    expect(backups).toHaveLength(1);
    expect(vetFile({ path: path.join(app.folder, backups[0]!), ownJournal: false })).toMatchObject({
      ok: true,
      version,
      title: 'Which recommender?',
    });
  });

  it('is shown as it is where somebody else has it, and not changed', async () => {
    const { file, bytes } = written(version);
    const held = takeLock(file, 'Another');
    const app = testApp();
    const { review, readOnly } = await app.openPath(file);
    expect(readOnly).toMatch(/^Another has “old\.parley” open/);
    await expectAllThere(app, review);
    await expect(keepLog(app.call, review)).rejects.toMatchObject({ code: 'readOnly' });
    await app.close();
    if ('lock' in held) held.lock.release();
    expect(fs.readFileSync(file).equals(bytes)).toBe(true);
  });
});
