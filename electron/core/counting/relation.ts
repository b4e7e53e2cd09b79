// The rows of the files as one relation with the columns that are asked for, k0, k1 …: which columns there are, of which type, and the
// text that reads them. CSV and JSON Lines are read as text, and cast where they are counted, so that every question reads every row.
import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, constants } from 'node:zlib';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { declaredDelimiter, sniffDelimiter } from '../import/text/sniff.ts';
import { firstRecords, withEvenLineEnds } from '../import/text/records.ts';
import type { CountedFile } from './order.ts';
import { identifier, literal, literals } from './sqlText.ts';

/** How a column is read. */
export type ColumnType = 'text' | 'number' | 'other';

export interface Relation {
  /** The statement without a trailing semicolon; its columns are k0, k1 … in the order of the names that were asked for. */
  text: string;
  types: ColumnType[];
}

/** Runs a statement, and answers with its rows. */
export type Ask = (text: string) => Promise<Record<string, unknown>[]>;

/**
 * @param names  of the columns that are needed, each once.
 * @throws ParleyError `badInput` where a column is not there, or of a type that nothing can be counted by.
 */
export async function relationOf(files: readonly CountedFile[], names: readonly string[], ask: Ask): Promise<Relation> {
  const format = files[0]!.format;
  if (format === 'csv') return csvRelation(files, names);
  const list = `[${literals(files.map((file) => file.path))}]`;
  if (format === 'jsonl') {
    refuseAlikeInCase(names);
    const columns = names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
    const text = `SELECT ${selected(names)} FROM read_ndjson(${list}, columns={${columns}})`;
    return { text, types: names.map(() => 'text') };
  }
  const found = await ask(`DESCRIBE SELECT * FROM read_parquet(${list})`);
  const typeOf = new Map(found.map((row) => [String(row['column_name']), String(row['column_type'])]));
  const types = names.map((name): ColumnType => {
    const type = typeOf.get(name);
    if (type === undefined) throw absent(name, [...typeOf.keys()], files[0]!);
    return columnType(name, type);
  });
  return { text: `SELECT ${selected(names)} FROM read_parquet(${list})`, types };
}

/** Every column of the files, in their order, that something can be counted by. */
interface WholeRelation extends Relation {
  headers: string[];
  /** Columns of lists and structures. */
  leftOut: string[];
}

/**
 * The same with every column that there is.
 * @throws ParleyError as `relationOf`.
 */
export async function everyColumn(files: readonly CountedFile[], ask: Ask): Promise<WholeRelation> {
  const format = files[0]!.format;
  if (format === 'csv') {
    const { headers } = csvHead(files[0]!);
    return { ...(await relationOf(files, headers, ask)), headers, leftOut: [] };
  }
  const list = `[${literals(files.map((file) => file.path))}]`;
  const reading =
    format === 'parquet' ? `read_parquet(${list})` : `read_ndjson(${list}, sample_size=${LINES_LOOKED_AT})`;
  const found = (await ask(`DESCRIBE SELECT * FROM ${reading}`)).map((row) => ({
    name: String(row['column_name']),
    type: String(row['column_type']),
  }));
  const headers = found.filter(({ type }) => canBeCounted(type)).map(({ name }) => name);
  const leftOut = found.filter(({ type }) => !canBeCounted(type)).map(({ name }) => name);
  return { ...(await relationOf(files, headers, ask)), headers, leftOut };
}

/** Lines of JSON that are looked at for the names in them; a name that comes later is not known. */
const LINES_LOOKED_AT = 20_480;

const selected = (names: readonly string[]) => names.map((name, k) => `${identifier(name)} AS k${k}`).join(', ');

/** The engine takes names that differ in upper and lower case alone for one. */
function refuseAlikeInCase(names: readonly string[]): void {
  const twice = names.find((name, k) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) !== k);
  if (twice === undefined) return;
  throw new ParleyError(
    'badInput',
    `Two columns differ from “${twice}” in upper and lower case alone, which JSON Lines cannot tell apart here. Rename one, or use CSV.`,
  );
}

const numberTypes = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\))$/;
const otherTypes = /^(BOOLEAN|DATE|TIMESTAMP.*|TIME.*|UUID|ENUM\(.*\))$/;

const canBeCounted = (type: string) =>
  type === 'VARCHAR' || type === 'JSON' || numberTypes.test(type) || otherTypes.test(type);

