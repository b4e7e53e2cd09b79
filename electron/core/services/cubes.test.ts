// Cubes kept in a review: brought in, read back, measured as their counts say, undone, and refused where they are not what they seem.
import { deflateRawSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { finish } from '../../../shared/engine/certainty/run.ts';
import type { CubeFile } from '../../../shared/domain/cube.ts';
import { rowsOf } from '../../../shared/domain/predictionLog.ts';
import { cubeDigest } from '../../../shared/measures/log/cube.ts';
import { kinds } from '../../../shared/measures/study/kinds/index.ts';
import { closedReview } from '../testing/closedReview.ts';
import { importTable, removeFolders, smallTable, testApp } from '../testing/host.ts';
import { cubeBytes, keepCube, smallCube } from '../testing/keptCube.ts';
import { vetFile } from '../store/vet.ts';

afterAll(removeFolders);

async function opened() {
  const app = testApp();
  const { review } = await app.call('library.create', { title: 'Which one?' });
  await importTable(app.call, review, smallTable);
  const logs = async () => (await app.call('review.get', { review })).settings.logs;
  return { ...app, review, logs };
}

const studyOptions = {
  replicates: 100,
  seed: 1,
  method: 'BCa',
  stratified: false,
  smallest: 30,
  tolerance: 0.05,
  favourable: 'positive',
} as const;

describe('a cube that may be mailed', () => {
  it('is made of one in a review, kept in another, and says what is hidden in it', async () => {
    const { call, review, logs, close } = await opened();
    const log = await keepCube(call, review);
    const { fileName, bytes } = await call('predictions.mailedCube', { review, log, least: 10 });
    expect(fileName).toBe('visits.cube.json');
    expect(new TextDecoder().decode(bytes)).not.toContain('0.75');
    const kept = await call('predictions.keepCube', { task: 'cube', review, fileName, bytes });
    expect(kept).toMatchObject({ rows: 990, candidates: 2, newCandidates: 0 });
    const evidence = await call('predictions.cube', { review, log: kept.log });
    expect(evidence).toMatchObject({ scores: [], mailed: { least: 10, scores: true, units: null } });
    const { headers, roles } = (await logs()).find(({ id }) => id === kept.log)!;
    const values = await call('predictions.values', { review, log: kept.log });
    const columns = values.map(({ numbers, words }, k) => ({
      header: headers[k]!,
      numbers: numbers ?? new Float64Array(2),
      words,
    }));
    const named = ['Alpha', 'Beta'].map((name, c) => ({ name, score: null, prediction: 1 + c }));
    const asked = { ...roles, row: null, model: null, candidates: named };
    const choices = { positive: 'yes', threshold: 0.5, inverted: new Set<string>() };
    const read = kinds.binary.read(columns, asked, choices, [], null, evidence.mailed);
    const study = finish(read.study(read.rows.groups, { ...studyOptions, references: [-1] }))!;
    expect(study.candidates[0]!.measures['accuracy']!.measure.value).toBeCloseTo(0.8687, 4);
    await expect(call('predictions.mailedCube', { review, log: kept.log, least: 10 })).rejects.toThrow('already');
    await expect(call('predictions.mailedCube', { review, log, least: 1000 })).rejects.toThrow('Fewer than 1000 cases');
    await close();
  });
});

describe('a cube in a review', () => {
  it.each([false, true])(
    'is a log whose entries are cells (weighed: %s), and measured as its counts say',
    async (weighed) => {
      const { call, review, logs, close } = await opened();
      const cube = smallCube({ weighed });
      const log = await keepCube(call, review, cube);
      const [kept] = await logs();
      expect(kept).toMatchObject({
        id: log,
        name: 'visits',
        kind: 'binary',
        cases: 8,
        cube: { rows: 1000, digest: cube.digest },
        positive: 'yes',
        favourable: null,
        headers: [
          'y',
          'score_Alpha of at least 0.5',
          'pred_Beta',
          'sex',
          'Cases',
          ...(weighed ? ['w', 'Squares of w'] : []),
        ],
        roles: {
          label: 0,
          weight: weighed ? 5 : null,
          features: [],
          cells: { counts: 4, squares: weighed ? 6 : null },
        },
        source: { name: 'visits.cube.json', kind: 'file' },
      });
      expect(rowsOf(kept!)).toBe(1000);
      const { scores, remarks, source } = await call('predictions.cube', { review, log });
      expect({ scores, remarks, source }).toEqual({ scores: cube.scores, remarks: cube.remarks, source: cube.source });

      const values = await call('predictions.values', { review, log });
      const columns = values.map(({ numbers, words }, place) => ({
        header: kept!.headers[place]!,
        numbers: numbers ?? new Float64Array(8).fill(NaN),
        words,
      }));
      const roles = {
        ...kept!.roles,
        row: null,
        model: null,
        candidates: kept!.candidates.map(({ inverted: _, threshold: _threshold, ...places }, c) => ({
          name: ['Alpha', 'Beta'][c]!,
          ...places,
        })),
      };
      const read = kinds.binary.read(columns, roles, { positive: 'yes', threshold: 0.5, inverted: new Set() }, scores);
      const study = finish(read.study(read.rows.groups, { ...studyOptions, references: [-1] }))!;
      expect(study.rows).toBe(990);
      expect(read.rows.left.noLabel).toBe(10);
      const [alpha] = study.candidates;
      expect(alpha!.measures['accuracy']!.measure.value).toBeCloseTo((200 + 180 + 230 + 210 + 40) / 990, 14);
      expect(alpha!.columns[0]!.groups.map(({ group, n }) => [group, n])).toEqual([
        ['f', 500],
        ['m', 450],
      ]);
      // By hand: pairs of 450 positives and 540 negatives.
      const wins = 200 * 540 + 180 * (480 + 30) + 70 * (270 + 105);
      expect(alpha!.measures['rocAuc']!.measure).toEqual({ value: wins / (450 * 540), reason: null });
      expect(study.pairs[0]).toMatchObject(
        weighed ? { test: 'paired t' } : { test: 'McNemar', onlyA: 220, onlyB: 130 },
      );
      await close();
    },
  );

  it('is undone and redone whole, described otherwise, and removed', async () => {
    const { call, review, logs, close } = await opened();
    const log = await keepCube(call, review);
    const [kept] = await logs();
    await call('review.undo', { review });
    expect(await logs()).toEqual([]);
    await call('review.redo', { review });
    expect(await logs()).toEqual([kept]);
    expect((await call('predictions.cube', { review, log })).digest).toBe(smallCube().digest);
    const { name: _name, ...description } = { ...kept!, name: '' };
    await call('predictions.describe', {
      review,
      log,
      description: {
        name: 'Visits',
        positive: 'no',
        favourable: 'negative',
        threshold: description.threshold,
        smallest: description.smallest,
        replicates: description.replicates,
      },
      references: [{ place: 3, reference: 'm' }],
      inverted: [],
    });
    expect((await logs())[0]).toMatchObject({ name: 'Visits', positive: 'no', cube: kept!.cube });
    const again = await keepCube(call, review, smallCube(), { fileName: 'visits.cube.json' });
    expect((await logs()).map(({ id, name }) => [id, name])).toEqual([
      [log, 'Visits'],
      [again, 'visits'],
    ]);
    const decides = { codes: new Int32Array(8) };
    const candidate = { name: 'New', family: '', how: '', tags: [], metrics: [], decides };
    await expect(call('predictions.addCandidates', { review, log, candidates: [candidate] })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('keeps no single rows') as string,
    });
    await call('predictions.remove', { review, log });
    expect((await logs()).map(({ id }) => id)).toEqual([again]);
    await close();
  });

  it('makes candidates that the review does not have', async () => {
    const { call, review, logs, close } = await opened();
    const cube = smallCube();
    const candidates = cube.candidates.map((each, c) => (c === 0 ? { ...each, name: 'Newcomer' } : each));
    const { digest: _digest, ...other } = { ...cube, candidates };
    await keepCube(call, review, { ...other, digest: cubeDigest(other) });
    const { names } = await call('review.catalog', { review });
    expect(names).toContain('Newcomer');
    expect((await logs())[0]!.candidates).toHaveLength(2);
    await close();
  });
});

