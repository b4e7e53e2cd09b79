// Picks the operating points to propose from a sweep: the nondominated ones on the chosen criteria, thinned to a few.
import { nondominated } from '../../engine/fronts.ts';
import { hypervolume } from '../../engine/pareto/hypervolume.ts';

/** A sweep with more states than this is looked at in evenly spaced ones, so that a front of several criteria stays quick. */
const MOST_CONSIDERED = 4096;

interface Columns {
  /** Per criterion its value at every state, NaN where undefined. */
  columns: readonly Float64Array[];
  /** Per criterion +1 where larger is better, −1 where smaller is. */
  signs: readonly (1 | -1)[];
}

/** The state that is best on a criterion, the first of equals; −1 where it is undefined everywhere. O(states). */
export function bestState(column: Float64Array, sign: 1 | -1): number {
  let best = -1;
  for (let k = 0; k < column.length; k++) {
    if (!Number.isNaN(column[k]!) && (best < 0 || sign * (column[k]! - column[best]!) > 0)) best = k;
  }
  return best;
}

/**
 * States to compare, rising: all of them, or when there are too many evenly spaced ones, each criterion's best, and `always`.
 */
export function consideredStates(
  { columns, signs }: Columns,
  states: number,
  always: readonly number[],
  most = MOST_CONSIDERED,
): Int32Array {
  if (states <= most) return Int32Array.from({ length: states }, (_, k) => k);
  const found = new Set(always);
  columns.forEach((column, j) => found.add(bestState(column, signs[j]!)));
  for (let k = 0; k < most; k++) found.add(Math.round((k * (states - 1)) / (most - 1)));
  found.delete(-1);
  return Int32Array.from(found).sort();
}

/** Those of `considered` that none of the others dominates, rising; states with an undefined criterion are left out. */
export function nondominatedStates({ columns, signs }: Columns, considered: Int32Array): number[] {
  const compared = columns.map((column) => Float64Array.from(considered, (k) => column[k]!));
  const mask = Uint8Array.from(considered, (_, k) => (compared.some((column) => Number.isNaN(column[k]!)) ? 0 : 1));
  const matrix = { n: considered.length, m: columns.length, compared, signs: Int8Array.from(signs) };
  const front = nondominated(matrix, mask);
  return Array.from(considered).filter((_, k) => front[k] === 1);
}

/** How far beyond the members' worst the reference lies, as a share of their range: extremes count, and count little. */
const BEYOND = 0.1;

/**
 * At most `most` states, rising: the first ones given, then again and again the member that adds most hypervolume to all
 * chosen, every criterion scaled to the members' range; ends when nobody adds any. Greedy choice keeps at least 1 − 1/e of the
 * best possible volume: Guerreiro, Fonseca & Paquete (2016), Evol. Comput. 24(3):521–544. Volumes only fall as more are
 * chosen, so a member is measured again only when its last gain leads: Minoux (1978), Optim. Techniques, LNCIS 7, 234–243.
 * @param first  chosen before all others, whether members or not; at least these are answered.
 */
export function fewest(
  { columns, signs }: Columns,
  members: readonly number[],
  first: readonly number[],
  most: number,
): number[] {
  const scaled = columns.map((column, j) => {
    let low = Infinity;
    let high = -Infinity;
    for (const k of members) {
      low = Math.min(low, signs[j]! * column[k]!);
      high = Math.max(high, signs[j]! * column[k]!);
    }
    return (k: number) => (high > low ? (signs[j]! * column[k]! - low) / (high - low) : 1);
  });
  const reference = scaled.map(() => -BEYOND);
  const rises = Int8Array.from(scaled, () => 1);
  const volume = (states: readonly number[]) => {
    const compared = scaled.map((value) => Float64Array.from(states, value));
    return hypervolume({ n: states.length, m: scaled.length, compared, signs: rises }, null, reference);
  };
  // One whose criteria are not all defined has no volume, and hides nobody.
  const chosen = [...new Set(first)];
  const among = evenly(members, MOST_MEASURED);
  const gains = new Float64Array(among.length).fill(Infinity);
  let before = volume(chosen);
  while (chosen.length < most) {
    const fresh = new Uint8Array(among.length);
    let best = largest(gains);
    while (best >= 0 && fresh[best] === 0 && gains[best]! > NOTHING) {
      gains[best] = volume([...chosen, among[best]!]) - before;
      fresh[best] = 1;
      best = largest(gains);
    }
    if (best < 0 || !(gains[best]! > NOTHING)) break;
    before += gains[best]!;
    chosen.push(among[best]!);
    gains[best] = 0;
  }
  return chosen.sort((a, b) => a - b);
}

/** Of a front with more members, evenly spaced ones are measured: neighbours on a sweep are hardly told apart. */
const MOST_MEASURED = 400;

/** At most `most` of a list, the ends among them. */
function evenly(list: readonly number[], most: number): readonly number[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, k) => list[Math.round((k * (list.length - 1)) / (most - 1))]!);
}

/** A share of the unit box that rounding alone may leave. */
const NOTHING = 1e-12;

function largest(values: Float64Array): number {
  let best = -1;
  for (let k = 0; k < values.length; k++) if (best < 0 || values[k]! > values[best]!) best = k;
  return best;
}
