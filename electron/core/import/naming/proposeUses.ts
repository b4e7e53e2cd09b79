// What each column could become, with the reason. Proposals only: a person sees them all and can change each.
import { formatCount } from '../../../../shared/domain/format.ts';
import type { ParsedColumn } from '../text/columns.ts';
import { contextOf } from './context.ts';
import type { TableContext } from './context.ts';
import { guessDirection, verdictOf } from './directions.ts';
import type { NameVerdict } from './directions.ts';
import { propertyOf, propertyWords } from './kinds.ts';
import { nameKey } from '../text/headers.ts';
import { isNameWord, mainNameColumn, namingColumns } from './nameColumns.ts';
import { itemsOf } from './phrases.ts';
import type { UseProposal } from './proposal.ts';
import { proposeDeviations } from './deviations.ts';
import { proposeStandardErrors, standardErrorOf } from './standardErrors.ts';
import { nameParts } from './tokens.ts';
import type { NameParts } from './tokens.ts';
import { guessUnit } from './units.ts';

/**
 * Proposes a use for every column, in order. O(cells) for the naming columns, otherwise O(columns).
 *
 * @param given what is known already, per column; null leaves it to the guess. With a name among them no other is looked for.
 */
export function proposeUses(
  columns: readonly ParsedColumn[],
  given: readonly (UseProposal | null)[] = [],
): UseProposal[] {
  const parts = columns.map((column) => nameParts(column.header));
  const tokens = parts.map((part) => part.tokens);
  const batched = tokens.some((words) => words.includes('batch'));
  const context = contextOf(columns.map(({ header }) => header));
  const plainNames = parts.map((part) => nameKey(part.plain));
  const proposals = columns.map((column, index) => {
    const known = given[index];
    if (known) return known;
    const part = parts[index] ?? nameParts(column.header);
    // "latency (ms)" beside "latency (s)" keep their brackets, or they would be two metrics of one name.
    const alone = plainNames.filter((name) => name === plainNames[index]).length === 1;
    return proposeOne(column, part, index, { batched, alone, context });
  });
  proposeStandardErrors(columns, tokens, proposals);
  // "Accuracy (std)": what a column's numbers are of others often stands in brackets.
  const allWords = parts.map((part) => [
    ...part.tokens,
    ...part.brackets.flatMap((inside) => nameParts(inside).tokens),
  ]);
  proposeDeviations(columns, allWords, proposals);
  given.forEach((known, index) => {
    if (known) proposals[index] = known;
  });
  if (given.some((known) => known?.use.use === 'name')) return proposals;
  const called = mainNameColumn(columns, tokens);
  const offered = proposals.flatMap(({ use }, i) =>
    given[i]
      ? []
      : use.use === 'attribute' || use.use === 'tags' || (use.use === 'ignore' && mayName(columns[i], tokens[i]))
        ? [i]
        : [],
  );
  // Where no column holds names, settings tell the rows apart; measures never do.
  const isMeasure = proposals[called]?.use.use === 'metric' && !isNameWord(tokens[called] ?? []);
  const main = isMeasure && offered.length > 0 ? offered[0]! : called;
  const naming = namingColumns(columns, tokens, main, offered);
  const header = columns[main]?.header ?? '';
  for (const index of naming) {
    const because =
      index === main
        ? 'Names the candidate.'
        : `Rows with the same "${header}" differ here, so it is part of the name.`;
    proposals[index] = { use: { use: 'name' }, because };
  }
  return proposals;
}

const mayName = (column: ParsedColumn | undefined, words: readonly string[] | undefined): boolean =>
  (column?.missing ?? 1) === 0 &&
  !spreadOf(words ?? []) &&
  !standardErrorOf(words ?? []) &&
  !(words ?? []).includes('rank');

interface Surroundings {
  /** Whether the table has a column of batch sizes, and no other of the same name without its brackets. */
  batched: boolean;
  alone: boolean;
  context: TableContext;
}

