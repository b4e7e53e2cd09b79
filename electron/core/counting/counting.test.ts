// Counting files with DuckDB: the golden log, the rows of COMPAS counted one by one, and every trap on the way. Skipped where DuckDB's
// binary is not installed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { LogRoles } from '../../../shared/domain/predictionLog.ts';
import { cubeOf, cubeTrouble } from '../../../shared/measures/log/cube.ts';
import { cubeOfRows } from '../../../shared/measures/testing/countRows.ts';
import { csvColumns } from '../../../shared/measures/testing/csvColumns.ts';
import { compasLog } from '../../../shared/measures/testing/golden.ts';
import { visitRoles, visits } from '../../../shared/measures/testing/visits.ts';
import { startNode } from '../processes/childProcess.ts';
import { newFolder, removeFolders } from '../testing/host.ts';
import { countApart, exchange, filesOf, sweep } from './count.ts';
import { installedEngine } from './engine.ts';
import { wordOf } from './counter.ts';
import { dialects } from './dialects.ts';
import { countFiles } from './duckdbSource.ts';
import type { Asked } from './order.ts';
import { cellsText, scoresText } from './questions.ts';
import { relationOf } from './relation.ts';
import { identifier, literal } from './sqlText.ts';

const duckdb = await installedEngine();
if (duckdb === null) console.warn('DuckDB is not installed: the tests that count with it are skipped.');
const counting = describe.skipIf(duckdb === null);

const fixture = (name: string) => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
const expectedOf = (name: string) =>
  JSON.parse(readFileSync(fixture(`expected.${name}.json`), 'utf8')) as Record<string, string | number | null>[];
const count = countApart(startNode(fileURLToPath(new URL('./child.ts', import.meta.url))));

let folder = '';
beforeAll(() => {
  folder = newFolder();
  // A folder of this file's own, because what is left behind is looked for.
  const own = path.join(folder, 'tmp');
  mkdirSync(own);
  vi.stubEnv('TMPDIR', own);
});
afterAll(() => {
  vi.unstubAllEnvs();
  removeFolders();
});

const write = (name: string, content: string | Uint8Array) => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};
const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('parley-cube-'));
const asked = (more: Partial<Asked> = {}): Asked => ({
  label: 'y',
  candidates: [{ name: 'a', decision: 'd', score: null, threshold: 0.5 }],
  groups: [],
  weight: null,
  positive: '1',
  scores: false,
  unreadableAsMissing: false,
  ...more,
});
const byScore = (score = 's'): Partial<Asked> => ({
  candidates: [{ name: 'a', decision: null, score, threshold: 0.5 }],
  scores: true,
});
/** In this process, which saves starting one. */
async function of(names: string | string[], more: Partial<Asked> = {}) {
  const limits = { threads: 2, memoryMb: 512, spillMb: 1000 };
  const order = {
    files: filesOf([names].flat()),
    asked: asked(more),
    printed: null,
    limits,
    spill: path.join(folder, 'spill'),
    at: '',
  };
  return cubeOf(await countFiles(order, () => {}));
}
const refusal = async (work: Promise<unknown>) => {
  const said = await work.then(
    () => 'counted',
    (error: unknown) => (error instanceof ParleyError ? error.message : String(error)),
  );
  return said;
};
/** One cell a line: label, decisions, groups, cases. */
const cellsOf = ({ cells, labels, candidates, groups }: Awaited<ReturnType<typeof count>>) =>
  cells.n.map((n, k) =>
    [
      labels[cells.label[k]!] ?? '',
      ...candidates.map(({ words }, c) => words[cells.decisions[c]![k]!] ?? ''),
      ...groups.map(({ words }, g) => words[cells.members[g]![k]!] ?? ''),
      n,
    ].join(' '),
  );

async function engine() {
  const instance = await duckdb!.DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const ask = async (text: string) => (await connection.runAndReadAll(text)).getRowObjectsJson();
  return { ask, close: () => connection.closeSync() };
}

