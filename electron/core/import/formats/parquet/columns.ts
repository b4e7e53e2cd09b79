// Parquet → columns. The format has no checksum of its cells, so a damaged file may read as other numbers; the preview shows them.
import { formatCount } from '../../../../../shared/domain/format.ts';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { parquetMetadata, parquetRead } from 'hyparquet';
import type { Compressors } from 'hyparquet';
import { ParleyError } from '../../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import { excerpt, libraryMessage } from '../../text/problems.ts';
import { mostCells, mostColumns, mostRows } from '../../text/rows.ts';
import { remark, sourceTable } from '../../planning/source.ts';
import type { SourceCell, SourceTable } from '../../planning/source.ts';

// Never more than the file says it holds: what claims less than it unpacks to is refused.
const compressors: Compressors = {
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (input, length) => zstdDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
};

/** A value as a cell; undefined for what no cell can hold (lists, structures, bytes). */
function cellOf(value: unknown): SourceCell | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  return undefined;
}

/** @throws ParleyError `badInput` when it cannot be read, `tooLarge` above the limits of a table. */
export async function readParquet(bytes: Uint8Array, fileName: string): Promise<SourceTable> {
  const file = bytes.slice().buffer;
  let rows: unknown[][] = [];
  let headers: string[] = [];
  try {
    const metadata = parquetMetadata(file);
    const count = Number(metadata.num_rows);
    const width = metadata.schema[0]?.num_children ?? 0;
    if (count > mostRows || width > mostColumns || count * width > mostCells) {
      const size = `${formatCount(count)} rows and ${formatCount(width)} columns`;
      const limits = `${formatCount(mostRows)} rows, ${formatCount(mostColumns)} columns and ${formatCount(mostCells)} cells`;
      throw new ParleyError('tooLarge', `${fileName} has ${size}; the limits are ${limits}. Write a part of it.`);
    }
    headers = topNames(metadata.schema);
    await parquetRead({ file, metadata, compressors, onComplete: (all) => (rows = all as unknown[][]) });
  } catch (error) {
    if (error instanceof ParleyError) throw error;
    throw new ParleyError(
      'badInput',
      `${fileName} cannot be read as Parquet${libraryMessage(error)}. Write it again without encryption, or export it as CSV (UTF-8).`,
    );
  }
  if (rows.length === 0 || headers.length === 0) throw new ParleyError('badInput', `${fileName} has no rows.`);
  const problems: Problem[] = [];
  const columns = headers.map((header, i) => {
    let nested = 0;
    const cells = rows.map((row) => {
      const cell = cellOf(row[i]);
      if (cell === undefined) nested += 1;
      return cell ?? null;
    });
    if (nested > 0) {
      const message = `${formatCount(nested)} cells of "${excerpt(header)}" hold lists or structures and are left empty.`;
      problems.push(remark(message, header));
    }
    return { header: header === '__index_level_0__' ? 'index' : header, cells, hint: null };
  });
  return sourceTable({ columns, places: rows.map((_, i) => i + 1), problems });
}

/** The names of the columns: the children of the root, each followed by its own children. */
function topNames(schema: readonly { name: string; num_children?: number | undefined }[]): string[] {
  const names: string[] = [];
  let at = 1;
  const skip = () => {
    let open = 1;
    for (; open > 0 && at < schema.length; at += 1) open += (schema[at]?.num_children ?? 0) - 1;
  };
  for (let left = schema[0]?.num_children ?? 0; left > 0 && at < schema.length; left -= 1) {
    names.push(schema[at]?.name ?? '');
    skip();
  }
  return names;
}
