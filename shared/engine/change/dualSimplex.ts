// A small dense linear program solver that takes its constraints one by one, as cutting planes do.

/** Below this a constraint counts as met: well above rounding noise, well below the engine's own grid. */
const MET = 1e-13;
/** Smaller pivots would let noise through. */
const PIVOT = 1e-9;
/** A violation that no variable can mend is rounding noise of a constraint that is met, if it is no larger. Well below the margins by which a first place is asked for. */
const NOISE = 1e-12;
/** Steps by the largest violation before Bland's rule, which is slower and cannot cycle, takes over. */
const GREEDY = 200;
const MOST = 20_000;

interface Optimum {
  cost: number;
  /** Per variable. */
  x: Float64Array;
  /** Per constraint in the order of adding: what one unit of its bound costs; 0 where it does not bind. */
  prices: Float64Array;
}

/**
 * Minimises costs · x over x ≥ 0 and constraints a · x ≥ b, where every cost is 0 or more: then no activity at all is a
 * dual feasible start, an added constraint keeps it so, and no first phase is needed.
 *
 * Dual simplex: Lemke (1954), Naval Res. Logist. Q. 1:36–47; smallest-index rule: Bland (1977), Math. Oper. Res. 2(2):103–107.
 * Written for a few dozen variables and constraints; a step is O(variables × constraints). Packages in plain JavaScript
 * stop at about 1e-8, give no prices (which are the proofs here), and start from nothing for every added constraint.
 */
export class DualSimplex {
  readonly #variables: number;
  readonly #rows: Float64Array[] = [];
  readonly #bounds: number[] = [];
  /** Which variable a row or column stands for: 0 … variables − 1, then one slack per constraint. */
  readonly #ofRow: number[] = [];
  readonly #ofColumn: number[];
  readonly #reduced: Float64Array;
  #cost = 0;

  constructor(costs: ArrayLike<number>) {
    this.#variables = costs.length;
    this.#reduced = Float64Array.from(costs);
    this.#ofColumn = Array.from(costs, (_, j) => j);
  }

  /** Another program with the same constraints, to be taken further on its own. */
  copy(): DualSimplex {
    const other = new DualSimplex(this.#reduced);
    other.#rows.push(...this.#rows.map((row) => row.slice()));
    other.#bounds.push(...this.#bounds);
    other.#ofRow.push(...this.#ofRow);
    this.#ofColumn.forEach((variable, c) => (other.#ofColumn[c] = variable));
    other.#cost = this.#cost;
    return other;
  }

  /** a · x ≥ b. */
  add(a: ArrayLike<number>, b: number): void {
    const row = new Float64Array(this.#variables);
    let bound = -b;
    this.#ofColumn.forEach((variable, c) => {
      if (variable < this.#variables) row[c] = -a[variable]!;
    });
    this.#ofRow.forEach((variable, r) => {
      const factor = variable < this.#variables ? a[variable]! : 0;
      if (factor === 0) return;
      bound += factor * this.#bounds[r]!;
      const from = this.#rows[r]!;
      for (let c = 0; c < row.length; c++) row[c]! += factor * from[c]!;
    });
    this.#ofRow.push(this.#variables + this.#rows.length);
    this.#rows.push(row);
    this.#bounds.push(bound);
  }

  /** The optimum, or null when no x meets all constraints. */
  solve(): Optimum | null {
    for (let step = 0; ; step++) {
      const r = this.#leaving(step >= GREEDY);
      if (r < 0) return this.#optimum();
      const c = this.#entering(this.#rows[r]!);
      if (c < 0) {
        if (this.#bounds[r]! < -NOISE) return null;
        this.#bounds[r] = 0;
        continue;
      }
      if (step > MOST) throw new Error('A linear program did not come to an end.');
      this.#pivot(r, c);
    }
  }

  #leaving(bland: boolean): number {
    let chosen = -1;
    for (let r = 0; r < this.#bounds.length; r++) {
      if (this.#bounds[r]! >= -MET) continue;
      if (chosen < 0) chosen = r;
      else if (bland ? this.#ofRow[r]! < this.#ofRow[chosen]! : this.#bounds[r]! < this.#bounds[chosen]!) chosen = r;
    }
    return chosen;
  }

  #entering(row: Float64Array): number {
    let chosen = -1;
    let least = Infinity;
    for (let c = 0; c < row.length; c++) {
      if (row[c]! >= -PIVOT) continue;
      const ratio = this.#reduced[c]! / -row[c]!;
      if (ratio < least || (ratio === least && this.#ofColumn[c]! < this.#ofColumn[chosen]!)) {
        least = ratio;
        chosen = c;
      }
    }
    return chosen;
  }

  #pivot(r: number, c: number): void {
    const row = this.#rows[r]!;
    const inverse = 1 / row[c]!;
    for (let k = 0; k < row.length; k++) row[k]! *= inverse;
    row[c] = inverse;
    const bound = (this.#bounds[r]! *= inverse);
    this.#rows.forEach((other, i) => {
      const factor = other[c]!;
      if (i === r || factor === 0) return;
      other[c] = 0;
      for (let k = 0; k < row.length; k++) other[k]! -= factor * row[k]!;
      this.#bounds[i]! -= factor * bound;
    });
    const price = this.#reduced[c]!;
    this.#reduced[c] = 0;
    for (let k = 0; k < row.length; k++) this.#reduced[k] = Math.max(0, this.#reduced[k]! - price * row[k]!);
    this.#reduced[c] = Math.max(0, -price * inverse);
    this.#cost += price * bound;
    [this.#ofRow[r], this.#ofColumn[c]] = [this.#ofColumn[c]!, this.#ofRow[r]!];
  }

  #optimum(): Optimum {
    const x = new Float64Array(this.#variables);
    const prices = new Float64Array(this.#rows.length);
    this.#ofRow.forEach((variable, r) => {
      if (variable < x.length) x[variable] = Math.max(0, this.#bounds[r]!);
    });
    this.#ofColumn.forEach((variable, c) => {
      if (variable >= x.length) prices[variable - x.length] = this.#reduced[c]!;
    });
    return { cost: this.#cost, x, prices };
  }
}