describe('what is no cube', () => {
  const cube = smallCube();
  const signed = (change: Partial<CubeFile>) => {
    const { digest: _digest, ...changed } = { ...cube, ...change };
    return { ...changed, digest: cubeDigest(changed) };
  };
  it.each<[string, unknown, RegExp]>([
    ['another JSON', { a: 1 }, /is no cube as parley cube writes it/],
    ['a list', [], /is no cube as parley cube writes it/],
    ['one of a newer Parley', { ...cube, version: 2 }, /newer Parley/],
    ['one that was changed', { ...cube, label: 'other' }, /its digest differs/],
    ['one with more cases than rows', signed({ source: { ...cube.source, rows: 10 } }), /more cases than rows/],
    ['one with codes of no words', signed({ labels: ['no'] }), /do not fit together/],
    ['one whose positive label is nowhere', signed({ positive: 'maybe' }), /No row has the label "maybe"/],
  ])('%s is refused, and nothing is kept', async (_, content, sentence) => {
    const { call, review, logs, close } = await opened();
    await expect(keepCube(call, review, content)).rejects.toMatchObject({
      code: 'badInput',
      message: expect.stringMatching(sentence) as string,
    });
    expect(await logs()).toEqual([]);
    await close();
  });
  it('a text that is no JSON is refused', async () => {
    const { call, review, close } = await opened();
    const bytes = cubeBytes(cube).slice(0, 100);
    await expect(keepCube(call, review, cube, { bytes })).rejects.toMatchObject({ code: 'badInput' });
    await close();
  });
});

describe('vetting a review with a cube', () => {
  const tamper = (file: string, sql: string, content?: CubeFile) => {
    const database = new Database(file);
    database.unsafeMode(true);
    database.function('packed', () => deflateRawSync(Buffer.from(JSON.stringify(content))));
    database.exec(sql);
    database.close();
  };
  it('lets it through as it was written, and finds what was changed', async () => {
    const file = await closedReview(undefined, async (call, review) => {
      await keepCube(call, review);
    });
    const vet = () => vetFile({ path: file, ownJournal: false });
    expect(vet()).toMatchObject({ ok: true });
    tamper(file, `UPDATE log_cube SET rows = 999`);
    expect(vet()).toMatchObject({ ok: false, message: expect.stringContaining('not as it was counted') as string });
    tamper(file, `UPDATE log_cube SET rows = 1000, content = x'00'`);
    expect(vet()).toMatchObject({ ok: false, message: expect.stringContaining('not as it was saved') as string });
  });
});