counting('the golden log of traps', () => {
  const names = ['y true', 'pred a', 'pred"b`\\', 'sex', 'Région', 'w', 'score a'];
  const codeOf = (text: unknown, one: string, zero: string) =>
    text === null ? null : text === one ? 1 : text === zero ? 0 : 2;

  it.each(['log.csv', 'log.parquet'])('%s: the cells are the golden ones', async (file) => {
    const { ask, close } = await engine();
    const { text, types } = await relationOf(filesOf([fixture(file)]), names, ask);
    const weight = { key: { column: 'k5', type: types[5]! }, asKey: false, wide: true };
    const found = await ask(cellsText(`(${text}) AS r`, ['k0', 'k1', 'k2', 'k3', 'k4'], weight, dialects.duckdb));
    close();
    // Empty texts and nothing at all are one blank to Parley, and CSV does not tell them apart.
    const blank = (group: unknown) => (group === '' ? null : group);
    const key = (parts: unknown[]) => JSON.stringify(parts);
    const add = (into: Map<string, number[]>, at: string, amounts: number[]) => {
      const known = into.get(at) ?? amounts.map(() => 0);
      into.set(
        at,
        known.map((sum, k) => sum + amounts[k]!),
      );
    };
    const own = new Map<string, number[]>();
    for (const row of found) {
      const codes = [
        codeOf(row['g0'], 'yes', 'no'),
        codeOf(row['g1'] && String(row['g1']), '1', '0'),
        codeOf(row['g2'] && String(row['g2']), '1', '0'),
      ];
      const d1 = row['g1'] === 0 ? 0 : codes[1];
      const d2 = row['g2'] === 0 ? 0 : codes[2];
      const n = Number(row['n']);
      add(own, key([codes[0], d1, d2, blank(row['g3']), blank(row['g4'])]), [
        n,
        Number(row['unweighed']) === 1 ? 0 : n,
        Number(row['sw']),
        Number(row['sww']),
      ]);
    }
    const golden = new Map<string, number[]>();
    for (const { y, d1, d2, g1, g2, n, nw, sw, sw2 } of expectedOf('joint'))
      add(golden, key([y, d1, d2, blank(g1), blank(g2)]), [n, nw, sw, sw2].map(Number));
    expect(Object.fromEntries(own)).toEqual(Object.fromEntries(golden));
    expect([...own.values()].reduce((sum, [n]) => sum + n!, 0)).toBe(400);
  });

  it('the bins of scores are the golden ones', async () => {
    const { ask, close } = await engine();
    const { text, types } = await relationOf(filesOf([fixture('log.parquet')]), names, ask);
    const found = await ask(
      scoresText(
        `(${text}) AS r`,
        {
          score: { column: 'k6', type: types[6]! },
          label: { column: 'k0', type: 'text' },
          group: { column: 'k3', type: 'text' },
          exact: false,
          from: 0,
          to: 1,
          weight: null,
          usable: 'k6 BETWEEN 0 AND 1 AND NOT isnan(k6)',
          most: 100_000,
        },
        dialects.duckdb,
      ),
    );
    close();
    const own = new Map<string, (number | bigint)[]>();
    const merge = (
      into: Map<string, (number | bigint)[]>,
      at: string,
      [n, s, ss, lo, hi]: [number, bigint, bigint, number, number],
    ) => {
      const known = into.get(at) as [number, bigint, bigint, number, number] | undefined;
      into.set(
        at,
        known
          ? [known[0] + n, known[1] + s, known[2] + ss, Math.min(known[3], lo), Math.max(known[4], hi)]
          : [n, s, ss, lo, hi],
      );
    };
    for (const { y, g, b, n, fs, fss, lo, hi } of found)
      merge(own, JSON.stringify([codeOf(y, 'yes', 'no'), g, Number(b)]), [
        Number(n),
        BigInt(String(fs)),
        BigInt(String(fss)),
        Number(lo),
        Number(hi),
      ]);
    const golden = new Map<string, (number | bigint)[]>();
    for (const { y, g1, b, n, fs, fs2, lo, hi } of expectedOf('bins'))
      if (b !== null && Number(b) >= 0)
        merge(golden, JSON.stringify([y, g1, Number(b)]), [
          Number(n),
          BigInt(fs!),
          BigInt(fs2!),
          Number(lo),
          Number(hi),
        ]);
    expect(golden.size).toBeGreaterThan(200);
    expect(new Map([...own].sort())).toEqual(new Map([...golden].sort()));
  });
});

