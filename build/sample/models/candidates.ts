// The candidates that stand for decision, fitted one after another on the same training visits.
import { Past } from '../features.ts';
import type { World } from '../simulate.ts';
import { prepareLesson } from './affinityInputs.ts';
import { fitEnsemble } from './ensemble.ts';
import { fitBoostedTrees, fitLogistic, fitWideAndDeep } from './featureModels.ts';
import { READABLE, TWO_STAGE, USES_FEES, type Model, type Scorer } from './model.ts';
import { fitPopularity } from './popularity.ts';
import { feeAuction, feeNudge, independentsForward, paidPlacement } from './reranks.ts';
import { fitDistilled } from './distilled.ts';
import { fitTwoStage } from './twoStage.ts';

export function fitCandidates(world: World): Model[] {
  const early = new Past(world, world.history);
  const past = new Past(world, world.training);
  const evidence = { world, early, past };
  const lesson = prepareLesson(evidence);
  const { now } = lesson;
  const logistic = fitLogistic(evidence);
  const twoStage = fitTwoStage(lesson);
  const distilled = fitDistilled(evidence, lesson, twoStage);

  const model = (
    name: string,
    family: string,
    scorer: Scorer,
    summary: string,
    tags: readonly string[] = [],
    services = 1,
  ): Model => ({ ...scorer, name, family, summary, tags, services });
  return [
    model(
      'Popular nearby',
      'Counting',
      fitPopularity(evidence),
      'What is visited most within reach, for everybody alike.',
      [READABLE],
    ),
    model('Item neighbours', 'Neighbours', now.neighbours, 'What guests of the diner’s restaurants also visit.'),
    model(
      'Matrix factorisation',
      'Factorisation',
      now.factors,
      'Twelve hidden tastes per diner and restaurant, found in the visits.',
    ),
    model(
      'Two-tower',
      'Embeddings',
      now.towers,
      'A vector for the diner on this occasion meets ready vectors of restaurants.',
    ),
    model('Logistic regression', 'Linear', logistic, 'Fourteen features, each with one coefficient.', [READABLE]),
    model('Boosted trees', 'Trees', fitBoostedTrees(evidence), 'Eighty shallow trees over the same fourteen features.'),
    model(
      'Wide & deep',
      'Neural net',
      fitWideAndDeep(evidence),
      'Two hidden layers over the fourteen features, beside a direct linear path.',
    ),
    model(
      'Two-stage',
      'Two-stage',
      twoStage,
      'Two-tower picks 80, boosted trees in a second service rank them.',
      [TWO_STAGE],
      2,
    ),
    model(
      'Two-stage, distilled',
      'Two-stage',
      distilled,
      'Two-tower picks 80, forty trees taught by the second stage rank them in the same process.',
    ),
    model(
      'Ensemble',
      'Ensemble',
      fitEnsemble(lesson),
      'Trees, net and linear model together, over everything in reach.',
      [TWO_STAGE],
      2,
    ),
    model('Fee auction', 'Re-rank', feeAuction(logistic, world.city), 'Logistic regression, ordered by expected fee.', [
      USES_FEES,
      READABLE,
    ]),
    model(
      'Fee nudge',
      'Re-rank',
      feeNudge(distilled, world.city),
      'Two-stage, distilled, with a gentle push for those who pay.',
      [USES_FEES],
    ),
    model(
      'Independents forward',
      'Re-rank',
      independentsForward(now.towers, world.city),
      'Two-tower with a head start for independents.',
    ),
    model('Paid placement', 'Counting', paidPlacement(world.city), 'Whoever pays most comes first.', [
      USES_FEES,
      READABLE,
    ]),
  ];
}
