// How alike a candidate treats the groups of an attribute: the gaps of two-answer logs, each with its verdict, from counts.
import type { BinaryLog } from '../classification/binary.ts';
import { confusionTable } from '../classification/confusion.ts';
import { amountsOf, squaredAmountsOf } from '../classification/entries.ts';
import { rateEntries } from '../classification/rates.ts';
import type { Cell } from '../gaps/cells.ts';
import { fromSums } from '../gaps/effectiveCases.ts';
import type { GapEvidence } from '../gaps/evidence.ts';
import { countedEvidence, unitEvidence } from '../gaps/evidence.ts';
import type { FourFifths } from '../gaps/fourFifths.ts';
import { fourFifths } from '../gaps/fourFifths.ts';
import type { GapVerdict } from '../gaps/gapVerdict.ts';
import { judgeGaps } from '../gaps/gapVerdict.ts';
import { worth } from '../gaps/unitRates.ts';
import type { GapFinding } from '../gaps/finding.ts';
import { gapFinding, noGapReason } from '../gaps/finding.ts';
import { measured } from '../measure.ts';
import type { GroupColumn } from './groups.ts';
import { groupSizes } from './groups.ts';
import type { RowUnits } from './unitShares.ts';
import { unitShares } from './unitShares.ts';

/**
 * The gaps that are judged. That in false negative rates is the one in true positive rates; ratios beside that of selection rates and
 * means of two gaps say nothing more, and no test of them holds.
 */
export type JudgedId =
  | 'demographicParityDifference'
  | 'demographicParityRatio'
  | 'equalOpportunityDifference'
  | 'equalizedOddsDifference'
  | 'accuracyDifference'
  | 'precisionDifference'
  | 'fprDifference';

const rateIds = ['selectionRate', 'recall', 'fpr', 'accuracy', 'precision'] as const;
type JudgedRate = (typeof rateIds)[number];

/** The differences, and the rates they are in: equalised odds are the larger of two gaps. */
const differences: readonly (readonly [Exclude<JudgedId, 'demographicParityRatio'>, readonly JudgedRate[]])[] = [
  ['demographicParityDifference', ['selectionRate']],
  ['equalOpportunityDifference', ['recall']],
  ['equalizedOddsDifference', ['recall', 'fpr']],
  ['accuracyDifference', ['accuracy']],
  ['precisionDifference', ['precision']],
  ['fprDifference', ['fpr']],
];

interface ParityChoices {
  /** Groups of fewer cases decide nothing. */
  smallest: number;
  /** The gap people are willing to live with. */
  tolerance: number;
  /** The group that four fifths are held against; −1: everybody against everybody. */
  reference: number;
  /** Per row the unit it belongs to, 0, 1, 2 …; null: every row is one. */
  units: RowUnits | null;
}

/**
 * Judges the gaps of one candidate by one attribute together, as one family.
 * @param log  the positive answer being the favourable one.
 * O(rows), and what the tests take.
 */
export function judgeParity(log: BinaryLog, column: GroupColumn, choices: ParityChoices): Record<JudgedId, GapFinding> {
  const evidence = evidenceOf(log, column, choices.units);
  const rows = groupSizes(column);
  const questions = differences.map(([, rates]) => ({
    parts: rates.map((id) => evidence[id]),
    tolerance: choices.tolerance,
  }));
  const verdicts = judgeGaps(questions, { smallest: choices.smallest, rows });
  const found = Object.fromEntries(
    differences.map(([id], k) => [id, gapFinding(verdicts[k]!, questions[k]!, choices.smallest)]),
  );
  const selection = verdicts[0]!;
  return {
    ...found,
    demographicParityRatio: ratioFinding(evidence.selectionRate, selection, choices),
  } as Record<JudgedId, GapFinding>;
}