counting('the COMPAS log', () => {
  const columns = csvColumns(compasLog());
  const place = (header: string) => columns.findIndex((column) => column.header === header);
  const scores = columns.map(({ header }) => header).filter((header) => header.startsWith('score_'));
  const roles: LogRoles = {
    label: place('y_true'),
    row: null,
    model: null,
    query: null,
    features: [],
    weight: place('sample_weight'),
    groups: ['race', 'sex'].map((header) => ({ place: place(header), reference: null })),
    candidates: scores.map((header) => ({ name: header.slice(6), score: place(header), prediction: null })),
  };
  const question: Partial<Asked> = {
    label: 'y_true',
    candidates: scores.map((score) => ({ name: score.slice(6), decision: null, score, threshold: 0.5 })),
    groups: ['race', 'sex'],
    weight: 'sample_weight',
    scores: true,
  };
  const oracle = () => {
    const cube = cubeOfRows(columns, roles, { positive: '1' });
    return {
      ...cube,
      candidates: cube.candidates.map((each) => ({ ...each, decision: `${each.decision} of at least 0.5` })),
    };
  };

  it('is counted as the rows are counted one by one: cells, scores and sums, to the digit', async () => {
    const steps: number[] = [];
    const onProgress = (fraction: number) => void steps.push(fraction);
    const cube = await count(filesOf([write('compas.csv', compasLog())]), asked(question), { onProgress });
    expect(steps.at(-1)).toBe(1);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(cubeTrouble(cube)).toBe(null);
    const { source, digest, ...counted } = cube;
    const { source: _source, digest: _digest, ...expected } = oracle();
    expect(counted).toEqual(expected);
    expect(source).toMatchObject({ rows: 7214, engine: 'DuckDB 1.5.6', files: [{ name: 'compas.csv' }] });
    expect(source.questions[1]!.text).toContain("read_csv(['compas.csv']");
    expect(JSON.stringify(source)).not.toContain(folder);
    expect(digest).toHaveLength(64);
    expect(left()).toEqual([]);
  });
  it('has one digest in one file or in three, packed or not, whatever the order of columns and rows', async () => {
    const [head = '', ...rows] = compasLog().trim().split('\n');
    const part = (from: number, to: number) => rows.slice(from, to).reverse();
    const turned = (line: string) => line.split(',').reverse().join();
    mkdirSync(path.join(folder, 'parts'), { recursive: true });
    write('parts/1.csv', [head, ...part(0, 2000)].join('\n'));
    write('parts/2.csv', [head, ...part(2000, 5000)].map(turned).join('\r\n'));
    write('parts/3.csv.gz', gzipSync([head, ...part(5000, 7214)].join('\n')));
    const whole = await of(write('compas.csv', compasLog()), question);
    const parts = await of(path.join(folder, 'parts', '*'), question);
    expect(parts.digest).toBe(whole.digest);
    expect(parts.source.files.map(({ name }) => name)).toEqual(['1.csv', '2.csv', '3.csv.gz']);
  });
});

