// Files of every kind, damaged at random: each is read or refused with a sentence, in time, and nothing else ever happens.
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { tablePreview } from '../../../../shared/contract/imports.ts';
import { planImport } from '../planning/plan.ts';
import { parquetFile } from '../testing/parquetFile.ts';
import { databaseOf, read, readFolder } from '../testing/readBytes.ts';
import { emptyReview, proposed } from '../testing/readText.ts';
import { workbookOf } from '../testing/workbookFile.ts';
import { startNode } from '../../processes/childProcess.ts';
import { readInProcess } from '../reading/process.ts';

let seed = 20261;
const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;

/** A copy with a few bytes changed, doubled, cut out or cut off. */
function damaged(whole: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(whole);
  for (let changes = 1 + random(6); changes > 0; changes -= 1) bytes[random(bytes.length)]! ^= 1 << random(8);
  const kind = random(6);
  if (kind === 0) return bytes.slice(0, random(bytes.length));
  if (kind === 1) {
    const at = random(bytes.length);
    return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at, at + random(64)), ...bytes.slice(at)]);
  }
  return bytes;
}

const text = (content: string) => new TextEncoder().encode(content);
const optuna = () =>
  databaseOf(`CREATE TABLE version_info (schema_version INTEGER, library_version TEXT);
    CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name TEXT, direction TEXT);
    CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, study_id INTEGER, state TEXT, value FLOAT);
    INSERT INTO studies VALUES (1, 's', 'MAXIMIZE'); INSERT INTO trials VALUES (1, 1, 'COMPLETE', 0.5), (2, 1, 'COMPLETE', 0.25);`);

const kinds: [string, () => Uint8Array, number][] = [
  ['Optuna databases', optuna, 300],
  [
    'workbooks',
    () =>
      workbookOf({
        A: [
          ['m', 'acc'],
          ['a', 0.5],
        ],
        B: [['m'], ['b']],
      }),
    300,
  ],
  [
    'JSON',
    () => text('[{"model": "a", "acc": 0.5, "deep": {"x": [1, 2]}}, {"model": "b\\u00e9", "acc": -1.5e-3}]'),
    1500,
  ],
  [
    'harness results',
    () =>
      text(
        '{"results": {"t": {"acc,none": 0.5, "acc_stderr,none": 0.1}}, "versions": {"t": 1}, "config": {"model_args": "pretrained=x"}}',
      ),
    1000,
  ],
  [
    'YAML',
    () => text('- model: a\n  acc: 0.5\n  deep: {x: [1, 2], y: "z"}\n- model: b\n  acc: &q 1\n  again: *q\n'),
    600,
  ],
  [
    'model cards',
    () =>
      text(
        '---\nmodel-index:\n- name: m\n  results:\n  - dataset: {type: d, name: D}\n    metrics: [{type: acc, value: 0.5}]\n---\n# x\n',
      ),
    400,
  ],
  [
    'search results',
    () =>
      text(
        'param_a,params,split0_test_score,split1_test_score,mean_test_score\n1,"{}",0.5,0.25,0.375\n2,"{}",0.5,0.25,0.375\n',
      ),
    600,
  ],
  ['long tables', () => text('model,metric,value,fold\na,acc,0.5,1\na,acc,0.25,2\nb,acc,1,1\n'), 600],
];

const start = startNode(fileURLToPath(new URL('../reading/child.ts', import.meta.url)));
const asWritten = { delimiter: null, decimal: null, header: null };

let refused = 0;
let taken = 0;
describe('damage at random', () => {
  it.each(kinds)('to %s ends in a table or a sentence', async (_, make, times) => {
    const whole = make();
    expect((await read(whole)).preview.rows).toBeGreaterThan(0);
    for (let round = 0; round < times; round += 1) {
      try {
        const { preview, table } = await read(damaged(whole), { fileName: 'file' });
        tablePreview.parse({ ...preview, table: 't' });
        planImport(table, proposed(preview, { unreadable: 'missing', duplicates: 'number' }), emptyReview);
        taken += 1;
      } catch (error) {
        if (!(error instanceof ParleyError)) throw error;
        expect(['badInput', 'tooLarge']).toContain(error.code);
        expect(error.message).toMatch(/^[^]{12,900}\.$/);
        expect(error.message).not.toMatch(/undefined|\[object/);
        refused += 1;
      }
    }
  });
  // Some damaged Parquet files are never done: only a process that can be stopped may read them.
  it('to Parquet files ends in a table or a sentence, in a process that can be stopped', async () => {
    for (let round = 0; round < 8; round += 1) {
      const request = { bytes: damaged(parquetFile()), fileName: 'file.parquet', options: asWritten };
      const end = await readInProcess(start, request, { cpuSeconds: 5 }).then(
        ({ preview }) => preview.format,
        (error: unknown) => (error instanceof ParleyError && error.code !== 'internal' ? 'refused' : error),
      );
      expect(typeof end).toBe('string');
    }
  });
  afterAll(() => {
    expect(taken).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(500);
  });
});

describe('a folder of ten thousand files', () => {
  const many = <T>(each: (i: number) => [string, T]) =>
    Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => each(i)));
  it('of metrics is a candidate each', async () => {
    const { preview } = await readFolder(many((i) => [`run ${i}/metrics.json`, `{"acc": ${i / 1e4}, "step": ${i}}`]));
    expect(preview).toMatchObject({ format: 'Folder of metrics', rows: 10_000 });
  });
  it('of MTEB results is a model each', async () => {
    const task = '{"task_name": "T", "scores": {"test": [{"main_score": 0.5, "hf_subset": "en"}]}}';
    expect((await readFolder(many((i) => [`o__m${i}/r/T.json`, task]))).preview.rows).toBe(10_000);
  });
  it('of evaluation results is a model each', async () => {
    const yaml = '- dataset: {id: d, task_id: t}\n  value: 0.5\n';
    expect((await readFolder(many((i) => [`m${i}/.eval_results/a.yaml`, yaml]))).preview.rows).toBe(10_000);
  });
});

describe('files made to do harm', () => {
  it('folders that lead out of themselves never get here, and odd ones are refused', async () => {
    await expect(readFolder({})).rejects.toThrow('holds no results');
    await expect(readFolder({ 'a/metrics.json': new Uint8Array([0xff, 0xfe, 0x00]) })).rejects.toThrow(
      'holds no results',
    );
  });
  it('a workbook that lies about its size does not unpack further than it said', async () => {
    const bytes = workbookOf({ A: [['m', 'acc'], ...Array.from({ length: 2000 }, (_, i) => [`model ${i}`, i])] });
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // The central directory states the size of each part; each is made to claim 10 bytes.
    for (let at = 0; at + 46 < bytes.length; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    await expect(read(bytes)).rejects.toMatchObject({ code: 'badInput' });
  });
  it('keys that are names of the language are only names', async () => {
    const result = await read(
      '[{"__proto__": 1, "constructor": 2, "model": "a"}, {"__proto__": 3, "constructor": 4, "model": "b"}]',
    );
    expect(result.preview.columns.map(({ header }) => header)).toEqual(['__proto__', 'constructor', 'model']);
  });
  it('more columns than a table may have are refused', async () => {
    const wide = Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`c${i}`, i]));
    await expect(read(JSON.stringify([wide, wide]))).rejects.toMatchObject({ code: 'tooLarge' });
  });
});
