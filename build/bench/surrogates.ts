// What drives the candidates of a log of 100,000 rows and 20 features: all trees, importances and fidelities, against sorting once.
import { random } from '../../shared/engine/testing/random.ts';
import { localFits } from '../../shared/measures/surrogate/local.ts';
import type { Feature } from '../../shared/measures/surrogate/features.ts';
import { growTree } from '../../shared/measures/surrogate/cart.ts';
import { risingOrder } from '../../shared/measures/surrogate/order.ts';
import { surrogatesOf, surroundings } from '../../shared/measures/surrogate/surrogate.ts';
import { compare, heading } from './measure.ts';

const ROWS = 100_000;
const FEATURES = 20;

/** A third of the columns are counts, the others measurements; scores depend on four of them. */
function makeFeatures(next: () => number): Feature[] {
  return Array.from({ length: FEATURES }, (_, f) => ({
    name: `f${f}`,
    words: null,
    numbers: Float64Array.from({ length: ROWS }, () => (f % 3 === 0 ? Math.floor(next() * 40) : next())),
  }));
}

export function benchSurrogates(): void {
  heading(`A log of ${ROWS.toLocaleString('en')} rows and ${FEATURES} features`);
  const next = random(1);
  const features = makeFeatures(next);
  const columns = features.map(({ numbers }) => numbers!);
  const scores = Float64Array.from({ length: ROWS }, (_, row) => {
    const [a, b, c, , e] = columns;
    return (a![row]! / 80 + 0.4 * b![row]! * c![row]! + 0.2 * e![row]! + 0.05 * next()) / 1.15;
  });
  const decisions = Uint8Array.from(scores, (score) => (score > 0.4 ? 1 : 0));
  const orders = columns.map(risingOrder);
  const sort = () => columns.map((values) => values.slice().sort());
  const against = 'sorting the columns';
  compare({
    name: 'a tree of depth 5, columns sorted before',
    against,
    baseline: sort,
    ours: () => growTree(columns, orders, scores, null, 5),
  });
  const around = surroundings(features, ROWS, null, null);
  compare({
    name: 'one candidate: both trees, all depths, importances',
    against,
    baseline: sort,
    ours: () => surrogatesOf(around, { name: 'm', decisions, scores }),
  });
  compare({
    name: 'one row explained for five candidates',
    against,
    baseline: sort,
    ours: () => localFits(features, 7, [scores, scores, scores, scores, scores], null),
  });
}
