// What each column of a prediction log is likely to be, from its name and what is in it. A proposal: the person decides.
import type { LogKind, LogRoles } from '../../domain/predictionLog.ts';
import type { ColumnFacts } from '../../domain/tableColumn.ts';

const labels = [
  'y_true',
  'label_value',
  'label',
  'target',
  'truth',
  'ground_truth',
  'actual',
  'relevance',
  'y',
  'outcome',
];
const weights = ['sample_weight', 'weight', 'weights', 'w'];
const models = ['model_id', 'model', 'model_name', 'candidate'];
const ids = ['id', 'entity_id', 'row_id', 'item_id', 'index', 'column_1'];
const queries = ['query_id', 'query', 'qid', 'session_id'];
/** Aequitas' own columns that are neither. */
const reserved = ['rank_abs', 'rank_pct', 'as_of_date'];
const scoreWords = 'y_score|score|probability|proba|prob';
const predictionWords = 'y_pred|y_hat|yhat|predicted|prediction|pred|decision|forecast';
const attributes =
  /(^|_)(race|ethnicity|sex|gender|age_?(cat|band|group|bracket)|nationality|religion|disability|marital\w*|group\d*|region)$/;

/** Groups of more kinds than this are no groups. */
const MOST_GROUPS = 50;

/** Reads `score_rf`, `rf score`, `pred_rf`, `y_pred` …; the name as written. */
function candidateColumn(header: string): { name: string; is: 'score' | 'prediction' } | null {
  for (const [words, is] of [
    [scoreWords, 'score'],
    [predictionWords, 'prediction'],
  ] as const) {
    const whole = new RegExp(`^(?:${words})$`, 'i').test(header);
    if (whole) return { name: '', is };
    const match =
      new RegExp(`^(?:${words})[ _.:/-]+(?<name>.+)$`, 'i').exec(header) ??
      new RegExp(`^(?<name>.+?)[ _.:/-]+(?:${words})$`, 'i').exec(header);
    const name = match?.groups?.['name'];
    if (name !== undefined) return { name, is };
  }
  return null;
}

/** Different answers of a question that has several; numbers of more kinds measure something. */
const MOST_ANSWERS = 50;
const MOST_CODES = 20;

/**
 * What was asked of the candidates, by the columns that were found: a query makes it an order, a label of two values two answers,
 * one of some words several. Numbers of few kinds are codes of answers where the predictions have no more kinds than the labels.
 */
export function guessKind(
  columns: readonly ColumnFacts[],
  { label: place, query, candidates }: LogRoles,
  rows: number,
): LogKind {
  if (query !== null) return 'ranking';
  const label = place === null ? undefined : columns[place];
  if (!label || label.distinct <= 2) return 'binary';
  if (label.numeric < rows - label.missing) return label.distinct <= MOST_ANSWERS ? 'multiclass' : 'binary';
  const coded = candidates.every(
    ({ prediction }) => prediction !== null && columns[prediction]!.distinct <= label.distinct,
  );
  return coded && candidates.length > 0 && label.distinct <= MOST_CODES ? 'multiclass' : 'regression';
}

/** A unit in brackets is no part of a name: "target (min)". */
const bare = (header: string) => header.replace(/\s*[([][^()[\]]{1,20}[)\]]\s*$/, '').trim();

/** O(columns). */
export function proposeRoles(columns: readonly ColumnFacts[], rows: number): LogRoles {
  const names = columns.map(({ header }) =>
    bare(header)
      .toLowerCase()
      .replace(/[ .-]+/g, '_'),
  );
  const taken = new Set<number>();
  const first = (wanted: readonly string[], fits: (column: ColumnFacts) => boolean = () => true) => {
    for (const name of wanted) {
      const place = names.findIndex((other, i) => other === name && !taken.has(i) && fits(columns[i]!));
      if (place < 0) continue;
      taken.add(place);
      return place;
    }
    return null;
  };
  const label = first(labels);
  const weight = first(weights, ({ numeric, min }) => numeric > 0 && (min ?? -1) >= 0);
  const query = first(queries);
  const row = first(ids, ({ distinct }) => distinct > 1);
  const candidates = new Map<string, LogRoles['candidates'][number]>();
  columns.forEach((column, i) => {
    const found = taken.has(i) ? null : candidateColumn(bare(column.header));
    if (found === null || (found.is === 'score' && column.numeric === 0)) return;
    const key = found.name.toLowerCase();
    const candidate = candidates.get(key) ?? { name: found.name, score: null, prediction: null };
    if (candidate[found.is] !== null) return;
    candidate[found.is] = i;
    candidates.set(key, candidate);
    taken.add(i);
  });
  const single = candidates.size === 1 && candidates.has('');
  const model = single ? first(models, ({ distinct }) => distinct >= 1 && distinct <= 1000) : null;
  names.forEach((name, i) => reserved.includes(name) && taken.add(i));
  const groups: LogRoles['groups'] = [];
  const features: number[] = [];
  columns.forEach((column, i) => {
    if (taken.has(i) || column.distinct < 2) return;
    const words = column.numeric < rows - column.missing;
    if (column.distinct <= MOST_GROUPS && (words || attributes.test(names[i]!)))
      groups.push({ place: i, reference: null });
    else features.push(i);
  });
  return { label, weight, row, model, query, candidates: [...candidates.values()], groups, features };
}
