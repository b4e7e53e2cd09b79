// From measurements to values between 0 and 1, on scales whose ends do not move when candidates come or go.
import { proposeAnchors } from '../../engine/anchors.ts';
import { valueOf } from '../../engine/value.ts';

/**
 * How a measurement becomes a value. `worst` → 0 and `best` → 1, beyond them it is clamped; whichever is the larger number says
 * which way is better.
 * - linear, log (both ends above 0).
 * - target: 1 at `target`, falling to 0 at `target − below` and at `target + above`.
 * - piecewise: straight lines between points, `at` rising.
 */
export type Scale =
  | { shape: 'linear' | 'log'; worst: number; best: number }
  | { shape: 'target'; target: number; below: number; above: number }
  | { shape: 'piecewise'; points: { at: number; value: number }[] };

/**
 * A scale that holds all given numbers, its ends rounded outwards to numbers that a person would choose; logarithmic where they are
 * positive and span more than two decades. A proposal to be kept: a scale that follows the candidates lets the removal of a hopeless
 * one change the winner.
 *
 * @param column     measurements in any order; NaN is missing.
 * @param direction  which way is better, or 'target': the best is in the middle.
 * O(n log n). Heckbert (1990), Graphics Gems, "Nice numbers".
 * @example
 * ```ts
 * import { proposeScale } from 'parley/engine';
 * proposeScale([12, 48, 93], 'min'); // → { shape: 'linear', worst: 95, best: 10 }
 * ```
 */
export function proposeScale(column: ArrayLike<number>, direction: 'max' | 'min' | 'target'): Scale {
  return proposeAnchors(column, direction);
}

/**
 * The values of a column of measurements on a scale.
 *
 * @param column  measurements; NaN is missing, and stays NaN.
 * @param scale   with ends that differ.
 * @returns length n, between 0 (worst end) and 1 (best end).
 * @throws RangeError for a scale whose ends are equal, or whose points do not rise.
 * O(n). Keeney & Raiffa (1976), Decisions with Multiple Objectives, chapter 3.
 * @example
 * ```ts
 * import { toValues } from 'parley/engine';
 * toValues([200, 20, 110], { shape: 'linear', worst: 200, best: 20 }); // → [0, 1, 0.5]
 * ```
 */
export function toValues(column: ArrayLike<number>, scale: Scale): Float64Array {
  checkScale(scale);
  return Float64Array.from(column, (x) => valueOf(scale, x));
}

/** @internal @throws RangeError */
export function checkScale(scale: Scale): void {
  const fits =
    scale.shape === 'piecewise'
      ? scale.points.length > 1 && scale.points.every(({ at }, k) => k === 0 || at > scale.points[k - 1]!.at)
      : scale.shape === 'target'
        ? scale.below > 0 && scale.above > 0 && Number.isFinite(scale.target)
        : scale.worst !== scale.best &&
          Number.isFinite(scale.worst - scale.best) &&
          (scale.shape === 'linear' || (scale.worst > 0 && scale.best > 0));
  if (!fits) {
    throw new RangeError(
      `A ${scale.shape} scale does not fit: ${
        scale.shape === 'piecewise'
          ? 'its points go from left to right, two at least'
          : scale.shape === 'target'
            ? 'both distances from the target are above 0'
            : `its ends are two different${scale.shape === 'log' ? ' positive' : ''} numbers`
      }.`,
    );
  }
}
