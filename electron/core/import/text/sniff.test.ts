// How a text is proposed to be read.
import { describe, expect, it } from 'vitest';
import { firstRecords } from './records.ts';
import { declaredDelimiter, sniffDelimiter, sniffHeader } from './sniff.ts';
import { readText } from '../testing/readText.ts';

describe('the delimiter', () => {
  it.each([
    ['a,b,c\n1,2,3\n', ','],
    ['a;b;c\n1;2;3\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['name;x;y\na;1,5;2,5\nb;1,7;3,5\n', ';'],
    ['1,5;2,5\n1,7;3,5\n', ';'],
    ['model,note\na,"x; y; z"\nb,"p; q; r"\n', ','],
    ['model,note\na,x; y\nb,z\n', ','],
    ['"a;b",c\n"d;e",f\n', ','],
    ['model\tnote\nx\ta, b, c\ny\td, e, f\n', '\t'],
    ['model\nresnet\nvit\n', ','],
    ['model;1,014.45\n', ';'],
    ['a,b\n"line\nbreak; in",2\n"x",3\n', ','],
  ])('of %j is %j', (text, delimiter) => {
    expect(sniffDelimiter(text)).toBe(delimiter);
  });
  it('may be declared on the first line', () => {
    expect(declaredDelimiter('sep=;\na,b;c')).toBe(';');
    expect(declaredDelimiter('sep=x\na')).toBeNull();
    const { preview, table } = readText('sep=|\na,b|c\nx,y|1\n');
    expect(preview).toMatchObject({ delimiter: '|', rows: 1 });
    expect(preview.columns.map(({ header }) => header)).toEqual(['a,b', 'c']);
    expect([...table.records]).toEqual([3]);
  });
});

describe('the header', () => {
  it.each([
    ['model,acc\nx,0.5\ny,0.6\n', true],
    ['x,0.5\ny,0.6\nz,0.7\n', false],
    ['model,family\nx,cnn\ny,cnn\n', true],
    ['x,cnn\ny,cnn\nz,vit\n', false],
    ['model,2019,2020\nx,1,2\ny,3,4\n', false],
    ['model,acc 2019\nx,0.5\ny,NaN\n', true],
    ['1,2\n3,4\n', false],
    ['model\n', true],
  ])('of %j: %j', (text, header) => {
    expect(sniffHeader(firstRecords(text, ',', 50))).toBe(header);
  });
});

describe('the decimal mark', () => {
  it.each([
    ['m;a\nx;1,5\ny;2\n', ','],
    ['m;a\nx;1.014,45\n', ','],
    ['m;a\nx;0,875\n', ','],
    ['m;a\nx;85,5%\n', ','],
    ['m\ta\nx\t1,5\n', ','],
    ['m;a;b\nx;1,5;1.5\n', '.'],
    ['m;a;b\nx;1,5;1,014.45\n', '.'],
    ['m;a\nx;1,014\n', '.'],
    ['m;a\nx;1.014\n', '.'],
    ['m;a\nx;1.5\n', '.'],
    ['m,a\nx,"1,5"\n', '.'],
  ])('of %j is %j', (text, decimal) => {
    expect(readText(text).preview.decimal).toBe(decimal);
  });
  it('is said when it is a comma nobody chose, with the cell that speaks for it', () => {
    const { preview } = readText('m;a\nx;2\ny;1,5\n');
    expect(preview.problems).toEqual([
      expect.objectContaining({ row: 3, column: 'a', found: '1,5', severity: 'warning' }),
    ]);
    expect(preview.columns[1]).toMatchObject({ numeric: 2, max: 2 });
  });
  it('is taken as chosen', () => {
    const chosen = readText('m,a\nx,"1,5"\n', { decimal: ',' }).preview;
    expect(chosen).toMatchObject({ decimal: ',', problemCount: 0 });
    expect(chosen.columns[1]?.max).toBe(1.5);
    const refused = readText('m;a\nx;1,5\n', { decimal: '.' }).preview;
    expect(refused.columns[1]).toMatchObject({ numeric: 0, text: 1 });
  });
  it('leaves a warning where 1,014 is read as thousands', () => {
    const { preview } = readText('m;a\nx;1,014\ny;2,000\n');
    expect(preview.columns[1]?.max).toBe(2000);
    expect(preview.problems).toMatchObject([{ row: 2, column: 'a', found: '1,014', severity: 'warning' }]);
    expect(preview.problems[0]?.message).toContain('as 1,014. So are 1 more');
  });
});
