// Reviews with some weights, candidates or measurements replaced, to see what an analysis promised come true. For tests only.
import fc from 'fast-check';
import type { ReviewSnapshot } from '../../domain/review.ts';
import { evaluate } from '../evaluate.ts';
import { linear, snapshotOf } from './snapshot.ts';
import type { TestReview } from './snapshot.ts';

/** The review with new weights for some roles. */
export function withWeights(
  snapshot: ReviewSnapshot,
  changes: readonly { roleId: number; weights: Float64Array }[],
): ReviewSnapshot {
  const roles = snapshot.settings.roles.map((role) => {
    const change = changes.find(({ roleId }) => roleId === role.id);
    if (!change) return role;
    const weights = snapshot.settings.objectives.map(({ id }, j) => ({
      objectiveId: id,
      weight: change.weights[j]!,
      locked: false,
    }));
    return { ...role, weights };
  });
  return { ...snapshot, settings: { ...snapshot.settings, roles } };
}

/** The review with some measurements of one candidate replaced. */
export function withMeasurements(
  snapshot: ReviewSnapshot,
  candidate: number,
  changes: readonly { metricId: number; to: number }[],
): ReviewSnapshot {
  const columns = snapshot.catalog.columns.map((column) => {
    const change = changes.find(({ metricId }) => metricId === column.metricId);
    if (!change) return column;
    const measured = column.measured.slice();
    measured[candidate] = change.to;
    return { ...column, measured };
  });
  return { ...snapshot, catalog: { ...snapshot.catalog, columns } };
}

export function whole(snapshot: ReviewSnapshot) {
  return evaluate(snapshot, { role: null });
}

/** Reviews of a few candidates on values as they are, with exact ties now and then. */
export function anyReview({ n = 8, m = 3, roles = 3 } = {}): fc.Arbitrary<ReviewSnapshot> {
  const value = fc.integer({ min: 0, max: 20 }).map((x) => x / 20);
  const points = fc
    .array(fc.integer({ min: 0, max: 10 }), { minLength: m, maxLength: m })
    .filter((list) => list.some((point) => point > 0));
  return fc
    .record({
      rows: fc.array(fc.array(value, { minLength: m, maxLength: m }), { minLength: 1, maxLength: n }),
      weights: fc.array(points, { minLength: 1, maxLength: roles }),
      influences: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: roles, maxLength: roles }),
    })
    .map(({ rows, weights, influences }) => {
      const review: TestReview = {
        rows,
        objectives: Array.from({ length: m }, () => linear(0, 1)),
        roles: weights.map((list, k) => {
          const sum = list.reduce((a, b) => a + b, 0);
          return { weights: list.map((point) => point / sum), influence: influences[k]! };
        }),
      };
      return snapshotOf(review);
    });
}
