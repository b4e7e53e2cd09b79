// The first pass where objectives are two or three: a grid over the first ones, with the best of the last in each cell.
import { Scale } from './codes';
import { Survivors } from './eliminate';
import { unset } from './memory';

/** Columns of the grid over one objective, as a power of two. */
const FINE = 11;
/** Columns and rows of the grid over two. */
const COARSE = 7;

/**
 * Takes out candidates of two objectives: dominated is whom somebody from a column before, which is better on the first, equals or
 * beats on the second. O(n).
 */
export function eliminate2(scale: Scale): Survivors {
  const n = scale.n;
  const size = 1 << FINE;
  const cells = unset<i32>(n);
  const least = new StaticArray<f64>(size + 1);
  for (let c = 0; c <= size; c++) least[c] = Infinity;
  for (let i = 0; i < n; i++) {
    const cell = scale.codeOf(i, 0) >> (15 - FINE);
    cells[i] = cell;
    const y = scale.columns[n + i];
    if (y < least[cell + 1]) least[cell + 1] = y;
  }
  for (let c = 1; c <= size; c++) least[c] = min(least[c], least[c - 1]);
  const left = new Survivors(n);
  let count = 0;
  for (let i = 0; i < n; i++) if (scale.columns[n + i] < least[cells[i]]) left.candidates[count++] = i;
  left.count = count;
  return left;
}

/** The same of three objectives: somebody from a column and a row before equals or beats one on the third. O(n + cells). */
export function eliminate3(scale: Scale): Survivors {
  const n = scale.n;
  const size = 1 << COARSE;
  const width = size + 1;
  const cells = unset<i32>(n);
  const least = new StaticArray<f64>(width * width);
  for (let c = 0; c < width * width; c++) least[c] = Infinity;
  for (let i = 0; i < n; i++) {
    const cell = (scale.codeOf(i, 0) >> (15 - COARSE)) * width + (scale.codeOf(i, 1) >> (15 - COARSE));
    cells[i] = cell;
    // One column and one row further on: where it counts.
    const place = cell + width + 1;
    const z = scale.columns[2 * n + i];
    if (z < least[place]) least[place] = z;
  }
  for (let a = 1; a < width; a++) {
    for (let b = 1; b < width; b++) {
      const place = a * width + b;
      least[place] = min(least[place], min(least[place - 1], least[place - width]));
    }
  }
  const left = new Survivors(n);
  let count = 0;
  for (let i = 0; i < n; i++) if (scale.columns[2 * n + i] < least[cells[i]]) left.candidates[count++] = i;
  left.count = count;
  return left;
}
