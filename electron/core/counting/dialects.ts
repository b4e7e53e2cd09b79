// How each database writes what counting needs: names, texts, numbers that are converted, and sums that are exact. What all of them
// write alike is in questions.ts. Plain GROUP BY is all that is asked for: whatever else is in SQL breaks in one of them.
import { ParleyError } from '../../../shared/contract/errors.ts';

export interface Dialect {
  /** What the database is called. */
  title: string;
  /** Whether a question is one level of SELECT, because subqueries are worked out before what is around them. */
  flat: boolean;
  /** A name, whatever it holds. */
  identifier: (name: string) => string;
  /** A text, whatever it holds. */
  literal: (text: string) => string;
  /** The number to the bit. */
  number: (number: number) => string;
  double: (x: string) => string;
  /** A double without a fraction as a whole number of 64 bits. */
  whole: (x: string) => string;
  text: (x: string) => string;
  trim: (text: string) => string;
  isNaN: (double: string) => string;
  /** A column to group by, so that different texts are different groups. */
  key: (column: string) => string;
  /** How an exact sum is written in an answer. */
  sumText: (sum: string) => string;
  /** The exact sum of whole numbers of 64 bits. */
  sum: (x: string) => string;
  /** The exact sum of products of two of them. */
  sumOfProducts: (x: string, y: string) => string;
  /** What a text says as a number; NULL where it is none. null: nobody knows beforehand, and the database says it with an error. */
  written: ((column: string) => string) | null;
  /** About how many values differ; null: there is no cheap way. */
  different: ((x: string) => string) | null;
  /** Groups by several sets of columns in one reading. */
  sets?: true;
}

/** A number as it is plainly written: the engines' own casts take more ("1_000") or less. */
const plainNumber = '[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?';

/** @throws ParleyError `badInput` for a name that no database has, and that a client may cut short. */
function checked(name: string): string {
  if (name === '' || name.includes('\0'))
    throw new ParleyError('badInput', 'A name of a column or table is empty or has a NUL character in it.');
  return name;
}

const doubled = (sign: string) => (name: string) => `${sign}${checked(name).replaceAll(sign, sign + sign)}${sign}`;
/** Where a backslash escapes. */
const escaped = (sign: string) => (text: string) =>
  `${sign}${text.replaceAll('\\', '\\\\').replaceAll(sign, `\\${sign}`).replaceAll('\n', '\\n').replaceAll('\r', '\\r')}${sign}`;
const standardText = (text: string) => `'${text.replaceAll("'", "''")}'`;
const cast = (type: string) => (x: string) => `CAST(${x} AS ${type})`;
const fromText = (type: string, literal: (text: string) => string) => (number: number) =>
  `CAST(${literal(String(number))} AS ${type})`;
const trimmed = (text: string) => `trim(${text})`;
const itself = (x: string) => x;
const sumOf = (exact: (x: string) => string) => (x: string) => `SUM(${exact(x)})`;
const sumOfBoth = (exact: (x: string) => string) => (x: string, y: string) => `SUM(${exact(x)} * ${exact(y)})`;

const duckdb: Dialect = {
  title: 'DuckDB',
  flat: false,
  identifier: doubled('"'),
  literal: standardText,
  number: fromText('DOUBLE', standardText),
  double: cast('DOUBLE'),
  whole: cast('BIGINT'),
  text: cast('VARCHAR'),
  trim: trimmed,
  isNaN: (x) => `isnan(${x})`,
  key: itself,
  sumText: itself,
  sum: sumOf(itself),
  sumOfProducts: (x, y) => `SUM(CAST(${x} AS HUGEINT) * ${y})`,
  written: (column) =>
    `CASE WHEN regexp_full_match(trim(${column}), ${standardText(plainNumber)}) THEN TRY_CAST(trim(${column}) AS DOUBLE) END`,
  // Its estimate takes as long as counting; what the first rows say is enough, since it is looked at again.
  different: null,
  sets: true,
};

/** A backslash is an escape in one setting of the server and none in another; written with E it is one in both. */
const postgresqlText = (text: string) =>
  text.includes('\\') ? `E${standardText(text.replaceAll('\\', '\\\\'))}` : standardText(text);
const postgresql: Dialect = {
  title: 'PostgreSQL',
  flat: false,
  identifier: doubled('"'),
  literal: postgresqlText,
  number: fromText('double precision', standardText),
  double: cast('double precision'),
  whole: cast('bigint'),
  text: cast('text'),
  trim: trimmed,
  isNaN: (x) => `${x} = CAST('NaN' AS double precision)`,
  key: itself,
  sumText: itself,
  sum: sumOf(itself),
  sumOfProducts: (x, y) => `SUM(CAST(${x} AS numeric) * ${y})`,
  // No cast answers NULL, and one of 1e999 or 1e-999 is an error: first as a number of any size.
  written: (column) =>
    `CASE WHEN trim(${column}) ~ ${postgresqlText(`^${plainNumber}$`)} THEN CASE WHEN abs(CAST(trim(${column}) AS numeric)) BETWEEN 1e-300 AND 1e300 THEN CAST(trim(${column}) AS double precision) WHEN CAST(trim(${column}) AS numeric) = 0 THEN 0 END END`,
  different: null,
};

