// Repeatable random matrices for tests and benchmarks.

/** Mulberry32: uniform numbers in [0, 1) from a seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * n × m numbers by column, for minimising. `uniform`: independent. `anticorrelated`: good at one means bad at others, so that
 * nearly all are on the front. `ties`: uniform on ten levels. `front`: directions from one corner of a ball, so that everybody is on
 * the front.
 */
export function randomColumns(
  n: number,
  m: number,
  kind: 'uniform' | 'anticorrelated' | 'ties' | 'front',
  seed: number,
): Float64Array[] {
  const next = random(seed);
  const columns = Array.from({ length: m }, () => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    const row = Array.from({ length: m }, () => (kind === 'anticorrelated' ? -Math.log(1 - next()) : next()));
    if (kind === 'front') {
      const squares = row.map((x) => Math.tan((x * Math.PI) / 2) ** 2);
      const length = Math.sqrt(squares.reduce((a, b) => a + b, 0));
      row.forEach((_, j) => (columns[j]![i] = 1 - Math.sqrt(squares[j]!) / length));
      continue;
    }
    const sum = row.reduce((a, b) => a + b, 0);
    const scale = kind === 'anticorrelated' ? (1 + 0.05 * next()) / sum : 1;
    row.forEach((x, j) => (columns[j]![i] = kind === 'ties' ? Math.floor(x * 10) : x * scale));
  }
  return columns;
}