function columnType(name: string, type: string): ColumnType {
  if (type === 'VARCHAR' || type === 'JSON') return 'text';
  if (numberTypes.test(type)) return 'number';
  if (otherTypes.test(type)) return 'other';
  throw new ParleyError(
    'badInput',
    `“${name}” holds ${type.toLowerCase()} values, which are neither words nor numbers.`,
  );
}

function absent(name: string, names: readonly string[], { path: file }: CountedFile): ParleyError {
  return absentColumn(name, names, path.basename(file));
}

/** @param where  the file or table. */
export function absentColumn(name: string, names: readonly string[], where: string): ParleyError {
  const alike = names.find((each) => each.trim().toLowerCase() === name.trim().toLowerCase());
  const shown = names.slice(0, 20).map((each) => `“${each}”`);
  const rest = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  const meant = alike === undefined ? '' : ` Perhaps “${alike}” is meant.`;
  return new ParleyError('badInput', `${where} has no column “${name}”.${meant} It has ${shown.join(', ')}${rest}.`);
}

/** Enough for the names of 2,000 columns. */
const HEAD = 1 << 18;

/** The first bytes, unpacked where the file is packed by gzip. */
function headOf(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(HEAD);
    const head = bytes.subarray(0, readSync(descriptor, bytes, 0, HEAD, 0));
    // A cut stream is unpacked as far as it goes.
    return file.endsWith('.gz') ? gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, HEAD) : head;
  } finally {
    closeSync(descriptor);
  }
}

interface CsvHead {
  delimiter: string;
  encoding: 'utf-8' | 'utf-16';
  headers: string[];
}

/** How a CSV file is cut, and what its columns are called. Nothing of this is left to the engine, whose guesses read ragged files. */
function csvHead(file: CountedFile): CsvHead {
  const name = path.basename(file.path);
  const bytes = headOf(file.path);
  const start = bytes.subarray(0, 2).toString('hex');
  const encoding = start === 'fffe' || start === 'feff' ? 'utf-16' : 'utf-8';
  const spelled = start === 'feff' ? 'utf-16be' : encoding === 'utf-16' ? 'utf-16le' : 'utf-8';
  const whole = decoded(bytes, spelled, name);
  if (whole.includes('\0'))
    throw new ParleyError(
      'badInput',
      `${name} contains a NUL character, so it is no text table. Save it as CSV (UTF-8).`,
    );
  const text = withEvenLineEnds(whole);
  if (declaredDelimiter(text) !== null)
    throw new ParleyError('badInput', `${name} begins with a line “sep=”, which is no row. Remove that line.`);
  const delimiter = sniffDelimiter(text);
  const [headers] = firstRecords(`${text}\n`, delimiter, 1, HEAD * 2);
  if (headers === undefined) throw new ParleyError('badInput', `${name} is empty.`);
  return { delimiter, encoding, headers: headers.map((header) => header.trim()) };
}

/** The last character may be cut. */
function decoded(bytes: Uint8Array, encoding: string, name: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    throw new ParleyError('badInput', `${name} is not UTF-8. Nothing was counted; save it as UTF-8.`);
  }
}

/** Files of one header are read together; others by the names of their columns. */
function csvRelation(files: readonly CountedFile[], names: readonly string[]): Relation {
  const heads = Map.groupBy(
    files.map((file) => ({ file, head: csvHead(file) })),
    ({ head }) => JSON.stringify(head),
  );
  const texts = Array.from(heads.values(), (alike) => {
    const { head, file } = alike[0]!;
    const columns = head.headers.map((_, place) => `c${place}: 'VARCHAR'`).join(', ');
    const chosen = names.map((name, k) => {
      const place = head.headers.indexOf(name);
      if (place < 0) throw absent(name, head.headers, file);
      if (head.headers.indexOf(name, place + 1) >= 0)
        throw new ParleyError('badInput', `${path.basename(file.path)} has two columns “${name}”. Rename one of them.`);
      return `c${place} AS k${k}`;
    });
    const list = literals(alike.map((each) => each.file.path));
    const how = [
      'header=true',
      'auto_detect=false',
      `delim=${literal(head.delimiter)}`,
      `quote='"'`,
      `escape='"'`,
      'strict_mode=true',
      `nullstr=''`,
      ...(head.encoding === 'utf-8' ? [] : [`encoding=${literal(head.encoding)}`]),
      `columns={${columns}}`,
    ];
    return `SELECT ${chosen.join(', ')} FROM read_csv([${list}], ${how.join(', ')})`;
  });
  return { text: texts.join(' UNION ALL '), types: names.map(() => 'text') };
}
