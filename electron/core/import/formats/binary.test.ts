// Workbooks and Parquet: cells as they are meant, sheets to choose from, and files that were made to do harm.
import { describe, expect, it } from 'vitest';
import { planImport } from '../planning/plan.ts';
import { emptyReview, proposed } from '../testing/readText.ts';
import { parquetFile } from '../testing/parquetFile.ts';
import { read, rowsOf, usesOf } from '../testing/readBytes.ts';
import { workbookOf } from '../testing/workbookFile.ts';

describe('a workbook', () => {
  const sheets = {
    Notes: [],
    Results: [
      ['model', 'accuracy', 'latency (ms)', 'licence, note'],
      ['a "one"', 0.1, 12, 'mit\nor <so>'],
      [null, null, null, null],
      ['b', '=1-0.25', null, 'apache'],
    ],
    Other: [
      ['model', 'loss'],
      ['c', 0.3],
    ],
  };
  it('is read like a table, the first sheet with cells and then the one that is chosen', async () => {
    const bytes = workbookOf(sheets);
    const result = await read(bytes, { fileName: 'book.xlsx' });
    expect(result.preview).toMatchObject({
      format: 'Excel workbook',
      rows: 2,
      delimiter: null,
      encoding: '',
      header: true,
    });
    expect(result.preview.choices).toEqual([
      {
        key: 'sheet',
        label: 'Sheet',
        chosen: '1',
        options: [
          { value: '1', label: 'Results: 4 rows' },
          { value: '2', label: 'Other: 2 rows' },
        ],
      },
    ]);
    expect(rowsOf(result)).toEqual([
      { model: 'a "one"', accuracy: '0.1', 'latency (ms)': '12', 'licence, note': 'mit\nor <so>' },
      { model: 'b', accuracy: '0.75', 'latency (ms)': '', 'licence, note': 'apache' },
    ]);
    expect(usesOf(result)).toMatchObject({ model: 'name', accuracy: 'metric max', 'latency (ms)': 'metric min' });
    const { content } = planImport(result.table, proposed(result.preview), emptyReview);
    expect(content?.rows.map(({ row }) => row)).toEqual([2, 4]);
    expect(result.table.fileName).toBe('book.xlsx (Results)');
    expect(rowsOf(await read(bytes, { choices: { sheet: '2' } }))).toEqual([{ model: 'c', loss: '0.3' }]);
  });
  it('is refused when it is no workbook, empty, cut or declares entities', async () => {
    await expect(read(workbookOf({ Empty: [] }))).rejects.toThrow('has no sheet with cells');
    const other = workbookOf({}, { parts: { 'xl/workbook.xml': '<workbook/>' } });
    await expect(read(other)).rejects.toThrow();
    await expect(read(workbookOf(sheets).slice(0, 600))).rejects.toThrow('is damaged: it cannot be unpacked');
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook/>';
    await expect(read(workbookOf(sheets, { parts: { 'xl/workbook.xml': bomb } }))).rejects.toThrow('declares entities');
  });
  it('that unpacks to more than it may is refused before it is unpacked', async () => {
    const bytes = workbookOf(
      { A: [['m', 'a']] },
      { parts: { 'xl/worksheets/sheet1.xml': new Uint8Array(260 * 1024 * 1024) } },
    );
    await expect(read(bytes)).rejects.toMatchObject({ code: 'tooLarge' });
  });
});

describe('a Parquet file', () => {
  it('keeps values, missing cells and long integers', async () => {
    const result = await read(parquetFile(), { fileName: 'results.parquet' });
    expect(result.preview).toMatchObject({ format: 'Parquet file', rows: 3, delimiter: null });
    expect(rowsOf(result)).toEqual([
      { model: 'a', accuracy: '0.5', runs: '9007199254740993', ok: 'true' },
      { model: 'b', accuracy: '0.25', runs: '2', ok: 'false' },
      { model: 'c', accuracy: '', runs: '3', ok: 'true' },
    ]);
    expect(usesOf(result)).toMatchObject({ model: 'name', accuracy: 'metric max', ok: 'attribute' });
  });
  it('is refused with a sentence when it is damaged', async () => {
    const bytes = parquetFile();
    await expect(read(bytes.slice(0, bytes.length - 9))).rejects.toThrow('evidence cannot be read as Parquet');
  });
});
