// Cells of a log that are not what their column is used as: no numbers among numbers, neither answer in a label of two.
import type { LogKind, LogRoles } from '../../domain/predictionLog.ts';
import { wordsOfNeither } from '../log/answers.ts';
import { kinds } from './kinds/index.ts';

/** What is done with such cells, or with the rows they stand in. */
export type OddCells = 'missing' | 'leaveOut';

/** How many cells of a column are numbers, and how many neither a number nor missing. */
export interface CellCounts {
  numeric: number;
  odd: number;
}

/** A feature, or a label of two answers, is numbers with odd cells among them where these are at most one in this many; else it is words. */
const FEW = 10;
const isNearly = ({ numeric, odd }: CellCounts): boolean => odd * FEW <= numeric + odd;

/** The words of the label that are neither of its two answers; none where another kind of question was asked. O(words). */
export const oddAnswers = (kind: LogKind, words: readonly string[] | null): string[] =>
  kinds[kind].yesOrNo && words !== null ? wordsOfNeither(words) : [];

/**
 * The places of the columns that are used as numbers although some of their cells are none, rising. A column without any number is
 * none of them.
 * @param inOrder  whether ordered answers are words whose order was said. O(candidates + groups + features).
 */
export function oddPlaces(
  roles: LogRoles,
  kind: LogKind,
  countsAt: (place: number) => CellCounts,
  inOrder = false,
): number[] {
  const { says, yesOrNo } = kinds[kind];
  const answersInWords = kinds[kind].answersInWords || inOrder;
  const places: (number | null)[] = [roles.weight];
  if (!answersInWords || (yesOrNo && roles.label !== null && isNearly(countsAt(roles.label)))) places.push(roles.label);
  for (const {
    score,
    prediction,
    latency,
    cost,
    intervalLow,
    intervalHigh,
    classProbabilities = [],
  } of roles.candidates) {
    places.push(intervalLow ?? null, intervalHigh ?? null);
    for (const { place, item } of classProbabilities) if (item === undefined) places.push(place);
    places.push(latency ?? null, cost ?? null);
    if (says.includes('score') || !answersInWords) places.push(score);
    if (!answersInWords) places.push(prediction);
  }
  for (const { place, bounds } of roles.groups) if (bounds) places.push(place);
  for (const place of roles.features) {
    const { numeric, odd } = countsAt(place);
    if (isNearly({ numeric, odd })) places.push(place);
  }
  const used = new Set(places.filter((place) => place !== null));
  return [...used]
    .filter((place) => {
      const { numeric, odd } = countsAt(place);
      return numeric > 0 && odd > 0;
    })
    .sort((a, b) => a - b);
}
