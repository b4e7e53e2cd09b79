// A table that another tool wrote, read as explanations: a number per feature, or a matrix of attributions, one column per feature.
import type { LogColumn } from '../../domain/predictionLog.ts';

interface ReadFeature {
  feature: string;
  value: number;
  /** A standard deviation or error; null: not said. */
  spread: number | null;
}
export interface ReadExplanation {
  /** As the table names it; null: it names none. */
  candidate: string | null;
  kind: 'importance' | 'attribution';
  method: string;
  cases: number | null;
  features: ReadFeature[];
}
/** `row` is 1-based with the header; null: the whole column. */
interface ReadProblem {
  row: number | null;
  column: string;
  message: string;
}
interface ReadExplanations {
  explanations: ReadExplanation[];
  /** Any of them, and nothing is attached. */
  problems: ReadProblem[];
}

const featureNames = /^(features?|variables?|predictors?|names?|columns?|attributes?|terms?)([ _.]?names?)?$/i;
const candidateNames = /^(candidate|model|model[ _.]?name|model[ _.]?id)$/i;
const valueNames =
  /^(importances?|importances?[ _.]?(mean|value)|(mean[ _.]?)?\|?(abs(olute)?[ _.]?)?\|?shap\|?([ _.]?values?)?|gain|weight|cover|coef(ficient)?s?|scores?|values?|mean|permutation.*|gini.*|mean_abs_shap|mdi|mda)$/i;
const spreadNames =
  /^(std|sd|se|stdev|std[ _.]?dev|std[ _.]?err(or)?|standard[ _.]?(deviation|error)|spread|.*[ _.](std|sd|se))$/i;
/** Columns of a matrix that are no feature. */
const rowNames =
  /^(id|index|row|row[ _.]?id|case|unnamed.*|column[ _.]?\d+|base[ _.]?values?|expected[ _.]?values?|bias)$/i;

/**
 * Long: a column of feature names and one of numbers, maybe one of candidates and one of spreads. Wide: a column per feature and a
 * row per case, from which the mean of the absolute values is taken with its standard error; a single row is importances.
 * @param columns  all of the table, with their words. O(cells).
 */
export function readExplanations(columns: readonly LogColumn[]): ReadExplanations {
  const find = (pattern: RegExp) => columns.find(({ header }) => pattern.test(header.trim()));
  const candidate = find(candidateNames) ?? null;
  const feature = find(featureNames);
  const named = feature?.words?.names.some((name) => Number.isNaN(Number(name))) ?? false;
  if (!feature || !named) return wide(columns, candidate);
  const numeric = columns.filter(
    (column) =>
      column !== feature &&
      column !== candidate &&
      !rowNames.test(column.header.trim()) &&
      column.numbers.some(Number.isFinite),
  );
  const spread = numeric.find(({ header }) => spreadNames.test(header.trim())) ?? null;
  const values = numeric.filter((column) => column !== spread);
  const value = values.find(({ header }) => valueNames.test(header.trim())) ?? (values.length === 1 ? values[0] : null);
  // Names beside several columns of numbers are those of the rows.
  if (values.length > 1 && !value) return wide(columns, candidate ?? feature);
  return long(feature, candidate, value ?? null, spread);
}

const word = ({ words }: LogColumn, row: number) => {
  const code = words?.codes[row] ?? -1;
  return code < 0 ? '' : words!.names[code]!.trim();
};
const candidateAt = (column: LogColumn | null, row: number) => (column === null ? null : word(column, row) || null);
const problemIn = (column: LogColumn, row: number): ReadProblem => {
  const found = word(column, row);
  const what =
    column.words === null
      ? 'the cell is blank or not a number'
      : found === ''
        ? 'the cell is blank'
        : `“${found.slice(0, 40)}” is not a number`;
  return { row: row + 2, column: column.header, message: `Row ${row + 2}, ${column.header}: ${what}.` };
};

function long(
  feature: LogColumn,
  candidate: LogColumn | null,
  value: LogColumn | null,
  spread: LogColumn | null,
): ReadExplanations {
  if (!value) {
    const message = `No column holds numbers beside “${feature.header}”. Call one importance, or shap.`;
    return { explanations: [], problems: [{ row: null, column: feature.header, message }] };
  }
  const problems: ReadProblem[] = [];
  const found = new Map<string | null, Map<string, ReadFeature>>();
  value.numbers.forEach((number, row) => {
    const name = word(feature, row);
    if (name === '') {
      problems.push({
        row: row + 2,
        column: feature.header,
        message: `Row ${row + 2}, ${feature.header}: the feature has no name.`,
      });
      return;
    }
    if (!Number.isFinite(number)) {
      problems.push(problemIn(value, row));
      return;
    }
    const of = candidateAt(candidate, row);
    const features = found.get(of) ?? new Map<string, ReadFeature>();
    if (features.has(name))
      problems.push({
        row: row + 2,
        column: feature.header,
        message: `Row ${row + 2}, ${feature.header}: ${name} was named before${of === null ? '' : ` for ${of}`}.`,
      });
    const off = spread?.numbers[row] ?? NaN;
    found.set(of, features.set(name, { feature: name, value: number, spread: off >= 0 ? off : null }));
  });
  const shap = /shap/i.test(value.header);
  return {
    problems,
    explanations: [...found].map(([of, features]) => ({
      candidate: of,
      kind: shap ? 'attribution' : 'importance',
      cases: null,
      method: value.header.trim().slice(0, 200),
      features: [...features.values()],
    })),
  };
}

function wide(columns: readonly LogColumn[], candidate: LogColumn | null): ReadExplanations {
  const features = columns.filter((column) => column !== candidate && !rowNames.test(column.header.trim()));
  const problems: ReadProblem[] = [];
  const rows = columns[0]?.numbers.length ?? 0;
  for (const column of features) {
    if (!column.numbers.some(Number.isFinite)) {
      const message = `“${column.header}” holds words. A matrix of attributions has a column of numbers per feature.`;
      problems.push({ row: null, column: column.header, message });
      continue;
    }
    column.numbers.forEach((number, row) => {
      if (!Number.isFinite(number)) problems.push(problemIn(column, row));
    });
  }
  if (features.length === 0) {
    const column = columns[0]?.header ?? '';
    problems.push({ row: null, column, message: 'No column holds the numbers of a feature.' });
  }
  if (problems.length > 0) return { explanations: [], problems };
  const rowsOf = Map.groupBy(
    Array.from({ length: rows }, (_, row) => row),
    (row) => candidateAt(candidate, row),
  );
  return {
    problems,
    explanations: [...rowsOf].map(([of, own]) => ({
      candidate: of,
      ...(own.length === 1
        ? { kind: 'importance', method: 'importance', cases: null }
        : { kind: 'attribution', method: 'mean |SHAP|', cases: own.length }),
      features: features.map(({ header, numbers }) => {
        const name = header.trim();
        if (own.length === 1) return { feature: name, value: numbers[own[0]!]!, spread: null };
        return { feature: name, ...meanAbsolute(numbers, own) };
      }),
    })),
  };
}

/** With its standard error. */
function meanAbsolute(numbers: Float64Array, rows: readonly number[]): { value: number; spread: number } {
  const n = rows.length;
  const value = rows.reduce((sum, row) => sum + Math.abs(numbers[row]!), 0) / n;
  const squares = rows.reduce((sum, row) => sum + (Math.abs(numbers[row]!) - value) ** 2, 0);
  return { value, spread: Math.sqrt(squares / (n - 1) / n) };
}
