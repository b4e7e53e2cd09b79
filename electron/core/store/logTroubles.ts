// Checks the prediction logs in a review file from elsewhere before anything in them is used.
import { MOST_WORDS } from '../../../shared/contract/predictions.ts';
import { plainText } from '../../../shared/domain/ids.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import { kinds } from '../../../shared/measures/study/kinds/index.ts';
import { troubleOfCube } from './cubes.ts';
import type { ReadableDb } from './handle.ts';
import { troubleIn, type PackedValues } from './logValues.ts';
import { listLogColumns, listLogs, type ColumnRow } from './logs.ts';

interface LogTrouble {
  log: string;
  /** The column it is about; '' where it is about the log. */
  header: string;
  /** The end of a sentence that begins with the column, or with the log. */
  trouble: string;
}

interface Value extends PackedValues {
  place: number;
  checksum: number;
}

interface Word {
  place: number;
  code: number;
  word: string;
}

/** Every trouble of every log; each BLOB is read once. */
export function listLogTroubles(db: ReadableDb): LogTrouble[] {
  const columnsByLog = listLogColumns(db);
  return listLogs(db).flatMap((log) => {
    const columns = columnsByLog.get(log.id) ?? [];
    const crowded = firstCrowded(db, log, columns);
    if (crowded) return [{ log: log.name, header: crowded.header, trouble: 'has more words than it can have' }];
    const values = db
      .read<[number], Value>('SELECT place, checksum, numbers, codes FROM log_values WHERE log_id = ? ORDER BY place')
      .all(log.id);
    const words = Map.groupBy(
      db
        .read<[number], Word>('SELECT place, code, word FROM log_word WHERE log_id = ? ORDER BY place, code')
        .all(log.id),
      ({ place }) => place,
    );
    if (values.length !== columns.length || values.some(({ place }, i) => place !== i)) {
      return [{ log: log.name, header: '', trouble: 'has a column without values' }];
    }
    const ofLog = troubleOfLog(log, columns) ?? (log.cube ? troubleOfCube(db, log.id) : null);
    return [
      ...(ofLog === null ? [] : [{ log: log.name, header: '', trouble: ofLog }]),
      ...values.flatMap((value, place) => {
        const own = words.get(place) ?? [];
        const trouble =
          troubleInWords(value, own) ?? troubleInRole(log, columns[place]!, value) ?? troubleInValues(log, value, own);
        return trouble === null ? [] : [{ log: log.name, header: columns[place]!.header, trouble }];
      }),
    ];
  });
}

/** Counted before they are read: a column has at most one word per case, and only columns of query ids have that many. */
function firstCrowded(db: ReadableDb, { id, cases }: KeptLog, columns: readonly ColumnRow[]): ColumnRow | undefined {
  const counts = new Map(
    db
      .read<[number], { place: number; words: number }>(
        'SELECT place, count(*) AS words FROM log_word WHERE log_id = ? GROUP BY place',
      )
      .all(id)
      .map(({ place, words }) => [place, words]),
  );
  return columns.find(
    ({ role }, place) => (counts.get(place) ?? 0) > (role === 'query' || role === 'unit' ? cases : MOST_WORDS),
  );
}

const troubleInValues = (log: KeptLog, value: Value, own: readonly Word[]) =>
  troubleIn(
    value,
    log.cases,
    own.map(({ word }) => word),
  );

function troubleOfLog({ candidates, kind, order }: KeptLog, columns: readonly ColumnRow[]): string | null {
  const count = (role: string) => columns.filter((column) => column.role === role).length;
  if (count('label') !== 1) return 'has not one label';
  if (count('weight') > 1 || count('query') > 1) return 'has two columns of a kind of which there is one';
  if (columns.some(({ role, reference }) => reference !== null && role !== 'group')) return 'compares what is no group';
  if (order !== undefined && !kinds[kind].onScale) return 'has an order of what is on no scale';
  for (const { score, prediction, threshold, latency = null, cost = null, ...candidate } of candidates) {
    const { intervalLow = null, intervalHigh = null, classProbabilities = [], unnormalised } = candidate;
    if (unnormalised !== undefined && classProbabilities.length === 0)
      return 'says what numbers are of a candidate with no probabilities';
    const isRole = (place: number | null, role: ColumnRow['role']) => place === null || columns[place]?.role === role;
    if (!isRole(intervalLow, 'intervalLow') || !isRole(intervalHigh, 'intervalHigh'))
      return 'takes a column for an end of ranges that is none';
    if (classProbabilities.some(({ place }) => !isRole(place, 'classProbability')))
      return 'takes a column for probabilities that has none';
    if (kind === 'interval' && intervalLow === null) return 'has a candidate without ranges';
    if (latency !== null && columns[latency]?.role !== 'latency')
      return 'takes a column for times of cases that has none';
    if (cost !== null && columns[cost]?.role !== 'cost') return 'takes a column for costs of cases that has none';
    if (score !== null && columns[score]?.role !== 'score') return 'takes a column for scores that has none';
    if (prediction !== null && columns[prediction]?.role !== 'prediction') {
      return 'takes a column for predictions that has none';
    }
    if (threshold !== null && score === null) return 'has a threshold for what has no score';
  }
  return null;
}

/** Whether the column has what is read of it: numbers where it is measured, words where it is an answer or a group. */
function troubleInRole({ kind, order }: KeptLog, { role }: ColumnRow, { numbers, codes }: Value): string | null {
  const answer = role === 'label' || role === 'prediction';
  const asWords =
    role === 'group' ||
    role === 'query' ||
    role === 'unit' ||
    (answer && (kinds[kind].answersInWords || order !== undefined));
  if (role !== 'feature' && (asWords ? codes : numbers) === null) return `has no ${asWords ? 'words' : 'numbers'}`;
  return null;
}

const storable = plainText(10_000);

function troubleInWords({ codes }: Value, own: readonly Word[]): string | null {
  if (codes === null && own.length > 0) return 'has words and no cases with them';
  if (own.some(({ code }, i) => code !== i)) return 'has a gap in its words';
  if (new Set(own.map(({ word }) => word)).size < own.length) return 'has a word twice';
  if (own.some(({ word }) => !storable.safeParse(word).success)) return 'has a word that cannot be';
  return null;
}
