// Oracles for hypervolume: by slicing, with plain arrays, and n + 1 volumes for contributions. For tests and benchmarks.
import type { ObjectiveColumns } from '../dominance.ts';

/** Hypervolume by slicing objectives: between two neighbouring last coordinates, whoever reaches that far, one dimension less. */
export function naiveVolume(gains: readonly (readonly number[])[]): number {
  const d = gains[0]?.length ?? 0;
  if (d <= 1) return gains.reduce((largest, [x]) => Math.max(largest, x ?? 0), 0);
  const edges = [...new Set(gains.map((row) => row[d - 1]!))].sort((a, b) => a - b);
  return edges.reduce((volume, edge, k) => {
    const slice = gains.filter((row) => row[d - 1]! >= edge).map((row) => row.slice(0, -1));
    return volume + (edge - (edges[k - 1] ?? 0)) * naiveVolume(slice);
  }, 0);
}

/** Volume with candidate k, less volume without it, for every k. */
export function naiveContributions(gains: readonly (readonly number[])[]): number[] {
  const whole = naiveVolume(gains);
  return gains.map((_, k) => whole - naiveVolume(gains.toSpliced(k, 1)));
}

/** Gains over a reference as rows; not above 0 in every coordinate: an empty box, all zeros. */
export function naiveGains({ n, m, compared, signs }: ObjectiveColumns, reference: ArrayLike<number>): number[][] {
  return Array.from({ length: n }, (_, i) => {
    const row = Array.from({ length: m }, (_, j) => (compared[j]![i]! - reference[j]!) * signs[j]!);
    return row.every((gain) => gain > 0) ? row : row.map(() => 0);
  });
}
