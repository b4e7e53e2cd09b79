// The nodes of a tree while it is being grown: what is summed over the rows that pass each.
import type { Tree } from './tree.ts';

/** Sums are of target − centre. */
export class Nodes {
  readonly centre: number;
  readonly question: number[] = [];
  readonly threshold: number[] = [];
  readonly left: number[] = [];
  readonly depth: number[] = [];
  readonly rows: number[] = [];
  readonly weights: number[] = [];
  readonly sums: number[] = [];
  readonly squares: number[] = [];

  constructor(centre: number) {
    this.centre = centre;
  }

  /** Adds the nodes of a level; answers with their places. */
  add(target: Float64Array, weights: Float64Array | null, slot: Int32Array, count: number, depth: number): number[] {
    const first = this.left.length;
    for (let k = 0; k < count; k++) {
      this.question.push(-1);
      this.threshold.push(NaN);
      this.left.push(-1);
      this.depth.push(depth);
      for (const sums of [this.rows, this.weights, this.sums, this.squares]) sums.push(0);
    }
    for (let row = 0; row < slot.length; row++) {
      if (slot[row]! < 0) continue;
      const node = first + slot[row]!;
      const w = weights === null ? 1 : weights[row]!;
      const value = target[row]! - this.centre;
      this.rows[node]!++;
      this.weights[node]! += w;
      this.sums[node]! += w * value;
      this.squares[node]! += w * value * value;
    }
    return Array.from({ length: count }, (_, k) => first + k);
  }

  /** The left child will be the node `offset` places after all there are now. */
  split(node: number, question: number, threshold: number, offset: number): void {
    this.question[node] = question;
    this.threshold[node] = threshold;
    this.left[node] = this.left.length + offset;
  }

  variance(node: number): number {
    const w = this.weights[node]!;
    return w > 0 ? Math.max(0, this.squares[node]! / w - (this.sums[node]! / w) ** 2) : 0;
  }

  tree(): Tree {
    return {
      question: Int32Array.from(this.question),
      threshold: Float64Array.from(this.threshold),
      left: Int32Array.from(this.left),
      depth: Uint8Array.from(this.depth),
      rows: Int32Array.from(this.rows),
      weight: Float64Array.from(this.weights),
      mean: Float64Array.from(this.weights, (w, node) => this.centre + this.sums[node]! / w),
      variance: Float64Array.from(this.weights, (_, node) => this.variance(node)),
    };
  }
}
