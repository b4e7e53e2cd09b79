// Two finalists against each other for every role, in sentences cut into pieces that name the cells they were read from.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import type { Foundation, RoleResult } from '../../../shared/engine/evaluation.ts';
import { coverForGroup } from '../../../shared/engine/explainCover.ts';
import { explainPair, partText, type PairExplanation } from '../../../shared/engine/explain.ts';
import { wordingOf, worthText, type CitedCell } from '../../../shared/engine/wording.ts';
import { rankingOf } from '../rankingOf.ts';

interface FinalistsInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
  /** Two candidate indices. */
  pair: readonly [number, number];
}

/** A stretch of a sentence. Without cells it is only words. */
export interface Piece {
  text: string;
  cells: readonly CitedCell[];
  /** How its numbers come about: "48 ms lower p95 latency", weighed and valued. */
  from: {
    objectiveId: number;
    weight: number;
    /** On the objective's anchors, 0 to 1; in the order of `cells` where both are measured. */
    values: readonly [better: number, worse: number];
    worth: number;
  } | null;
}

interface PairExplained {
  /** How the group comes to its order of the two, as one piece; null where it does not rank both. */
  group: Piece | null;
  /** In the review's order. */
  roles: readonly PairSentence[];
}

interface PairSentence {
  roleId: number;
  /** null: one of the two is incomplete, so there is no score to explain. */
  pieces: readonly Piece[] | null;
}

/** O(n m) for the digits of each column, and O(roles · m). */
export function finalists({ snapshot, foundation, pair }: FinalistsInput): PairExplained {
  const ranking = rankingOf(snapshot, foundation);
  const roles = ranking.roles.map((result): PairSentence => {
    const explained = explainPair(snapshot, foundation.matrix, result, pair[0], pair[1]);
    const pieces = explained && piecesOf(snapshot, foundation, result, explained);
    return { roleId: result.roleId, pieces };
  });
  const cover = coverForGroup(snapshot, { ...foundation, ...ranking }, snapshot.settings.groupRule, pair[0], pair[1]);
  return { group: cover && { ...cover.sentence, from: null }, roles };
}

/** Cuts a sentence where it mentions what sets the two apart on an objective, up to and with what that is worth. */
function piecesOf(
  snapshot: ReviewSnapshot,
  { matrix }: Foundation,
  { weights }: RoleResult,
  { sentence, parts, better, worse }: PairExplanation,
): Piece[] {
  const wording = wordingOf(snapshot);
  const pieces: Piece[] = [];
  let at = 0;
  const mentioned = snapshot.settings.objectives
    .flatMap((objective, j) => {
      const part = parts[j]!;
      const text = `${partText(part, objective, wording)} ${part.worth > 0 ? 'is worth' : 'costs'} ${worthText(part.worth)}`;
      const start = part.worth === 0 ? -1 : sentence.indexOf(text);
      if (start === -1) return [];
      const cells = [
        ...(part.better === null ? [] : [wording.cell(better, objective.metricId)]),
        ...(part.worse === null ? [] : [wording.cell(worse, objective.metricId)]),
      ];
      const values = [matrix.values[j]![better]!, matrix.values[j]![worse]!] as const;
      return [
        { start, text, cells, from: { objectiveId: objective.id, weight: weights[j]!, values, worth: part.worth } },
      ];
    })
    .sort((a, b) => a.start - b.start);
  for (const { start, text, cells, from } of mentioned) {
    if (start < at) continue;
    if (start > at) pieces.push({ text: sentence.slice(at, start), cells: [], from: null });
    pieces.push({ text, cells, from });
    at = start + text.length;
  }
  pieces.push({ text: sentence.slice(at), cells: [], from: null });
  return pieces;
}
