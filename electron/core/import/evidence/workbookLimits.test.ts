// A workbook made of more parts than any real one is refused before it is unpacked.
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readWorkbook } from './workbook.ts';

const workbook = (sheets: number) =>
  zipSync(
    Object.fromEntries([
      ['xl/workbook.xml', strToU8('<workbook/>')],
      ...Array.from({ length: sheets }, (_, k) => [`xl/worksheets/sheet${k}.xml`, strToU8('<worksheet/>')] as const),
    ]),
    { level: 0 },
  );
const read = (bytes: Uint8Array) =>
  readWorkbook(bytes, 'book.xlsx', { delimiter: null, decimal: null, header: null } as never);

test('too many parts', async () => {
  await expect(read(workbook(2001))).rejects.toMatchObject({ code: 'tooLarge' });
});

test('a few parts are not too many', async () => {
  await expect(read(workbook(3))).rejects.not.toMatchObject({ code: 'tooLarge' });
});