function ratioFinding(selection: GapEvidence, verdict: GapVerdict, choices: ParityChoices): GapFinding {
  const groups = verdict.deciding[0]!;
  if (groups.length < 2) {
    return {
      measure: { value: null, reason: noGapReason(verdict, choices.smallest) },
      interval: null,
      verdict: null,
      fourFifths: null,
    };
  }
  const place = groups.indexOf(choices.reference);
  const inDeciding = fourFifths(
    groups.map((g) => cellOf(selection, g)),
    place < 0 ? null : place,
  );
  const judged: FourFifths = {
    ...inDeciding,
    low: groups[inDeciding.low]!,
    high: groups[inDeciding.high]!,
    broken: inDeciding.broken.map((pair) => ({ ...pair, low: groups[pair.low]!, high: groups[pair.high]! })),
  };
  const low = selection.rates[judged.low]!;
  const high = selection.rates[judged.high]!;
  const measure = measured(low / high, 'Nobody of these groups is selected.');
  // Of a ratio of two independent shares, by the delta method.
  const relative = (g: number) => {
    const { cases, count } = cellOf(selection, g);
    return (1 - count / cases) / Math.max(1, count);
  };
  const interval =
    measure.value === null
      ? null
      : {
          reason: null,
          lo: Math.min(judged.lo, measure.value),
          hi: Math.max(judged.hi, measure.value),
          standardError: measure.value * Math.sqrt(relative(judged.low) + relative(judged.high)),
          method: 'score' as const,
          defined: 1,
        };
  return { measure, interval, verdict: null, fourFifths: judged };
}

/** As many whole cases as the evidence of a group is worth. */
function cellOf({ rates, cases }: GapEvidence, group: number): Cell {
  const whole = Math.floor(cases[group]! * (1 + 1e-12));
  return { cases: whole, count: Math.round(rates[group]! * whole) };
}

function evidenceOf(
  log: BinaryLog,
  { codes, groups }: GroupColumn,
  units: ParityChoices['units'],
): Record<JudgedRate, GapEvidence> {
  const { labels, predicted, weights } = log;
  const k = groups.length;
  const table = confusionTable(labels, predicted, amountsOf(log), codes, k);
  const sum = (from: ArrayLike<number>, at: number, of: readonly number[]) => {
    let total = 0;
    for (const entry of of) total += from[4 * at + entry]!;
    return total;
  };
  const each = (of: (id: JudgedRate) => GapEvidence) =>
    Object.fromEntries(rateIds.map((id) => [id, of(id)])) as Record<JudgedRate, GapEvidence>;
  const perGroup = (from: ArrayLike<number>, of: readonly number[]) =>
    Float64Array.from({ length: k }, (_, g) => sum(from, g, of));

  if (units === null && weights === null) {
    return each((id) => {
      const { cases, counts } = rateEntries[id];
      return countedEvidence(groups.map((_, g) => ({ cases: sum(table, g, cases), count: sum(table, g, counts) })));
    });
  }
  const squares = confusionTable(labels, predicted, squaredAmountsOf(log), codes, k);
  if (units === null) {
    return each((id) => {
      const { cases, counts } = rateEntries[id];
      const all = Float64Array.from({ length: 4 }, (_, entry) =>
        groups.reduce((total, _group, g) => total + squares[4 * g + entry]!, 0),
      );
      const cells = fromSums({
        sums: perGroup(table, cases),
        squares: perGroup(squares, cases),
        counted: perGroup(table, counts),
        squaresCounting: sum(all, 0, counts),
        squaresOther: sum(
          all,
          0,
          cases.filter((entry) => !(counts as readonly number[]).includes(entry)),
        ),
      });
      return countedEvidence(
        cells,
        cells.map(({ rate }) => rate),
      );
    });
  }
  const ratesOf = unitShares(log, units, codes, k);
  return each((id) => {
    const { cases } = rateEntries[id];
    const found = ratesOf(id);
    const effective = perGroup(table, cases).map((total, g) => total ** 2 / sum(squares, g, cases));
    return unitEvidence(
      found,
      effective.map((own) => (Number.isNaN(own) ? 0 : own)),
      effective.map((own, g) => (own > 0 ? Math.min(own, worth(found, g)) : 0)),
    );
  });
}
