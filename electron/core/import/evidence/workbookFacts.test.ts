// What a workbook says beside its values decides what they mean: formats, merged and hidden cells, formulas without a value.
import { describe, expect, it } from 'vitest';
import { read, rowsOf } from '../testing/readBytes.ts';
import { workbookOf } from '../testing/workbookFile.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const styles = (...codes: string[]) =>
  `<styleSheet xmlns="${main}"><numFmts count="${codes.length}">${codes
    .map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
    .join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${codes
    .map((_, i) => `<xf numFmtId="${164 + i}" applyNumberFormat="1"/>`)
    .join('')}</cellXfs></styleSheet>`;
const sheet = (rows: string, more = '') =>
  `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${more}</worksheet>`;
const text = (place: string, words: string) => `<c r="${place}" t="inlineStr"><is><t>${words}</t></is></c>`;
const number = (place: string, value: number, style = 0) => `<c r="${place}" s="${style}"><v>${value}</v></c>`;
const messages = (result: Awaited<ReturnType<typeof read>>) => result.preview.problems.map(({ message }) => message);

const workbook = (xml: string, codes: string[] = []) =>
  workbookOf({ S: [] }, { parts: { 'xl/worksheets/sheet1.xml': xml, 'xl/styles.xml': styles(...codes) } });

describe('formats', () => {
  it('shares are shown per cent, durations in hours, and own formats state the unit', async () => {
    const rows = [
      `<row r="1">${text('A1', 'Model')}${text('B1', 'Accuracy')}${text('C1', 'Train time')}${text('D1', 'Latency')}${text('E1', 'Price')}</row>`,
      `<row r="2">${text('A2', 'A')}${number('B2', 0.912, 1)}${number('C2', 0.0625, 2)}${number('D2', 1234, 3)}${number('E2', 0.5, 4)}</row>`,
      `<row r="3">${text('A3', 'B')}${number('B3', 0.889, 1)}${number('C3', 1.5, 2)}${number('D3', 12, 3)}${number('E3', 2, 4)}</row>`,
    ];
    const result = await read(workbook(sheet(rows.join('')), ['0.0%', '[h]:mm:ss', '#,##0" ms"', '"$"#,##0.00']));
    expect(rowsOf(result)).toEqual([
      { Model: 'A', Accuracy: '91.2%', 'Train time (h)': '1.5', 'Latency (ms)': '1234', 'Price ($)': '0.5' },
      { Model: 'B', Accuracy: '88.9%', 'Train time (h)': '36', 'Latency (ms)': '12', 'Price ($)': '2' },
    ]);
  });
});

describe('cells', () => {
  it('merged ones stand in every place that they cover', async () => {
    const rows = [
      `<row r="1">${text('A1', 'Model')}${text('B1', 'Test A')}${text('D1', 'Test B')}</row>`,
      `<row r="2">${text('B2', 'acc')}${text('C2', 'f1')}${text('D2', 'acc')}</row>`,
      `<row r="3">${text('A3', 'A')}${number('B3', 0.9)}${number('C3', 0.8)}${number('D3', 0.7)}</row>`,
      `<row r="4">${text('A4', 'B')}${number('B4', 0.6)}${number('C4', 0.5)}${number('D4', 0.4)}</row>`,
    ];
    const merges = '<mergeCells count="2"><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>';
    expect(rowsOf(await read(workbook(sheet(rows.join(''), merges))))).toEqual([
      { Model: 'A', 'Test A acc': '0.9', 'Test A f1': '0.8', 'Test B acc': '0.7' },
      { Model: 'B', 'Test A acc': '0.6', 'Test A f1': '0.5', 'Test B acc': '0.4' },
    ]);
  });
  it('hidden rows, columns and sheets are not read unless asked for, and it is said', async () => {
    const rows = [
      `<row r="1">${text('A1', 'Model')}${text('B1', 'acc')}${text('C1', 'old')}</row>`,
      `<row r="2">${text('A2', 'A')}${number('B2', 0.9)}${number('C2', 1)}</row>`,
      `<row r="3" hidden="1">${text('A3', 'draft')}${number('B3', 0.99)}${number('C3', 2)}</row>`,
      `<row r="4">${text('A4', 'B')}${number('B4', 0.8)}${number('C4', 3)}</row>`,
    ];
    const xml = sheet(rows.join('')).replace(
      '<sheetData>',
      '<cols><col min="3" max="3" hidden="1"/></cols><sheetData>',
    );
    const result = await read(workbook(xml));
    expect(rowsOf(result)).toEqual([
      { Model: 'A', acc: '0.9' },
      { Model: 'B', acc: '0.8' },
    ]);
    expect([...result.table.records]).toEqual([2, 4]);
    expect(messages(result)).toContain('Hidden and not read: 1 row and 1 column.');
    expect(rowsOf(await read(workbook(xml), { choices: { hiddenCells: 'read' } })).map(({ Model }) => Model)).toEqual([
      'A',
      'draft',
      'B',
    ]);
  });
  it('a formula that was never calculated is said, with its place', async () => {
    const rows = [
      `<row r="1">${text('A1', 'Model')}${text('B1', 'acc')}${text('C1', 'F1')}</row>`,
      `<row r="2">${text('A2', 'A')}${number('B2', 0.9)}<c r="C2"><f>B2*2</f></c></row>`,
      `<row r="3">${text('A3', 'B')}${number('B3', 0.8)}<c r="C3"><f>B3*2</f><v>1.6</v></c></row>`,
    ];
    const result = await read(workbook(sheet(rows.join(''))));
    expect(messages(result)).toContain(
      '1 cell has a formula without a saved value, the first in C2. Open the workbook, let it calculate, and save it.',
    );
  });
  it('rows are found again where the sheet begins further down', async () => {
    const rows = [
      `<row r="4">${text('B4', 'Model')}${text('C4', 'acc')}</row>`,
      `<row r="5">${text('B5', 'A')}${number('C5', 0.9)}</row>`,
      `<row r="6">${text('B6', 'B')}${number('C6', 0.8)}</row>`,
    ];
    const result = await read(workbook(sheet(rows.join(''))));
    expect(rowsOf(result).map((row) => [row['Model'], row['acc']])).toEqual([
      ['A', '0.9'],
      ['B', '0.8'],
    ]);
    expect([...result.table.records]).toEqual([5, 6]);
  });
});
