// `parley cube` and `parley attach`: what the flags ask, and a log counted, written once and brought into a review.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { installedEngine } from '../core/counting/engine.ts';
import { closedReview } from '../core/testing/closedReview.ts';
import { newFolder, removeFolders } from '../core/testing/host.ts';
import { attachCube } from './attach.ts';
import { askedOf, countCommand, tableParts } from './cube.ts';

let folder = '';
beforeAll(() => {
  folder = newFolder();
  vi.stubEnv('PARLEY_DATA', path.join(folder, 'data'));
  vi.stubEnv('PARLEY_LIBRARY', path.join(folder, 'library'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  removeFolders();
});

describe('the question that flags ask', () => {
  it('has candidates by their columns, those with both under one name', () => {
    expect(
      askedOf({
        label: 'y',
        candidates: ['pred_forest,B=said\\, by B'],
        scores: ['forest=p_forest,score_boost'],
        groups: ['sex,region', 'age'],
        threshold: '0.25',
      }),
    ).toEqual({
      label: 'y',
      candidates: [
        { name: 'forest', decision: 'pred_forest', score: 'p_forest', threshold: 0.25 },
        { name: 'B', decision: 'said, by B', score: null, threshold: 0.25 },
        { name: 'boost', decision: null, score: 'score_boost', threshold: 0.25 },
      ],
      groups: ['sex', 'region', 'age'],
      weight: null,
      positive: null,
      scores: true,
      unreadableAsMissing: false,
    });
  });
  it.each([
    [{}, '--label=COLUMN'],
    [{ label: 'y' }, 'Say which columns hold what the candidates said'],
    [{ label: 'y', candidates: ['a,a'] }, 'Two candidates are named “a”'],
    [{ label: 'y', candidates: ['a'], threshold: 'high' }, '--threshold is a number'],
    [{ label: 'y', candidates: ['a'], unreadable: 'zero' }, '--unreadable is missing'],
  ])('%j is refused', (flags, sentence) => expect(() => askedOf(flags)).toThrow(sentence));
});

describe('questions for a database that Parley does not reach', () => {
  const flags = { label: 'y', candidates: ['pred_Alpha'], table: 'hive.logs.a\\.b', sql: 'Trino' };
  it('are printed, with a table of any depth', async () => {
    const text = await countCommand([], { ...flags, scores: ['Alpha=s'], distinct: true });
    expect(text).toMatch(
      /^-- Trino\. Ask all questions of the same rows\.\n-- Then: parley cube cells\.csv scores-1\.csv --results/,
    );
    expect(text).toContain('FROM "hive"."logs"."a.b"');
    expect(text).toContain('-- 2 of 2: scores of Alpha, each different score by itself.');
    expect(tableParts('t')).toEqual(['t']);
  });
  it.each([
    [{ ...flags, sql: 'postgres' }, '--sql=postgres is no dialect. Did you mean postgresql?'],
    [{ ...flags, table: 'a..b' }, 'has an empty part'],
    [{ label: 'y', candidates: ['a'], sql: 'trino' }, 'Say which table the questions are about'],
    [{ ...flags, range: '1,0' }, '--range is the least and the largest score'],
    [{ label: 'y', candidates: ['a'], results: true }, 'say for which database'],
  ])('%j is refused', async (odd, sentence) => {
    await expect(countCommand([], odd)).rejects.toThrow(sentence);
  });
  it('read no file, and their answers none that is no answer', async () => {
    await expect(countCommand(['log.csv'], flags)).rejects.toThrow('it reads no file');
    const csv = path.join(folder, 'no-answer.csv');
    writeFileSync(csv, 'y,n\n1,2\n');
    const out = path.join(folder, 'answers.cube.json');
    await expect(countCommand([csv], { ...flags, results: true, out })).rejects.toThrow('has no column “question”');
    expect(existsSync(out)).toBe(false);
    const id = /'(cells \w+)'/.exec(await countCommand([], flags))![1]!;
    writeFileSync(csv, `question,g0,g1,n\n${id},1,1,3\n${id},0,1,2\n`);
    expect(await countCommand([csv], { ...flags, results: true, out })).toContain(
      '5 rows in 2 cells, 1 candidate, counted by Trino',
    );
  });
});

describe('a table of a server', () => {
  const flags = { label: 'y', candidates: ['a'], table: 'log' };
  const at = 'postgresql://me@127.0.0.1:1/x';
  it.each([
    [[at], { ...flags, table: undefined }, 'Say which table of the server holds the log'],
    [[at], { ...flags, timeout: 'long' }, '--timeout is how many seconds'],
    [[at, 'log.csv'], flags, 'Count one table of one server at a time'],
    [['postgresql://me:secret@127.0.0.1/x'], flags, 'The address has a password in it'],
    [['mysql://me@127.0.0.1/x'], flags, 'Parley does not count on MySQL. Print the questions'],
    [[at], flags, 'Nothing answers at 127.0.0.1:1'],
    [['https://example.org/log.csv'], flags, 'There is no file https://example.org/log.csv'],
  ])('%j with %j is refused, and nothing is written', async (names, given, sentence) => {
    const out = path.join(folder, 'server.cube.json');
    const { table, ...rest } = given;
    await expect(countCommand(names, { ...rest, ...(table === undefined ? {} : { table }), out })).rejects.toThrow(
      sentence,
    );
    expect(existsSync(out)).toBe(false);
  });
});

describe.skipIf((await installedEngine()) === null)('a log on the command line', () => {
  it('is counted, written whole and once, and brought into a review', async () => {
    const log = path.join(folder, 'log.csv');
    writeFileSync(log, 'y,pred_Alpha\n1,1\n0,1\n1,1\n');
    const out = path.join(folder, 'log.cube.json');
    const flags = { label: 'y', candidates: ['pred_Alpha'], out };
    expect(await countCommand([log], flags)).toContain('3 rows in 2 cells, 1 candidate, counted by DuckDB');
    const written = readFileSync(out, 'utf8');
    await expect(countCommand([log], flags)).rejects.toMatchObject({ code: 'refused' });
    expect(readFileSync(out, 'utf8')).toBe(written);
    await expect(countCommand([log], { ...flags, label: 'z', out: `${out}2.cube.json` })).rejects.toThrow(
      'no column “z”',
    );
    await expect(countCommand([log], { ...flags, out: 'log.json' })).rejects.toThrow('.cube.json');
    await expect(countCommand([log], { ...flags, memory: 'all' })).rejects.toThrow('already a file');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part') || name.includes('cube.json2'))).toEqual([]);
    expect(existsSync(`${out}2.cube.json`)).toBe(false);
    const mail = path.join(folder, 'mail.cube.json');
    await expect(countCommand([log], { ...flags, least: '1', out: mail })).rejects.toThrow('at least 2');
    await expect(countCommand([log], { ...flags, least: '10', out: mail })).rejects.toThrow('Nothing was written');
    writeFileSync(log, `y,pred_Alpha\n${'1,1\n1,0\n0,1\n0,0\n'.repeat(12)}`);
    expect(await countCommand([log], { ...flags, least: '10', out: mail })).toContain('no cell of fewer than 10 cases');

    const review = await closedReview(undefined, () => Promise.resolve());
    expect(await attachCube(review, out)).toContain('has log.cube.json now: 3 rows, 1 candidate');
    await expect(attachCube(review, path.join(folder, 'none.cube.json'))).rejects.toMatchObject({ code: 'notFound' });
  });
});
