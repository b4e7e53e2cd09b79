// The Compromise room: how long each of its questions keeps a worker. Beside each the ranking alone, which all of them begin with and
// which a worker makes once.
import { analyses, type AnalysisKind } from '../../renderer/analysis/analyses.ts';
import { finished, isSteps } from '../../renderer/analysis/steps.ts';
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import { prepare, rank } from '../../shared/engine/evaluate.ts';
import { random } from '../../shared/engine/testing/random.ts';
import { review } from './slider.ts';

const quiet = { progress: () => undefined, partial: () => undefined };

/** Four roles that weigh differently, as people do. */
function weighed(n: number, m: number): ReviewSnapshot {
  const next = random(7);
  const made = review(n, m, 4, 'uniform');
  const roles = made.settings.roles.map((role) => {
    const raw = role.weights.map(() => -Math.log(1 - next()));
    const sum = raw.reduce((a, b) => a + b, 0);
    return { ...role, weights: role.weights.map((weight, j) => ({ ...weight, weight: raw[j]! / sum })) };
  });
  return { ...made, settings: { ...made.settings, roles } };
}

function seconds(work: () => unknown): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
}

/** Everything the room asks with all of its sections open, in the order of the time it takes. */
export function benchCompromise(): void {
  for (const n of [1454, 10_000, 100_000]) {
    const snapshot = weighed(n, 10);
    let foundation = prepare(snapshot, { role: null });
    const prepared = seconds(() => (foundation = prepare(snapshot, { role: null })));
    const ranking = rank(snapshot, foundation);
    const ranked = seconds(() => rank(snapshot, foundation));
    const { winner, ranks } = ranking.groups[snapshot.settings.groupRule];
    const next = ranks.indexOf(2);
    const about = { snapshot, foundation };
    const asked: [AnalysisKind, object][] = [
      ['answer', { ...about, roleId: null, concentration: 20, samples: n > 2000 ? 500 : 2000, seed: 1 }],
      ['agreement', about],
      ['challenger', about],
      ['finalists', { ...about, pair: [winner, next] }],
      ['certainty', { ...about, concentration: 20, samples: n > 2000 ? 2000 : 10_000, seed: 1 }],
      ['settle', about],
      ['priceList', about],
      ['stability', about],
      ['leaveOneOut', about],
      ['coalitions', { ...about, finalists: [winner, next] }],
      ['improvement', { ...about, candidate: next }],
      ['concession', { ...about, candidate: next, keepLocked: true }],
    ];
    console.log(
      `\n${n.toLocaleString('en')} × 10 × 4 roles, seconds of the processor. Fronts ${prepared.toFixed(2)}, ranking ${ranked.toFixed(2)}.`,
    );
    let sum = 0;
    const took = asked.map(([kind, input]) => {
      const run = analyses[kind] as (input: object, report: typeof quiet) => unknown;
      const time = seconds(() => {
        const found = run(input, quiet);
        if (isSteps(found)) finished(found);
      });
      sum += time;
      return { kind, time };
    });
    for (const { kind, time } of took.sort((a, b) => a.time - b.time)) {
      console.log(`  ${kind.padEnd(14)}${time.toFixed(2).padStart(8)}`);
    }
    console.log(`  ${'together'.padEnd(14)}${sum.toFixed(2).padStart(8)}`);
  }
}
