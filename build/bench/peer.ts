// Fronts, layers, volumes and contributions beside the published C library, in one run: the figures that the goals are stated in.
import { fronts, nondominated } from '../../shared/engine/fronts.ts';
import { exclusiveVolumes } from '../../shared/engine/pareto/contributions.ts';
import { hypervolume } from '../../shared/engine/pareto/hypervolume.ts';
import { randomColumns } from '../../shared/engine/testing/random.ts';
import { openMoocore, writePoints, type Peer, type PeerAnswer } from './moocore.ts';
import { everyShape, shapes, type Shape } from './plainly.ts';

/** Rounds of long work, and so many that short work takes this long in all. */
const fewest = 5;
const atLeast = 300;
const most = 100;

interface Beside {
  question: 'front' | 'layers' | 'volume' | 'contributions';
  n: number;
  m: number;
  shape: Shape;
  goal: number;
}

const asked: readonly Beside[] = [
  ...[2, 3, 4, 6, 10].flatMap((m) =>
    everyShape.map((shape): Beside => ({ question: 'front', n: 100_000, m, shape, goal: frontGoal(m, shape) })),
  ),
  { question: 'front', n: 1_000_000, m: 6, shape: 'uniform', goal: 0.15 },
  { question: 'layers', n: 100_000, m: 3, shape: 'uniform', goal: 0.35 },
  { question: 'layers', n: 100_000, m: 4, shape: 'uniform', goal: 0.35 },
  { question: 'layers', n: 100_000, m: 6, shape: 'uniform', goal: 0.5 },
  { question: 'layers', n: 100_000, m: 10, shape: 'uniform', goal: 0.5 },
  ...(['uniform', 'anticorrelated', 'front'] as const).flatMap((shape): Beside[] => [
    { question: 'volume', n: 100_000, m: 3, shape, goal: 1 },
    { question: 'volume', n: 1000, m: 4, shape, goal: 1.7 },
    { question: 'volume', n: 300, m: 5, shape, goal: 1.7 },
    { question: 'contributions', n: 100_000, m: 3, shape, goal: 1 },
    { question: 'contributions', n: 1000, m: 4, shape, goal: 0.06 },
  ]),
];

function frontGoal(m: number, shape: Shape): number {
  if (m <= 3) return shape === 'front' ? 1 : 0.75;
  if (m === 4) return shape === 'uniform' || shape === 'ties' ? 0.2 : 0.5;
  return 0.25;
}

/** Prints ours ÷ theirs: the median of the rounds and their range, the goal, and whether both answered the same. */
export function benchPeer(): void {
  const peer = openMoocore();
  if (peer === null) return;
  console.log(
    `\n${'Beside moocore, time of the processor'.padEnd(54)} ${'ours'.padStart(10)} ${'moocore'.padStart(10)}  ours ÷ theirs  goal`,
  );
  try {
    for (const work of asked) beside(peer, work);
  } finally {
    peer.close();
  }
}

function beside(peer: Peer, work: Beside): void {
  const { question, n, m, shape, goal } = work;
  const matrix = { n, m, compared: randomColumns(n, m, shape, 1), signs: new Int8Array(m).fill(-1) };
  const reference = new Float64Array(m).fill(1.1);
  const ours = {
    front: () => nondominated(matrix, null),
    layers: () => fronts(matrix, null),
    volume: () => Float64Array.of(hypervolume(matrix, null, reference)),
    // The library drops the dominated, and asks what is lost among the rest.
    contributions: () => exclusiveVolumes(matrix, shape === 'front' ? null : nondominated(matrix, null), reference),
  }[question];
  const points = writePoints(matrix);
  const pairs: [number, number][] = [];
  let same = true;
  let rounds = fewest;
  try {
    for (let round = 0; round <= rounds; round++) {
      const start = process.cpuUsage();
      const mine = ours();
      const { user, system } = process.cpuUsage(start);
      const theirs = peer[question](points);
      same &&= agree(work, mine, theirs);
      // The first warms the compiler up.
      if (round === 0) rounds = Math.min(most, Math.max(fewest, Math.round((1000 * atLeast) / (user + system))));
      else pairs.push([(user + system) / 1000, theirs.took]);
    }
  } finally {
    points.remove();
  }
  const ratios = pairs.map(([mine, theirs]) => mine / theirs).sort((a, b) => a - b);
  const middle = (list: readonly number[]) => list.toSorted((a, b) => a - b)[list.length >> 1]!;
  const name = `${question}, ${n.toLocaleString('en')} × ${m} ${shapes[shape]}`;
  const time = (place: 0 | 1) => `${middle(pairs.map((pair) => pair[place])).toPrecision(3)} ms`.padStart(10);
  const ratio = `${middle(ratios).toFixed(3)} (${ratios[0]!.toFixed(3)} to ${ratios.at(-1)!.toFixed(3)})`;
  console.log(
    `${name.padEnd(54)} ${time(0)} ${time(1)}  ${ratio.padEnd(24)} ${goal.toString().padStart(5)} ${middle(ratios) <= goal ? '' : '! above the goal'}${same ? '' : ' ! the answers differ'}`,
  );
}

/** Fronts and layers to the bit; volumes to 1e-12 of the space's, which is what the library's contributions are differences of. */
function agree({ question, m }: Beside, mine: ArrayLike<number>, { answer }: PeerAnswer): boolean {
  const whole = answer.buffer.slice(answer.byteOffset, answer.byteOffset + answer.length);
  const exact = question === 'front' || question === 'layers';
  const theirs =
    question === 'front'
      ? new Uint8Array(whole)
      : question === 'layers'
        ? // Theirs begin at 0.
          new Int32Array(whole).map((layer) => layer + 1)
        : new Float64Array(whole);
  const least = exact ? 0 : 1e-12 * 1.1 ** m;
  for (let i = 0; i < theirs.length; i++) {
    // From four objectives on, the library says 0 for contributions smaller than the root of the double's precision.
    const none = question === 'contributions' && m >= 4 && theirs[i] === 0 && mine[i]! < Math.sqrt(Number.EPSILON);
    if (!none && !(Math.abs(mine[i]! - theirs[i]!) <= least)) return false;
  }
  return mine.length === theirs.length;
}
