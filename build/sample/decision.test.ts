// What may be said of the sample's answer: how firm it is, what turns it, which gaps matter, and what each chance is about.
import { describe, expect, it } from 'vitest';
import { agreement } from '../../renderer/analysis/kinds/agreement.ts';
import { certainty } from '../../renderer/analysis/kinds/certainty.ts';
import { challenger } from '../../renderer/analysis/kinds/challenger.ts';
import { concession } from '../../renderer/analysis/kinds/concession.ts';
import { settle } from '../../renderer/analysis/kinds/settle.ts';
import { finished } from '../../renderer/analysis/steps.ts';
import { evaluate, prepare } from '../../shared/engine/evaluate.ts';
import { sampleSnapshot } from './snapshot.ts';

const report = { progress: () => undefined, partial: () => undefined };
const snapshot = sampleSnapshot(new Date('2026-11-23T12:00:00Z'));
const foundation = prepare(snapshot, { role: null });
const { names } = snapshot.catalog;
const nameOf = (i: number) => names[i];
const roleNamed = (name: string) => snapshot.settings.roles.find((role) => role.name === name)!.id;
const objectiveNames = new Map(snapshot.settings.objectives.map(({ id, name }) => [id, name]));

/** All who are first with a role's weights typed in, in per cent. */
function firstWith(roleId: number, percent: readonly number[]) {
  const roles = snapshot.settings.roles.map((role) =>
    role.id === roleId
      ? { ...role, weights: role.weights.map((entry, j) => ({ ...entry, weight: percent[j]! / 100 })) }
      : role,
  );
  return evaluate({ ...snapshot, settings: { ...snapshot.settings, roles } }, { role: null }).groups.leastRegret
    .winners;
}

describe('the nearest challenger', () => {
  it('is Fee nudge, at about two points of Infrastructure’s weights; 2.1 typed in turn the answer', () => {
    const { answer, nearest, byRole, firmness } = challenger({ snapshot, foundation }, report);
    expect(nameOf(answer)).toBe('Two-tower');
    expect(nameOf(nearest!.candidate)).toBe('Fee nudge');
    expect(nearest).toMatchObject({ roleId: roleNamed('Infrastructure'), proven: true });
    expect(nearest!.points).toBeCloseTo(2.0428, 3);
    expect(nearest!.typed!.points).toBe(2.1);
    expect(firstWith(nearest!.roleId, nearest!.typed!.percent).map(nameOf)).toEqual(['Fee nudge']);
    expect(byRole.map(({ roleId }) => roleId)[1]).toBe(roleNamed('Sales'));
    expect(firmness).toBe('notFirm');
  });
});

describe('a concession', () => {
  it('of Sales to Two-stage, distilled works as printed; rounded to the nearest it would not', () => {
    const sales = roleNamed('Sales');
    const candidate = names.indexOf('Two-stage, distilled');
    const { by } = finished(concession({ snapshot, foundation, candidate, keepLocked: false }, report));
    const { typed } = by.find(({ roleId }) => roleId === sales)!;
    expect(firstWith(sales, [22.5, 74.6, 0, 0, 2.9, 0])).not.toContain(candidate);
    expect(typed![0]).toMatchObject({ decimals: 1 });
    expect(firstWith(sales, typed![0]!.percent)).toEqual([candidate]);
  });
});

describe('where the roles are apart', () => {
  const found = agreement({ snapshot, foundation }, report);
  it('names the gaps that change the answer first, by how far the largest regret falls', () => {
    const told = found.gaps!.map((gap) => [
      objectiveNames.get(gap.objectiveId),
      gap.changes ? nameOf(gap.winner) : null,
      gap.regretThen.toFixed(2),
    ]);
    expect(told.slice(0, 2)).toEqual([
      ['Inputs read', 'Fee nudge', '0.07'],
      ['NDCG@10', 'Two-stage, distilled', '0.09'],
    ]);
    expect(told.slice(2).every(([, winner]) => winner === null)).toBe(true);
    expect(found.gaps![0]!.regretNow.toFixed(2)).toBe('0.17');
  });
  it('says that settling Deploy cost, which would bring the orders closest, changes nothing', () => {
    const closest = settle({ snapshot, foundation })!;
    expect(objectiveNames.get(closest.objectiveId)).toBe('Deploy cost');
    expect(closest.removed).toBeCloseTo(0.267, 3);
    const gap = found.gaps!.find(({ objectiveId }) => objectiveId === closest.objectiveId);
    expect(gap).toMatchObject({ changes: false });
  });
  it('counts agreement over the front, and beside it over everybody', () => {
    expect(found.compared).toBe(foundation.frontSize);
    expect(found.everybody.compared).toBe(13);
  });
});

describe('the chances', () => {
  const found = finished(certainty({ snapshot, foundation, concentration: 100, samples: 2000, seed: 1 }, report))!;
  const evaluation = evaluate(snapshot, { role: null });
  it('list the answer and every role’s favourite', () => {
    const listed = found.finalists.map(({ candidate }) => candidate);
    expect(listed).toContain(evaluation.recommended);
    for (const { favourites } of evaluation.roles)
      for (const favourite of favourites) expect(listed).toContain(favourite);
  });
  it('add up with the rest that is stated', () => {
    const sum = found.finalists.reduce((total, { best }) => total + best.share, found.rest.best);
    expect(sum).toBeCloseTo(1, 9);
    evaluation.roles.forEach((_, k) => {
      const ofRole = found.finalists.reduce(
        (total, one) => total + one.bestForRole[k]!.share,
        found.rest.bestForRole[k]!,
      );
      expect(ofRole).toBeGreaterThan(1 - 1e-9);
    });
    expect(found.rest.candidates).toBe(found.members - found.finalists.length);
  });
  it('say what they are made of', () => {
    expect(found.madeOf).toEqual({ weights: 'aroundBallots', errors: { stated: 1, metrics: 6 } });
  });
});
