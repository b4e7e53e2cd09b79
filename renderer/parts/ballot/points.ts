// Weights as points that add up to 100. Nothing has points at first: an answer that is offered is an answer nobody gave.
import { listText, shortNumber, roundedParts } from '../../../shared/domain/format.ts';
import type { BallotAnswers } from './place.ts';

/** Points by objective id; an objective without any is missing. */
export type Points = ReadonlyMap<number, number>;

const ALL = 100;
/** As far as sums of typed numbers may be off. */
const NOISE = 1e-6;

export const pointsSum = (points: Points): number => [...points.values()].reduce((sum, each) => sum + each, 0);

export const isShared = (points: Points): boolean => Math.abs(pointsSum(points) - ALL) < NOISE;

/** Every objective in order: those without points get 0, which the form says before it seals. */
export const weightsOf = (points: Points, ids: readonly number[]): BallotAnswers['weights'] =>
  ids.map((objective) => ({ objective, weight: Math.min(1, (points.get(objective) ?? 0) / ALL) }));

export const pointsOf = (weights: BallotAnswers['weights'], ids: readonly number[]): Points =>
  new Map(
    weights
      .filter(({ objective }) => ids.includes(objective))
      .map(({ objective, weight }) => [objective, Number((weight * ALL).toPrecision(12))]),
  );

/** What the fields show: to one decimal, so that all of them add up to what the sum says. */
export function shownPoints(points: Points): Points {
  const ids = [...points.keys()];
  const { parts } = roundedParts([...points.values()], 1);
  return new Map(ids.map((id, index) => [id, parts[index]!]));
}

/** "92 of 100 points shared out", "108 of 100 points: 8 too many". */
export function sumText(points: Points): string {
  const sum = Number(pointsSum(points).toFixed(1));
  if (sum > ALL) return `${shortNumber(sum)} of 100 points: ${shortNumber(Number((sum - ALL).toFixed(1)))} too many`;
  return `${shortNumber(sum)} of 100 points shared out`;
}

/** In whole points, in proportion, adding up to 100. null where there is nothing to go by, or they add up already. */
export function scaledTo100(points: Points): Points | null {
  const sum = pointsSum(points);
  if (sum <= 0 || isShared(points)) return null;
  const { parts } = roundedParts(
    [...points.values()].map((each) => (each * ALL) / sum),
    0,
  );
  return new Map([...points.keys()].map((id, index) => [id, parts[index]!]));
}

/** "Deploy cost and Inputs read get none.", once all points are shared out; '' otherwise. */
export function withoutPointsText(points: Points, objectives: readonly { id: number; name: string }[]): string {
  if (!isShared(points)) return '';
  const without = objectives.filter(({ id }) => !points.has(id)).map(({ name }) => name);
  if (without.length === 0) return '';
  return `${listText(without, 3)} ${without.length === 1 ? 'gets' : 'get'} none.`;
}