counting('what a file may hold', () => {
  it('reads Parquet and JSON Lines as it reads CSV, with NULL, NaN, infinity and blanks as missing', async () => {
    const { ask, close } = await engine();
    const table = `SELECT * FROM (VALUES (1, 0.7::DOUBLE, 'a'), (0, 'NaN'::DOUBLE, 'a'), (1, NULL, NULL), (0, 'Infinity'::DOUBLE, 'b'), (NULL, 0.2, 'b'), (0, 0.5, ' a'))
      AS t (y, s, g)`;
    const parquet = path.join(folder, 'odd.parquet');
    await ask(`COPY (${table}) TO ${literal(parquet)} (FORMAT parquet)`);
    close();
    const csv = write('odd.csv', 'y,s,g\n1,0.7,a\n0,NaN,a\n1,,\n0,NA,b\n,0.2,b\n0,0.5, a\n');
    const lines = write(
      'odd.jsonl',
      '{"y":1,"s":0.7,"g":"a"}\n{"y":0,"s":"NaN","g":"a"}\n{"y":1,"s":null}\n{"y":0,"g":"b"}\n{"s":0.2,"g":"b"}\n{"y":0,"s":0.5,"g":" a"}\n',
    );
    const expected = [' 0 b 1', '0  a 1', '0  b 1', '0 1 a 1', '1   1', '1 1 a 1'];
    for (const file of [parquet, csv, lines]) {
      const cube = await of(file, { ...byScore(), groups: ['g'], unreadableAsMissing: true });
      expect(cellsOf(cube).sort(), file).toEqual(expected);
      expect(
        cube.scores[0]!.n.reduce((sum, n) => sum + n, 0),
        file,
      ).toBe(2);
    }
  });
  it('reads numbers as the importer does, and refuses what is none', async () => {
    const csv = write('numbers.csv', 'y,s\n1,0.7\n0, 0.25 \n1,1e-1\n');
    expect((await of(csv, byScore())).scores[0]!.lo).toEqual([0.25, 0.1, 0.7]);
    const odd = write('odd-number.csv', 'y,s\n1,0.7\n0,1_000\n1,"0,5"\n');
    expect(await refusal(of(odd, byScore()))).toMatch(
      /^“s” has 2 cells that are no number, one of them “(1_000|0,5)”\./,
    );
    const taken = await of(odd, { ...byScore(), unreadableAsMissing: true });
    expect(cellsOf(taken)).toEqual(['0  1', '1  1', '1 1 1']);
    expect(wordOf('1.0', 'text')).toBe('1');
    expect(wordOf('n/a', 'text')).toBe('');
    expect(wordOf('12345678901234567890', 'text')).toBe('12345678901234567890');
    expect(wordOf('>50', 'text')).toBe('>50');
  });
  it('counts the same rows in every question, whichever columns a question reads', async () => {
    // "oops" is a label in one row alone: a typed reader would leave the row out where it reads the label, and not elsewhere.
    const csv = write('oops.csv', 'y,d,s\n1,1,0.1\noops,1,0.2\n0,0,0.3\n');
    expect(await refusal(of(csv))).toContain('“y” has 3 different labels: “0”, “1”, “oops”');
  });
  it('reads UTF-16 and a byte order mark, and says what is not UTF-8', async () => {
    const text = 'y,d,größe\n1,1,ä\n0,1,ö\n';
    const wide = write('wide.csv', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    const marked = write('marked.csv', `\ufeff${text}`);
    for (const file of [wide, marked])
      expect(cellsOf(await of(file, { groups: ['größe'] })), file).toEqual(['0 1 ö 1', '1 1 ä 1']);
    for (const latin of [text, `y,d,g\n1,1,\xe4\n`])
      expect(await refusal(of(write('latin.csv', Buffer.from(latin, 'latin1')), { groups: ['g'] }))).toMatch(
        /latin\.csv(, line \d)? is not UTF-8\. Nothing was counted/,
      );
  });
  it('takes names of columns and files for names, whatever they hold', async () => {
    const names = [`a"b`, `c'); DROP TABLE x; --`, 'd`\\', "') FROM read_text('/etc/passwd') --", 'k0'];
    const quoted = names.map((name) => `"${name.replaceAll('"', '""')}"`).join();
    const csv = write(`it's; -- "odd".csv`, `${quoted}\n1,1,'x,y,1\n0,0,;,z,1\n`);
    const cube = await of(csv, {
      label: names[0]!,
      candidates: [{ name: 'a', decision: names[1]!, score: null, threshold: 0.5 }],
      groups: names.slice(2),
    });
    expect(cellsOf(cube)).toEqual(['0 0 ; z 1 1', "1 1 'x y 1 1"]);
    const lines = write('odd.jsonl', `${JSON.stringify({ [names[0]!]: 1, [names[1]!]: 1 })}\n`);
    const one = { label: names[0]!, candidates: [{ name: 'a', decision: names[1]!, score: null, threshold: 0.5 }] };
    expect(cellsOf(await of(lines, one))).toEqual(['1 1 1']);
    expect(identifier(names[0]!)).toBe('"a""b"');
  });
});

counting('cases that come in units', () => {
  const columns = visits(120);
  const cellAt = ({ words }: (typeof columns)[number], row: number) => words!.names[words!.codes[row]!] ?? '';
  const lines = Array.from(columns[0]!.numbers.keys(), (row) => columns.map((column) => cellAt(column, row)).join(','));
  const text = `${columns.map(({ header }) => header).join(',')}\n${lines.join('\n')}\n`;
  const named = (name: string, decision: string) => ({ name, decision, score: null, threshold: 0.5 });
  const question = {
    candidates: [named('A', 'a'), named('B', 'b')],
    groups: ['sex', 'ward'],
    unit: 'patient',
    positive: 'yes',
  };

  it('are counted as the rows are counted one by one', async () => {
    const expected = cubeOfRows(columns, visitRoles, { positive: 'yes' });
    const cube = await of(write('visits.csv', text), question);
    expect(cube.units).toEqual(expected.units);
    expect(cube.digest).toBe(expected.digest);
    expect(cubeTrouble(cube)).toBeNull();
  });
  it('are said to be there where their weights are not counted', async () => {
    const weighed = text.replaceAll('\n', ',1\n').replace('patient,1', 'patient,w');
    const cube = await of(write('weighed.csv', weighed), { ...question, weight: 'w' });
    expect(cube.units).toMatchObject({ column: 'patient', tables: [], sizes: { cases: [] } });
    expect(cubeTrouble(cube)).toBeNull();
  });
});

counting('what cannot be counted is a sentence', () => {
  it.each<[string, string | Uint8Array, Partial<Asked>, RegExp]>([
    ['ragged.csv', 'y,d\n1,1\n0\n', {}, /^ragged\.csv, line 3 has 1 cells where the header has 2/],
    ['long.csv', 'y,d\n1,1\n0,1,1\n', {}, /^long\.csv, line 3 has \d cells where the header has 2/],
    ['quotes.csv', 'y,d\n1,"1\n0,1\n', {}, /^quotes\.csv.*(quotes that do not match|cannot be counted)/],
    ['empty.csv', '', {}, /^empty\.csv is empty\./],
    ['header.csv', 'y,d\n', {}, /There are no rows/],
    ['absent.csv', 'Y,d\n1,1\n', {}, /^absent\.csv has no column “y”\. Perhaps “Y” is meant\. It has “Y”, “d”\./],
    ['twice.csv', 'y,y,d\n1,1,1\n', {}, /has two columns “y”/],
    ['broken.jsonl', '{"y":1,"d":1}\n{"y":0,"d"\n', {}, /^broken\.jsonl.* is no valid JSON/],
    ['cut.parquet', 'PAR1 and no more', {}, /^cut\.parquet is damaged or no Parquet file/],
    [
      'unknown.csv',
      'y,d\nyes,yes\nno,no\n',
      { positive: 'maybe' },
      /^No row has the label “maybe”; “y” has “no” and “yes”/,
    ],
    [
      'unsaid.csv',
      'y,d\nred,red\nblue,red\n',
      { positive: null },
      /^Say which label is the positive one: --positive=blue or --positive=red/,
    ],
    ['blank.csv', 'y,d\n,1\n1,\n', {}, /^No row has a label and a decision of every candidate/],
    ['weights.csv', 'y,d,w\n1,1,1e15\n', { weight: 'w' }, /has weights above/],
  ])('%s', async (name, content, more, sentence) => {
    expect(await refusal(of(write(name, content), more))).toMatch(sentence);
  });
  it('more groups than are a summary', async () => {
    const rows = Array.from({ length: 100_001 }, (_, k) => `${k % 2},1,g${k}`);
    const csv = write('many.csv', `y,d,g\n${rows.join('\n')}\n`);
    expect(await refusal(of(csv, { groups: ['g'] }))).toMatch(/^There are more than 100,000 combinations/);
  });
  it('names that are no files, folders, patterns without one, and files of two kinds', () => {
    const said = (...names: string[]) => {
      try {
        return filesOf(names).map((file) => path.basename(file.path));
      } catch (error) {
        return (error as Error).message;
      }
    };
    const csv = write('one.csv', 'y,d\n1,1\n');
    const lines = write('one.jsonl', '{"y":1,"d":1}\n');
    write('star*.csv', 'y,d\n1,1\n');
    expect(said(csv, csv)).toEqual(['one.csv']);
    expect(said(csv, lines)).toContain('are of different kinds');
    expect(said(path.join(folder, 'none-*.csv'))).toContain('No file matches');
    expect(said('http://example.org/log.csv')).toContain('There is no file http');
    expect(said(folder)).toContain('is a folder');
    expect(said(path.join(folder, 'star*.csv'))).toContain('takes for a pattern');
    expect(said(write('log.xlsx', ''))).toContain('is not a file that can be counted');
  });
});

counting('the process that counts', () => {
  it('can open nothing but its files, and change none of its settings', async () => {
    const { ask, close } = await engine();
    const csv = write('allowed.csv', 'y,d\n1,1\n');
    write('secret.csv', 'y,d\n1,1\n');
    for (const setting of [
      `SET allowed_paths=[${literal(csv)}]`,
      'SET enable_external_access=false',
      'SET lock_configuration=true',
    ])
      await ask(setting);
    await expect(ask(`SELECT * FROM read_csv(${literal(csv)})`)).resolves.toHaveLength(1);
    for (const text of [
      `SELECT * FROM read_csv(${literal(path.join(folder, 'secret.csv'))})`,
      `SELECT * FROM read_csv(${literal(path.join(folder, '*.csv'))})`,
      `SELECT * FROM read_text('/etc/passwd')`,
      `COPY (SELECT 1) TO ${literal(path.join(folder, 'out.csv'))}`,
      `COPY (SELECT 1) TO ${literal(csv)}`,
      `ATTACH ${literal(path.join(folder, 'x.db'))}`,
      'INSTALL httpfs',
      `SET memory_limit='9GB'`,
    ])
      await expect(ask(text), text).rejects.toThrow(/Permission|locked|disabled/);
    close();
    expect(existsSync(path.join(folder, 'out.csv'))).toBe(false);
  });
  it('says what the engine refused, and leaves nothing', async () => {
    const csv = write('ragged.csv', 'y,d\n1,1\n0\n');
    expect(await refusal(count(filesOf([csv]), asked()))).toMatch(/^ragged\.csv, line 3/);
    const nothing = countApart(startNode(path.join(folder, 'no-such-child.js')));
    expect(await refusal(nothing(filesOf([csv]), asked()))).toContain('ended without an answer');
    expect(left()).toEqual([]);
  });
  it('leaves nothing when it is stopped, and what a killed host left goes at the next start', async () => {
    const csv = write('stopped.csv', 'y,d\n1,1\n');
    const control = new AbortController();
    const running = count(filesOf([csv]), asked(), { signal: control.signal });
    control.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(left()).toEqual([]);
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    for (const [name, owner] of [
      ['old', ended],
      ['own', process.pid],
    ] as const) {
      mkdirSync(path.join(tmpdir(), `parley-cube-${name}`, 'spill'), { recursive: true });
      writeFileSync(path.join(tmpdir(), `parley-cube-${name}`, exchange.owner), String(owner));
    }
    sweep();
    expect(left()).toEqual(['parley-cube-own']);
  });
});
