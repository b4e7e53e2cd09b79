// One candidate in words: the same facts for the card beside the pointer, the Why panel, and screen readers.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import { dominatorsOf } from '../../../shared/engine/dominance.ts';
import { eligibleOf } from '../../../shared/engine/evaluate.ts';
import { holdsOn, type HoldStatus } from '../../../shared/engine/holds.ts';
import { undecidedOf, unmetWantsOf, violationsOf } from '../../../shared/engine/screen.ts';
import { REFERENCE_REASON } from '../../../shared/engine/wording.ts';
import {
  boundText,
  holdText,
  knownText,
  listText,
  measureText,
  missText,
  possessive,
  undecidedText,
  violationText,
  type Metrics,
} from '../wording/wording.ts';

/** The part of the state of a review that is needed here. */
export interface Seen extends Metrics {
  readonly snapshot: ReviewSnapshot;
  readonly foundation: Foundation;
}

export interface Facts {
  name: string;
  /** In the order of the objectives. */
  measures: readonly { id: number; name: string; text: string; note: string }[];
  /** Pareto layer; 0 = not compared. */
  front: number;
  /** Who dominates it among those ranked, in catalogue order. */
  dominators: readonly number[];
  violations: readonly string[];
  unmetWants: readonly string[];
  /** Requirements of which it cannot be told whether they are met. They keep nobody out. */
  undecided: readonly string[];
  /** Objectives without a value that keep it out of the ranking. */
  missing: readonly string[];
  holds: readonly string[];
  /** It is in use today, and the meeting agreed that keeping it is no answer. */
  reference: boolean;
}

/** O(nm), for the dominators. */
export function factsOf(seen: Seen, status: HoldStatus, index: number): Facts {
  const { snapshot, foundation } = seen;
  const { settings, catalog } = snapshot;
  const { matrix, screening, fronts } = foundation;
  const roleNamed = (id: number) => settings.roles.find((role) => role.id === id);
  const demand = (violations: ReturnType<typeof violationsOf>, verb: string) =>
    violations.map(({ requirement, measured, interval }) => {
      const metric = seen.metricById.get(requirement.metricId);
      const what = `${possessive(roleNamed(requirement.roleId)?.name ?? '')} ${verb}, ${metric?.name ?? ''} ${boundText(seen, requirement, requirement.bound)}`;
      if (measured === null) return `${what}: not measured`;
      const found =
        interval === null
          ? missText(seen, requirement, measured)
          : knownText(seen, requirement.metricId, measured, interval);
      return `${what}: ${found}`;
    });
  return {
    name: catalog.names[index] ?? '',
    measures: settings.objectives.map((objective, j) => ({
      id: objective.id,
      name: objective.name,
      text: measureText(seen, objective.metricId, matrix.measured[j]![index]!),
      note:
        matrix.filled[j]?.[index] === 1
          ? `not measured, taken as the ${objective.missing === 'median' ? 'median' : 'worst anchor'}`
          : matrix.clamped[j]?.[index] === 1
            ? 'beyond the anchors'
            : '',
    })),
    front: fronts[index] ?? 0,
    dominators: (fronts[index] ?? 0) === 1 ? [] : dominatorsOf(matrix, eligibleOf(foundation), index),
    violations: demand(violationsOf(snapshot, screening, index), 'requirement'),
    unmetWants: demand(unmetWantsOf(snapshot, screening, index), 'want'),
    undecided: undecidedOf(snapshot, screening.musts, index).map(
      (each) =>
        `${possessive(roleNamed(each.requirement.roleId)?.name ?? '')} requirement, ${undecidedText(seen, each)}`,
    ),
    missing: settings.objectives.filter((_, j) => Number.isNaN(matrix.values[j]![index]!)).map(({ name }) => name),
    holds: holdsOn(status, index).map(({ roleId, hold }) => holdText(roleNamed(roleId), hold)),
    reference: screening.reference === index,
  };
}

/** Why a candidate is not ranked, as short as a table cell: "129 ms > 120 ms", "no p95 latency"; '' when it is. */
export function shortReason(seen: Seen, index: number): string {
  const { snapshot, foundation } = seen;
  const { matrix, screening } = foundation;
  if (screening.reference === index) return REFERENCE_REASON;
  if (screening.feasible[index] === 0) {
    const [first, ...others] = violationsOf(snapshot, screening, index);
    if (first === undefined) return '';
    return `${violationText(seen, first)}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  }
  if (matrix.complete[index] === 1) return '';
  const j = matrix.values.findIndex((column) => Number.isNaN(column[index]!));
  return `no ${snapshot.settings.objectives[j]?.name ?? 'value'}`;
}

/** Everything in one line, for screen readers. */
export function describeCandidate(seen: Seen, status: HoldStatus, index: number): string {
  const facts = factsOf(seen, status, index);
  const { names } = seen.snapshot.catalog;
  const parts = [
    facts.name,
    ...facts.measures.map(({ name, text }) => `${name} ${text}`),
    facts.front === 1 ? 'on the front' : facts.front > 1 ? `front ${facts.front}` : 'not ranked',
    ...(facts.reference ? [REFERENCE_REASON] : []),
    ...facts.violations.map((text) => `fails ${text}`),
    ...facts.undecided.map((text) => `not known whether it meets ${text}`),
    ...(facts.missing.length > 0 ? [`no value for ${listText(facts.missing)}`] : []),
    ...(facts.dominators.length > 0 ? [`dominated by ${listText(facts.dominators.map((i) => names[i]!))}`] : []),
    ...facts.holds,
  ];
  return `${parts.join('; ')}.`;
}
