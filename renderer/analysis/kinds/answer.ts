// Who the other methods and the other group rules would name, and how often the answer stays the best when weights and
// measurements are in doubt: what stands beside the answer on screen.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { statedErrors } from '../../../shared/engine/certainty/metricNoise.ts';
import { certaintyProblem } from '../../../shared/engine/certainty/problem.ts';
import { startSmaa } from '../../../shared/engine/certainty/smaa.ts';
import { eligibleOf } from '../../../shared/engine/evaluate.ts';
import type { Foundation, Ranking } from '../../../shared/engine/evaluation.ts';
import { votesOf, type Votes } from '../../../shared/engine/votes.ts';
import type { Reporter } from '../reporter.ts';
import { inSteps, type Steps } from '../steps.ts';
import { weightsDrawn, type WeightsDrawn } from './certainty.ts';
import { rankingOf } from '../rankingOf.ts';

interface AnswerInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
  /** The role looked through; null is everyone. */
  roleId: number | null;
  /** How firmly ballots hold: the sum of the Dirichlet's shapes. */
  concentration: number;
  samples: number;
  seed: number;
}

/** How often the answer is best over the draws. */
export interface Chance {
  /** NaN: see `nothing`. */
  share: number;
  /** Standard error of the share, from the number of draws. */
  error: number;
  draws: number;
  /** Why there is no chance to state; '' when there is one. */
  nothing: '' | 'one' | 'certain';
  /** How the weights were drawn of those through whose eyes it is. */
  weights: WeightsDrawn;
  /** Measurements with a stated standard error, among the candidates and objectives compared. */
  noisy: number;
}

export interface Answer extends Votes {
  roleId: number | null;
  /** Candidate index, −1 when nobody can be named. */
  winner: number;
  /** null: not drawn yet. */
  chance: Chance | null;
}

/** How often the page hears. */
const TELL_MS = 150;

/** Votes come first, as a partial answer; then the chance, better with every draw. */
export function* answer(input: AnswerInput, report: Reporter<Answer>): Steps<Answer> {
  const { snapshot, foundation, roleId } = input;
  const mask = eligibleOf(foundation);
  const ranking = rankingOf(snapshot, foundation);
  const own = ranking.roles.find((result) => result.roleId === roleId);
  const winner = own ? (own.favourites[0] ?? -1) : ranking.groups[snapshot.settings.groupRule].winner;
  const voted = { roleId, winner, ...votesOf(snapshot, foundation, ranking, roleId) };
  report.partial({ ...voted, chance: null });
  if (winner === -1) return { ...voted, chance: null };
  yield;
  const tell = (chance: Chance) => report.partial({ ...voted, chance });
  return { ...voted, chance: yield* chanceOf(input, ranking, mask, winner, tell) };
}

function* chanceOf(
  { snapshot, foundation: { matrix }, roleId, concentration, samples, seed }: AnswerInput,
  ranking: Ranking,
  eligible: Uint8Array,
  winner: number,
  tell: (chance: Chance) => void,
): Steps<Chance> {
  const { settings } = snapshot;
  const stated = statedErrors(snapshot);
  const noisy = stated.errors.reduce(
    (sum, column, j) =>
      sum +
      eligible.filter((mark, i) => mark === 1 && ((column?.[i] ?? 0) > 0 || (stated.errorsBelow[j]?.[i] ?? 0) > 0))
        .length,
    0,
  );
  const seen = roleId === null ? ranking.roles : ranking.roles.filter((result) => result.roleId === roleId);
  const weights = weightsDrawn(
    concentration,
    seen.map(({ assumedEqual }) => assumedEqual),
  );
  const none = { share: NaN, error: NaN, draws: 0, weights, noisy };
  if (eligible.reduce((sum, mark) => sum + mark, 0) < 2) return { ...none, nothing: 'one' };
  if (matrix.m < 2 && noisy === 0) return { ...none, nothing: 'certain' };
  const run = startSmaa(certaintyProblem(snapshot, { matrix, eligible }, ranking, { samples, seed, concentration }));
  const role = ranking.roles.findIndex((result) => result.roleId === roleId);
  const chance = (): Chance => {
    const { candidates, both, draws } = run.result();
    const counted = role === -1 ? both.groups[settings.groupRule] : both.roles[role];
    const row = candidates.indexOf(winner);
    return {
      share: counted?.best[row] ?? NaN,
      error: counted?.bestError[row] ?? NaN,
      draws,
      weights,
      noisy,
      nothing: '',
    };
  };
  let told = performance.now();
  yield* inSteps(run, () => {
    if (performance.now() - told < TELL_MS) return;
    told = performance.now();
    tell(chance());
  });
  return chance();
}
