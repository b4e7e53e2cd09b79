// JSON, NDJSON and YAML of no known tool → records: the shapes in which data frames and scripts write tables of results.
import { formatCount } from '../../../../shared/domain/format.ts';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../shared/contract/errors.ts';
import type { SourceChoice } from '../../../../shared/contract/imports.ts';
import { excerpt } from '../text/problems.ts';
import { stemOf } from '../evidence/folder.ts';
import { isList, isObject } from '../evidence/json.ts';
import type { Json, JsonObject } from '../evidence/json.ts';
import { forEachLeaf, scalar } from '../evidence/leaves.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { CellTable, choose, remark, sourceTable } from '../planning/source.ts';
import type { Chosen, ColumnHint, SourceTable } from '../planning/source.ts';
import type { Format } from './format.ts';

const read = ({ values, fileName, chosen }: Evidence): SourceTable => recordsSource(values(), fileName, chosen);

export const jsonLines: Format = {
  name: 'JSON Lines',
  looksLike: (evidence) => evidence.markup() === 'JSON' && evidence.values().length > 1,
  read,
};

export const json: Format = {
  name: 'JSON',
  looksLike: (evidence) => evidence.markup() === 'JSON',
  read,
};

export const yaml: Format = {
  name: 'YAML',
  looksLike: (evidence) => evidence.markup() === 'YAML',
  read,
};

const named: ColumnHint = { use: 'name', because: 'Names the candidate.' };
const isRecord = (value: Json): value is JsonObject => isObject(value);
const counts = (keys: Iterable<string>) => [...keys].every((key, i) => key === String(i));

interface Records {
  records: JsonObject[];
  /** The name of each record, where it is outside the record. */
  names: string[] | null;
}

/** Objects whose values are lists or objects of equal length, as data frames write their columns → rows. */
function fromColumns(object: JsonObject): Records | null {
  const columns = [...object.values()];
  if (columns.length === 0) return null;
  const lengths = new Set<number>();
  for (const column of columns) {
    const flat = isList(column) && column.every((value) => !isList(value) && !isObject(value));
    const indexed = isObject(column) && column.size > 0 && counts(column.keys());
    if (!flat && !indexed) return null;
    lengths.add(isList(column) ? column.length : isObject(column) ? column.size : 0);
  }
  const [length = 0] = lengths;
  if (lengths.size !== 1 || length === 0) return null;
  const cells = [...object].map(([name, column]): [string, Json[]] => [
    name,
    isList(column) ? column : isObject(column) ? [...column.values()] : [],
  ]);
  const records = Array.from({ length }, (_, i) => new Map(cells.map(([name, all]) => [name, all[i] ?? null])));
  return { records, names: null };
}

/** {columns, data} and, if there, index: the split form of a data frame. */
function fromSplit(object: JsonObject): Records | null {
  const columns = object.get('columns');
  const data = object.get('data');
  const index = object.get('index');
  if (!isList(columns) || !isList(data) || !data.every(isList)) return null;
  const headers = columns.map((column) =>
    isList(column) ? column.map(String).join('.') : String(scalar(column) ?? ''),
  );
  const records = data.map(
    (row) => new Map(headers.map((header, i) => [header, isList(row) ? (row[i] ?? null) : null])),
  );
  const named = isList(index) && index.length === data.length && index.every((one) => typeof one === 'string');
  return { records, names: named ? index.map(String) : null };
}

/** The records of one value, if it is a table of some shape. */
function recordsIn(value: Json): Records | null {
  if (isList(value)) return value.length > 0 && value.every(isRecord) ? { records: value, names: null } : null;
  if (!isObject(value)) return null;
  const table = fromSplit(value) ?? fromColumns(value);
  if (table) return table;
  const inside = [...value.values()];
  if (inside.length > 1 && inside.every(isRecord) && alike(inside))
    return { records: inside, names: [...value.keys()] };
  return null;
}

/** Whether at least half of the records share most of their names: then they are rows of one table. */
function alike(records: readonly JsonObject[]): boolean {
  const seen = new Map<string, number>();
  for (const record of records) for (const key of record.keys()) seen.set(key, (seen.get(key) ?? 0) + 1);
  const common = [...seen.values()].filter((count) => count > 1 && count * 2 >= records.length).length;
  return common > 0 && common * 2 >= seen.size;
}

/**
 * The table in JSON or YAML values.
 *
 * @throws ParleyError `badInput` when there is none.
 */
