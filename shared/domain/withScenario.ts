// A review as a scenario would have it.
import type { Settings } from './review.ts';
import type { ScenarioChanges } from './scenario.ts';

/**
 * The review under the scenario, for the engine: weights and bounds replaced, dropped
 * requirements gone. Everything else, and the review itself, stays as it is. O(roles + requirements).
 */
export function withScenario(settings: Settings, { ballots, bounds }: ScenarioChanges): Settings {
  const weightsOf = new Map(ballots.map((ballot) => [ballot.roleId, ballot.weights]));
  const boundOf = new Map(bounds.map(({ requirementId: id, bound }) => [id, bound]));
  return {
    ...settings,
    roles: settings.roles.map((role) => ({
      ...role,
      weights: weightsOf.get(role.id) ?? role.weights,
      requirements: role.requirements.flatMap((requirement) => {
        const bound = boundOf.get(requirement.id);
        if (bound === null) return [];
        return [bound === undefined ? requirement : { ...requirement, bound }];
      }),
    })),
  };
}
