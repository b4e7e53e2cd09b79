// An independent calculation of everything the product says of a review in numbers: plain loops over plain arrays, written from the
// definitions and sharing no code with the engine. Slow, and meant to be read: it is what the engine, the screen and the record are
// held against. For tests only.

export type PlainFunction =
  | { shape: 'linear' | 'log'; worst: number; best: number }
  | { shape: 'target'; target: number; below: number; above: number };

export interface PlainReview {
  names: readonly string[];
  /** Per metric, per candidate; null: not measured. */
  measured: Readonly<Record<string, readonly (number | null)[]>>;
  objectives: readonly { metric: string; direction: 'max' | 'min' | 'target'; f: PlainFunction }[];
  roles: readonly {
    name: string;
    influence: number;
    /** Points per objective, in the objectives' order; all 0: it has not weighed. */
    points: readonly number[];
    musts: readonly { metric: string; comparator: '<=' | '>='; bound: number }[];
  }[];
}

/** What differs by less is level: the product's stated allowance. */
const LEVEL = 1e-12;

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

function valueOf(f: PlainFunction, x: number): number {
  let value: number;
  if (f.shape === 'target') value = 1 - (x < f.target ? (f.target - x) / f.below : (x - f.target) / f.above);
  else if (f.shape === 'log') value = Math.log(x / f.worst) / Math.log(f.best / f.worst);
  else value = (x - f.worst) / (f.best - f.worst);
  return Math.min(1, Math.max(0, value));
}

const passes = (x: number | null, comparator: '<=' | '>=', bound: number) =>
  x !== null && (comparator === '<=' ? x <= bound : x >= bound);

/** One more than the number of members that are better by the first key on which the two are not level; 0: no member. */
function ranksBy(n: number, members: readonly number[], keys: readonly (readonly number[])[]): number[] {
  const ranks = new Array<number>(n).fill(0);
  for (const i of members) {
    let better = 0;
    for (const other of members) {
      for (const key of keys) {
        const gap = key[other]! - key[i]!;
        if (Math.abs(gap) <= LEVEL) continue;
        if (gap > 0) better++;
        break;
      }
    }
    ranks[i] = 1 + better;
  }
  return ranks;
}

const byName = (names: readonly string[], members: Iterable<number>) =>
  [...members].sort((a, b) => (names[a]! < names[b]! ? -1 : 1));
const firstOf = (names: readonly string[], ranks: readonly number[]) =>
  byName(
    names,
    ranks.flatMap((rank, i) => (rank === 1 ? [i] : [])),
  );

/** Layer after layer of those whom nobody left dominates. */
function layers(review: PlainReview, members: readonly number[]): number[] {
  // Larger is better; a target is as good as it is near.
  const columns = review.objectives.map(({ metric, direction, f }) =>
    review.measured[metric]!.map((x) => {
      if (x === null) return NaN;
      if (direction === 'target' && f.shape === 'target')
        return x < f.target ? (x - f.target) / f.below : (f.target - x) / f.above;
      return direction === 'max' ? x : -x;
    }),
  );
  const dominates = (a: number, b: number) => {
    let somewhere = false;
    for (const column of columns) {
      if (column[a]! < column[b]!) return false;
      if (column[a]! > column[b]!) somewhere = true;
    }
    return somewhere;
  };
  const layerOf = new Array<number>(review.names.length).fill(0);
  let left = [...members];
  for (let layer = 1; left.length > 0; layer++) {
    const front = left.filter((i) => !left.some((other) => dominates(other, i)));
    for (const i of front) layerOf[i] = layer;
    left = left.filter((i) => layerOf[i] === 0);
  }
  return layerOf;
}

export interface PlainRole {
  weights: number[];
  scores: number[];
  ranks: number[];
  best: number;
  favourites: number[];
  regrets: number[];
}

function roleResult(review: PlainReview, values: number[][], members: readonly number[], weights: number[]): PlainRole {
  const scores = review.names.map((_, i) => sum(weights.map((weight, j) => weight * values[j]![i]!)));
  const best = Math.max(...members.map((i) => scores[i]!));
  const ranks = ranksBy(review.names.length, members, [scores]);
  const regrets = scores.map((score) => (Math.abs(best - score) <= LEVEL ? 0 : best - score));
  return { weights, scores, ranks, best, favourites: firstOf(review.names, ranks), regrets };
}

const worstRegret = (roles: readonly PlainRole[], i: number) => Math.max(...roles.map(({ regrets }) => regrets[i]!));

