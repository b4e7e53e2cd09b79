// Geometry of a bump chart: one line per finalist through its place in each role's order and in the group's.
import { curveBumpX, line } from 'd3-shape';
import { formatNumber } from '../../../shared/domain/format.ts';

export interface FlowColumn {
  id: string;
  name: string;
  /** Per finalist, its rank among all candidates: 1 is best, ties share; 0 = not ranked. */
  ranks: readonly number[];
}

interface FlowPoint {
  x: number;
  y: number;
  /** 0 = not ranked. */
  rank: number;
}

interface FlowLayout {
  width: number;
  height: number;
  columns: readonly { id: string; name: string; x: number }[];
  /** Per finalist. */
  lines: readonly { path: string; points: readonly FlowPoint[] }[];
  /** Names stand at both ends where there is room; else at the right, beside the group's order. */
  leftNames: boolean;
  /** Pixels a name may take: as much as the longest wants, where there is room. */
  nameWidth: number;
  /** From the middle of a mark to the name beside it, whatever figure is on the mark. */
  nameGap: number;
}

/** Half the width of the mark that carries a figure. */
export function markHalf(text: string): number {
  return 8 + text.length * HALF_FIGURE;
}

const TOP = 30;
const STEP = 34;
/** About as wide as a letter of a name is, and half a figure on a mark. */
export const LETTER = 7.1;
const HALF_FIGURE = 3.4;

/**
 * A finalist's height in a column is its place among the finalists, so that a field of thousands does not flatten the picture;
 * its rank among all is the figure on the mark. Finalists of one rank stand next to each other, in the order of the last
 * column, then of their names; those not ranked stand last.
 * @param columns  left to right; the last is the group's.
 */
export function rankFlow(columns: readonly FlowColumn[], names: readonly string[], width: number): FlowLayout {
  const leftNames = width >= 720;
  const longest = names.reduce((most, name) => Math.max(most, name.length), 0) * LETTER;
  const nameWidth = Math.min(220, Math.round(width * (leftNames ? 0.19 : 0.3)), Math.max(60, Math.ceil(longest)));
  const most = columns.reduce((top, { ranks }) => ranks.reduce((a, b) => Math.max(a, b), top), 1);
  const nameGap = markHalf(formatNumber(most, 0)) + 8;
  const left = leftNames ? nameWidth + nameGap : nameGap;
  const right = width - nameWidth - nameGap;
  const x = (place: number) =>
    columns.length < 2 ? (left + right) / 2 : left + ((right - left) * place) / (columns.length - 1);
  const placesBy = columns.map(({ ranks }) => places(ranks, columns.at(-1)?.ranks ?? [], names));
  const path = line<FlowPoint>(
    (point) => point.x,
    (point) => point.y,
  ).curve(curveBumpX);
  const lines = names.map((_, finalist) => {
    const points = columns.map(({ ranks }, column) => ({
      x: x(column),
      y: TOP + STEP / 2 + placesBy[column]![finalist]! * STEP,
      rank: ranks[finalist]!,
    }));
    return { path: path(points) ?? '', points };
  });
  return {
    width,
    height: TOP + STEP * names.length + 4,
    columns: columns.map(({ id, name }, column) => ({ id, name, x: x(column) })),
    lines,
    leftNames,
    nameWidth,
    nameGap,
  };
}

/** Each finalist's place from the top, from 0. */
function places(ranks: readonly number[], group: readonly number[], names: readonly string[]): number[] {
  const last = (rank: number) => (rank === 0 ? Infinity : rank);
  const byRank = (order: readonly number[], a: number, b: number) =>
    order[a] === order[b] ? 0 : last(order[a]!) - last(order[b]!);
  const order = names
    .map((_, finalist) => finalist)
    .sort((a, b) => byRank(ranks, a, b) || byRank(group, a, b) || (names[a]! < names[b]! ? -1 : 1));
  const result = new Array<number>(names.length);
  order.forEach((finalist, place) => (result[finalist] = place));
  return result;
}
