// A prediction log of a million rows: measuring everything of it, against reading its file.
import { readTable } from '../../electron/core/import/formats/table.ts';
import { finish } from '../../shared/engine/certainty/run.ts';
import { random } from '../../shared/engine/testing/random.ts';
import { atThreshold } from '../../shared/measures/classification/confusion.ts';
import type { PredictionLog } from '../../shared/measures/log/predictionLog.ts';
import { startPointStudy } from '../../shared/measures/points/study.ts';
import { binaryStudy } from '../../shared/measures/study/kinds/binary.ts';
import { regressionStudy } from '../../shared/measures/study/kinds/regression.ts';
import { compare, heading } from './measure.ts';

const ROWS = 1_000_000;
const CANDIDATES = 5;
const GROUPS = [6, 2, 4];

/** Scores with four digits, as they are written. */
function makeLog(rows: number, count: number): PredictionLog {
  const next = random(1);
  const chance = Float64Array.from({ length: rows }, next);
  const candidates = Array.from({ length: count }, (_, c) => {
    const scores = chance.map((p) => Math.round(1e4 * Math.min(1, Math.max(0, p + (next() - 0.5) * 0.4))) / 1e4);
    return { name: `m${c}`, scores, predicted: atThreshold(scores, 0.5) };
  });
  return {
    rows,
    candidates,
    weights: null,
    left: { noLabel: 0, noPrediction: 0, noWeight: 0 },
    at: Int32Array.from({ length: rows }, (_, i) => i),
    labels: Uint8Array.from(chance, (p) => (next() < p ? 1 : 0)),
    groups: GROUPS.map((groups, g) => ({
      name: `g${g}`,
      groups: Array.from({ length: groups }, (_, k) => `k${k}`),
      codes: Int32Array.from({ length: rows }, () => Math.floor(next() * groups)),
    })),
  };
}

function fileOf({ labels, candidates, groups }: PredictionLog): Uint8Array {
  const header = ['label', ...candidates.map(({ name }) => `score_${name}`), ...groups.map(({ name }) => name)];
  const lines = Array.from(labels, (label, i) =>
    [
      label,
      ...candidates.map(({ scores }) => scores![i]),
      ...groups.map(({ groups: names, codes }) => names[codes[i]!]),
    ].join(),
  );
  return new TextEncoder().encode(`${header.join()}\n${lines.join('\n')}\n`);
}

const measureAll = (log: PredictionLog) =>
  finish(
    binaryStudy(log, log.groups, {
      replicates: 1000,
      seed: 1,
      method: 'BCa',
      stratified: false,
      favourable: 'positive',
      smallest: 30,
      tolerance: 0.05,
      references: GROUPS.map(() => -1),
    }),
    32,
  );

export function benchPredictions(): void {
  heading('A prediction log of 1,000,000 rows, processor time');
  const log = makeLog(ROWS, CANDIDATES);
  const bytes = fileOf(log);
  const read = () => readTable(bytes, 'log.csv', { delimiter: null, decimal: null, header: null });
  compare({
    name: '5 candidates, 3 attributes, 1,000 samples, all measures',
    against: `reading the file, ${Math.round(bytes.length / 1e6)} MB`,
    ours: () => measureAll(log),
    baseline: read,
    rounds: 3,
    clock: 'processor',
  });
  const wide = makeLog(5000, 200);
  compare({
    name: '200 candidates of 5,000 rows, 3 attributes, all measures',
    against: 'the same',
    ours: () => measureAll(wide),
    baseline: read,
    rounds: 1,
    clock: 'processor',
  });
  compare({
    name: 'the same of predicted numbers, a million rows',
    against: 'the same',
    ours: () =>
      finish(
        regressionStudy(
          {
            ...log,
            labels: Float64Array.from(log.labels),
            candidates: log.candidates.map(({ name, scores }) => ({ name, predicted: scores! })),
          },
          log.groups,
          { replicates: 1000, seed: 1, method: 'BCa', smallest: 30, tolerance: 0.05 },
        ),
        32,
      ),
    baseline: read,
    rounds: 3,
    clock: 'processor',
  });
  const [candidate] = log.candidates;
  const [attribute] = log.groups;
  const { labels, weights } = log;
  const { scores, predicted } = candidate!;
  compare({
    name: 'thresholds of one candidate: swept, chosen on four criteria, 1,000 samples',
    against: 'the same',
    ours: () =>
      finish(
        startPointStudy(
          { labels, weights, group: { codes: attribute!.codes, groups: GROUPS[0]! }, flipped: false },
          { kind: 'threshold', scores: scores!, predicted },
          {
            criteria: [
              { id: 'accuracy', sign: 1 },
              { id: 'recall', sign: 1 },
              { id: 'fpr', sign: -1 },
              { id: 'equalizedOddsDifference', sign: -1 },
            ],
            costs: { falsePositive: 1, falseNegative: 5, truePositive: 0, trueNegative: 0 },
            most: 6,
            smallest: 30,
            tolerance: 0.05,
            bootstrap: { replicates: 1000, seed: 1, method: 'BCa', stratified: false },
          },
        ),
        32,
      ),
    baseline: read,
    rounds: 3,
    clock: 'processor',
  });
}
