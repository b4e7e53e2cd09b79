// Writes each file of the built page a second and a third time, compressed, so that a host need not do so for every page it serves.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { pageEncodings, type PageEncoding } from '../electron/builtPage.ts';

/** What is text; fonts and pictures are compressed as they are. */
const endings = ['.css', '.html', '.js', '.json', '.svg'];
/** Below this a file takes one packet either way. */
const leastBytes = 1_400;

const compress: Record<PageEncoding, (bytes: Buffer) => Promise<Buffer>> = {
  // 9 of 11: the last two steps make it 7 % smaller and take six times as long.
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** Compresses the files of a built page in place; their endings tell them apart (electron/builtPage.ts). */
export async function compressPage(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => endings.includes(extname(file)) && statSync(file).size >= leastBytes);
  const work = files.flatMap((file) => {
    const bytes = readFileSync(file);
    return Object.entries(pageEncodings).map(async ([name, ending]) => {
      writeFileSync(file + ending, await compress[name as PageEncoding](bytes));
    });
  });
  await Promise.all(work);
}