const clickhouseTrim = (text: string) => `replaceRegexpAll(${text}, '^ +| +$', '')`;
const decimal128 = (x: string) => `toDecimal128(${x}, 0)`;
/** Server 18 writes whole numbers beyond 64 bits wrongly, though it sums them rightly: written in pieces of 13 digits. */
const piecewise = (sum: string) => {
  const piece = "toDecimal128('10000000000000', 0)";
  const rest = `intDiv(${sum}, ${piece})`;
  const first = `intDiv(${rest}, ${piece})`;
  const digits = (x: string) => `substring(toString(toInt64(${x}) + 10000000000000), 2)`;
  return `concat(toString(toInt64(${first})), ${digits(`${rest} - ${first} * ${piece}`)}, ${digits(`${sum} - ${rest} * ${piece}`)})`;
};

/** Words of servers since 18, without what came later. Nothing may be NULL in it unless it is said; sums of 64 bits wrap. */
const clickhouse: Dialect = {
  title: 'ClickHouse',
  flat: true,
  identifier: (name) => escaped('`')(checked(name)),
  literal: escaped("'"),
  // Its casts of texts may be off by one unit in the last place; its parser of numbers is not.
  number: (number) => number.toExponential(),
  double: cast('Nullable(Float64)'),
  whole: cast('Nullable(Int64)'),
  text: cast('Nullable(String)'),
  trim: clickhouseTrim,
  isNaN: (x) => `isNaN(assumeNotNull(${x}))`,
  key: itself,
  sumText: piecewise,
  sum: sumOf(decimal128),
  sumOfProducts: sumOfBoth(decimal128),
  written: (column) =>
    `CASE WHEN match(assumeNotNull(${clickhouseTrim(column)}), ${escaped("'")(`^${plainNumber}$`)}) THEN toFloat64OrNull(assumeNotNull(${clickhouseTrim(column)})) END`,
  different: (x) => `uniqCombined(${x})`,
};

const decimal38 = cast('DECIMAL(38, 0)');
const trino: Dialect = {
  title: 'Trino',
  flat: false,
  identifier: doubled('"'),
  literal: standardText,
  number: fromText('DOUBLE', standardText),
  double: cast('DOUBLE'),
  whole: cast('BIGINT'),
  text: cast('VARCHAR'),
  trim: trimmed,
  isNaN: (x) => `is_nan(${x})`,
  key: itself,
  sumText: itself,
  sum: sumOf(decimal38),
  sumOfProducts: sumOfBoth(decimal38),
  written: null,
  different: null,
};

/** A product has as many digits as both together, of which there may be 38. */
const decimal19 = cast('DECIMAL(19, 0)');
const spark: Dialect = {
  title: 'Spark',
  flat: false,
  identifier: doubled('`'),
  literal: escaped("'"),
  number: fromText('DOUBLE', standardText),
  double: cast('DOUBLE'),
  whole: cast('BIGINT'),
  text: cast('STRING'),
  trim: trimmed,
  isNaN: (x) => `isnan(${x})`,
  key: itself,
  sumText: itself,
  sum: sumOf(cast('DECIMAL(28, 0)')),
  sumOfProducts: sumOfBoth(decimal19),
  written: null,
  different: null,
};

const bigNumeric = cast('BIGNUMERIC');
const bigquery: Dialect = {
  title: 'BigQuery',
  flat: false,
  identifier: (name) => escaped('`')(checked(name)),
  literal: escaped("'"),
  number: fromText('FLOAT64', standardText),
  double: cast('FLOAT64'),
  whole: cast('INT64'),
  text: cast('STRING'),
  trim: trimmed,
  isNaN: (x) => `IS_NAN(${x})`,
  key: itself,
  sumText: itself,
  sum: sumOf(bigNumeric),
  sumOfProducts: sumOfBoth(bigNumeric),
  written: null,
  different: null,
};

/** A backslash escapes, and a quote is doubled. */
const doubledAndEscaped = (text: string) => standardText(text.replaceAll('\\', '\\\\'));
const number38 = cast('NUMBER(38, 0)');
const snowflake: Dialect = {
  title: 'Snowflake',
  flat: false,
  identifier: doubled('"'),
  literal: doubledAndEscaped,
  number: fromText('DOUBLE', standardText),
  double: cast('DOUBLE'),
  whole: number38,
  text: cast('VARCHAR'),
  trim: trimmed,
  isNaN: (x) => `${x} = CAST('NaN' AS DOUBLE)`,
  key: itself,
  sumText: itself,
  sum: sumOf(itself),
  sumOfProducts: sumOfBoth(itself),
  written: null,
  different: null,
};

const decimal65 = cast('DECIMAL(65, 0)');
const mysql: Dialect = {
  title: 'MySQL',
  flat: false,
  identifier: doubled('`'),
  literal: doubledAndEscaped,
  number: (number) => number.toExponential(),
  double: (x) => `(${x} + 0e0)`,
  whole: cast('SIGNED'),
  text: cast('CHAR'),
  trim: trimmed,
  isNaN: () => '1 = 0',
  // Texts that differ in case, accents or blanks at their end are one to it otherwise.
  key: cast('BINARY'),
  sumText: itself,
  sum: sumOf(decimal65),
  sumOfProducts: sumOfBoth(decimal65),
  written: null,
  different: null,
};

export const dialects = {
  duckdb,
  postgresql,
  clickhouse,
  trino,
  spark,
  databricks: { ...spark, title: 'Databricks' },
  bigquery,
  snowflake,
  mysql,
} satisfies Record<string, Dialect>;

export type DialectName = keyof typeof dialects;
export const dialectNames = Object.keys(dialects) as DialectName[];
