// What a measurement comes to: a number, or nothing with the reason. Never 0 for something that cannot be measured.

export type Measure =
  | {
      readonly value: number;
      readonly reason: null;
      /** Of a cube, whose scores were counted in bins: between which ends the number certainly lies. Absent: it is exact. */
      readonly bounds?: { readonly lo: number; readonly hi: number };
    }
  | { readonly value: null; readonly reason: string };

/** A finite number as it is; anything else (kernels answer NaN to an empty denominator) is undefined for this reason. */
export function measured(value: number, reason: string): Measure {
  return Number.isFinite(value) ? { value, reason: null } : { value: null, reason };
}

/** Σ weight, or how many rows there are without weights. */
export function totalWeight(rows: number, weights: Float64Array | null): number {
  if (weights === null) return rows;
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += weights[i]!;
  return sum;
}