function leastRegret(review: PlainReview, roles: readonly PlainRole[], members: readonly number[]): number[] {
  const worst = review.names.map((_, i) => -worstRegret(roles, i));
  const even = review.names.map((_, i) => sum(roles.map(({ scores }) => scores[i]!)) / roles.length);
  return ranksBy(review.names.length, members, [worst, even]);
}

export interface PlainNumbers {
  members: number[];
  feasible: boolean[];
  fronts: number[];
  values: number[][];
  roles: PlainRole[];
  leastRegret: number[];
  weightedMean: number[];
  means: number[];
  answer: number;
  /** Per rule all whom it puts first, by name. */
  winners: Record<string, number[]>;
}

export function plainNumbers(review: PlainReview): PlainNumbers {
  const { names, measured, objectives } = review;
  const all = names.map((_, i) => i);
  const feasible = all.map((i) =>
    review.roles.every(({ musts }) =>
      musts.every(({ metric, comparator, bound }) => passes(measured[metric]![i]!, comparator, bound)),
    ),
  );
  const complete = (i: number) => objectives.every(({ metric }) => measured[metric]![i] !== null);
  const members = all.filter((i) => feasible[i] && complete(i));
  const values = objectives.map(({ metric, f }) => measured[metric]!.map((x) => (x === null ? NaN : valueOf(f, x))));
  const roles = review.roles.map(({ points }) => {
    const total = sum(points);
    const weights = points.map((point) => (total === 0 ? 1 / points.length : point / total));
    return roleResult(review, values, members, weights);
  });
  const regretRanks = leastRegret(review, roles, members);
  const influence = sum(review.roles.map((role) => role.influence));
  const means = all.map((i) =>
    sum(roles.map(({ scores }, k) => (review.roles[k]!.influence / influence) * scores[i]!)),
  );
  const meanRanks = ranksBy(names.length, members, [means]);
  const winners: Record<string, number[]> = {
    leastRegret: firstOf(names, regretRanks),
    weightedMean: firstOf(names, meanRanks),
    ...otherRules(review, roles, members, [regretRanks, meanRanks]),
  };
  return {
    members,
    feasible,
    fronts: layers(review, members),
    values,
    roles,
    leastRegret: regretRanks,
    weightedMean: meanRanks,
    means,
    answer: winners['leastRegret']![0]!,
    winners,
  };
}

/** Leximin, Nash from the worst ends, Borda, Copeland and Kemeny; the last among 16 at most. */
function otherRules(
  { names }: PlainReview,
  roles: readonly PlainRole[],
  members: readonly number[],
  before: readonly number[][],
): Record<string, number[]> {
  const n = names.length;
  const all = names.map((_, i) => i);
  const sorted = all.map((i) => roles.map(({ scores }) => scores[i]!).sort((a, b) => a - b));
  const leximin = ranksBy(
    n,
    members,
    roles.map((_, k) => sorted.map((row) => row[k]!)),
  );
  const product = all.map((i) => roles.reduce((gain, { scores }) => gain * scores[i]! ** (1 / roles.length), 1));
  const nash = ranksBy(n, members, [product]);
  // A point for each that is placed behind, half a point for each that is level.
  const points = all.map((i) =>
    sum(
      roles.map(({ ranks }) =>
        sum(
          members.map((other) =>
            other === i ? 0 : ranks[other]! > ranks[i]! ? 1 : ranks[other] === ranks[i] ? 0.5 : 0,
          ),
        ),
      ),
    ),
  );
  const borda = ranksBy(n, members, [points]);
  const prefers = (a: number, b: number) => roles.filter(({ ranks }) => ranks[a]! < ranks[b]!).length;
  const duels = all.map((i) => ranksOf(members, i, (other) => Math.sign(prefers(i, other) - prefers(other, i))));
  const copeland = ranksBy(n, members, [duels]);
  const rankings = [...before, leximin, nash, borda, copeland];
  return {
    leximin: firstOf(names, leximin),
    nash: firstOf(names, nash),
    borda: firstOf(names, borda),
    copeland: firstOf(names, copeland),
    kemeny: kemenyFirst(names, shortlist(names, rankings, members, 16), prefers),
  };
}

const ranksOf = (members: readonly number[], i: number, won: (other: number) => number) =>
  members.includes(i) ? sum(members.map((other) => (other === i ? 0 : won(other)))) : 0;

