// What one box covers in three dimensions that those before it do not: the inner loop of hypervolume from four objectives on.

/**
 * Asked row after row (their first three coordinates, at an offset), answers the volume that the row adds to those before.
 *
 * What has been asked about stands sorted by falling third coordinate, without rows that others cover. The sweep goes down
 * from the new row's own third coordinate, over the staircase of the others clipped to its base; it ends where one of them
 * covers that base whole. O(u) steps, each a search and a move in a staircase that is short as a rule.
 * The one-contribution sweep of Guerreiro & Fonseca (2018), IEEE TEC 22(3):449–463.
 */
export function exclusiveIn3(capacity: number): (rows: Float64Array, at: number) => number {
  const x = new Float64Array(capacity);
  const y = new Float64Array(capacity);
  const z = new Float64Array(capacity);
  let count = 0;
  // The staircase, x rising and y falling.
  const stairX = new Float64Array(capacity + 1);
  const stairY = new Float64Array(capacity + 1);

  function exclusive(px: number, py: number, pz: number): number {
    const base = px * py;
    let stairs = 0;
    let area = 0;
    let level = pz;
    let volume = 0;
    for (let k = 0; k < count; k++) {
      const qx = x[k]! < px ? x[k]! : px;
      const qy = y[k]! < py ? y[k]! : py;
      let from = stairs;
      // Steps at or left of qx; those from there on lie to the right and must be lower.
      while (from > 0 && stairX[from - 1]! >= qx) from--;
      if (from < stairs && stairY[from]! >= qy) continue;
      if (z[k]! < level) {
        volume += (base - area) * (level - z[k]!);
        level = z[k]!;
      }
      if (qx === px && qy === py) return volume;
      // A lower step at the same x gives its place to the new one.
      const rest = from < stairs && stairX[from] === qx ? from + 1 : from;
      let covered = rest < stairs ? stairY[rest]! : 0;
      let edge = qx;
      let to = rest;
      for (;;) {
        const next = to > 0 ? stairX[to - 1]! : 0;
        area += (edge - next) * (qy - covered);
        if (to === 0 || stairY[to - 1]! > qy) break;
        covered = stairY[--to]!;
        edge = next;
      }
      stairX.copyWithin(to + 1, rest, stairs);
      stairY.copyWithin(to + 1, rest, stairs);
      stairX[to] = qx;
      stairY[to] = qy;
      stairs += to + 1 - rest;
    }
    return volume + (base - area) * level;
  }

  /** Puts the row in its place and drops those it covers, which are no higher and so stand behind it. */
  function add(px: number, py: number, pz: number): void {
    let place = 0;
    while (place < count && z[place]! > pz) place++;
    let kept = place;
    for (let k = place; k < count; k++) {
      if (x[k]! <= px && y[k]! <= py) continue;
      x[kept] = x[k]!;
      y[kept] = y[k]!;
      z[kept++] = z[k]!;
    }
    for (const column of [x, y, z]) column.copyWithin(place + 1, place, kept);
    x[place] = px;
    y[place] = py;
    z[place] = pz;
    count = kept + 1;
  }

  return (rows, at) => {
    const [px, py, pz] = [rows[at]!, rows[at + 1]!, rows[at + 2]!];
    const volume = exclusive(px, py, pz);
    if (volume > 0) add(px, py, pz);
    return volume;
  };
}
