// The frozen record of a decision: everything that it stood on, as one JSON value. Numbers are finite or null (null: no number);
// arrays "per candidate" run over `candidates`. Its canonical JSON is what the digest of the decision covers, so what is read
// here must keep fields that a later Parley added: parts that will grow are loose.
import { z } from 'zod';
import { condition, decisionFields, digest, meeting, release, seat, stance } from './decision.ts';
import { hold, requirement, weight } from './role.ts';
import { objective } from './objective.ts';
import { metric } from './metric.ts';
import { recordedProposal } from './proposal.ts';
import { groupRule } from './review.ts';
import { interval, source } from './catalog.ts';

const number = z.number().nullable();
const numbers = z.array(number);
const candidate = z.int().min(1);

/** One sentence as it stood on the screen when the decision was recorded, with the place it stood in. */
export const shownSentence = z.strictObject({ place: z.string().min(1).max(60), text: z.string().min(1).max(4000) });
export type ShownSentence = z.infer<typeof shownSentence>;

/** How a chance was drawn, and what came of it. */
export const chance = z.strictObject({
  seed: z.int(),
  draws: z.int().min(1),
  /** How firmly ballots hold (the sum of the Dirichlet's shapes); null: any weights at all. */
  concentration: z.number().positive().nullable(),
});
export type ChanceSettings = z.infer<typeof chance>;

/** Somebody's place under one way of ranking. */
const ranking = z.looseObject({
  name: z.string(),
  /** Candidate ids of all that it puts first; empty: it names nobody. */
  winners: z.array(candidate),
});

/** The smallest change of one role's weights that turns the answer. Records of engine 2.0.0 have one with a single weight in it. */
const nearestTurn = z.looseObject({
  roleId: z.int(),
  /** What changes hands within the role's weights, in points of 100. */
  points: z.number(),
  /** Who is level with the answer there. */
  candidateId: candidate,
  /** No smaller change of one role's weights turns it. Absent in records of engine 2.0.0. */
  proven: z.boolean().optional(),
  /** The weights that move, each between 0 and 1. Absent in records of engine 2.0.0. */
  moves: z.array(z.looseObject({ objectiveId: z.int(), from: z.number(), to: z.number() })).optional(),
});
export type NearestTurn = z.infer<typeof nearestTurn>;

const recordedResults = z.looseObject({
  engineVersion: z.string(),
  rule: groupRule,
  /** Candidate ids of all that the rule puts first, by name; empty: nobody can be recommended. */
  answer: z.array(candidate),
  /** Per candidate: 1 is the Pareto front of those that may be chosen, 0 not compared; and with requirements left aside. */
  fronts: z.array(z.int()),
  frontsOfAll: z.array(z.int()),
  /** Per candidate: whether it meets every `must`, whether it has every number, how many `want`s it does not meet. */
  feasible: z.array(z.boolean()),
  complete: z.array(z.boolean()),
  unmetWants: z.array(z.int()),
  roles: z.array(
    z.looseObject({
      roleId: z.int(),
      weights: z.array(z.number()),
      /** It has not weighed, so every objective counted alike. */
      assumedEqual: z.boolean(),
      scores: numbers,
      ranks: z.array(z.int()),
      regrets: numbers,
      favourites: z.array(candidate),
    }),
  ),
  /** Both rules that a review can have, per candidate. */
  groups: z.array(
    z.looseObject({ rule: groupRule, scores: numbers, ranks: z.array(z.int()), winners: z.array(candidate) }),
  ),
  /** Who is first under every rule and every method of scoring. */
  rules: z.array(ranking.extend({ id: z.string() })),
  methods: z.array(ranking.extend({ id: z.string() })),
  /** How far each weight may move before somebody else is first. */
  stability: z.array(
    z.looseObject({
      roleId: z.int(),
      objectiveId: z.int(),
      weight: z.number(),
      low: z.number(),
      high: z.number(),
      below: candidate.nullable(),
      above: candidate.nullable(),
    }),
  ),
  /** null: no change of one role's weights alone turns the answer; or several are first, and none is needed. */
  nearest: nearestTurn.nullable(),
  /** null: not drawn, because there was nothing to draw. */
  chance: chance
    .extend({
      /** Whether any measurement error is stated, so that it is in these numbers. */
      errorsStated: z.boolean(),
      candidates: z.array(z.strictObject({ candidateId: candidate, first: z.number() })),
    })
    .nullable(),
});
export type RecordedResults = z.infer<typeof recordedResults>;

/** What the engine said of a round: arrays run over `candidates`, by id. */
export const roundResults = recordedResults
  .pick({
    engineVersion: true,
    rule: true,
    answer: true,
    fronts: true,
    frontsOfAll: true,
    feasible: true,
    complete: true,
    unmetWants: true,
    roles: true,
    groups: true,
  })
  .extend({ candidates: z.array(candidate) });
export type RoundResults = z.infer<typeof roundResults>;

/** Of reasons for screening out, a record keeps the first so many one by one. */
export const MOST_REASONS = 1000;

/** A `must` of which it could not be told whether a candidate meets it: the interval of its value holds the bound. */
const undecided = z.strictObject({
  candidateId: candidate,
  requirementId: z.int(),
  roleId: z.int(),
  measured: z.number(),
  low: z.number(),
  /** null: nothing bounds it from above. */
  high: number,
});