/** Winners of every ranking, then seconds, until there are so many; everybody where there are no more. */
function shortlist(
  names: readonly string[],
  rankings: readonly (readonly number[])[],
  members: readonly number[],
  most: number,
): number[] {
  if (members.length <= most) return byName(names, members);
  const orders = rankings.map((ranks) =>
    [...members].sort((a, b) => ranks[a]! - ranks[b]! || (names[a]! < names[b]! ? -1 : 1)),
  );
  const chosen: number[] = [];
  for (let place = 0; chosen.length < most; place++) {
    for (const order of orders) {
      if (chosen.length < most && !chosen.includes(order[place]!)) chosen.push(order[place]!);
    }
  }
  return byName(names, chosen);
}

/** Who takes the first place in some order that contradicts the fewest preferences. By the least cost of every subset. */
function kemenyFirst(
  names: readonly string[],
  among: readonly number[],
  prefers: (a: number, b: number) => number,
): number[] {
  const k = among.length;
  // What it costs to put a before b: the roles that would have it the other way round.
  const against = among.map((a) => among.map((b) => prefers(b, a)));
  const least = new Array<number>(1 << k).fill(Infinity);
  least[0] = 0;
  // least[set]: the cheapest order of the members of `set` at the end of the list, whatever comes before them.
  for (let set = 1; set < 1 << k; set++) {
    for (let first = 0; first < k; first++) {
      if ((set & (1 << first)) === 0) continue;
      const rest = set & ~(1 << first);
      let cost = least[rest]!;
      for (let other = 0; other < k; other++) if ((rest & (1 << other)) !== 0) cost += against[first]![other]!;
      if (cost < least[set]!) least[set] = cost;
    }
  }
  const everybody = (1 << k) - 1;
  const winners = among.filter((_, first) => {
    const rest = everybody & ~(1 << first);
    let cost = least[rest]!;
    for (let other = 0; other < k; other++) if ((rest & (1 << other)) !== 0) cost += against[first]![other]!;
    return cost === least[everybody];
  });
  return byName(names, winners);
}

/** How many could be chosen with one `must` at another bound, the others staying. */
export function plainPassing(review: PlainReview, role: number, must: number, bound: number): number {
  const roles = review.roles.map((each, k) => ({
    ...each,
    musts: each.musts.map((one, m) => (k === role && m === must ? { ...one, bound } : one)),
  }));
  return plainNumbersOfMembers({ ...review, roles });
}

function plainNumbersOfMembers(review: PlainReview): number {
  return review.names.filter(
    (_, i) =>
      review.objectives.every(({ metric }) => review.measured[metric]![i] !== null) &&
      review.roles.every(({ musts }) =>
        musts.every(({ metric, comparator, bound }) => passes(review.measured[metric]![i]!, comparator, bound)),
      ),
  ).length;
}

/** The group's answer, and its largest regret, with other weights of some roles. */
export function plainUnder(
  review: PlainReview,
  { values, members, roles }: PlainNumbers,
  weightsOf: ReadonlyMap<number, readonly number[]>,
): { winners: number[]; worst: (i: number) => number } {
  const results = roles.map((role, k) => {
    const weights = weightsOf.get(k);
    return weights === undefined ? role : roleResult(review, values, members, [...weights]);
  });
  return {
    winners: firstOf(review.names, leastRegret(review, results, members)),
    worst: (i) => worstRegret(results, i),
  };
}

/** Everybody takes the mean weight for one objective, and the others make room in proportion. */
export function plainGap(review: PlainReview, numbers: PlainNumbers, objective: number) {
  const { roles, answer } = numbers;
  const mean = sum(roles.map(({ weights }) => weights[objective]!)) / roles.length;
  const changed = new Map(
    roles.map(({ weights }, k) => {
      const rest = 1 - weights[objective]!;
      const others = weights.length - 1;
      return [
        k,
        weights.map((weight, j) =>
          j === objective ? mean : rest === 0 ? (1 - mean) / others : (weight / rest) * (1 - mean),
        ),
      ];
    }),
  );
  const { winners, worst } = plainUnder(review, numbers, changed);
  const changes = !winners.includes(answer);
  return { mean, changes, winners, regretThen: worst(changes ? winners[0]! : answer) };
}

/** What a role gives up with a candidate: its regret, and the objective on which it loses most value. −1: on none. */
export function plainLoss({ values, roles }: PlainNumbers, role: number, candidate: number) {
  const { weights, regrets, favourites } = roles[role]!;
  const favourite = favourites[0]!;
  if (favourites.includes(candidate)) return { regret: 0, objective: -1, favourite: candidate };
  const lost = weights.map((weight, j) => weight * (values[j]![favourite]! - values[j]![candidate]!));
  const objective = lost.reduce((most, x, j) => (x > (most < 0 ? LEVEL : lost[most]!) ? j : most), -1);
  return { regret: regrets[candidate]!, objective, favourite };
}
