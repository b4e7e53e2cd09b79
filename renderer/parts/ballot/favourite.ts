// A role's own favourite by its own ballot: told to nobody else, and only after the seal.
import { toMatrix } from '../../../shared/engine/matrix.ts';
import { competitionRanks, firstPlaces } from '../../../shared/engine/rank.ts';
import { screen } from '../../../shared/engine/screen.ts';
import { weightedSum } from '../../../shared/engine/weightedSum.ts';
import { weightsOfRole } from '../../../shared/engine/weights.ts';
import { MetricWords, snapshotOf, type BallotAnswers, type BallotPlaceFacts } from './place.ts';

/** How many of the heaviest objectives say what the favourite is like. */
const TELLING = 3;

export interface Favourite {
  /** Of all that share the first place; empty where the role's own musts, or missing values, leave nobody. */
  names: string[];
  /** What the first of them measures on the objectives with the most weight: "Ad revenue 95.5 €". */
  measures: string[];
}

/** Under the role's own musts alone: nobody else's are known here. O(candidates × objectives). */
export function favouriteBy(place: BallotPlaceFacts, answers: BallotAnswers): Favourite {
  const snapshot = snapshotOf(place, answers);
  const [role] = snapshot.settings.roles;
  const matrix = toMatrix(snapshot);
  const { weights } = weightsOfRole(role!, matrix.objectiveIds);
  const { feasible } = screen(snapshot, place.role.id);
  const eligible = matrix.complete.map((complete, i) => complete & feasible[i]!);
  const first = firstPlaces(competitionRanks(weightedSum(matrix, weights), eligible), snapshot.catalog.names);
  const words = new MetricWords(place);
  const heaviest = [...weights.keys()].filter((j) => weights[j]! > 0).sort((a, b) => weights[b]! - weights[a]!);
  return {
    names: first.map((index) => snapshot.catalog.names[index]!),
    measures: heaviest.slice(0, TELLING).flatMap((j) => {
      const { name, metricId } = snapshot.settings.objectives[j]!;
      const measured = matrix.measured[j]![first[0] ?? -1];
      return measured === undefined ? [] : [`${name}\u00a0${words.measure(metricId, measured)}`];
    }),
  };
}
