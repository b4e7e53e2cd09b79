// How firm in words: counts that agree in number, ties that are said, and what each role could do alone.
import { describe, expect, it } from 'vitest';
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import type { Vote } from '../../../shared/engine/votes.ts';
import type { Answer } from '../../analysis/kinds/answer.ts';
import type { ChallengerAnswer } from '../../analysis/kinds/challenger.ts';
import { countsText, firmnessText, turnsText, unknownText, votesText } from './firmness.ts';

const votes = (winners: readonly number[][]) => winners.map((list, k) => vote(String.fromCharCode(65 + k), list));
const vote = (name: string, winners: readonly number[]) => ({ id: name, name, winners, among: null });
const answer = (rules: readonly Vote[], methods: readonly Vote[]) =>
  ({ winner: 0, rules, methods }) as unknown as Answer;

describe('countsText', () => {
  it('agrees in number, and says ties', () => {
    expect(countsText(answer([], votes([[0], [1], [1]])))).toBe('1 of 3 methods names it.');
    expect(countsText(answer([], votes([[0, 1], [1]])))).toBe('1 of 2 methods (in a tie) names it.');
    expect(countsText(answer(votes([[0], [0, 1], [1]]), votes([[0]])))).toBe(
      '2 of 3 group rules (1 of them tied) and 1 of 1 method name it.',
    );
    expect(countsText(answer([], votes([[1], [1]])))).toBe('0 of 2 methods name it.');
    expect(countsText(answer([], []))).toBe('');
  });
  it('is followed by who the others would choose', () => {
    expect(votesText(answer([], votes([[0], [1]])), ['Fast', 'Wide'])).toBe(
      '1 of 2 methods names it. B would choose Wide.',
    );
  });
});

describe('firmnessText', () => {
  const roles = (...weights: readonly number[][]) =>
    ({ settings: { roles: weights.map((list) => ({ weights: list })) } }) as unknown as ReviewSnapshot;
  const firm = { firmness: 'firm' } as ChallengerAnswer;
  it('calls nothing firm before a role has weighed', () => {
    expect(firmnessText(firm, roles([], []))).toBe('Provisional.');
    expect(firmnessText(firm, roles([], [1]))).toBe('Firm.');
  });
});

describe('turnsText', () => {
  const snapshot = {
    settings: {
      roles: [
        { id: 1, name: 'Infrastructure' },
        { id: 2, name: 'ML engineers' },
      ],
    },
  } as unknown as ReviewSnapshot;
  const turn = (roleId: number, points: number) => ({ roleId, points, typed: { percent: [], decimals: 1, points } });
  it('names each role that could, nearest first', () => {
    const found = { byRole: [turn(1, 2.1), turn(2, 73)] } as unknown as ChallengerAnswer;
    expect(turnsText(found, snapshot)).toBe(
      'Infrastructure could turn it with 2.1 points of weight and ML engineers with 73 points.',
    );
    expect(turnsText({ byRole: [] } as unknown as ChallengerAnswer, snapshot)).toBe(
      'No role alone turns it by its weights.',
    );
  });
});

describe('unknownText', () => {
  const column = (metricId: number, error: number) => ({
    metricId,
    measured: Float64Array.of(1, 2),
    standardErrors: Float64Array.of(error, error),
  });
  const snapshot = (...errors: readonly number[]) =>
    ({
      settings: {
        objectives: [
          { metricId: 1, name: 'Accuracy' },
          { metricId: 2, name: 'Latency' },
        ],
      },
      catalog: { columns: errors.map((error, k) => column(k + 1, error)) },
    }) as unknown as ReviewSnapshot;
  it('speaks of what is weighed, also where the metric of a requirement states its error', () => {
    const said = 'Measurement error is not in it: no metric that is weighed states any.';
    expect(unknownText(snapshot(0, 0))).toBe(said);
    expect(unknownText(snapshot(0, 0, 0.02))).toBe(said);
    expect(unknownText(snapshot(0.1, 0, 0.02))).toBe('Not known: how far Latency may be off.');
    expect(unknownText(snapshot(0.1, 0.1))).toBe('');
  });
});
