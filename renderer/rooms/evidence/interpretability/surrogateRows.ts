// What surrogates measure, as rows that can become a metric, an objective or a requirement.
import type { IntervalOrReason } from '../../../../shared/measures/bootstrap/interval.ts';
import { wilson } from '../../../../shared/measures/fairness/wilson.ts';
import type { Measure } from '../../../../shared/measures/measure.ts';
import { measured } from '../../../../shared/measures/measure.ts';
import type { CandidateSurrogates } from '../../../../shared/measures/surrogate/surrogate.ts';
import { DEEPEST } from '../../../../shared/measures/surrogate/surrogate.ts';
import type { SurrogateStudy } from '../../../analysis/kinds/surrogate.ts';
import type { MeasureRow } from '../../../parts/measures/measureRows.ts';
import type { Imitated, NumberWord } from '../../../parts/surrogate/surrogateSentences.ts';
import { decimalsOf } from '../../../parts/surrogate/surrogateSentences.ts';

/** As faithful as a tree should be before it is read as an explanation. */
const FAITHFUL = 0.9;

const NO_SCORES: Measure = { value: null, reason: 'It gives no scores.' };

/** What can be said of the trees of one depth, in the order of the table. */
export function surrogateRows(
  study: SurrogateStudy,
  depth: number,
  of: Imitated,
  numbers: NumberWord = 'scores',
): MeasureRow[] {
  const row = (
    key: string,
    short: string,
    rest: Pick<MeasureRow, 'name' | 'direction' | 'says' | 'decimals'>,
    measure: (candidate: CandidateSurrogates) => Measure,
    proportion = false,
  ): MeasureRow => ({
    ...{ key, short, ...rest, name: `${rest.name}${about}` },
    findings: study.candidates.map((candidate) => {
      const found = measure(candidate);
      return { measure: found, interval: proportion ? proportionInterval(found, study.trials) : null };
    }),
  });
  const about = study.answer === null ? '' : `, ${study.answer} or not`;
  const tree = `a tree of depth ${depth}`;
  const decided = (measure: 'accuracy' | 'kappa' | 'truth') => (candidate: CandidateSurrogates) =>
    candidate.decisions?.cuts[depth - 1]!.unseen[measure] ?? NO_SCORES;
  const scored = (measure: 'r2' | 'mae') => (candidate: CandidateSurrogates) =>
    candidate.scores?.cuts[depth - 1]!.unseen[measure] ?? NO_SCORES;
  const asked = row(
    'asked',
    'Features asked',
    {
      name: `Features asked by a surrogate of depth ${depth}`,
      says: `How many features ${tree} asks about to imitate the candidate.`,
      ...{ direction: 'min', decimals: 0 },
    },
    (candidate) => measured(candidate[of]?.cuts[depth - 1]!.asked.length ?? NaN, NO_SCORES.reason!),
  );
  const needed = row(
    'needed',
    of === 'decisions' ? 'Depth for 90 % agreement' : 'Depth for R² of 0.9',
    {
      name: of === 'decisions' ? 'Surrogate depth for 90 % agreement' : 'Surrogate depth for R² of 0.9',
      says: 'How many questions in a row a tree needs to imitate the candidate that well on rows it has not seen.',
      ...{ direction: 'min', decimals: 0 },
    },
    (candidate) => {
      const reason =
        (of === 'scores' ? candidate.scores?.cuts[0]!.unseen.r2.reason : null) ?? `Deeper than ${DEEPEST}.`;
      return measured(depthFor(candidate, of), reason);
    },
  );
  if (of === 'scores')
    return [
      row(
        'r2',
        `R² of the ${numbers}`,
        {
          name: `Surrogate R² at depth ${depth} (held out)`,
          says: `How much of the variation of the ${numbers} ${tree} explains on rows it has not seen.`,
          direction: 'max',
        },
        scored('r2'),
      ),
      row(
        'mae',
        `Mean distance of the ${numbers}`,
        {
          name: `Surrogate error at depth ${depth} (held out)`,
          says: `How far ${tree} is from the ${numbers} of the candidate on rows it has not seen.`,
          ...{ direction: 'min', decimals: Math.max(...study.candidates.map(decimalsOf)) },
        },
        scored('mae'),
      ),
      ...[asked, needed],
    ];
  return [
    row(
      'accuracy',
      'Agreement',
      {
        name: `Surrogate fidelity at depth ${depth} (held out)`,
        says: `Share of rows it has not seen that ${tree} decides as the candidate does.`,
        direction: 'max',
      },
      decided('accuracy'),
      true,
    ),
    row(
      'kappa',
      'Agreement beyond chance',
      {
        name: `Surrogate kappa at depth ${depth} (held out)`,
        says: `Cohen’s κ of ${tree} and the candidate on rows it has not seen.`,
        direction: 'max',
      },
      decided('kappa'),
    ),
    row(
      'truth',
      'The tree’s own accuracy',
      {
        name: `Accuracy of a surrogate of depth ${depth} (held out)`,
        says: `Share of rows it has not seen that ${tree} decides rightly: what the readable imitation would be worth by itself.`,
        direction: 'max',
      },
      decided('truth'),
      true,
    ),
    ...[asked, needed],
  ];
}

function proportionInterval({ value }: Measure, trials: number): IntervalOrReason | null {
  if (value === null) return null;
  const [lo, hi] = wilson(value, trials);
  const standardError = Math.sqrt((value * (1 - value)) / trials);
  return { ...{ reason: null, lo, hi, standardError }, method: 'Wilson', defined: 1 };
}

/** The least depth that is faithful; NaN where none is. */
function depthFor({ decisions, scores }: CandidateSurrogates, of: Imitated): number {
  const faithful = (value: number | null) => value !== null && value >= FAITHFUL;
  const place =
    of === 'decisions'
      ? decisions?.cuts.findIndex(({ unseen }) => faithful(unseen.accuracy.value))
      : scores?.cuts.findIndex(({ unseen }) => faithful(unseen.r2.value));
  return place === undefined || place < 0 ? NaN : place + 1;
}

/** For the provenance of what is taken. */
export function howExplained({ grown, unseen, features }: SurrogateStudy): string {
  return (
    `Surrogate evidence, not the model’s mechanism: a decision tree (CART) grown from ${grown} rows of the log, drawn at random, ` +
    `judged on the other ${unseen}; standard errors of proportions. Features: ${features.join(', ')}.`
  );
}