function recordsSource(values: readonly Json[], fileName: string, chosen: Chosen): SourceTable {
  const [only] = values;
  let found: Records | null = null;
  let choices: SourceChoice[] = [];
  let part = '';
  if (values.length > 1) found = values.every(isRecord) ? { records: [...values], names: null } : null;
  else if (only !== undefined) {
    found = recordsIn(only);
    // Results are often one entry among others: {"meta": …, "results": […]}.
    const inside = !found && isObject(only) ? [...only].filter(([, value]) => recordsIn(value) !== null) : [];
    if (inside.length > 0) {
      const options = inside.map(([key, value]) => {
        const rows = recordsIn(value)?.records.length ?? 0;
        return {
          value: key.slice(0, 600),
          label: `${excerpt(key)}: ${formatCount(rows)} ${rows === 1 ? 'record' : 'records'}`,
        };
      });
      const choice = choose('list', 'Records under', options, chosen);
      if (options.length > 1) choices = [choice];
      part = choice.chosen;
      found = recordsIn(inside.find(([key]) => key.slice(0, 600) === choice.chosen)?.[1] ?? null);
    } else if (!found && isObject(only))
      found = { records: [only], names: namesItself(only) ? null : [stemOf(fileName)] };
  }
  if (!found || found.records.length === 0) {
    throw new ParleyError(
      'badInput',
      `${fileName} holds no table: it needs a list of objects, columns of equal length, or objects by name. Bring it into one of these shapes.`,
    );
  }
  const cross = crossOf(found);
  if (cross === null) return sourceTable({ ...tableOf(found), part, choices });
  const options = (['inner', 'outer'] as const).map((value) => ({ value, label: excerpt(cross[value].join(', ')) }));
  const choice = choose(
    'candidates',
    'The candidates are',
    options,
    chosen,
    areDataSets(cross.inner) ? 'outer' : 'inner',
  );
  const said = options.find(({ value }) => value === choice.chosen)?.label ?? '';
  const other = options.find(({ value }) => value !== choice.chosen)?.label ?? '';
  const turned = choice.chosen === 'inner' ? turnedOf(found, cross.inner) : found;
  const source = tableOf(turned);
  const problems = [
    ...source.problems,
    remark(
      `The results are of ${said} and of ${other}. Taken as candidates: ${said}. Choose the others if they are the models.`,
    ),
  ];
  return sourceTable({ ...source, problems, part, choices: [...choices, choice] });
}

/** The names of both levels, where every record holds objects of measures by a second name: results by data set and model. */
function crossOf({ records, names }: Records): { outer: string[]; inner: string[] } | null {
  if (names === null || records.length < 2) return null;
  const entries = records.flatMap((record) => [...record]);
  const objects = entries.flatMap(([, value]) => (isObject(value) ? [value] : []));
  const measured = objects.every(
    (object) => object.size > 0 && [...object.values()].every((one) => typeof one === 'number'),
  );
  const inner = [...new Set(entries.map(([key]) => key))];
  if (objects.length < entries.length || !measured || inner.length < 2 || !alike(objects)) return null;
  return { outer: names, inner };
}

/** By the second name instead of the first. */
function turnedOf({ records, names }: Records, inner: readonly string[]): Records {
  const turned = inner.map(
    (key) =>
      new Map(
        records.flatMap((record, i): [string, Json][] => {
          const value = record.get(key);
          return value === undefined ? [] : [[names?.[i] ?? '', value]];
        }),
      ),
  );
  return { records: turned, names: [...inner] };
}

/** Public data sets and benchmarks; no model is called like them. */
const dataSets =
  /^(?:mnist|fashion.?mnist|cifar.?10{1,2}|imagenet|svhn|coco|voc|ade20k|squad|glue|superglue|sst-?2|mnli|qqp|qnli|rte|cola|mrpc|mmlu|gsm8k|arc|hellaswag|winogrande|truthfulqa|humaneval|mbpp|gowalla|yelp|amazon|movielens|ml-?1m|netflix|adult|compas|german|iris|wine|boston|california|librispeech|wmt\d*|imdb|agnews|wikitext|ptb)/i;
const areDataSets = (names: readonly string[]): boolean =>
  names.filter((name) => dataSets.test(name)).length * 2 > names.length;

const namesItself = (record: JsonObject): boolean =>
  [...record].some(
    ([key, value]) => typeof value === 'string' && value !== '' && /^(?:model|name|model_name|candidate)$/i.test(key),
  );

function tableOf({ records, names }: Records): Pick<SourceTable, 'columns' | 'places' | 'problems'> {
  const table = new CellTable();
  let lists = 0;
  records.forEach((record, i) => {
    table.next();
    if (names) table.set(record.has('name') ? 'record' : 'name', names[i] ?? '', named);
    lists += forEachLeaf(record, (path, value) => table.set(path, scalar(value)));
  });
  const problems: Problem[] = [];
  if (lists > 0) {
    const are = lists === 1 ? '1 list inside a record is' : `${formatCount(lists)} lists inside records are`;
    problems.push(remark(`${are} left out: a cell holds one value.`));
  }
  return { columns: table.finish(), places: records.map((_, i) => i + 1), problems };
}
