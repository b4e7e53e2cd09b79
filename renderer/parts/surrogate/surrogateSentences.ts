// What surrogates tell, in sentences a person could read aloud. Everything here is about an imitation, and says so.
import { formatCount, formatMeasure, formatNumber } from '../../../shared/domain/format.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import type { Measure } from '../../../shared/measures/measure.ts';
import type { NodeErrors } from '../../../shared/measures/surrogate/nodeErrors.ts';
import type { CandidateSurrogates } from '../../../shared/measures/surrogate/surrogate.ts';
import type { Tree } from '../../../shared/measures/surrogate/tree.ts';
import { majority } from '../../../shared/measures/surrogate/tree.ts';
import type { SurrogateInput, SurrogateStudy } from '../../analysis/kinds/surrogate.ts';

/** What is imitated: what a candidate decides, or the number it gives. */
export type Imitated = 'decisions' | 'scores';

/** What the numbers of a candidate are called: the scores behind its decisions or its order, or its predictions. */
export type NumberWord = 'scores' | 'predictions';
export const numberWord = ({ kind }: Pick<KeptLog, 'kind'>): NumberWord =>
  kind === 'binary' || kind === 'ranking' ? 'scores' : 'predictions';

/** What the two answers are called. */
export interface Answers {
  positive: string;
  negative: string;
}

/** The words of the label; where those are numbers, "positive" and "negative". @param answer  one that is told from several others. */
export function answersOf(
  { positive }: Pick<KeptLog, 'positive'>,
  { columns, roles }: Pick<SurrogateInput, 'columns' | 'roles'>,
  answer: string | null = null,
): Answers {
  if (answer !== null) return { positive: answer, negative: `not ${answer}` };
  const names = (roles.label === null ? null : columns[roles.label]?.words?.names) ?? [];
  const other = names.find((name) => name !== positive);
  if (positive === null || other === undefined || [positive, other].some((name) => Number.isFinite(+name)))
    return { positive: 'positive', negative: 'negative' };
  return { positive, negative: other };
}

/** Digits after the point that tell a candidate's numbers apart: about three significant ones of their spread. */
export function decimalsOf({ scores }: CandidateSurrogates): number {
  const spread = Math.sqrt(scores?.tree.variance[0] ?? 0);
  return spread > 0 ? Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(spread)))) : 3;
}

export const percent = (share: number) => formatMeasure(100 * share, 0, '%');
const percentOf = ({ value, reason }: Measure) => (value === null ? `undefined: ${reason}` : percent(value));

/** What a node of a decision tree says. */
export const answerOf = (tree: Tree, node: number, { positive, negative }: Answers) =>
  majority(tree, node) === 1 ? positive : negative;

/** How far the usual answer alone goes, on rows the tree has not seen. */
export const baselineOf = ({ off }: NodeErrors) => 1 - off[0]!;

/** "A tree of depth 3 says what logreg says on 89 % of rows it has not seen; always answering no would be right on 65 %." */
export function fidelitySentence(
  candidate: CandidateSurrogates,
  depth: number,
  of: Imitated,
  answers: Answers,
  numbers: NumberWord = 'scores',
): string {
  const { name, decisions, scores } = candidate;
  if (of === 'decisions' && decisions) {
    const { accuracy } = decisions.cuts[depth - 1]!.unseen;
    if (accuracy.value === null) return `No tree can be judged against ${name}.`;
    const usual = answerOf(decisions.tree, 0, answers);
    return (
      `A tree of depth ${depth} says what ${name} says on ${percent(accuracy.value)} of rows it has not seen; ` +
      `always answering “${usual}” would be right on ${percent(baselineOf(decisions.tally))}.`
    );
  }
  const r2 = scores?.cuts[depth - 1]!.unseen.r2.value ?? null;
  if (r2 === null) return `No tree can be judged against the ${numbers} of ${name}.`;
  if (r2 < 0)
    return `A tree of depth ${depth} tells the ${numbers} of ${name} on rows it has not seen worse than their mean does.`;
  return `A tree of depth ${depth} explains ${percent(r2)} of how the ${numbers} of ${name} vary over rows it has not seen.`;
}

/** What it was made from, and what it is not. */
export function rowsSentence({ grown, unseen, left }: SurrogateStudy, log: KeptLog): string {
  const count = (n: number) => formatCount(n);
  const out = left.length === 0 ? '' : ` Not asked: ${left.map(({ name, reason }) => `${name}, ${reason}`).join(' ')}`;
  return (
    `${log.name}: grown from ${count(grown)} rows drawn at random; every number is of the other ${count(unseen)}. ` +
    `Surrogate evidence, not the model’s mechanism.${out}`
  );
}

/** For the buttons that choose a candidate: its fidelity, and what it is compared with. */
export function fidelityWords(
  candidate: CandidateSurrogates,
  depth: number,
  of: Imitated,
  answers: Answers,
): { value: string; against: string } {
  const { decisions, scores } = candidate;
  if (of === 'decisions' && decisions)
    return {
      value: percentOf(decisions.cuts[depth - 1]!.unseen.accuracy),
      against: `always ${answerOf(decisions.tree, 0, answers)}: ${percent(baselineOf(decisions.tally))}`,
    };
  if (!scores) return { value: '—', against: 'gives no scores' };
  const { r2, mae } = scores.cuts[depth - 1]!.unseen;
  return {
    value: r2.value === null ? `undefined: ${r2.reason}` : `R² ${formatNumber(r2.value, 2)}`,
    against: mae.value === null ? '' : `off by ${formatNumber(mae.value, decimalsOf(candidate))} on average`,
  };
}