function proposeOne(
  column: ParsedColumn,
  part: NameParts,
  index: number,
  { batched, alone, context }: Surroundings,
): UseProposal {
  const { header, numeric, unreadable, infinite, numbers } = column;
  const ignore = (because: string): UseProposal => ({ use: { use: 'ignore' }, because });
  if (numeric === 0 && unreadable === 0) return ignore('Every cell is empty.');
  if (part.tokens.length === 1 && ['tag', 'tags'].includes(part.tokens[0] ?? '') && unreadable > numeric) {
    return { use: { use: 'tags' }, because: 'Called tags: each word, set apart by commas, tags its candidate.' };
  }
  if (numeric + infinite < unreadable - infinite) {
    const because = numeric === 0 ? 'All values are words.' : 'Most values are words.';
    return { use: { use: 'attribute', name: header }, because };
  }
  const verdict = verdictOf(part, context);
  const reason = part.stated ? null : notMetric(column, part.tokens, index, verdict);
  if (reason !== null) return ignore(reason);
  const property = part.stated ? null : propertyOf(part, itemsOf(part.pieces), verdict);
  if (property !== null) return { use: { use: 'attribute', name: header }, because: propertyWords[property] };
  const guessed = guessDirection(part, context);
  if (verdict === null && part.stated === null && column.distinct === 1 && numbers.length > 1) {
    return ignore(`All values are the same (${formatCount(column.min ?? 0)}).`);
  }
  const { unit, because: unitBecause } = guessUnit(part, column, batched, context);
  const plain = part.stated !== null || (part.bracket !== '' && unit !== '');
  const name = plain && alone ? (part.bracket !== '' && unit === '' ? unmarked(part) : part.plain) : header;
  const signTurned = guessed.because !== '' && part.stated === null && isBelowZero(column, guessed.direction, part);
  const because = signTurned
    ? 'Every value is below 0, so the sign may have been turned: say which way is better.'
    : guessed.because !== ''
      ? guessed.because
      : verdict === null
        ? 'The name does not say which way is better.'
        : `People use names like this one both ways: say which way is better here.`;
  return {
    use: { use: 'metric', name, unit, direction: guessed.direction },
    because: [because, unitBecause].filter((text) => text !== '').join(' '),
    directed: guessed.because !== '' && !signTurned,
  };
}

/** The name as it stands, without the mark that says which way is better. */
const unmarked = ({ plain, bracket }: NameParts) => (plain.includes(bracket) ? plain : `${plain} (${bracket})`);

const neverNegative =
  /(?:^|_)(?:rmse|mse|mae|mape|smape|rmsle|msle|medae|error|log_?loss|latency|time|duration|runtime|cost|price|brier|crps|wer|cer|perplexity)(?:_|$)/;

/** Errors and times below 0 throughout: somebody turned the sign so that larger is better, as scikit-learn and AutoGluon do. */
const isBelowZero = ({ min, max }: ParsedColumn, direction: string, { tokens }: NameParts) =>
  direction === 'min' && min !== null && max !== null && max <= 0 && min < 0 && neverNegative.test(tokens.join('_'));

const identifiers = new Set(['id', 'ids', 'uuid', 'guid', 'hash', 'index', 'idx', 'key']);
const repetitions = new Set([
  'seed',
  'fold',
  'split',
  'repeat',
  'replicate',
  'trial',
  'iteration',
  'iter',
  'epoch',
  'step',
]);
const moments = new Set(['date', 'datetime', 'timestamp', 'year', 'month', 'day', 'utc']);
/** A spread of another column that is no standard error of it (a deviation, an interval), by its last word; or null. */
function spreadOf(words: readonly string[]): string | null {
  const last = words.at(-1) ?? '';
  if (words.length > 1 && ['std', 'sd', 'stddev', 'ci', 'ci95', 'variance'].includes(last)) return last;
  return words.length > 1 && words[0] === 'std' ? 'std' : null;
}

/**
 * Why a column of numbers is probably not a metric, or null. When unsure it is a metric: ignoring hides, proposing shows.
 * `verdict`: what the name says is measured, as in "train_loss_step".
 */
function notMetric(
  column: ParsedColumn,
  words: readonly string[],
  index: number,
  verdict: NameVerdict | null,
): string | null {
  const last = words.at(-1) ?? '';
  if (index === 0 && countsRows(column)) return 'Counts the rows.';
  if (/^split\d+$/.test(words[0] ?? '')) return 'One split of a cross-validation; the mean is the measure.';
  const ranks = words.includes('rank') || words.includes('ranking');
  if (ranks && verdict?.wanted !== 'max' && verdict?.wanted !== 'min')
    return 'A rank depends on the other rows; it is no measure.';
  if (verdict !== null) return null;
  // "cost per month" is a rate: what it counts by says nothing about the column.
  const rate = words.at(-2) === 'per';
  if (!rate && identifiers.has(last)) return `"${last}" in the name: identifies, does not measure.`;
  if (!rate && repetitions.has(last)) return `"${last}" in the name: tells runs apart, does not measure.`;
  if (!rate && moments.has(last)) return `"${last}" in the name: a moment, not a measure.`;
  return null;
}

/** 0, 1, 2 … or 1, 2, 3 … down the whole column: the index a data frame writes. */
function countsRows({ numbers, numeric, header, min }: ParsedColumn): boolean {
  if (numbers.length < 2 || numeric !== numbers.length || (min !== 0 && min !== 1)) return false;
  const unnamed = /^(?:column 1|unnamed(?:: ?0)?|index|#|no\.?|nr\.?|row)$/i.test(header);
  return unnamed && numbers.every((number, row) => number === min + row);
}