/** Why a candidate was screened out: one entry for each `must` that it does not meet. */
const screened = z.strictObject({
  candidateId: candidate,
  requirementId: z.int(),
  roleId: z.int(),
  /** null: not measured. */
  measured: number,
  /** How far beyond the bound, in the metric's unit: the value, or the nearer end of its interval. */
  by: number,
});

const recordedRole = z.looseObject({
  id: z.int(),
  name: z.string(),
  colour: z.string(),
  influence: z.number(),
  rationale: z.string(),
  weights: z.array(weight),
  requirements: z.array(requirement),
  holds: z.array(hold),
  /** Digest of the ballot: canonical JSON of weights, requirements, holds and rationale. The receipt of the role names it. */
  ballot: digest,
});

const recordedColumn = z.looseObject({
  metricId: z.int(),
  /** SHA-256 of the little-endian float64 values of all candidates, and of the standard errors; null: none stated. */
  values: digest,
  standardErrors: digest.nullable(),
  /** Of the lower and of the upper ends of intervals, likewise; absent where none is stated. */
  intervals: z.strictObject({ lows: digest, highs: digest }).optional(),
  /** Whether the bytes themselves are kept in the file. With very many candidates they are not. */
  kept: z.boolean(),
});

/** A revealed round: the weights that counted in it. `from`: the round that a ballot was given in, where it counted again. */
const recordedRound = z.looseObject({
  number: z.int(),
  rule: groupRule,
  basis: digest,
  results: digest,
  answer: z.array(candidate),
  ballots: z.array(
    z.looseObject({
      roleId: z.int(),
      from: z.int(),
      ballot: digest,
      weights: z.array(z.looseObject({ objectiveId: z.int(), weight: z.number() })),
    }),
  ),
});
export type RecordedRound = z.infer<typeof recordedRound>;

/** A value the record cites, and where it came from. */
const cited = z.strictObject({
  candidateId: candidate,
  metricId: z.int(),
  value: number,
  standardError: number,
  /** Between which ends the truth lies; absent where not stated. */
  interval: interval.optional(),
  /** Place in `sources`; null: a formula, or not known. */
  source: z.int().nullable(),
  row: z.int().nullable(),
  column: z.string(),
});

export const decisionRecord = z.looseObject({
  v: z.literal(1),
  /** UUID and title of the review. */
  review: z.string(),
  title: z.string(),
  note: z.string(),
  number: z.int(),
  supersedes: z.int().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string(),
  appVersion: z.string(),
  engineVersion: z.string(),
  format: z.int(),
  /** false: the decision was made without rounds. */
  blind: z.boolean(),
  rounds: z.int(),
  /** Whether the rule was locked before the ballots were given. Absent in records before there were rounds, as the next two. */
  ruleLocked: z.boolean().optional(),
  /**
   * Roles that do not count in the answer, each with the sentence that says why, and with what stands in place of its ballot
   * ("abstained"). Earlier records have no colour and no such word.
   */
  leftOut: z
    .array(
      z.looseObject({
        id: z.int(),
        name: z.string(),
        text: z.string(),
        colour: z.string().optional(),
        standing: z.string().optional(),
      }),
    )
    .optional(),
  /** The ballots of every revealed round, oldest first. */
  roundBallots: z.array(recordedRound).optional(),
  meeting,
  seats: z.array(seat),
  decision: decisionFields,
  stances: z.array(stance),
  conditions: z.array(condition),
  releases: z.array(release),
  /** All candidates, in catalogue order; with more than 20,000 only the front and the finalists, and then `partial`. */
  candidates: z.array(z.looseObject({ id: candidate, name: z.string(), tags: z.array(z.string()) })),
  candidateCount: z.int(),
  /** Why not everything is kept, as a sentence; '' where everything is. */
  partial: z.string(),
  incumbentId: candidate.nullable(),
  /** Whether keeping the incumbent was one of the answers. Absent in records of formats before 60, where it always was. */
  incumbentCounts: z.boolean().optional(),
  metrics: z.array(metric),
  objectives: z.array(objective),
  columns: z.array(recordedColumn),
  roles: z.array(recordedRole),
  results: recordedResults,
  sentences: z.array(shownSentence),
  /** At most 1,000 reasons, of `screenedOutCount`. */
  screenedOut: z.array(screened),
  /** How many candidates do not meet every `must`. */
  screenedOutCount: z.int(),
  /** At most 1,000, of those kept in `candidates`. Screens nobody out. Absent where there is none. */
  undecided: z.array(undecided).optional(),
  /** Ids of the holds that were active that day, and the candidates each covers. */
  holdsStanding: z.array(z.strictObject({ roleId: z.int(), holdId: z.int(), candidates: z.array(candidate) })),
  sources: z.array(source),
  cited: z.array(cited),
  /** Every proposal that was made until then, with its answer, oldest first. Absent in records of formats before 50. */
  proposals: z.array(recordedProposal).optional(),
  /** The head of the trail before this decision's own entry; null: it is the first. */
  trail: z.strictObject({ n: z.int(), hash: digest }).nullable(),
});
export type DecisionRecord = z.infer<typeof decisionRecord>;
