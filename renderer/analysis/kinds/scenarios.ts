// What each kept what-if would lead to, beside the ballots as they stand.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { withScenario } from '../../../shared/domain/withScenario.ts';
import { prepare, rank } from '../../../shared/engine/evaluate.ts';
import type { Foundation, RoleResult } from '../../../shared/engine/evaluation.ts';
import type { Reporter } from '../reporter.ts';

interface ScenariosInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
  /** The role looked through; null for everyone. */
  role: number | null;
}

interface ScenarioOutcome {
  scenarioId: number;
  /** Candidate index; −1 when nothing passes. */
  winner: number;
  /** Per role in the review's order, by the scenario's own weights; NaN without a winner. */
  regrets: Float64Array;
}

/** In the order of the review's scenarios. Fronts are made anew only where bounds differ. */
export function scenarios(
  { snapshot, foundation, role }: ScenariosInput,
  report: Reporter<readonly ScenarioOutcome[]>,
): readonly ScenarioOutcome[] {
  const { settings, catalog } = snapshot;
  const outcomes: ScenarioOutcome[] = [];
  settings.scenarios.forEach((scenario, done) => {
    report.progress(done / settings.scenarios.length);
    const tried = { settings: withScenario(settings, scenario), catalog };
    const ground = scenario.bounds.length === 0 ? foundation : prepare(tried, { role }, foundation);
    const { roles, groups } = rank(tried, ground);
    const { winner } = groups[settings.groupRule];
    outcomes.push({ scenarioId: scenario.id, winner, regrets: regretsWith(roles, winner) });
  });
  return outcomes;
}

function regretsWith(roles: readonly RoleResult[], candidate: number): Float64Array {
  return Float64Array.from(roles, ({ regrets }) => (candidate < 0 ? NaN : regrets[candidate]!));
}
