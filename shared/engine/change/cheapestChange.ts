// No candidate passes: the smallest changes of bounds that let one pass, cheapest first.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Requirement } from '../../domain/role.ts';
import { decimalsFor } from '../../domain/format.ts';
import { printedBound } from './priceList.ts';
import type { Foundation } from '../evaluation.ts';
import { meets, screen } from '../screen.ts';

/** A `must` and the bound it would need, as it is printed and typed. */
export interface BoundMove {
  requirement: Requirement;
  to: number;
}

/** Bounds that change together, and who passes every `must` then. */
export interface AdmittingChange {
  moves: readonly BoundMove[];
  /** Candidate indices, by name; at least one. */
  admits: readonly number[];
  /** The largest of its moves, as a share of the spread of that metric's measurements. */
  size: number;
}

export interface CheapestChanges {
  /** Every `must` that nobody meets, whatever the others say. */
  excludesAll: readonly Requirement[];
  /** Fewest bounds first, then the smallest step; empty where no bound helps, because what is asked for was not measured. */
  changes: readonly AdmittingChange[];
}

/** A change as it is found for one candidate; others that ask for the very same bounds are added to it. */
interface Found {
  moves: BoundMove[];
  size: number;
  total: number;
}

/**
 * What it takes, per candidate that could be ranked, to pass every `must`: the bounds it fails, moved to where it stands. Those bounds
 * are rounded outwards as little as it takes to be printed, so that typed in they admit exactly whom the exact ones admit.
 *
 * Bounds of different metrics are compared by the share of the spread of what was measured: 1 ms of 4 ms between the quickest and the
 * slowest is a larger step than 1 € of 20 €. A `must` whose metric a candidate lacks cannot be met by any bound.
 * O(n · musts · log n + n · most).
 * @param most  changes that are given at most.
 */
export function cheapestChanges(
  { catalog }: ReviewSnapshot,
  { matrix, screening }: Pick<Foundation, 'matrix' | 'screening'>,
  most = 4,
): CheapestChanges {
  const { musts, reference } = screening;
  // Whoever could be the answer, requirements aside.
  const rankable = matrix.complete.slice();
  if (reference !== -1) rankable[reference] = 0;
  const columns = musts.map(
    ({ metricId }) =>
      catalog.columns.find((column) => column.metricId === metricId)?.measured ?? new Float64Array(matrix.n).fill(NaN),
  );
  const scales = musts.map((must, k) => scaleOf(must, columns[k]!));
  const excludesAll = musts.filter((must, k) => !columns[k]!.some((x, i) => i !== reference && meets(must, x)));
  const found = new Map<string, Found>();
  for (let i = 0; i < matrix.n; i++) {
    if (rankable[i] !== 1 || columns.some((column) => Number.isNaN(column[i]!))) continue;
    const moves = musts.flatMap((requirement, k) => {
      const x = columns[k]![i]!;
      if (meets(requirement, x)) return [];
      return [{ requirement, to: scales[k]!.printed(x), share: scales[k]!.share(x) }];
    });
    if (moves.length === 0) continue;
    const key = moves.map(({ requirement, to }) => `${requirement.id}:${to}`).join(' ');
    if (found.has(key)) continue;
    found.set(key, {
      moves: moves.map(({ requirement, to }) => ({ requirement, to })),
      size: Math.max(...moves.map(({ share }) => share)),
      total: moves.reduce((sum, { share }) => sum + share, 0),
    });
  }
  const ordered = [...found.values()].sort(
    (a, b) => a.moves.length - b.moves.length || a.size - b.size || a.total - b.total,
  );
  const changes = ordered.slice(0, most).map(({ moves, size }) => ({
    moves,
    size,
    admits: admitted(catalog, rankable, musts, columns, moves),
  }));
  return { excludesAll, changes };
}

/** The bounds and steps of one `must`. */
function scaleOf(requirement: Requirement, column: Float64Array) {
  const known = column.filter((x) => !Number.isNaN(x)).sort();
  const bounds = requirement.comparator === '<=' ? known : known.toReversed();
  const spread = (known.at(-1) ?? 0) - (known[0] ?? 0);
  const decimals = decimalsFor(column);
  return {
    printed: (x: number) => printedBound({ requirement, bounds }, x, decimals),
    // Where all measurements are the same, any step is a whole one.
    share: (x: number) => (spread > 0 ? Math.abs(x - requirement.bound) / spread : 1),
  };
}

/** Who passes with these bounds in place of theirs, by name. */
function admitted(
  catalog: ReviewSnapshot['catalog'],
  rankable: Uint8Array,
  musts: readonly Requirement[],
  columns: readonly Float64Array[],
  moves: readonly BoundMove[],
): number[] {
  const to = new Map(moves.map((move) => [move.requirement.id, move.to]));
  const asked = musts.map((must) => ({ ...must, bound: to.get(must.id) ?? must.bound }));
  return [...rankable.keys()]
    .filter((i) => rankable[i] === 1 && asked.every((must, k) => meets(must, columns[k]![i]!)))
    .sort((a, b) => catalog.names[a]!.localeCompare(catalog.names[b]!, 'en'));
}

/**
 * Who passes every `must` of everybody with one bound changed, and does not now; candidate indices, by name. Only those that could be
 * ranked count. O(n · musts).
 */
export function admittedByBound(
  snapshot: ReviewSnapshot,
  complete: Uint8Array,
  requirementId: number,
  bound: number,
): number[] {
  const { settings, catalog } = snapshot;
  const roles = settings.roles.map((role) => ({
    ...role,
    requirements: role.requirements.map((each) => (each.id === requirementId ? { ...each, bound } : each)),
  }));
  const now = screen(snapshot, null).feasible;
  const then = screen({ settings: { ...settings, roles }, catalog }, null).feasible;
  return [...now.keys()]
    .filter((i) => complete[i] === 1 && then[i] === 1 && now[i] === 0)
    .sort((a, b) => catalog.names[a]!.localeCompare(catalog.names[b]!, 'en'));
}
