// A slider over 100,000 candidates beside numpy, in one run: the moved role's first 100 and those of both group rules.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { liveRanking } from '../../shared/engine/liveRanking.ts';
import { random, randomColumns } from '../../shared/engine/testing/random.ts';

const script = fileURLToPath(new URL('numpySlider.py', import.meta.url));
const goal = 0.35;
const rounds = 7;
const moves = 60;

/** Whether there is numpy to be measured beside. */
export const hasNumpy = (): boolean => spawnSync('python3', ['-c', 'import numpy']).status === 0;

export function benchPeerSlider(): void {
  if (!hasNumpy()) {
    console.log('python3 has no numpy here, so no slider is measured beside it.');
    return;
  }
  console.log(
    `\n${'A slider beside numpy, time of the processor a move'.padEnd(54)} ${'ours'.padStart(10)} ${'numpy'.padStart(10)}  ours ÷ theirs`,
  );
  for (const [n, m, roles, kind] of [
    [100_000, 10, 6, 'uniform'],
    [100_000, 10, 6, 'anticorrelated'],
    [1_000_000, 10, 6, 'uniform'],
  ] as const) {
    beside(n, m, roles, kind);
  }
}

function beside(n: number, m: number, roles: number, kind: 'uniform' | 'anticorrelated'): void {
  const values = randomColumns(n, m, kind, 1);
  const next = random(7);
  const weights = Array.from({ length: roles }, () => shared(Float64Array.from({ length: m }, () => next())));
  // As a pointer drags it, to and fro.
  const steps = Array.from({ length: moves }, (_, step) => moved(weights[0]!, 0, Math.abs(step - moves / 2) / 100));
  const folder = mkdtempSync(join(tmpdir(), 'parley-slider-'));
  const write = (name: string, rows: readonly Float64Array[]) => {
    const path = join(folder, name);
    writeFileSync(path, Buffer.concat(rows.map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength))));
    return path;
  };
  const given = [write('points', values), String(n), String(m), write('roles', weights), write('moves', steps)];
  const everybody = new Uint8Array(n).fill(1);
  const names = Array.from({ length: n }, (_, i) => `candidate ${i}`);
  const live = liveRanking(
    { n, m, values },
    everybody,
    weights.map((own) => ({ weights: own, influence: 1 })),
    names,
  );
  const pairs: [number, number][] = [];
  let same = true;
  for (let round = 0; round <= rounds; round++) {
    const start = process.cpuUsage();
    for (const step of steps) {
      live.setWeights(0, step);
      live.role(0);
      live.group('leastRegret');
      live.group('weightedMean');
    }
    const { user, system } = process.cpuUsage(start);
    const { status, stdout, stderr } = spawnSync('python3', [script, ...given], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const [took, ...lists] = stdout.trim().split('\n');
    const mine = [live.role(0), live.group('weightedMean')!, live.group('leastRegret')!];
    same &&= mine.every(({ order }, k) => agree(order, lists[k]!));
    // The first warms the compiler up.
    if (round > 0) pairs.push([(user + system) / 1000 / moves, Number(took)]);
  }
  rmSync(folder, { recursive: true, force: true });
  const ratios = pairs.map(([mine, theirs]) => mine / theirs).sort((a, b) => a - b);
  const middle = (list: readonly number[]) => list.toSorted((a, b) => a - b)[list.length >> 1]!;
  const time = (place: 0 | 1) => `${middle(pairs.map((pair) => pair[place])).toPrecision(3)} ms`.padStart(10);
  console.log(
    `${`${n.toLocaleString('en')} × ${m} × ${roles} roles, ${kind}`.padEnd(54)} ${time(0)} ${time(1)}  ${middle(ratios).toFixed(3)} (${ratios[0]!.toFixed(3)} to ${ratios.at(-1)!.toFixed(3)}), goal ${goal}${middle(ratios) <= goal ? '' : ' ! above it'}${same ? '' : ' ! the answers differ'}`,
  );
}

/** The same first candidates, whatever the order among those that rounding alone tells apart. */
function agree(order: Int32Array, line: string): boolean {
  const theirs = new Set(line.split(' ').map(Number));
  return order.filter((i) => !theirs.has(i)).length === 0;
}

function shared(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** One weight set, the others making room in proportion. */
function moved(weights: Float64Array, place: number, to: number): Float64Array {
  const rest = 1 - weights[place]!;
  return weights.map((weight, j) => (j === place ? to : (weight * (1 - to)) / rest));
}
