// Measuring two ways of doing the same work in one run, so that a noisy machine disturbs both alike.

export interface Comparison {
  name: string;
  /** What the baseline is. */
  against: string;
  ours: () => unknown;
  baseline: () => unknown;
  rounds?: number;
  /** Of long work the time of the processor, which other work on the machine disturbs less. */
  clock?: 'wall' | 'processor';
}

/** Runs both in turn and prints the medians and how many times faster ours is: median, and the range over rounds. */
export function compare({ name, against, ours, baseline, rounds = 7, clock = 'wall' }: Comparison): void {
  const timed = clock === 'wall' ? timedByWall : timedByProcessor;
  const pairs: [number, number][] = [];
  // The first round warms the compiler up and is left out.
  for (let round = 0; round <= rounds; round++) {
    const pair: [number, number] = [timed(ours), timed(baseline)];
    if (round > 0) pairs.push(pair);
  }
  print(name, against, pairs);
}

export interface AsyncComparison {
  name: string;
  against: string;
  /** Made ready before each round, untimed. */
  before: () => Promise<void>;
  ours: () => Promise<void>;
  baseline: () => Promise<void>;
  rounds: number;
}

/** The same for work that waits for threads, processes and the disk. */
export async function compareAsync(work: AsyncComparison): Promise<void> {
  const pairs: [number, number][] = [];
  for (let round = 0; round <= work.rounds; round++) {
    await work.before();
    const pair: [number, number] = [await timedAsync(work.ours), await timedAsync(work.baseline)];
    if (round > 0) pairs.push(pair);
  }
  print(work.name, work.against, pairs);
}

function print(name: string, against: string, pairs: readonly [number, number][]): void {
  const ratios = pairs.map(([mine, theirs]) => theirs / mine).sort((a, b) => a - b);
  const mine = median(pairs.map(([time]) => time));
  const theirs = median(pairs.map(([, time]) => time));
  const spread = `${times(ratios[0]!)} … ${times(ratios.at(-1)!)}`;
  console.log(
    `${name.padEnd(54)} ${ms(mine)} ${ms(theirs)}  ${times(median(ratios)).padStart(7)}  ${spread.padEnd(17)} ${against}`,
  );
}

export function heading(title: string): void {
  console.log(
    `\n${title.padEnd(54)} ${'ours'.padStart(10)} ${'baseline'.padStart(10)}  faster   range             baseline is`,
  );
}

function timedByWall(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Of all threads of the process, so that collecting garbage counts too. */
function timedByProcessor(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

async function timedAsync(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[list.length >> 1]!;
}

const ms = (time: number) => `${time.toPrecision(3)} ms`.padStart(10);
const times = (ratio: number) => `${ratio >= 10 ? ratio.toFixed(0) : ratio.toPrecision(2)}×`;
