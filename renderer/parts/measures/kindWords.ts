// What has to be said about one kind of log: the names of its measures, how its sentences go, what its page of a candidate shows.
// One entry per kind, in kinds/.
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import type { ColumnPreview } from '../../../shared/contract/imports.ts';
import type { Backwards, SaidIn } from '../../../shared/measures/study/kind.ts';
import type { CandidateStudy, Study } from '../../../shared/measures/study/study.ts';
import type { Imitated } from '../surrogate/surrogateSentences.ts';
import type { MeasureWords } from './measureWords.ts';

/** Measures by their ids, in the order in which they are shown. */
export type ListedWords = readonly (readonly [id: string, words: MeasureWords])[];

type LabelFacts = Pick<ColumnPreview, 'header' | 'numeric' | 'min'>;

export interface KindWords {
  /** What was asked of the candidates: "a number". */
  question: string;
  /** What the label is, beside the word "Label"; may be ''. */
  label: string;
  /** Why this column cannot be the label, as a sentence; null where it can. @param answers  null: too many different ones. */
  labelTrouble: (label: LabelFacts, answers: readonly string[] | null) => string | null;
  /** The columns in which a candidate says what it says: their name, and what it means to choose none. */
  said: Partial<Record<SaidIn, { called: string; none: string }>>;
  /** Where a candidate says nothing of this kind. */
  silent: (name: string) => string;
  /** What a measure is a mean over: "case". */
  counted: string;
  /** What is drawn, and what groups consist of: "row". */
  drawn: string;

  /** How many items of a list may be looked at; empty where there are no lists. */
  cutoffs: readonly number[];
  /** Measures of what candidates need not give, such as probabilities: not shown where no candidate has them. Absent: there are none. */
  ifGiven?: readonly string[];
  /** The measures that may become metrics. @param cutoff  the last one where there are none to choose. */
  measures: (cutoff: number) => ListedWords;
  /** What candidates are compared by. */
  leading: { id: string; words: MeasureWords };
  /** Whether that is a share of cases, told in percent and points. */
  leadingIsShare: boolean;
  /** What stands under a measure of each candidate, '' where nothing does; null, or absent: nothing stands under this measure. */
  marks?: (measure: string, study: Study, log: KeptLog) => string[] | null;
  /** The measures on the page of a candidate. */
  headlines: readonly string[];

  /** The measures of a group, the one looked at first in front. */
  groupMeasures: ListedWords;
  /** What the list of them is called by screen readers, and what the whiskers are. */
  groupLabel: string;
  whiskers: string;
  /** What else has to be known about them; may be ''. */
  groupNote: string;
  /** How far the groups lie apart; names without the attribute. */
  gaps: ListedWords;
  /** Whether the measures of groups are shares, told in per cent and points. */
  gapsAreShares: boolean;
  /** The measures of groups that a gap is in, by their ids and by their names: equalised odds are in two. */
  gapRates: (gap: string) => readonly string[];
  gapParts: (gap: string) => readonly string[];
  /** A sentence above the gaps; may be ''. */
  gapNote: (study: Study, column: number) => string;

  /** Of one candidate: which group it serves worst and best by this measure, and how far apart they are. */
  served: {
    measure: string;
    gap: string;
    /** Heads of the columns, and what they say. */
    worst: string;
    best: string;
    says: string;
    gapName: string;
    gapSays: string;
    /** null: about four digits that count. */
    decimals: number | null;
    /** The gap of the measure that the sentence is about: it is said only where the cases bear one out. */
    judged: string;
    /** "Where the outcome should be favourable, it says so for 33 % of y, and 67 % of x." Both are the same where no group is worst. */
    sentence: (log: KeptLog, by: string, worst: ServedText, best: ServedText) => string;
    text: (value: number, formatted: string) => string;
  };

  /** "decides 84.0 % of 238 cases rightly"; of the best of several it may be said otherwise. @param of  the candidate's measures. */
  does: (measured: string, cases: string, of: CandidateStudy['measures'], log: KeptLog) => string;
  doesBest: (measured: string, cases: string, of: CandidateStudy['measures'], log: KeptLog) => string;
  /** "the most" of so many candidates. */
  best: string;
  /** The gap that the headline of fairness is about, and what differs: "selection rates". */
  evenness: { gap: string; what: string };
  /** "238 cases, 101 of them positive". */
  countedText: (study: Study) => string;
  /** What was asked, how answers were taken, and of how many cases, for the provenance of every measure. */
  asked: (log: KeptLog, cases: string) => string;
  /** What the samples are made of, and what else is to be said of the intervals; the latter may be ''. */
  samples: (rows: number) => string;
  intervalNote: string;
  /** What comes true when scores do, of everybody and of a group; null where there are no scores that could. */
  calibration: { whole: (log: KeptLog) => string; group: string | null } | null;
  /** Of scores that run the other way, and whether they may be turned round. */
  backwards: (found: Backwards) => string;
  mayBeTurned: boolean;
  /** What surrogates can imitate, the first unless said otherwise. */
  imitated: readonly Imitated[];
}

export interface ServedText {
  group: string;
  text: string;
}
