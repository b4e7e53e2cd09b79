// Random numbers that are not uniform: normal, gamma, Dirichlet.
import type { Random } from './random.ts';
import { uniform } from './random.ts';

// The ziggurat: 128 layers of equal area under the normal curve; layer 0 has the tail beyond R.
const LAYERS = 128;
const R = 3.442619855899;
const AREA = 9.91256303526217e-3;
const edges = new Float64Array(LAYERS + 1);
const ratios = new Float64Array(LAYERS);
const curve = (x: number) => Math.exp(-0.5 * x * x);
edges[0] = AREA / curve(R);
edges[1] = R;
for (let i = 2; i < LAYERS; i++) edges[i] = Math.sqrt(-2 * Math.log(AREA / edges[i - 1]! + curve(edges[i - 1]!)));
for (let i = 0; i < LAYERS; i++) ratios[i] = edges[i + 1]! / edges[i]!;

/**
 * Standard normal, exact up to the 25 bits of its place in a layer. Mostly one draw and one multiplication.
 * Marsaglia & Tsang (2000), J. Stat. Softw. 5(8); layer and place from different bits, as in Doornik (2005).
 */
export function normal(random: Random): number {
  for (;;) {
    const bits = random();
    const layer = bits & (LAYERS - 1);
    const place = ((bits >>> 7) + 0.5) / 16777216 - 1;
    if (Math.abs(place) < ratios[layer]!) return place * edges[layer]!;
    if (layer === 0) return Math.sign(place) * tail(random);
    const x = place * edges[layer]!;
    const low = curve(edges[layer]!);
    if (low + uniform(random) * (curve(edges[layer + 1]!) - low) < curve(x)) return x;
  }
}

/** A normal number known to be beyond R. */
function tail(random: Random): number {
  for (;;) {
    const x = -Math.log(uniform(random)) / R;
    if (-2 * Math.log(uniform(random)) > x * x) return R + x;
  }
}

/**
 * The logarithm of a gamma number of unit scale, finite even where the number itself would underflow.
 * Marsaglia & Tsang (2000), ACM TOMS 26(3):363–372; below a shape of 1 by their power of a uniform.
 * @param shape  above 0.
 */
export function logGamma(random: Random, shape: number): number {
  if (shape < 1) return logGamma(random, shape + 1) + Math.log(uniform(random)) / shape;
  if (shape === 1) return Math.log(-Math.log(uniform(random)));
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = uniform(random);
    if (u < 1 - 0.0331 * x * x * x * x || Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return Math.log(d * v);
  }
}

/**
 * Shares that sum to 1, Dirichlet with the given shapes; a shape of 0 gets a share of 0. Shapes of 1 everywhere are uniform
 * on the simplex. Devroye (1986), Non-Uniform Random Variate Generation, chapter XI.
 * @param shapes  from 0 upwards, one at least above 0.
 * @param into    gets the shares, from `at` on.
 */
export function dirichlet(random: Random, shapes: Float64Array, into: Float64Array, at: number): void {
  let largest = -Infinity;
  for (let j = 0; j < shapes.length; j++) {
    const log = shapes[j]! > 0 ? logGamma(random, shapes[j]!) : -Infinity;
    into[at + j] = log;
    if (log > largest) largest = log;
  }
  let sum = 0;
  for (let j = 0; j < shapes.length; j++) sum += into[at + j] = Math.exp(into[at + j]! - largest);
  for (let j = 0; j < shapes.length; j++) into[at + j]! /= sum;
}
