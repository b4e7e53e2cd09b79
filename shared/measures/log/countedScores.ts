// The scores of a cube as bins that measures read: which entries belong to one bin, and what their whole numbers come to.
import type { CountedScores } from '../../domain/cube.ts';
import { SCORE_BINS, SCORE_PARTS, WEIGHT_PARTS } from '../../domain/cubeParts.ts';
import type { BinnedScores, ScoreBins } from '../classification/scoreBins.ts';
import { mirroredBins } from '../classification/scoreBins.ts';
import type { GroupColumn } from '../fairness/groups.ts';

/** The bin of a score of a range: engines count by the same expression, so that both find the same bin to the bit. */
export const scoreBinOf = (score: number, { from, to }: Pick<CountedScores, 'from' | 'to'>): number =>
  Math.min(Math.floor(unitOf(score, from, to) * SCORE_BINS), SCORE_BINS - 1);

/** Where a score lies in a range, 0 … 1. Written so that probabilities stay as they are. */
const unitOf = (score: number, from: number, to: number) =>
  from === 0 && to === 1 ? score : (score - from) / (to - from);

/**
 * The bins of a candidate, of everybody and by group; null where its scores were not counted.
 * @param c           the place of the candidate.
 * @param isPositive  whether a word of the label is the positive answer.
 * @param groups      the columns of groups as they are measured.
 * @param mirrored    whether larger scores mean the other answer.
 * O(entries log entries).
 */
export function binnedScores(
  scores: readonly CountedScores[],
  c: number,
  {
    isPositive,
    groups,
    mirrored,
  }: { isPositive: (word: string) => boolean; groups: readonly GroupColumn[]; mirrored: boolean },
): BinnedScores | null {
  const own = scores.filter(({ candidate }) => candidate === c);
  const first = own.find(({ group }) => group === null) ?? own[0];
  if (first === undefined) return null;
  const turned = (bins: ScoreBins) => (mirrored ? mirroredBins(bins) : bins);
  const byColumn = new Map<GroupColumn, ScoreBins[]>();
  for (const counted of own) {
    const column = counted.group === null ? undefined : groups[counted.group];
    if (column === undefined) continue;
    // Groups that are written in several spellings are one each.
    const place = counted.groups.map((word) =>
      column.groups.findIndex((group) => group.toLowerCase() === word.toLowerCase()),
    );
    const entries = Map.groupBy(counted.member.keys(), (k) => place[counted.member[k]!] ?? -1);
    const ofGroups = column.groups.map((_, g) => turned(binsOf(counted, entries.get(g) ?? [], isPositive)));
    byColumn.set(column, ofGroups);
  }
  return { whole: turned(binsOf(first, [...first.label.keys()], isPositive)), byColumn };
}

function binsOf(counted: CountedScores, entries: readonly number[], isPositive: (word: string) => boolean): ScoreBins {
  const { exact, from, to, lo, hi, n } = counted;
  const positive = counted.labels.map(isPositive);
  const binOf = (k: number) => (exact ? lo[k]! : scoreBinOf(lo[k]!, counted));
  const bins = [...new Set(entries.map(binOf))].sort((a, b) => b - a);
  const placeOf = new Map(bins.map((bin, place) => [bin, place]));
  const empty = () => new Float64Array(2 * bins.length);
  const found: ScoreBins = {
    probabilities: from >= 0 && to <= 1,
    lo: new Float64Array(bins.length).fill(Infinity),
    hi: new Float64Array(bins.length).fill(-Infinity),
    counts: empty(),
    amounts: empty(),
    squares: counted.w === null ? null : empty(),
    scores: empty(),
    squaredScores: empty(),
  };
  for (const k of entries) {
    const bin = placeOf.get(binOf(k))!;
    const at = 2 * bin + (positive[counted.label[k]!] ? 1 : 0);
    const amount = counted.w === null ? n[k]! : Number(counted.w[k]) / WEIGHT_PARTS;
    found.lo[bin] = Math.min(found.lo[bin]!, lo[k]!);
    found.hi[bin] = Math.max(found.hi[bin]!, hi[k]!);
    found.counts[at]! += n[k]!;
    found.amounts[at]! += amount;
    if (found.squares !== null) found.squares[at]! += Number(counted.ww![k]) / WEIGHT_PARTS ** 2;
    const [sum, squares] = sumsOf(counted, k, amount);
    found.scores[at]! += sum;
    found.squaredScores[at]! += squares;
  }
  return found;
}

/** Σ of scores and of squared scores of an entry, weighed where cases are. */
function sumsOf({ exact, from, to, lo, s, ss, ws, wss }: CountedScores, k: number, amount: number): [number, number] {
  if (exact) return [amount * lo[k]!, amount * lo[k]! ** 2];
  const parts = ws === null ? SCORE_PARTS : SCORE_PARTS * WEIGHT_PARTS;
  const first = Number((ws ?? s)![k]) / parts;
  const second = Number((wss ?? ss)![k]) / parts;
  const range = from === 0 && to === 1 ? 1 : to - from;
  const start = range === 1 && from === 0 ? 0 : from;
  return [start * amount + range * first, start ** 2 * amount + 2 * start * range * first + range ** 2 * second];
}
